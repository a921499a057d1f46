"""A list as a file: the filtered and sorted rows, all of them, row by row.

A cell that begins like a formula stays text, so that a file opened in a spreadsheet never runs
what somebody typed into a title.
"""

import csv
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from tempfile import TemporaryFile
from typing import Any, Final
from urllib.parse import quote

from django.db.models import QuerySet
from django.http import FileResponse, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import gettext
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from gongkai.core.actions import Refused
from gongkai.office.lists.spec import Cell, ListSpec
from gongkai.policy.workbook.streaming import Streamed, sampled
from gongkai.rules.text import harmless

FORMATS: Final = ("xlsx", "csv")
SHEET_ROWS: Final = 1_048_576  # the most a sheet of Excel holds
CELL_CHARACTERS: Final = 32_767
_CHUNK: Final = 1000
_MEDIA: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def export(spec: ListSpec[Any], rows: "QuerySet[Any]", kind: str, on: date) -> HttpResponseBase:
    """Return the file. ``on`` goes into its name.

    Raises:
        Refused: more rows than a sheet holds; the message says what to do.
    """
    columns = [column for column in spec.columns if column.exported]
    titles = [str(column.title) for column in columns]
    if kind != "csv" and rows.count() >= SHEET_ROWS:
        raise Refused(gettext("超过 Excel 一张表的行数上限。请筛选后再导出，或导出 CSV。"))
    cells = (tuple(column.cell(row) for column in columns) for row in _walk(rows))
    return file_of(str(spec.title), titles, cells, kind, on)


def file_of(
    title: str, titles: list[str], rows: Iterable[tuple[Cell, ...]], kind: str, on: date
) -> HttpResponseBase:
    """Return rows as a file of their own; ``on`` goes into its name."""
    name = f"{title}-{on:%Y%m%d}.{kind}"
    if kind == "csv":
        response: HttpResponseBase = StreamingHttpResponse(
            _csv(titles, rows), content_type="text/csv; charset=utf-8"
        )
    else:
        response = FileResponse(_workbook(title, titles, rows), content_type=_MEDIA)
    response.headers["Content-Disposition"] = _attachment(name)
    return response


def _walk(rows: "QuerySet[Any]") -> Iterator[Any]:
    return rows.iterator(chunk_size=_CHUNK)


def _attachment(name: str) -> str:
    return f"attachment; filename*=UTF-8''{quote(name, safe='')}"


def text_of(value: Cell) -> str:
    """Return a cell as text: exact decimals, ISO dates, local minutes, 是 and 否."""
    match value:
        case None:
            return ""
        case bool():
            return gettext("是") if value else gettext("否")
        case Decimal():
            return format(value, "f")
        case datetime():
            return f"{_local(value):%Y-%m-%d %H:%M}"
        case date():
            return value.isoformat()
        case _:
            return str(value)


def _local(moment: datetime) -> datetime:
    return timezone.localtime(moment) if timezone.is_aware(moment) else moment


class _Echo:
    """A file that gives each written line back, so that rows are sent one by one."""

    def write(self, line: str) -> str:
        return line


def _csv(titles: list[str], rows: Iterable[tuple[Cell, ...]]) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield "\ufeff"  # Excel takes the file for UTF-8 only by this mark
    yield str(writer.writerow(titles))
    for row in rows:
        yield str(writer.writerow([harmless(text_of(value).replace("\x00", "")) for value in row]))


def _workbook(title: str, titles: list[str], rows: Iterable[tuple[Cell, ...]]) -> Any:
    book = Workbook(write_only=True)
    sheet: Any = book.create_sheet(re.sub(r"[\[\]:*?/\\]", " ", title)[:31])
    first, every = sampled(rows)
    table = Streamed(sheet, titles, [_words(row) for row in first])
    for row in every:
        table.append([_cell(sheet, value) for value in row], _words(row))
    table.finish()
    file = TemporaryFile()  # noqa: SIM115 - closed by the response that sends it
    book.save(file)
    file.seek(0)
    return file


def _words(row: tuple[Cell, ...]) -> list[str]:
    return [text_of(value) for value in row]


def _cell(sheet: WriteOnlyWorksheet, value: Cell) -> Any:
    make: Callable[..., Any] = WriteOnlyCell
    match value:
        case None:
            return None
        case bool() | str():
            return _text(sheet, text_of(value))
        case datetime():
            cell = make(sheet, _local(value).replace(tzinfo=None, microsecond=0))
            cell.number_format = "yyyy-mm-dd hh:mm"
            return cell
        case date():
            cell = make(sheet, value)
            cell.number_format = "yyyy-mm-dd"
            return cell
        case _:
            return make(sheet, value)


def _text(sheet: WriteOnlyWorksheet, text: str) -> Any:
    clean = ILLEGAL_CHARACTERS_RE.sub("", text)[:CELL_CHARACTERS]
    cell = WriteOnlyCell(sheet, clean)
    cell.data_type = "s"  # never a formula, whatever it begins with
    return cell
