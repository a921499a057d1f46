"""Everything a workbook holds: all sheets, hidden rows, comments, names, values, caches."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from gongkai.disclosure.checks.packages import (
    Package,
    open_package,
    property_notices,
    raw_pieces,
)
from gongkai.disclosure.checks.tables import cell_label, looks_like_heads
from gongkai.disclosure.checks.values import Notice, Piece, Reading, Row
from gongkai.disclosure.checks.word_structure import object_notices
from gongkai.policy.workbook.safety import Source
from gongkai.rules.text import Grade, mask_personal

_STATES = {"hidden": "（隐藏）", "veryHidden": "（深度隐藏）"}
_SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
# Cells are read with their place; numbers and short strings of the raw parts are read again.
_READ = frozenset({f"{_SHEET}v", f"{_SHEET}f"})
_OBJECTS = ("xl/embeddings/", "xl/activeX/")


@dataclass(frozen=True, slots=True)
class CellAt:
    """Where a cell stands, for the masker."""

    sheet: str
    name: str


def read_sheets(path: Path, name: str) -> Reading:
    """Read an ``.xlsx``; raises :class:`ProblemsError` where it cannot or must not be opened."""
    package = open_package(path, name)
    source = Source(package.data, name)
    formulas, values = source.open(values=False), source.open(values=True)
    pieces = [*sheet_pieces(formulas, values), *raw_pieces(package, _READ)]
    notices = [*_notices(formulas, package), *property_notices(package)]
    return Reading(tuple(pieces), tuple(notices))


def written(value: object) -> str:
    """Return a cell as text: a number typed as a number keeps all its digits."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e19:
        return str(int(value))
    if value is None or isinstance(value, bool | datetime | date | time):
        return ""
    return str(value)


def sheet_pieces(formulas: Workbook, values: Workbook) -> Iterator[Piece]:
    """Yield cells, comments, margins and names of all sheets, hidden ones too."""
    for sheet in formulas.worksheets:
        title = _title(sheet)
        yield Piece(place="工作表名称", text=sheet.title, writing=False)
        computed = values[sheet.title]
        if isinstance(computed, Worksheet):
            yield from _cells(sheet, computed, title)
        for text in _margins(sheet):
            yield Piece(place=f"{title}页眉页脚", text=text, writing=False)
        for name, defined in sheet.defined_names.items():
            yield Piece(place=f"{title}名称", text=f"{name} {defined.value}", writing=False)
    for name, defined in formulas.defined_names.items():
        yield Piece(place="定义的名称", text=f"{name} {defined.value}", writing=False)


def _margins(sheet: Worksheet) -> Iterator[str]:
    for margin in (sheet.oddHeader, sheet.oddFooter, sheet.evenHeader, sheet.evenFooter):
        parts = (getattr(margin, side, None) for side in ("left", "center", "right"))
        text = " ".join(part.text for part in parts if part is not None and part.text)
        if text:
            yield text


def _cells(sheet: Worksheet, computed: Worksheet, title: str) -> Iterator[Piece]:
    heads: dict[int, str] = {}
    hidden_columns = _hidden_columns(sheet)
    for number, cells in _rows(sheet):
        texts = {at: text for at, cell in cells.items() if (text := written(cell.value)).strip()}
        is_head = len(texts) > 1 and looks_like_heads(tuple(texts.values()))
        labels = {} if is_head else heads
        heads = {**heads, **texts} if is_head else heads
        hidden_row = "（隐藏行）" if sheet.row_dimensions[number].hidden else ""
        for at, cell in cells.items():
            column = get_column_letter(at)
            hidden = hidden_row + ("（隐藏列）" if column in hidden_columns else "")
            place = f"{title}!{column}{number}{hidden}"
            label, line = cell_label(labels.get(at, ""), texts.get(at - 1, "")), Row(title, number)
            source = CellAt(sheet.title, f"{column}{number}")
            for text in _texts(texts.get(at, ""), _computed(computed, number, at)):
                yield Piece(
                    place=place, text=text, label=label, row=line, writing=False, source=source
                )
            if cell.comment is not None:
                yield Piece(place=f"{place}批注", text=str(cell.comment.text), writing=False)


def _rows(sheet: Worksheet) -> Iterator[tuple[int, dict[int, Cell]]]:
    """Yield the cells that exist, by row and column.

    Never the whole grid: one stray cell in the last corner would make it seventeen billion.
    """
    rows: dict[int, dict[int, Cell]] = {}
    for (row, column), cell in sorted(sheet._cells.items(), key=lambda entry: entry[0]):
        if isinstance(cell, Cell):
            rows.setdefault(row, {})[column] = cell
    yield from rows.items()


def _computed(sheet: Worksheet, row: int, column: int) -> object:
    cell = sheet._cells.get((row, column))
    return cell.value if isinstance(cell, Cell) else None


def _texts(formula: str, value: object) -> Iterator[str]:
    """Yield what a cell says: its text, and for a formula also the value last computed."""
    if formula.strip():
        yield formula
    result = written(value)
    if formula.startswith("=") and result.strip() and result != formula:
        yield result


def _hidden_columns(sheet: Worksheet) -> set[str]:
    found: set[str] = set()
    for dimension in sheet.column_dimensions.values():
        if dimension.hidden:
            first, last = int(dimension.min or 0), int(dimension.max or 0)
            found |= {get_column_letter(at) for at in range(max(first, 1), min(last, 16384) + 1)}
            found.add(str(dimension.index))
    return found


def _title(sheet: Worksheet) -> str:
    return f"工作表“{mask_personal(sheet.title)}”{_STATES.get(sheet.sheet_state, '')}"


def _notices(book: Workbook, package: Package) -> Iterator[Notice]:
    for sheet in book.worksheets:
        place = _title(sheet)
        if sheet.sheet_state != "visible":
            mend = "取消隐藏并核对，不公开的删去；只隐藏等于公开"
            yield Notice(place, "file.hidden_sheet", "隐藏的工作表", Grade.WARN, mend)
        rows = [str(at) for at, row in sheet.row_dimensions.items() if row.hidden]
        columns = sorted(_hidden_columns(sheet))
        if rows or columns:
            detail = f"{len(rows)} 行 {len(columns)} 列"
            mend = "取消隐藏并核对，不公开的删去"
            yield Notice(place, "file.hidden_cells", "隐藏的行或列", Grade.WARN, mend, detail)
    if package.named("xl/pivotCache/"):
        mend = "透视表带着全部源数据；请复制后选择性粘贴为数值，再删去透视表"
        yield Notice("数据透视表", "file.pivot", "数据透视表缓存", Grade.WARN, mend)
    if package.named("xl/externalLinks/"):
        mend = "断开链接：数据 → 编辑链接 → 断开链接"
        yield Notice("外部链接", "file.links", "带有外部链接的缓存", Grade.WARN, mend)
    comments = [n for n in package.parts if n.startswith(("xl/comments", "xl/threadedComments/"))]
    if comments:
        mend = "公开前删除全部批注"
        yield Notice("全部工作表", "file.comments", "文件带有批注", Grade.WARN, mend)
    if package.named("xl/media/"):
        mend = "图片里的文字查不到，请人工核对有没有个人信息"
        yield Notice("全部工作表", "file.images", "图片内容未检查", Grade.NOTE, mend)
    yield from object_notices(package, _OBJECTS)
