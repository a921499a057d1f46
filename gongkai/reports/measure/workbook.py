"""The report as a workbook: one sheet per table, and the raw anomalies.

Cells come from other people's files. A text that begins like a formula is stored as text and
marked as quoted, so that no spreadsheet ever computes it.
"""

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final, cast

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from gongkai.indicators.report import MeasureReport
from gongkai.indicators.results import completeness, six_digits
from gongkai.reports.measure.words import definitions, headlines, main_series, ranges_text, ranking

_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")
_UNPRINTABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_LONGEST_CELL: Final = 32_000
_A4: Final = 9
_NOTE_WIDTH: Final = 110
_LINE: Final = 15
_HIGHEST: Final = 400
_WRAPPED: Final = 40
_MOST_ROWS: Final = 1_048_000
_PERCENT: Final = "0.0%"
_HEAD: Final = PatternFill("solid", fgColor="1F4E79")

Cell = str | int | Decimal | Fraction | None


def render_xlsx(report: MeasureReport) -> bytes:
    """Write the workbook row by row; memory grows with the file, not with openpyxl's cells."""
    book = Workbook(write_only=True)
    _notes(book, report)
    _sheet(book, "单位汇总", _UNIT_COLUMNS, _unit_rows(report))
    _sheet(book, "逐年按时率", _YEAR_COLUMNS, _year_rows(report))
    _sheet(book, "文号系列", _SERIES_COLUMNS, _series_rows(report))
    _sheet(book, "每月条数", _MONTH_COLUMNS, _month_rows(report))
    _sheet(book, "异常清单", _ANOMALY_COLUMNS, _anomaly_rows(report))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


_Column = tuple[str, int, str | None]  # title, width, number format

_UNIT_COLUMNS: Final[tuple[_Column, ...]] = (
    ("名次", 6, None),
    ("单位", 24, None),
    ("记录", 9, "#,##0"),
    ("重复", 9, "#,##0"),
    ("计入", 9, "#,##0"),
    ("按时", 9, "#,##0"),
    ("按时率", 9, _PERCENT),
    ("中位数", 8, "0.0"),
    ("九成位", 8, "0"),
    ("月均条数", 10, "0.0"),
    ("最长间隔(天)", 12, "#,##0"),
    ("文号系列", 10, "#,##0"),
    ("主要系列", 10, "#,##0"),
    ("完整率", 9, _PERCENT),
    ("早于成文", 10, "#,##0"),
    ("超出日历", 10, "#,##0"),
    ("文号不识", 10, "#,##0"),
    ("日期不识", 10, "#,##0"),
    ("晚于截止日", 11, "#,##0"),
    ("暂定", 8, "#,##0"),
)
_YEAR_COLUMNS: Final[tuple[_Column, ...]] = (
    ("单位", 24, None),
    ("年份", 8, "0"),
    ("计入(按成文年)", 15, "#,##0"),
    ("按时", 9, "#,##0"),
    ("按时率", 9, _PERCENT),
    ("公开条数(按发布年)", 19, "#,##0"),
    ("占全部公开", 11, _PERCENT),
)
_SERIES_COLUMNS: Final[tuple[_Column, ...]] = (
    ("单位", 24, None),
    ("机关代字", 18, None),
    ("年份", 8, "0"),
    ("见到", 8, "#,##0"),
    ("最大号", 8, "#,##0"),
    ("估计总数", 11, "#,##0.0"),
    ("完整率", 9, _PERCENT),
    ("缺号数", 8, "#,##0"),
    ("缺号", 80, None),
)
_MONTH_COLUMNS: Final[tuple[_Column, ...]] = (
    ("单位", 24, None),
    ("月份", 10, None),
    ("公开条数", 10, "#,##0"),
)
_ANOMALY_COLUMNS: Final[tuple[_Column, ...]] = (
    ("文件", 22, None),
    ("行", 8, "0"),
    ("单位", 22, None),
    ("列", 10, None),
    ("原值", 50, None),
    ("种类", 16, None),
    ("说明", 60, None),
)


def _unit_rows(report: MeasureReport) -> Iterator[Sequence[Cell]]:
    for entry in ranking(report):
        unit, main = entry.unit, main_series(entry.unit)
        yield (
            entry.place,
            unit.unit,
            unit.rows,
            unit.duplicates,
            unit.on_time.denominator,
            unit.on_time.numerator,
            unit.on_time.rate,
            unit.delay.median,
            unit.delay.p90,
            unit.mean_per_month(report.as_of),
            unit.longest_gap.days if unit.longest_gap else None,
            len(unit.series),
            len(main),
            completeness(main),
            unit.anomalies.published_before_issued,
            unit.anomalies.outside_calendar,
            unit.anomalies.unparsed_number,
            unit.anomalies.unparsed_date,
            unit.anomalies.after_as_of,
            unit.provisional,
        )


def _year_rows(report: MeasureReport) -> Iterator[Sequence[Cell]]:
    for unit in report.units:
        shares = unit.share_by_year
        for year in sorted({*unit.by_year, *shares}):
            timely, part = unit.by_year.get(year), shares.get(year)
            yield (
                unit.unit,
                year,
                timely.denominator if timely else 0,
                timely.numerator if timely else 0,
                timely.rate if timely else None,
                part.numerator if part else 0,
                part.rate if part else None,
            )


def _series_rows(report: MeasureReport) -> Iterator[Sequence[Cell]]:
    for unit in report.units:
        for one in unit.series:
            missing = ranges_text(one.missing)
            yield (
                unit.unit,
                one.issuer_code,
                one.year if one.year is not None else "连续编号",
                one.observed,
                one.highest,
                six_digits(one.estimate),
                six_digits(one.rate),
                one.highest - one.observed,
                missing,
            )


def _month_rows(report: MeasureReport) -> Iterator[Sequence[Cell]]:
    for unit in report.units:
        for month, items in unit.per_month.by_month().items():
            yield (unit.unit, f"{month:%Y-%m}", items)


def _anomaly_rows(report: MeasureReport) -> Iterator[Sequence[Cell]]:
    for item in report.anomalies:
        yield (
            item.file,
            item.line,
            item.unit,
            item.column,
            item.value,
            item.kind.label,
            item.message,
        )
    if len(report.anomalies) < report.anomaly_total:
        shown, total = len(report.anomalies), report.anomaly_total
        yield (f"此处列出前 {shown} 条，共 {total} 条；全部见异常清单文件。",)


def _notes(book: Workbook, report: MeasureReport) -> None:
    """Write the first sheet: what was measured, what was found, how."""
    sheet = book.create_sheet("说明")
    _page(sheet)
    sheet.column_dimensions["A"].width = 22
    sheet.column_dimensions["B"].width = _NOTE_WIDTH
    blocks = (
        ("测评对象", [(one.name, f"{one.rows:,} 行，{one.encoding}") for one in report.sources]),
        ("主要结果", [(str(place), text) for place, text in enumerate(headlines(report), start=1)]),
        ("方法", [(one.name, one.text) for one in definitions(report)]),
    )
    lines: list[tuple[str, str, Font | None]] = [("公开情况测评", "", Font(bold=True, size=16))]
    for heading, entries in blocks:
        lines += [("", "", None), (heading, "", Font(bold=True, size=12, color="1F4E79"))]
        lines += [(name, text, None) for name, text in entries]
    for row, (name, text, font) in enumerate(lines, start=1):
        _fit_height(sheet, row, [(text, _NOTE_WIDTH)])
        label, body = _cell(sheet, name), _cell(sheet, text)
        label.alignment = body.alignment = Alignment(wrap_text=bool(text), vertical="top")
        if font is not None:
            label.font = font
        sheet.append([label, body])


def _page(sheet: Any) -> None:
    """Print on A4 across, as wide as the page."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = _A4
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _sheet(
    book: Workbook, title: str, columns: Sequence[_Column], rows: Iterable[Sequence[Cell]]
) -> None:
    """Write one table; past Excel's last row it says so instead of failing."""
    sheet = book.create_sheet(title)
    _page(sheet)
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    for index, (_, width, _) in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(index)].width = width
    head = [_cell(sheet, name) for name, _, _ in columns]
    for cell in head:
        cell.font = Font(bold=True, color="FFFFFF")
        cell.fill = _HEAD
    sheet.append(head)
    formats = [number_format for _, _, number_format in columns]
    widths = [width for _, width, _ in columns]
    last = 1
    for last, row in enumerate(rows, start=2):
        if last > _MOST_ROWS:
            sheet.append(["表格行数已到 Excel 上限，其余未列出。"])
            break
        _fit_height(sheet, last, zip(row, widths, strict=False))
        sheet.append([_cell(sheet, value, form) for value, form in zip(row, formats, strict=False)])
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{max(last, 1)}"


def _fit_height(sheet: Any, row: int, cells: Iterable[tuple[Cell, int]]) -> None:
    """Set the height of a row with long text: programs other than Excel do not work it out."""
    lines = max(
        (
            -(-_width(value) // width)
            for value, width in cells
            if isinstance(value, str) and len(value) > _WRAPPED
        ),
        default=1,
    )
    if lines > 1:
        sheet.row_dimensions[row].height = min(_LINE * lines, _HIGHEST)


def _width(text: str) -> int:
    """Give the width in columns of a typewriter: Chinese characters take two."""
    return sum(2 if character > "\u2e7f" else 1 for character in text)


def _cell(sheet: Any, value: Cell, number_format: str | None = None) -> Any:
    if isinstance(value, Fraction):
        value = six_digits(value)
    if not isinstance(value, str):
        cell = WriteOnlyCell(sheet, cast("float | None", value))
        if number_format and value is not None:
            cell.number_format = number_format
        return cell
    text = _UNPRINTABLE.sub("�", value)
    if len(text) > _LONGEST_CELL:
        text = text[:_LONGEST_CELL] + "……（过长，已截断）"
    cell = WriteOnlyCell(sheet, text)
    if text.startswith(_FORMULA_STARTS):
        cell.data_type = "s"
        cell.quotePrefix = True
    if len(text) > _WRAPPED:
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell
