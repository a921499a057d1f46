"""Workbook → rows, each cell with its place, so that every complaint names one."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.utils.dateparse import parse_date
from django.utils.translation import gettext
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from gongkai.core.actions import Refused
from gongkai.core.files import sniff
from gongkai.core.importing.sheets import SHEETS, Heading

MAX_ROWS: Final = 5000


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a sheet: texts by key, and in which column each stands."""

    sheet: str
    number: int
    values: dict[str, str]
    columns: dict[str, int]

    def text(self, key: str) -> str:
        """Return a cell as text, empty where the sheet has no such column."""
        return self.values.get(key, "")

    def place(self, key: str) -> str:
        """Return where a cell stands, such as ``单位!B3``; without a column, the row."""
        column = self.columns.get(key)
        letter = get_column_letter(column) if column else "A"
        return f"{self.sheet}!{letter}{self.number}"

    def day(self, key: str) -> date:
        """Return a cell as a day.

        Raises:
            Refused: it is none.
        """
        text = self.text(key)
        try:
            found = parse_date(text.replace("/", "-").replace(".", "-"))
        except ValueError:
            found = None
        if found is None:
            raise Refused(gettext("日期的写法不对，应如 2026-03-02。"), key)
        return found


def read_book(data: bytes, name: str) -> dict[str, list[Row]]:
    """Read the sheets this import knows; others are left alone.

    Raises:
        Refused: no workbook, none of the sheets, a required heading missing, too many rows.
    """
    if not name.lower().endswith(".xlsx"):
        raise Refused(gettext("请上传 xlsx 文件（Excel 另存为“Excel 工作簿”）。"), "file")
    sniff(data, name)
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    except Exception as error:  # whatever the library raises on a broken file
        raise Refused(gettext("文件打不开，请用 Excel 重新保存后上传。"), "file") from error
    found = {title: _rows(book[title], title) for title in SHEETS if title in book.sheetnames}
    if not found:
        names = "、".join(SHEETS)
        words = gettext("没有找到工作表：%(names)s。请使用模板。") % {"names": names}
        raise Refused(words, "file")
    return found


def _rows(sheet: Any, title: str) -> list[Row]:
    lines = sheet.iter_rows(values_only=True)
    columns = _columns(next(lines, ()), title)
    return list(_filled(lines, title, columns))


def _columns(heads: tuple[object, ...], title: str) -> dict[str, int]:
    """Return the column of each key by its heading; a star marks what must be filled in."""
    titles = {str(one).rstrip("*＊ ").strip(): place for place, one in enumerate(heads, 1) if one}
    missing = [one.title for one in SHEETS[title] if one.required and one.title not in titles]
    if missing:
        raise Refused(
            gettext("工作表“%(sheet)s”第1行缺少列：%(names)s。")
            % {"sheet": title, "names": "、".join(missing)},
            "file",
        )
    return {one.key: titles[one.title] for one in SHEETS[title] if one.title in titles}


def _filled(
    lines: Iterator[tuple[object, ...]], title: str, columns: dict[str, int]
) -> Iterator[Row]:
    for number, line in enumerate(lines, 2):
        if number > MAX_ROWS + 1:
            raise Refused(
                gettext("工作表“%(sheet)s”超过%(count)s行，请分几次导入。")
                % {"sheet": title, "count": MAX_ROWS},
                "file",
            )
        values = {
            key: _text(line[place - 1]) if place <= len(line) else ""
            for key, place in columns.items()
        }
        if any(values.values()):
            yield Row(title, number, values, columns)


def _text(value: object) -> str:
    match value:
        case None:
            return ""
        case datetime():
            return value.date().isoformat()
        case date():
            return value.isoformat()
        case float() if value.is_integer():
            return str(int(value))
        case _:
            return str(value).strip()


def missing(row: Row) -> Iterator[Heading]:
    """Yield the required headings that a row leaves empty."""
    for heading in SHEETS[row.sheet]:
        if heading.required and not row.text(heading.key):
            yield heading
