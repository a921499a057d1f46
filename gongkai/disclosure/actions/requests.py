"""Requests for change, and the later look at what is not disclosed."""

from datetime import date

from django.utils.translation import gettext

from gongkai.core.access import Viewer
from gongkai.core.actions import Act, Refused, acting
from gongkai.core.days import day_of
from gongkai.disclosure.actions.checking import refuse_secrets
from gongkai.disclosure.actions.common import record, told, wrote
from gongkai.disclosure.actions.drafting import check_ground, start_edition
from gongkai.disclosure.models import (
    OPEN_STATES,
    AskedIn,
    ChangeRequest,
    Edition,
    Item,
    Reassessment,
)
from gongkai.disclosure.workflow import standing
from gongkai.rules.publishing.chains import AUTHOR
from gongkai.rules.publishing.signatures import Outcome
from gongkai.rules.publishing.values import Attribute, Availability, EditionState


def request_change(
    item_id: int, *, asked_by: str, asked_on: date, why: str, way: str = "", by: Viewer
) -> ChangeRequest:
    """Note who asked for a change of an item, in what way, when and why (004-e §8).

    Raises:
        Refused: who or why is missing, the day is to come, or the words bear a secrecy marking.
    """
    with acting(by) as act:
        item = act.lock(Item, item_id)
        act.require("disclosure.write", item.unit.path)
        if not asked_by.strip():
            raise Refused(gettext("没有写谁提出的。请填写单位或姓名。"), "asked_by")
        if not why.strip():
            raise Refused(gettext("没有写修改的原因。请填写。"), "why")
        if asked_on > day_of(by.at):
            raise Refused(gettext("提出的日子还没有到。请改正。"), "asked_on")
        refuse_secrets(f"{asked_by}\n{why}")
        made = ChangeRequest.objects.create(
            item=item,
            asked_by=asked_by.strip(),
            way=way if way in AskedIn else "",
            asked_on=asked_on,
            why=why.strip(),
            created_at=by.at,
            person_id=by.person_id,
        )
        told(act, "change.request", item, asked_by=asked_by.strip(), why=why.strip())
        return made


def accept_change(request_id: int, *, by: Viewer) -> Edition:
    """Answer a request by an edition: the draft in work takes it in, else a new one is begun.

    It is closed when that edition is published, and open again where it is discarded.

    Raises:
        Refused: it is closed already, or an edition is under review.
    """
    with acting(by) as act:
        asked = act.lock(ChangeRequest, request_id)
        item = act.lock(Item, asked.item_id)
        act.require("disclosure.write", item.unit.path)
        if asked.closed_at is not None:
            raise Refused(gettext("这条修改请求已办结。请刷新页面。"))
        draft = item.editions.filter(state=EditionState.DRAFT).first()
        if draft is None:
            edition = start_edition(item.pk, change_request_id=asked.pk, by=by)
        else:
            asked.edition = edition = draft
            asked.save(update_fields=["edition"])
        told(act, "change.accept", item, edition, asked_by=asked.asked_by)
        return edition


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
        refuse_secrets(answer)
        asked.answer, asked.closed_at, asked.edition = answer.strip(), by.at, None
        asked.save(update_fields=["answer", "closed_at", "edition"])
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

    An item that may be public now is published by an edition like any other; one that was approved
    under the old attribute is a draft again.

    Raises:
        Refused: the item is public, an edition is in work, or nothing is said on why.
    """
    with acting(by) as act:
        item = act.lock(Item, item_id)
        act.require("disclosure.write", item.unit.path)
        if item.attribute == Attribute.PUBLIC or item.availability == Availability.LIVE:
            raise Refused(gettext("这个事项是主动公开的，不用重新评估。"))
        kept = (attribute, reason) == (item.attribute, item.attribute_reason)
        filed = _filed(act, item)
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
        if not kept:
            item.attribute, item.attribute_reason = attribute, reason
            item.attribute_note = note.strip()
            item.save(update_fields=["attribute", "attribute_reason", "attribute_note"])
            if filed is not None:
                _write_again(act, item, filed)
        told(act, "item.reassess", item, attribute=attribute.value, reason=reason)
        return made


def _filed(act: Act, item: Item) -> Edition | None:
    """Return the approved edition of an item that is filed and not published, where there is one.

    Raises:
        Refused: an edition is still written or reviewed, or waits for its minute.
    """
    found = item.editions.filter(state__in=OPEN_STATES).first()
    if found is not None and found.state != EditionState.APPROVED:
        raise Refused(gettext("有一版正在办理。请在那一版上改公开属性。"))
    return act.lock(Edition, found.pk) if found is not None else None


def _write_again(act: Act, item: Item, edition: Edition) -> None:
    """Make what was approved under the old attribute a draft again: nobody signed the new one."""
    record(act, standing(item, edition), Outcome.WITHDRAW, AUTHOR)
    edition.state = EditionState.DRAFT
    wrote(act, item, edition)
