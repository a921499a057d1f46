"""Rows one types into: a table of small fields, and several of them under one heading.

They work without scripts: there are empty rows at the end, and the buttons of a row submit the
form. ``rows.js`` does the same in the page where it can.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import ClassVar, Final

from django.utils.html import format_html
from django.utils.safestring import SafeString

from gongkai.ui.components.base import Component
from gongkai.ui.components.forms import Field, FieldKind

_FEW: Final = 5
"""Characters that fit into a narrow column."""
ROW_BUTTON: Final = "row"
"""The name of the buttons of rows. Their value says what to do with which: ``up materials-2``,
``drop materials-2``, ``add materials``."""


@dataclass(frozen=True, slots=True)
class TypedRow:
    """A row of fields, one for each column, and what is sent along with it unseen."""

    number: int
    fields: tuple[Field, ...]
    hidden: tuple[tuple[str, str], ...] = ()

    @property
    def mark(self) -> SafeString:
        """The number as the script finds it again when rows move."""
        return format_html("<span data-n>{}</span>", self.number)


@dataclass(frozen=True, slots=True)
class Rows(Component):
    """A table one types into. ``name`` begins the names of its fields and tells its buttons apart.

    ``columns`` are the heads; ``of`` is what a row is called. ``paste`` is a place for many rows at
    once, as a spreadsheet copies them. ``hint`` stands above the table.
    """

    template: ClassVar[str] = "ui/rows.html"
    name: str
    label: str
    columns: tuple[str, ...]
    rows: tuple[TypedRow, ...]
    hint: str = ""
    paste: Field | None = None
    inner: bool = False
    """Whether it stands in a group that has the heading."""

    @property
    def id(self) -> str:
        """Where its heading stands; links lead there."""
        return f"id_{self.name}"

    @property
    def cells(self) -> Iterator[tuple[TypedRow, tuple[tuple[str, Field], ...]]]:
        """The rows with the fields beside the heads of their columns."""
        for row in self.rows:
            yield row, tuple(zip(self.columns, row.fields, strict=True))

    @property
    def narrow(self) -> tuple[tuple[str, bool], ...]:
        """The heads, and whether what stands below them is short."""
        return tuple(zip(self.columns, map(_is_narrow, self.rows[0].fields), strict=True))

    @property
    def leaves(self) -> Iterator[Field]:
        """The fields in it."""
        for row in self.rows:
            yield from row.fields
        if self.paste is not None:
            yield self.paste


def _is_narrow(field: Field) -> bool:
    longest = max((len(one.label) for one in field.options), default=0)
    return field.short or (field.kind is FieldKind.SELECT and longest <= _FEW)


@dataclass(frozen=True, slots=True)
class Live(Component):
    """What the server says of a draft: drawn with the page, fetched anew after each save."""

    template: ClassVar[str] = "ui/live.html"
    href: str
    parts: tuple[Component, ...]
    label: str = ""


@dataclass(frozen=True, slots=True)
class FieldGroup(Component):
    """Several parts of a form under one heading: rows, buttons, what the server says of them."""

    template: ClassVar[str] = "ui/field_group.html"
    name: str
    label: str
    parts: tuple[Component, ...]
    hint: str = ""

    @property
    def id(self) -> str:
        """Where its heading stands."""
        return f"id_{self.name}"


def leaves(parts: Iterable[Component]) -> tuple[Field, ...]:
    """Return the single fields of what a form draws, in order."""
    return tuple(_leaves(parts))


def _leaves(parts: Iterable[Component]) -> Iterator[Field]:
    for part in parts:
        match part:
            case Field():
                yield part
            case Rows():
                yield from part.leaves
            case FieldGroup():
                yield from _leaves(part.parts)
