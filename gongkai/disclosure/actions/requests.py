"""Requests for change, and the later look at what is not disclosed."""

from datetime import date

from django.utils.translation import gettext

from gongkai.core.access import Viewer
from gongkai.core.actions import Refused, acting
from gongkai.disclosure.actions.common import told
from gongkai.disclosure.actions.drafting import check_ground
from gongkai.disclosure.models import OPEN_STATES, ChangeRequest, Item, Reassessment
from gongkai.rules.publishing.values import Attribute, Availability


def request_change(
    item_id: int, *, asked_by: str, asked_on: date, why: str, by: Viewer
) -> ChangeRequest:
    """Note who asked for a change of an item, when and why (004-e §8).

    Raises:
        Refused: who or why is missing.
    """
    with acting(by) as act:
        item = act.lock(Item, item_id)
        act.require("disclosure.write", item.unit.path)
        if not asked_by.strip():
            raise Refused(gettext("没有写谁提出的。请填写单位或姓名。"), "asked_by")
        if not why.strip():
            raise Refused(gettext("没有写修改的原因。请填写。"), "why")
        made = ChangeRequest.objects.create(
            item=item,
            asked_by=asked_by.strip(),
            asked_on=asked_on,
            why=why.strip(),
            created_at=by.at,
            person_id=by.person_id,
        )
        told(act, "change.request", item, asked_by=asked_by.strip(), why=why.strip())
        return made


def decline_change(request_id: int, *, answer: str, by: Viewer) -> ChangeRequest:
    """Close a request without a new edition, with the answer given."""
    with acting(by) as act:
        asked = act.lock(ChangeRequest, request_id)
        act.require("disclosure.write", asked.item.unit.path)
        if asked.closed_at is not None:
            act.unchanged()
            return asked
        if not answer.strip():
            raise Refused(gettext("没有写答复。请写明为什么不修改。"), "answer")
        asked.answer, asked.closed_at = answer.strip(), by.at
        asked.save(update_fields=["answer", "closed_at"])
        told(act, "change.decline", asked.item, answer=answer.strip())
        return asked


def reassess(
    item_id: int,
    *,
    attribute: Attribute,
    on: date,
    reason: str = "",
    note: str,
    by: Viewer,
) -> Reassessment:
    """Look again at what is not disclosed (条例 §18): the attribute is kept or changed.

    An item that may be public now is published by an edition like any other.

    Raises:
        Refused: the item is public, an edition is in work, or nothing is said on why.
    """
    with acting(by) as act:
        item = act.lock(Item, item_id)
        act.require("disclosure.write", item.unit.path)
        if item.attribute == Attribute.PUBLIC or item.availability == Availability.LIVE:
            raise Refused(gettext("这个事项是主动公开的，不用重新评估。"))
        if item.editions.filter(state__in=OPEN_STATES).exists():
            raise Refused(gettext("有一版正在办理。请在那一版上改公开属性。"))
        if not note.strip():
            raise Refused(gettext("没有写评估意见。请填写。"), "note")
        check_ground(attribute, reason, note)
        made = Reassessment.objects.create(
            item=item,
            on=on,
            attribute=attribute,
            reason=reason,
            note=note.strip(),
            person_id=by.person_id,
            name=by.name,
        )
        item.attribute, item.attribute_reason, item.attribute_note = attribute, reason, note.strip()
        item.save(update_fields=["attribute", "attribute_reason", "attribute_note"])
        told(act, "item.reassess", item, attribute=attribute.value, reason=reason)
        return made
