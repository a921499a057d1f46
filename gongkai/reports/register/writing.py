"""Registers as files, row after row: a register of a million items takes no more memory than one.

CSV and JSON Lines follow the records contract, so that the platform's own publications are measured
by the same command as everybody else's. Excel is for people.
"""

import csv
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from io import StringIO
from typing import IO, cast

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from gongkai.policy.workbook.streaming import Streamed, sampled
from gongkai.reports.register.values import COLUMNS, TITLES, RegisterEntry
from gongkai.rules.text import harmless

_MARK = "\ufeff".encode()
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_SHEET_NAME = re.compile(r"[\[\]:*?/\\]")
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
        yield _csv_row(map(harmless, _texts(entry)))


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


def table_csv(heads: Iterable[str], rows: Iterable[Iterable[object]]) -> Iterator[bytes]:
    """Yield any table of texts and dates as CSV, a row at a time."""
    yield _MARK + _csv_row(heads)
    for row in rows:
        yield _csv_row(harmless(_text(value)) for value in row)


def write_table(
    heads: Sequence[str], rows: Iterable[Iterable[object]], out: IO[bytes], name: str
) -> None:
    """Write any table of texts and dates as ``.xlsx``; every text stays a text."""
    book = Workbook(write_only=True)
    sheet = cast(WriteOnlyWorksheet, book.create_sheet(_SHEET_NAME.sub(" ", name)[:31]))
    first, every = sampled(list(row) for row in rows)
    table = Streamed(sheet, heads, [[_text(value) for value in row] for row in first])
    for row in every:
        words = [_text(value) for value in row]
        cells = [
            _cell(sheet, value if isinstance(value, date) else text)
            for value, text in zip(row, words, strict=True)
        ]
        table.append(cells, words)
    table.finish()
    book.save(out)


def _text(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else _CONTROL.sub("", str(value))


def _head(sheet: WriteOnlyWorksheet, text: str) -> Cell:
    cell = WriteOnlyCell(sheet, text)
    cell.font, cell.fill, cell.alignment = _HEAD, _FILL, _WRAP
    return cell


def _sheet(book: Workbook, name: str) -> WriteOnlyWorksheet:
    sheet = cast(WriteOnlyWorksheet, book.create_sheet(name))
    sheet.freeze_panes = "A2"
    for index, column in enumerate(COLUMNS):
        letter = chr(ord("A") + index)
        # The type stubs of openpyxl leave out what write-only sheets have.
        sheet.column_dimensions[letter].width = _WIDTHS.get(column, 14)  # type: ignore[attr-defined]
    sheet.append([_head(sheet, TITLES[column]) for column in COLUMNS])
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


def _csv_row(values: Iterable[str]) -> bytes:
    line = StringIO(newline="")
    csv.writer(line, lineterminator="\r\n").writerow(list(values))
    return line.getvalue().encode()
