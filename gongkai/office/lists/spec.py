"""What a list is: its columns, filters and usual order, told once for screen and file."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Generic, TypeVar

from django.db import models
from django.db.models import F
from django.db.models.expressions import Expression, OrderBy
from django.utils.functional import Promise

from gongkai.office.lists.filters import Filter
from gongkai.ui import components as ui

Model = TypeVar("Model", bound=models.Model)
Cell = str | int | Decimal | date | bool | None
"""What a cell of an exported file may hold; ``datetime`` is a ``date`` too."""
Words = str | Promise
Order = str | F | Expression


@dataclass(frozen=True, slots=True)
class ListColumn(Generic[Model]):
    """One column. ``value`` gives what is shown of a row, ``export`` what stands in the file.

    Without ``export`` the value itself is written, so a column that shows a component must say
    what its words are, or ``exported=False``. ``sort`` is a field, an expression, or several, in
    ascending order; without it the column cannot be sorted by. ``screen=False`` keeps a column for
    the file alone.
    """

    key: str
    title: Words
    value: Callable[[Model], ui.Value]
    sort: Order | tuple[Order, ...] = ()
    export: Callable[[Model], Cell] | None = None
    exported: bool = True
    screen: bool = True
    numeric: bool = False
    header: bool = False
    nowrap: bool = False
    high_first: bool = False

    @property
    def is_sortable(self) -> bool:
        """Whether the list may be ordered by this column."""
        return self.sort != ()

    def order(self, *, descending: bool) -> tuple[OrderBy, ...]:
        """Return what to order by; rows without a value come last either way."""
        fields = self.sort if isinstance(self.sort, tuple) else (self.sort,)
        expressions = (F(one) if isinstance(one, str) else one for one in fields)
        return tuple(
            one.desc(nulls_last=True) if descending else one.asc(nulls_last=True)
            for one in expressions
        )

    def column(self) -> ui.Column:
        """Return the column as the table needs it."""
        return ui.Column(
            self.key,
            str(self.title),
            self.numeric,
            self.is_sortable,
            self.header,
            self.nowrap,
            self.high_first,
        )

    def cell(self, row: Model) -> Cell:
        """Return what stands in the file.

        Raises:
            TypeError: the column shows a component and does not say what its words are.
        """
        value = self.export(row) if self.export is not None else self.value(row)
        if isinstance(value, ui.Component):
            raise TypeError(f"column {self.key!r} shows a component: give it an export")
        return value


@dataclass(frozen=True, slots=True)
class BulkAction:
    """Something done to all ticked rows. ``key`` is what the view is told."""

    key: str
    text: Words
    danger: bool = False


@dataclass(frozen=True, slots=True)
class ListSpec(Generic[Model]):
    """A list. ``id`` names it for saved filters and in the names of files.

    ``default_sort`` is the key of a sortable column, with a minus sign for descending.
    ``empty`` is said when there is nothing at all. ``label`` names a row for the tick box.
    """

    id: str
    title: Words
    columns: tuple[ListColumn[Model], ...]
    filters: tuple[Filter, ...] = ()
    default_sort: str = ""
    page_size: int = 25
    empty: Words = ""
    note: Words = ""
    bulk: tuple[BulkAction, ...] = ()
    label: Callable[[Model], str] = str
    phone: ui.Phone = ui.Phone.CARDS
    personal: Words = ""
    """What of people an exported file holds; who takes such a file away is noted."""

    def __post_init__(self) -> None:
        keys = [column.key for column in self.columns]
        if len(set(keys)) != len(keys):
            raise ValueError(f"list {self.id!r}: two columns of one key")
        if self.default_sort and self.default_sort.removeprefix("-") not in self.sortable:
            raise ValueError(f"list {self.id!r}: no column to sort by {self.default_sort!r}")

    @property
    def sortable(self) -> frozenset[str]:
        """The keys a reader may sort by; nothing else ever reaches the database."""
        return frozenset(column.key for column in self.columns if column.is_sortable)

    @property
    def parameters(self) -> frozenset[str]:
        """The names of the parameters that belong to filters."""
        return frozenset(name for one in self.filters for name in one.parameters)

    def sort(self, query: ui.Query) -> ui.Sort:
        """Read the order asked for."""
        return ui.Sort.read(query, self.sortable, self.default_sort)

    def ordering(self, sort: ui.Sort) -> tuple[OrderBy | str, ...]:
        """Return what to order by; the primary key last, so that pages never overlap."""
        column = next((one for one in self.columns if one.key == sort.key), None)
        first = column.order(descending=sort.descending) if column is not None else ()
        return (*first, "-pk" if sort.descending else "pk")
