"""Legal validity: amended, repealed, extended. Never a reason to take a page away."""

from datetime import date
from typing import Any

from django.utils.translation import gettext

from gongkai.core.access import Viewer
from gongkai.core.actions import Refused, acting
from gongkai.disclosure import publication, rulebook
from gongkai.disclosure.actions.common import told
from gongkai.disclosure.models import Item, ValidityEvent
from gongkai.rules.publishing.validity import ValidityKind
from gongkai.rules.publishing.values import Availability

_BY_DOCUMENT = frozenset(
    {ValidityKind.AMENDED, ValidityKind.REPEALED, ValidityKind.REPEALED_IN_PART}
)


def set_validity(
    item_id: int,
    *,
    kind: ValidityKind,
    on: date,
    until: date | None = None,
    by_item: Item | None = None,
    by_text: str = "",
    article: str = "",
    note: str = "",
    by: Viewer,
) -> ValidityEvent:
    """Note what happened to a document in force, when, and by which document.

    The same event again changes nothing.

    Raises:
        Refused: the content type has no validity, or the document that did it is not named.
    """
    with acting(by) as act:
        item = act.lock(Item, item_id)
        act.require("disclosure.validity", item.unit.path)
        _check(item, kind, until, by_item, by_text)
        what: dict[str, Any] = {
            "kind": kind,
            "on": on,
            "until": until,
            "by_item": by_item,
            "by_text": by_text.strip(),
            "article": article.strip(),
        }
        same = item.validity_events.filter(**what, voided_at=None).first()
        if same is not None:
            act.unchanged()
            return same
        event = item.validity_events.create(
            **what, note=note.strip(), created_at=by.at, person_id=by.person_id
        )
        if item.availability == Availability.LIVE:
            publication.changed(act, publication.keys_of(item) | _shown_on(by_item))
        told(
            act,
            "item.validity",
            item,
            kind=kind.value,
            on=on.isoformat(),
            event=event.pk,
            document=by_item.key if by_item else by_text,
        )
        return event


def _shown_on(by_item: Item | None) -> frozenset[str]:
    """The page of the document that did it names what it did."""
    return frozenset({f"item:{by_item.key}"} if by_item is not None else ())


def _check(
    item: Item, kind: ValidityKind, until: date | None, by_item: Item | None, by_text: str
) -> None:
    if not rulebook.pack().content_type(item.content_type).validity:
        raise Refused(gettext("这种体裁没有有效性，不用标注。"), "kind")
    if kind in _BY_DOCUMENT and by_item is None and not by_text.strip():
        raise Refused(gettext("没有写依据的文件。请选择本站文件，或写明文件名和文号。"), "by_text")
    if by_item is not None and by_item.pk == item.pk:
        raise Refused(gettext("文件不能废止或修改自己。请选择另一份文件。"), "by_item")
    if kind is ValidityKind.EXTENDED and until is None:
        raise Refused(gettext("没有写延长到哪一天。请填写。"), "until")


def repeal(
    item_id: int, *, on: date, by_item: Item | None = None, by_text: str = "", by: Viewer
) -> ValidityEvent:
    """Note that a document was repealed. Its page stays, with a banner and a link."""
    return set_validity(
        item_id, kind=ValidityKind.REPEALED, on=on, by_item=by_item, by_text=by_text, by=by
    )


def void_validity(event_id: int, *, reason: str, by: Viewer) -> ValidityEvent:
    """Void an event that was noted by mistake; it stays in the record.

    Raises:
        Refused: no reason.
    """
    with acting(by) as act:
        event = act.lock(ValidityEvent, event_id)
        item = event.item
        act.require("disclosure.validity", item.unit.path)
        if event.voided_at is not None:
            act.unchanged()
            return event
        if not reason.strip():
            raise Refused(gettext("没有写理由。请写明为什么作废。"), "reason")
        event.voided_at, event.void_reason = by.at, reason.strip()
        event.save(update_fields=["voided_at", "void_reason"])
        if item.availability == Availability.LIVE:
            publication.changed(act, publication.keys_of(item) | _shown_on(event.by_item))
        told(act, "item.void_validity", item, event=event.pk, reason=reason.strip())
        return event
