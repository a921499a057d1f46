"""A table of many short cells: every row against every column, names kept in sight."""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import ClassVar, NamedTuple

from django.utils.safestring import SafeString, mark_safe

from gongkai.ui.components.base import Component


class MatrixCell(NamedTuple):
    """One cell. ``state`` colours it: ``good``, ``warn``, ``todo``, ``gone``; the text says it."""

    text: str
    state: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class MatrixColumn:
    """One column: a short head such as 1.2, and the whole name behind it."""

    head: str
    name: str


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One row: its name as a link, and a cell for every column."""

    name: str
    href: str
    cells: tuple[MatrixCell, ...]


@dataclass(frozen=True, slots=True)
class Matrix(Component):
    """Rows against columns in a region that scrolls both ways, heads and names staying in sight.

    Its body is put together without a template for each cell: there are ten thousands of them.
    """

    template: ClassVar[str] = "ui/matrix.html"
    caption: str
    corner: str
    columns: tuple[MatrixColumn, ...]
    rows: tuple[MatrixRow, ...]
    note: str = ""

    @property
    def body(self) -> SafeString:
        """The rows as markup; every text is escaped here."""
        return mark_safe("".join(self._rows()))  # noqa: S308 - every part is escaped

    def _rows(self) -> Iterator[str]:
        for row in self.rows:
            name = escape(row.name)
            head = f'<a href="{escape(row.href)}">{name}</a>' if row.href else name
            yield f'<tr><th scope="row">{head}</th>'
            yield from map(_cell, row.cells)
            yield "</tr>"


def _cell(cell: MatrixCell) -> str:
    text, state, href = cell
    text = escape(text)
    if href:
        text = f'<a href="{escape(href)}">{text}</a>'
    return f'<td class="m-{state}">{text}</td>' if state else f"<td>{text}</td>"
