"""Data tables: caption, sortable headers, row headers, and a form that survives a phone."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import ClassVar, Final, Self

from gongkai.ui.components.base import Component, Query, Value
from gongkai.ui.components.query import link_with


class Phone(StrEnum):
    """What a table does on a narrow screen."""

    CARDS = "cards"  # each row becomes a card with the column titles beside the values
    SCROLL = "scroll"  # the table keeps its shape and scrolls inside a labelled region


_BRIEF: Final = 6
"""Up to so many characters a cell is kept on one line."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column. ``numeric`` aligns right with tabular figures; ``header`` marks the row header.

    ``nowrap`` keeps short words and dates on one line; ``key`` is the name used in ``?sort=``;
    ``high_first`` sorts downwards at the first click, as people expect of scores.
    """

    key: str
    title: str
    numeric: bool = False
    sortable: bool = False
    header: bool = False
    nowrap: bool = False
    high_first: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One row. ``anchor`` gives it an id to link to; ``emphasis`` is for totals."""

    cells: tuple[Value, ...]
    anchor: str = ""
    emphasis: bool = False

    @classmethod
    def of(cls, *cells: Value, anchor: str = "", emphasis: bool = False) -> Self:
        """Build from positional cells: ``Row.of("甲局", Decimal("95.20"), Badge("优秀"))``."""
        return cls(cells, anchor, emphasis)


@dataclass(frozen=True, slots=True)
class Sort:
    """The present order of a table, and the links that change it."""

    key: str
    descending: bool = False
    query: Query = field(default_factory=dict)

    @classmethod
    def read(cls, query: Query, allowed: Collection[str], default: str) -> Self:
        """Read ``?sort=key`` or ``?sort=-key``; anything not in ``allowed`` falls to ``default``.

        ``default`` may carry the minus sign too.
        """
        asked = str(query.get("sort", ""))
        chosen = asked if asked.removeprefix("-") in allowed else default
        return cls(chosen.removeprefix("-"), chosen.startswith("-"), query)

    def state(self, key: str) -> str:
        """Return the ``aria-sort`` value of a column."""
        if key != self.key:
            return "none"
        return "descending" if self.descending else "ascending"

    def link(self, key: str, *, high_first: bool = False) -> str:
        """Return the address that sorts by ``key``, or turns the order if it is sorted already."""
        down = not self.descending if key == self.key else high_first
        return link_with(self.query, drop=("page",), sort=f"-{key}" if down else key)


@dataclass(frozen=True, slots=True)
class Head:
    """A column as the template needs it: with its sort link and state."""

    column: Column
    state: str
    href: str


@dataclass(frozen=True, slots=True)
class Table(Component):
    """A data table.

    ``caption`` is required: it is what a screen reader announces and what print keeps.
    ``caption_hidden`` hides it where the heading above says the same. ``note`` stands under the
    table (source, unit of measure). ``empty`` is said when there are no rows. ``compact`` is
    for tables inside other components. Every row must have as many cells as there are columns.
    """

    template: ClassVar[str] = "ui/table.html"
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    sort: Sort | None = None
    note: str = ""
    empty: str = ""
    caption_hidden: bool = False
    phone: Phone = Phone.CARDS
    compact: bool = False

    def __post_init__(self) -> None:
        for number, row in enumerate(self.rows, 1):
            if len(row.cells) != len(self.columns):
                raise ValueError(
                    f"{self.caption}: row {number} has {len(row.cells)} cells, "
                    f"{len(self.columns)} columns are declared"
                )

    def trimmed(self) -> Self:
        """Return the table without the columns in which no row says anything."""
        kept = [
            place
            for place, column in enumerate(self.columns)
            if column.header or any(row.cells[place] not in {None, ""} for row in self.rows)
        ]
        return replace(
            self,
            columns=tuple(self.columns[place] for place in kept),
            rows=tuple(
                replace(row, cells=tuple(row.cells[place] for place in kept)) for row in self.rows
            ),
        )

    @property
    def heads(self) -> Iterator[Head]:
        """The columns with what is needed to draw their headers."""
        for column in self.columns:
            if column.sortable and self.sort is not None:
                href = self.sort.link(column.key, high_first=column.high_first)
                yield Head(column, self.sort.state(column.key), href)
            else:
                yield Head(column, "", "")

    @property
    def body(self) -> Iterator[tuple[Row, tuple[tuple[Column, Value, bool], ...]]]:
        """The rows with each cell beside its column, and whether it stays on one line."""
        for row in self.rows:
            cells = zip(self.columns, row.cells, strict=True)
            yield row, tuple((column, cell, _keeps(column, cell)) for column, cell in cells)


def _keeps(column: Column, cell: Value) -> bool:
    """Whether a cell stays on one line: a name of a few characters is not read in two."""
    return column.nowrap or (isinstance(cell, str) and len(cell) <= _BRIEF)
