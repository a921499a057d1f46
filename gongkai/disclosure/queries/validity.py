"""Where a published document stands on a day, read from its edition and what happened to it."""

from collections.abc import Iterable, Iterator
from datetime import date

from gongkai.core.access import Viewer
from gongkai.core.days import day_of
from gongkai.disclosure import models, rulebook
from gongkai.disclosure.models import Edition, Item
from gongkai.disclosure.models.validity import KINDS
from gongkai.disclosure.queries.items import items_for
from gongkai.rules.publishing.validity import (
    CitedDocument,
    ValidityEvent,
    ValidityKind,
    ValidityReading,
    read_validity,
)

__all__ = ["KINDS", "validity_events", "validity_now", "validity_on"]


def validity_events(item: Item) -> tuple[models.ValidityEvent, ...]:
    """Return what was noted of an item the viewer has been shown, the voided included."""
    return tuple(item.validity_events.select_related("by_item").order_by("on", "id"))


def validity_now(viewer: Viewer, item: Item, edition: Edition) -> ValidityReading:
    """Return where a live edition stands today, naming the documents the viewer may see."""
    stands = [one for one in validity_events(item) if one.voided_at is None]
    named = items_for(viewer).filter(pk__in=[one.by_item_id for one in stands if one.by_item_id])
    titles = {
        one.pk: (current[-1].title, current[-1].document_number)
        for one in named
        if (current := one.__dict__["current"])
    }
    applies = rulebook.pack().content_type(item.content_type).validity
    return validity_on(edition, stands, day_of(viewer.at), applies=applies, titles=titles)


def validity_on(
    edition: Edition,
    events: Iterable[models.ValidityEvent],
    day: date,
    *,
    applies: bool,
    titles: "dict[int, tuple[str, str]] | None" = None,
) -> ValidityReading:
    """Return the validity of a document on a day.

    ``events`` are those that stand (not voided). ``titles`` gives title and number of the items
    that amended or repealed it, by id; an item that is not public is only named by the text the
    office gave. ``applies`` is whether the content type has a validity at all.
    """
    return read_validity(_facts(edition, events, titles or {}), day, applies=applies)


def _facts(
    edition: Edition, events: Iterable[models.ValidityEvent], titles: dict[int, tuple[str, str]]
) -> Iterator[ValidityEvent]:
    if edition.effective_on is not None:
        yield ValidityEvent(kind=ValidityKind.EFFECTIVE, on=edition.effective_on)
    if edition.expires_on is not None:
        yield ValidityEvent(kind=ValidityKind.EXPIRES, on=edition.expires_on)
    for one in events:
        yield ValidityEvent(
            kind=ValidityKind(one.kind),
            on=one.on,
            by=_document(one, titles),
            article=one.article,
            until=one.until,
        )


def _document(
    event: models.ValidityEvent, titles: dict[int, tuple[str, str]]
) -> CitedDocument | None:
    known = titles.get(event.by_item_id or 0)
    if known is not None:
        return CitedDocument(title=known[0], number=known[1], item=event.by_item_id)
    return CitedDocument(title=event.by_text) if event.by_text else None
