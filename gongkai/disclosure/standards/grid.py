"""The sheets of a workbook as grids of text: merged cells filled, every cell with its address."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from unicodedata import normalize

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from gongkai.policy.problems import Place
from gongkai.policy.workbook.safety import read_source
from gongkai.rules.text.plain import plain

MAX_ROWS, _MAX_COLUMNS = 5000, 60
_SPACE = re.compile(r"[ \t\u3000\u00a0]+")


@dataclass(frozen=True, slots=True)
class Cell:
    """The text of a cell; ``filled`` where it comes from the merged cell it is part of."""

    text: str
    filled: bool = False


@dataclass(frozen=True, kw_only=True)
class Grid:
    """One sheet. Rows and columns count from 0; addresses are those Excel shows.

    ``cut`` says that the sheet has more rows than are read.
    """

    file: str
    title: str
    position: int
    cells: tuple[tuple[Cell, ...], ...]
    cut: bool = False

    def text(self, row: int, column: int | None) -> str:
        """Return the text of a cell, empty outside the sheet or for no column."""
        if column is None or not 0 <= row < len(self.cells):
            return ""
        line = self.cells[row]
        return line[column].text if column < len(line) else ""

    def place(self, row: int, column: int | None = None) -> Place:
        """Return how messages name a cell, ``目录.xlsx:义务教育!C5``; without a column its row."""
        letter = get_column_letter((column or 0) + 1)
        return Place(self.file, cell=f"{self.title}!{letter}{row + 1}")

    def blank(self, row: int) -> bool:
        """Whether nothing stands in a row."""
        return not any(cell.text for cell in self.cells[row])


def read_grids(path: Path) -> tuple[Grid, ...]:
    """Return the visible sheets of a workbook.

    Raises :class:`ProblemsError` where the file is no workbook, is broken, or would cost too much.
    """
    book = read_source(path).open(values=True)
    sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    return tuple(_grid(path.name, number, sheet) for number, sheet in enumerate(sheets, start=1))


def _grid(file: str, number: int, sheet: Worksheet) -> Grid:
    # Asked for more rows than there are, openpyxl makes them all.
    height, width = min(sheet.max_row, MAX_ROWS), min(sheet.max_column, _MAX_COLUMNS)
    rows = [
        [Cell(clean(value)) for value in row]
        for row in sheet.iter_rows(max_row=height, max_col=width, values_only=True)
    ]
    for block in sheet.merged_cells.ranges:
        top, left = block.min_row - 1, block.min_col - 1
        if top >= len(rows) or left >= len(rows[top]):
            continue
        text = rows[top][left].text
        for row, column in _others(block.min_row, block.max_row, block.min_col, block.max_col):
            if row < len(rows) and column < len(rows[row]):
                rows[row][column] = Cell(text, filled=True)
    cells = tuple(tuple(row) for row in rows)
    cut = sheet.max_row > MAX_ROWS
    return Grid(file=file, title=sheet.title, position=number, cells=cells, cut=cut)


def _others(top: int, bottom: int, left: int, right: int) -> Iterator[tuple[int, int]]:
    """Yield the cells of a merged block but its first, counted from 0."""
    for row in range(top - 1, min(bottom, MAX_ROWS)):
        for column in range(left - 1, min(right, _MAX_COLUMNS)):
            if (row, column) != (top - 1, left - 1):
                yield row, column


def clean(value: object) -> str:
    """Return a cell's value as text: full-width letters made plain, spaces run together.

    Line breaks stay, as they part one entry from the next.
    """
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = normalize("NFC", plain(str(value))).replace("\r\n", "\n").replace("\r", "\n")
    lines = (_SPACE.sub(" ", line).strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line)
