"""Reading the sheets of a workbook into records whose every value knows its cell."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from re import sub

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from gongkai.policy.problems import Place, Problem, ProblemsError, suggestion
from gongkai.policy.tree import Branch, Leaf, Node, Row
from gongkai.policy.workbook.cells import BAR, cell_text, meant, split_list
from gongkai.policy.workbook.layout import IGNORED_SHEETS, Column, Kind, Sheet
from gongkai.policy.workbook.safety import Source, read_source

EXAMPLE = "（示例"
_HEADER_ROWS = 12
WIDE = "+"
"""What the key of a column begins with whose heading is a name of its own."""
# A heading this much like a known one is a slip of the pen, not a name of its own.
_SLIP = 0.7


@dataclass(frozen=True, slots=True)
class Record:
    """One row of a sheet: its place, and the text of every filled cell by column key."""

    place: Place
    leaves: dict[str, Leaf] = field(default_factory=dict)

    def text(self, key: str) -> str:
        """Return the text under ``key``, empty where the cell is."""
        leaf = self.leaves.get(key)
        return (leaf.text or "") if leaf else ""

    def at(self, key: str) -> Place:
        """Return the cell of ``key``, or of the row."""
        leaf = self.leaves.get(key)
        return leaf.place if leaf else self.place


class Tables:
    """All records of a workbook by sheet key, with the problems met on the way."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.records: dict[str, list[Record]] = {}
        self.places: dict[str, Place] = {}
        self.headings: dict[str, Place] = {}
        self.problems: list[Problem] = []

    def of(self, key: str) -> list[Record]:
        """Return the records of a sheet, none where the sheet is absent."""
        return self.records.get(key, [])

    def complain(self, place: Place, code: str, message: str) -> None:
        """Note a problem."""
        self.problems.append(Problem(place, code, message))

    def check(self) -> None:
        """Raise :class:`ProblemsError` with everything found so far, if anything was."""
        if self.problems:
            raise ProblemsError(self.problems)


def read_tables(path: Path, sheets: tuple[Sheet, ...], name: str | None = None) -> Tables:
    """Read every known sheet of the workbook at ``path``.

    Raises :class:`ProblemsError` where the file is no sound workbook; problems of single cells,
    unknown sheets and columns are left in the result.
    """
    source = read_source(path, name)
    tables = Tables(source.name)
    book = source.open(values=False)
    known = {_plain(word): sheet for sheet in sheets for word in (sheet.title, *sheet.names)}
    values = _Values(source)
    for worksheet in book.worksheets:
        title = worksheet.title
        sheet = known.get(_plain(title))
        if sheet is not None:
            _Reader(worksheet, sheet, tables, values).read()
        elif not any(word in title for word in IGNORED_SHEETS) and _filled(worksheet):
            near = suggestion(title, [sheet.title for sheet in sheets])
            listed = "、".join(sheet.title for sheet in sheets)
            place = Place(tables.name, cell=f"{title}!A1")
            tables.complain(place, "K-SHEET", f"不认识工作表“{title}”{near}（可用：{listed}）")
    return tables


def _plain(text: str) -> str:
    """Return a heading without marks, remarks in brackets, spaces and capitals."""
    return sub(r"[（(\[【].*?[)）\]】]|[\s*＊:：_]", "", text).lower()


def _name(heading: str) -> str:
    """Return the name in a heading such as ``self｜自查自评`` or ``自查自评（分）``."""
    return sub(r"[（(].*?[)）]|[*＊:：]", "", heading.partition(BAR)[0]).strip()


def _filled(worksheet: Worksheet) -> bool:
    return bool(_filled_rows(worksheet))


def _filled_rows(worksheet: Worksheet) -> dict[int, list[Cell]]:
    """Return the cells that hold something, by row.

    The rectangle of a sheet reaches to its last formatted cell; walking it would let one styled
    cell in the last corner cost seventeen thousand million cells.
    """
    rows: dict[int, list[Cell]] = {}
    for row, column in sorted(worksheet._cells):
        cell = worksheet._cells[row, column]
        if isinstance(cell, Cell) and cell.value is not None:
            rows.setdefault(row, []).append(cell)
    return rows


class _Values:
    """The values Excel last computed, loaded only where a formula asks for them."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.book: Workbook | None = None

    def of(self, sheet: str, coordinate: str) -> Cell | None:
        if self.book is None:
            self.book = self.source.open(values=True)
        cell = self.book[sheet][coordinate]
        return cell if isinstance(cell, Cell) and cell.value is not None else None


class _Reader:
    """Reads one sheet."""

    def __init__(self, worksheet: Worksheet, sheet: Sheet, tables: Tables, values: _Values) -> None:
        self.worksheet = worksheet
        self.sheet = sheet
        self.tables = tables
        self.values = values
        self.columns: dict[int, Column] = {}
        self.headed: set[int] = set()
        self.merged = _merged(worksheet)
        self.rows = _filled_rows(worksheet)

    def place(self, row: int, column: int) -> Place:
        cell = f"{self.worksheet.title}!{get_column_letter(column)}{row}"
        return Place(self.tables.name, cell=cell)

    def read(self) -> None:
        key = self.sheet.key
        self.tables.places.setdefault(key, self.place(1, 1))
        if key in self.tables.records:
            message = f"“{self.sheet.title}”有两个工作表，请合成一个"
            self.tables.complain(self.place(1, 1), "K-SHEET", message)
        records = self.tables.records.setdefault(key, [])
        if not self.rows:
            return
        header = self._header()
        if header is None:
            wanted = "、".join(c.title for c in self.sheet.columns if c.kind is not Kind.NOTE)
            message = f"找不到表头行；表头应有：{wanted}"
            self.tables.complain(self.place(1, 1), "K-HEAD", message)
            return
        for number in sorted(self.rows.keys() | {row for row, _ in self.merged}):
            record = self._record(number, self.rows.get(number, [])) if number > header else None
            if record is not None:
                records.append(record)

    def _header(self) -> int | None:
        """Find the header among the first rows: the row that names the most columns."""
        best, found = None, 0
        known = {
            _plain(word): column
            for column in self.sheet.readable
            for word in (column.title, column.key, *column.names)
        }
        least = 1 if self.sheet.wide or len(self.sheet.columns) < 2 else 2
        for number, row in self.rows.items():
            texts = {cell.column: str(cell.value) for cell in row}
            named = sum(1 for text in texts.values() if _plain(text) in known)
            if number <= _HEADER_ROWS and named > found and len(texts) > 1:
                best, found = number, named
                headings = texts
        if best is None or found < least:
            return None
        self._name_columns(best, headings, known)
        return best

    def _name_columns(
        self, row: int, headings: Mapping[int, str], known: Mapping[str, Column]
    ) -> None:
        titles = [column.title for column in self.sheet.columns]
        self.headed = set(headings)
        named = {column.key for text in headings.values() if (column := known.get(_plain(text)))}
        wide = self.sheet.wide and self.sheet.narrow not in named
        for index, text in headings.items():
            column = known.get(_plain(text))
            if column is None and wide and not get_close_matches(text.strip(), titles, 1, _SLIP):
                column = Column(key=WIDE + _name(text), title=text.strip(), kind=Kind.NUMBER)
                self.tables.headings[f"{self.sheet.key}{column.key}"] = self.place(row, index)
            if column is None:
                message = f"“{self.sheet.title}”没有“{text.strip()}”这一列"
                near = suggestion(text.strip(), titles)
                listed = f"（可用：{'、'.join(titles)}）"
                self.tables.complain(self.place(row, index), "K-COLUMN", message + near + listed)
            elif column in self.columns.values():
                message = f"“{text.strip()}”这一列出现两次"
                self.tables.complain(self.place(row, index), "K-COLUMN", message)
            else:
                self.columns[index] = column

    def _record(self, number: int, cells: list[Cell]) -> Record | None:
        if cells and str(cells[0].value).startswith(EXAMPLE):
            return None
        own = {cell.column: cell for cell in cells}
        record = Record(self.place(number, 1))
        for index, column in self.columns.items():
            cell = own.get(index) or self.merged.get((number, index))
            if cell is None or column.kind is Kind.NOTE:
                continue
            text = self._text(cell, column)
            if text:
                record.leaves[column.key] = Leaf(self.place(number, index), text)
        self._check_stray(own)
        said = any(c.key in record.leaves for c in self.columns.values() if not c.fixed)
        return record if said else None

    def _check_stray(self, own: Mapping[int, Cell]) -> None:
        """Refuse content under no heading: it would be lost without a word."""
        for index, cell in own.items():
            if index not in self.headed and str(cell.value).strip():
                place = self.place(cell.row, index)
                self.tables.complain(place, "K-COLUMN", "这一格上方没有表头，不知道是什么")

    def _text(self, cell: Cell, column: Column) -> str:
        def complain(code: str, message: str) -> None:
            self.tables.complain(self.place(cell.row, cell.column), code, message)

        said: Cell | None = cell
        if cell.data_type == "f":
            said = self.values.of(self.worksheet.title, cell.coordinate)
        if said is None:
            mend = "公式没有算出的值；请在 Excel 里打开并保存，或把公式改成数值"
            complain("E-FORMULA", mend)
            return ""
        return meant(cell_text(said, column.kind, complain), column)


def _merged(worksheet: Worksheet) -> dict[tuple[int, int], Cell]:
    """Return the cell that speaks for each cell merged below it, as people read a merged name."""
    speaking: dict[tuple[int, int], Cell] = {}
    for area in worksheet.merged_cells.ranges:
        top = worksheet.cell(area.min_row, area.min_col)
        if isinstance(top, Cell) and top.value is not None:
            for row in range(area.min_row + 1, area.max_row + 1):
                speaking[row, area.min_col] = top
    return speaking


def list_node(leaf: Leaf, *, always: bool) -> Node:
    """Return a list cell as one leaf, or as a sequence where it holds several (or ``always``)."""
    parts = [Leaf(leaf.place, part) for part in split_list(leaf.text or "")]
    return Row(leaf.place, list(parts)) if always or len(parts) != 1 else parts[0]


def branch(place: Place, entries: Mapping[str, Node]) -> Branch:
    """Return a mapping whose keys stand where their values do."""
    return Branch(place, dict(entries), {key: node.place for key, node in entries.items()})
