"""Where a published document stands on a day, read from its edition and what happened to it."""

from collections.abc import Iterable, Iterator
from datetime import date

from gongkai.disclosure import models
from gongkai.disclosure.models import Edition
from gongkai.rules.publishing.validity import (
    CitedDocument,
    ValidityEvent,
    ValidityKind,
    ValidityReading,
    read_validity,
)


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
