"""Tables in the workbook of an assessment: header, filter, row heights, number formats."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from gongkai.policy.workbook.styling import (
    CENTRE,
    RIGHT,
    WRAP,
    Value,
    cell_at,
    header,
    page,
    put,
)

# So many rows fit on one page, if need be a little smaller; a table of one county does.
_ROWS_ON_PAGE = 32
# What stands in a column of numbers where there is none.
_NO_NUMBER = ("—", "缺", "不适用")
Cells = Sequence[Value]


def table(
    sheet: Worksheet,
    titles: Sequence[str],
    widths: Sequence[int],
    rows: Iterable[Cells],
    *,
    top: int = 1,
    freeze: str = "A2",
    centred: Iterable[int] = (),
    technical: int = 0,
) -> None:
    """Write a table with a header that stays, a filter, and wrapped cells.

    The last ``technical`` columns (ids) are for machines: they are not printed.
    """
    header(sheet, top, titles, widths)
    sheet.row_dimensions[top].height = max(30, height(titles, widths))
    centre = set(centred)
    last = top
    for last, row in enumerate(rows, start=top + 1):
        for column, value in enumerate(row, start=1):
            align = CENTRE if column in centre else _align(value)
            put(cell_at(sheet, last, column), value, align=align)
        sheet.row_dimensions[last].height = height(row, widths)
    sheet.freeze_panes = freeze
    if last > top:
        sheet.auto_filter.ref = f"A{top}:{get_column_letter(len(titles))}{last}"
    page(sheet)
    total = sum(sheet.row_dimensions[row].height or 20 for row in range(1, last + 1))
    if total <= 20 * _ROWS_ON_PAGE:
        sheet.page_setup.fitToHeight = 1
    sheet.print_area = f"A1:{get_column_letter(len(titles) - technical)}{last}"


def height(values: Sequence[Value], widths: Sequence[int]) -> int:
    """Return how high a row must be, in points: Excel does not fit rows of written files."""
    lines = 1
    for value, room in zip(values, widths, strict=True):
        parts = value.split("\n") if isinstance(value, str) else ()
        lines = max(lines, sum(-(-max(_units(part), 1) // max(room - 1, 2)) for part in parts))
    return min(20 + 15 * (lines - 1), 400)


def _units(text: str) -> int:
    """Return the length of a text in widths of a digit; Chinese characters take two."""
    return sum(1 if character.isascii() else 2 for character in text)


def same_digits(sheet: Worksheet, column: int, first: int, last: int, most: int = 2) -> None:
    """Give all numbers of a column the same decimals: as many as the longest needs."""
    cells = [cell_at(sheet, row, column) for row in range(first, last + 1)]
    numbers = [cell.value for cell in cells if isinstance(cell.value, Decimal)]
    digits = min(max((_decimals(number) for number in numbers), default=0), most)
    for cell in cells:
        cell.number_format = decimals_format(digits)


def _decimals(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return -exponent if isinstance(exponent, int) and exponent < 0 else 0


def is_number(value: object) -> bool:
    """Whether a cell holds a number."""
    return isinstance(value, int | Decimal)


def _align(value: Value) -> Alignment:
    return RIGHT if is_number(value) or value in _NO_NUMBER else WRAP


def decimals_format(digits: int) -> str:
    """Return the number format with ``digits`` decimals."""
    return "0." + "0" * digits if digits else "0"


def or_dash(value: Decimal | None) -> Value:
    """Return a number, or a dash where there is none."""
    return "—" if value is None else value
