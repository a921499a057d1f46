"""Writing workbooks people like to work in: one look for templates and for reports."""

import re
from collections.abc import Iterable, Sequence
from copy import copy
from decimal import Decimal
from weakref import WeakKeyDictionary

from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

FONT = "微软雅黑"
_LINE = Side(style="thin", color="FFC9D1DB")
BORDER = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
HEAD_FILL = PatternFill("solid", fgColor="FF1F4E79")
BAND_FILL = PatternFill("solid", fgColor="FFEAF1F8")
TITLE = Font(name=FONT, size=14, bold=True, color="FF1F4E79")
HEAD = Font(name=FONT, size=10, bold=True, color="FFFFFFFF")
BODY = Font(name=FONT, size=10)
BOLD = Font(name=FONT, size=10, bold=True)
GREY = Font(name=FONT, size=10, color="FF8A8F98")
WRAP = Alignment(vertical="center", wrap_text=True)
CENTRE = Alignment(horizontal="center", vertical="center", wrap_text=True)
RIGHT = Alignment(horizontal="right", vertical="center")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_CELL_LIMIT = 32_000
# Excel reads a text that starts with one of these as a formula when it is typed in again.
_FORMULA = ("=", "+", "-", "@", "\t")
OPTIONS = "选项"

# The looks already made, by workbook: style numbers mean something in one workbook only. Fonts and
# alignments are constants of modules, so that their identity is enough.
_LOOKS: WeakKeyDictionary[Workbook, dict[tuple[int, int], StyleArray]] = WeakKeyDictionary()

Value = str | int | Decimal | None


def put(cell: Cell, value: Value, *, font: Font = BODY, align: Alignment | None = WRAP) -> None:
    """Write a value; a text always stays a text, whatever it starts with."""
    _dress(cell, font, align)
    if not isinstance(value, str):
        cell.value = value
        return
    text = _CONTROL.sub("", value)[:_CELL_LIMIT]
    cell.value = text or None
    if text:
        cell.data_type = "s"
    if text.startswith(_FORMULA):
        cell.quotePrefix = True


def _dress(cell: Cell, font: Font, align: Alignment | None) -> None:
    """Give a cell its looks. Dressing each anew takes most of the time of a large workbook."""
    book = cell.parent.parent
    looks = _LOOKS.setdefault(book, {}) if book is not None else {}
    known = looks.get((id(font), id(align)))
    if known is not None:
        cell._style = copy(known)  # type: ignore[attr-defined]  # as openpyxl's own manual does
        return
    cell.font = font
    cell.border = BORDER
    if align is not None:
        cell.alignment = align
    looks[id(font), id(align)] = copy(cell._style)  # type: ignore[attr-defined]


def cell_at(sheet: Worksheet, row: int, column: int) -> Cell:
    """Return a cell that may be written to."""
    cell = sheet.cell(row, column)
    if not isinstance(cell, Cell):
        raise TypeError(f"{sheet.title}: {cell.coordinate} is merged")
    return cell


def fit_height(sheet: Worksheet, row: int, values: Sequence[Value], widths: Sequence[int]) -> None:
    """Make a row high enough for its longest text: Excel does not do it for written files."""
    lines = 1
    for value, width in zip(values, widths, strict=True):
        if isinstance(value, str):
            # A Chinese character is about two units of column width.
            each = [max(1, -(-(len(part) * 2) // max(width - 2, 2))) for part in value.split("\n")]
            lines = max(lines, sum(each))
    sheet.row_dimensions[row].height = min(20 + 15 * (lines - 1), 400)


def header(sheet: Worksheet, row: int, titles: Sequence[str], widths: Sequence[int]) -> None:
    """Write a header row, keep it in sight while scrolling, and repeat it on every printed page."""
    for index, (title, width) in enumerate(zip(titles, widths, strict=True), start=1):
        cell = cell_at(sheet, row, index)
        put(cell, title, font=HEAD, align=CENTRE)
        cell.fill = HEAD_FILL
        sheet.column_dimensions[get_column_letter(index)].width = width
    sheet.row_dimensions[row].height = 30
    sheet.print_title_rows = f"{row}:{row}"


def page(sheet: Worksheet, *, landscape: bool = True) -> None:
    """Set a sheet up for A4, all columns on one page wide, with page numbers."""
    sheet.page_setup.paperSize = 9
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins.left = sheet.page_margins.right = 0.5
    footer = sheet.oddFooter
    if footer is not None and footer.center is not None:
        footer.center.text = "第 &P 页，共 &N 页"
    sheet.sheet_view.showGridLines = False


class Options:
    """A sheet of drop-down lists; validations refer to its columns."""

    def __init__(self, book: Workbook) -> None:
        self.sheet = book.create_sheet(OPTIONS)
        self.sheet.sheet_state = "hidden"
        self.ranges: dict[str, str] = {}

    def add(self, name: str, entries: Iterable[str]) -> None:
        """Add a list under a name; an empty list gives no drop-down."""
        column = self.sheet.max_column + 1 if self.ranges else 1
        listed = list(entries)
        put(cell_at(self.sheet, 1, column), name, font=BOLD)
        for row, entry in enumerate(listed, start=2):
            put(cell_at(self.sheet, row, column), entry)
        letter = get_column_letter(column)
        if listed:
            self.ranges[name] = f"{OPTIONS}!${letter}$2:${letter}${len(listed) + 1}"

    def attach(self, sheet: Worksheet, name: str, area: str, *, strict: bool = True) -> None:
        """Offer the list ``name`` in the cells of ``area``."""
        if name not in self.ranges:
            return
        rule = DataValidation(type="list", formula1=self.ranges[name], allow_blank=True)
        rule.error = "请从下拉列表里选"
        rule.errorTitle = "不在列表里"
        rule.errorStyle = "stop" if strict else "warning"
        rule.showErrorMessage = True
        rule.add(area)
        sheet.add_data_validation(rule)
