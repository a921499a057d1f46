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
    fit_height,
    header,
    page,
    put,
)

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
) -> None:
    """Write a table with a header that stays, a filter, and wrapped cells."""
    header(sheet, top, titles, widths)
    centre = set(centred)
    last = top
    for last, row in enumerate(rows, start=top + 1):
        for column, value in enumerate(row, start=1):
            align = CENTRE if column in centre else _align(value)
            put(cell_at(sheet, last, column), value, align=align)
        fit_height(sheet, last, row, widths)
    sheet.freeze_panes = freeze
    if last > top:
        sheet.auto_filter.ref = f"A{top}:{get_column_letter(len(titles))}{last}"
    page(sheet)


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
