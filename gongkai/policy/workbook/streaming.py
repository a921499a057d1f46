"""The look of tables that are written row by row, however many rows they have.

The first rows say how wide a column must be: what comes later is not known yet.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import Any, Final, TypeVar

from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter

from gongkai.policy.workbook.styling import CENTRE, HEAD, HEAD_FILL, page

SAMPLE: Final = 500
_NARROWEST: Final = 8
_WIDEST: Final = 48
_ARROW: Final = 4  # beside a title stands the arrow of the filter
_LINE: Final = 15
_MOST_LINES: Final = 20
Row = TypeVar("Row")
_TOP: Final = Alignment(vertical="top", wrap_text=True)


class Streamed:
    """A sheet written row by row, with columns as wide as its first rows ask for."""

    def __init__(self, sheet: Any, titles: Sequence[str], sample: Sequence[Sequence[str]]) -> None:
        self._sheet = sheet
        self._widths = [_width(title, column) for title, column in _columns(titles, sample)]
        for number, width in enumerate(self._widths, 1):
            sheet.column_dimensions[get_column_letter(number)].width = width
        sheet.freeze_panes = "A2"
        sheet.print_title_rows = "1:1"
        page(sheet)
        sheet.sheet_view.showGridLines = True
        sheet.row_dimensions[1].height = 30
        sheet.append([self._head(title) for title in titles])
        self._rows = 1

    def append(self, cells: Sequence[Any], words: Sequence[str]) -> None:
        """Write a row; ``words`` is what its cells show. What is too wide goes on below."""
        self._rows += 1
        lines = [_lines(text, room) for text, room in zip(words, self._widths, strict=True)]
        highest = max(lines, default=1)
        if highest > 1:
            height = 5 + _LINE * min(highest, _MOST_LINES)
            self._sheet.row_dimensions[self._rows].height = height
            for cell, number in zip(cells, lines, strict=True):
                if number > 1 and cell is not None:
                    cell.alignment = _TOP
        self._sheet.append(cells)

    def finish(self) -> None:
        """Offer the filter over all that was written."""
        if self._rows > 1:
            last = get_column_letter(len(self._widths))
            self._sheet.auto_filter.ref = f"A1:{last}{self._rows}"

    def _head(self, title: str) -> Any:
        cell = WriteOnlyCell(self._sheet, title)
        cell.data_type = "s"
        cell.font, cell.fill, cell.alignment = HEAD, HEAD_FILL, CENTRE
        return cell


def sampled(rows: Iterable[Row]) -> tuple[list[Row], Iterator[Row]]:
    """Return the first rows, and all of them as if none had been taken."""
    walk = iter(rows)
    first = list(islice(walk, SAMPLE))
    return first, chain(first, walk)


def _columns(
    titles: Sequence[str], sample: Sequence[Sequence[str]]
) -> Iterator[tuple[str, list[str]]]:
    for number, title in enumerate(titles):
        yield title, [row[number] for row in sample]


def _width(title: str, column: Iterable[str]) -> int:
    widest = max((_units(line) for text in column for line in text.split("\n")), default=0)
    return min(max(widest + 2, _units(title) + _ARROW, _NARROWEST), _WIDEST)


def _lines(text: str, room: int) -> int:
    if len(text) * 2 < room and "\n" not in text:
        return 1
    return sum(-(-max(_units(line), 1) // (room - 1)) for line in text.split("\n"))


def _units(text: str) -> int:
    """How wide a text is: a Chinese character takes the room of two letters."""
    return sum(1 if character < "\u2000" else 2 for character in text)
