"""Workbook → rows, each cell with its place, so that every complaint names one."""

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
from gongkai.core.importing.sheets import SHEETS, Heading, Sheets
from gongkai.policy.problems import ProblemsError
from gongkai.policy.workbook.safety import checked
from gongkai.rules.text.plain import plain

MAX_ROWS: Final = 5000
MOST_COLUMNS: Final = 200


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a sheet: texts by key, in which column each stands, and what the sheet asks for."""

    sheet: str
    number: int
    values: dict[str, str]
    columns: dict[str, int]
    headings: tuple[Heading, ...] = ()

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


def read_book(
    data: bytes, name: str, sheets: Sheets = SHEETS, *, most: int = MAX_ROWS
) -> dict[str, list[Row]]:
    """Read the sheets an import knows; others are left alone. ``most`` rows of each are read.

    Raises:
        Refused: no workbook, none of the sheets, a required heading missing, too many rows.
    """
    if not name.lower().endswith(".xlsx"):
        raise Refused(gettext("请上传 xlsx 文件（Excel 另存为“Excel 工作簿”）。"), "file")
    sniff(data, name)
    try:
        book = load_workbook(checked(data, name).stream(), read_only=True, data_only=True)
        there = {one.title: one for one in book.worksheets}  # sheets of charts hold no rows
        found = {
            title: _rows(there[title], title, headings, most)
            for title, headings in sheets.items()
            if title in there
        }
    except ProblemsError as error:
        raise Refused("；".join(one.message for one in error.problems), "file") from error
    except Refused:
        raise
    except Exception as error:  # whatever the library raises on a broken file, row by row
        raise Refused(gettext("文件打不开，请用 Excel 重新保存后上传。"), "file") from error
    if not found:
        names = "、".join(sheets)
        words = gettext("没有找到工作表：%(names)s。请使用模板。") % {"names": names}
        raise Refused(words, "file")
    return found


def _rows(sheet: Any, title: str, headings: tuple[Heading, ...], most: int) -> list[Row]:
    # A stray cell in the last column would make every row sixteen thousand cells long.
    lines = sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS)
    columns = _columns(next(lines, ()), title, headings)
    return list(_filled(lines, title, columns, headings, most))


def _columns(
    heads: tuple[object, ...], title: str, headings: tuple[Heading, ...]
) -> dict[str, int]:
    """Return the column of each key by its heading; a star marks what must be filled in."""
    titles = {str(one).rstrip("*＊ ").strip(): place for place, one in enumerate(heads, 1) if one}
    missing = [one.title for one in headings if one.required and one.title not in titles]
    if missing:
        raise Refused(
            gettext("工作表“%(sheet)s”第1行缺少列：%(names)s。")
            % {"sheet": title, "names": "、".join(missing)},
            "file",
        )
    return {one.key: titles[one.title] for one in headings if one.title in titles}


def _filled(
    lines: Iterator[tuple[object, ...]],
    title: str,
    columns: dict[str, int],
    headings: tuple[Heading, ...],
    most: int,
) -> Iterator[Row]:
    for number, line in enumerate(lines, 2):
        if number > most + 1:
            raise Refused(
                gettext("工作表“%(sheet)s”超过%(count)s行，请分几次导入。")
                % {"sheet": title, "count": most},
                "file",
            )
        values = {
            key: _text(line[place - 1]) if place <= len(line) else ""
            for key, place in columns.items()
        }
        if any(values.values()):
            yield Row(title, number, values, columns, headings)


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
            return plain(str(value)).strip()


def missing(row: Row) -> Iterator[Heading]:
    """Yield the required headings that a row leaves empty."""
    for heading in row.headings:
        if heading.required and not row.text(heading.key):
            yield heading
