"""Registers as files, row after row: a register of a million items takes no more memory than one.

CSV and JSON Lines follow the records contract, so that the platform's own publications are measured
by the same command as everybody else's. Excel is for people.
"""

import csv
import json
import re
from collections.abc import Iterable, Iterator
from datetime import date
from io import StringIO
from typing import IO, cast

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from gongkai.reports.register.values import COLUMNS, TITLES, RegisterEntry

_MARK = "\ufeff".encode()
# What a spreadsheet would run as a formula; an apostrophe before it keeps it a text.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_CELL_LIMIT = 32_000
_SHEET_ROWS = 1_000_000
_WIDTHS = {"title": 60, "url": 44, "unit": 24, "category": 24, "document_number": 22}
_HEAD = Font(bold=True, color="FFFFFFFF")
_FILL = PatternFill("solid", fgColor="FF1F4E79")
_WRAP = Alignment(vertical="center", wrap_text=True)


def csv_chunks(entries: Iterable[RegisterEntry]) -> Iterator[bytes]:
    """Yield the register as CSV (UTF-8 with mark, as Excel wants it), a row at a time."""
    yield _MARK + _csv_row(COLUMNS)
    for entry in entries:
        yield _csv_row(_plain_text(text) for text in _texts(entry))


def jsonl_chunks(entries: Iterable[RegisterEntry]) -> Iterator[bytes]:
    """Yield the register as JSON Lines, exact; empty fields are left out."""
    for entry in entries:
        body = {name: text for name, text in zip(COLUMNS, _texts(entry), strict=True) if text}
        yield json.dumps(body, ensure_ascii=False).encode() + b"\n"


def write_workbook(
    entries: Iterable[RegisterEntry], out: IO[bytes], name: str = "公开目录"
) -> None:
    """Write the register as ``.xlsx``, on as many sheets as it needs; every text stays a text."""
    book = Workbook(write_only=True)
    sheet, rows = _sheet(book, name), 0
    for entry in entries:
        if rows == _SHEET_ROWS:
            sheet, rows = _sheet(book, f"{name}{len(book.worksheets) + 1}"), 0
        sheet.append([_cell(sheet, getattr(entry, column)) for column in COLUMNS])
        rows += 1
    book.save(out)


def _sheet(book: Workbook, name: str) -> WriteOnlyWorksheet:
    sheet = cast(WriteOnlyWorksheet, book.create_sheet(name))
    sheet.freeze_panes = "A2"
    for index, column in enumerate(COLUMNS):
        letter = chr(ord("A") + index)
        # The type stubs of openpyxl leave out what write-only sheets have.
        sheet.column_dimensions[letter].width = _WIDTHS.get(column, 14)  # type: ignore[attr-defined]
    heads = []
    for column in COLUMNS:
        cell = WriteOnlyCell(sheet, TITLES[column])
        cell.font, cell.fill, cell.alignment = _HEAD, _FILL, _WRAP
        heads.append(cell)
    sheet.append(heads)
    return sheet


def _cell(sheet: WriteOnlyWorksheet, value: str | date | None) -> Cell:
    if isinstance(value, str):
        text = _CONTROL.sub("", value)[:_CELL_LIMIT]
        cell = WriteOnlyCell(sheet, text or None)
        if text:
            cell.data_type = "s"
        return cell
    cell = WriteOnlyCell(sheet)
    if value is not None:
        cell.value = value
        cell.number_format = "yyyy-mm-dd"
    return cell


def _texts(entry: RegisterEntry) -> Iterator[str]:
    for name in COLUMNS:
        value: str | date | None = getattr(entry, name)
        yield value.isoformat() if isinstance(value, date) else _CONTROL.sub("", value or "")


def _plain_text(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text


def _csv_row(values: Iterable[str]) -> bytes:
    line = StringIO(newline="")
    csv.writer(line, lineterminator="\r\n").writerow(list(values))
    return line.getvalue().encode()
