"""Reading the list of everything public: in pieces for the API, whole for a file."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from gongkai.disclosure.open_data.facts import listed
from gongkai.disclosure.open_data.values import Listed
from gongkai.disclosure.queries.listed import Listing
from gongkai.disclosure.queries.open_list import (
    Order,
    Position,
    Wanted,
    at_most,
    piece,
    position_of,
)
from gongkai.disclosure.rulebook import pack

if TYPE_CHECKING:
    from gongkai.disclosure.models import Edition

CHUNK: Final = 500


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the list, its place in it, two dates only files tell, and all the edition says."""

    line: Listed
    position: Position
    effective_on: date | None
    expires_on: date | None
    edition: "Edition"


@dataclass(frozen=True, slots=True)
class Slice:
    """Some rows, and whether others stand behind them."""

    rows: tuple[Row, ...]
    more: bool


def sliced(wanted: Wanted, day: date, after: Position | None, size: int) -> Slice:
    """Return the next rows behind a position as they stand on a day."""
    rows: list[Row] = []
    for row in _rows(wanted, day, after, size + 1):
        if len(rows) == size:
            return Slice(tuple(rows), more=True)
        rows.append(row)
    return Slice(tuple(rows), more=False)


def every_row(wanted: Wanted, day: date) -> Iterator[Row]:
    """Yield all rows, a chunk in memory at a time."""
    return _rows(wanted, day, None, CHUNK)


def longer_than(limit: int, wanted: Wanted, day: date) -> bool:
    """Whether a list may have more rows than a limit; asked by validity it may have fewer."""
    return at_most(wanted, day, _with_validity()) > limit


def _with_validity() -> frozenset[str]:
    return frozenset(kind.id for kind in pack().content_types if kind.validity)


def _rows(wanted: Wanted, day: date, after: Position | None, chunk: int) -> Iterator[Row]:
    applies = _with_validity()
    while True:
        found = piece(wanted, day, applies, after, chunk)
        for one in found:
            row = _row(one, day, wanted.order)
            if wanted.validity is None or row.line.validity is wanted.validity:
                yield row
        if len(found) < chunk:
            return
        after = position_of(found[-1], wanted.order)
        chunk = CHUNK


def _row(listing: Listing, day: date, order: Order) -> Row:
    return Row(
        listed(listing, day),
        position_of(listing, order),
        listing.edition.effective_on,
        listing.edition.expires_on,
        listing.edition,
    )
