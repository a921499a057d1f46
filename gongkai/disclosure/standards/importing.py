"""From the workbook of a standard catalogue to a disclosure pack that loads.

:func:`read_standard` reads and reports; nothing is written. :func:`write_standard` puts the pack
into a new folder.
"""

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from gongkai.disclosure.standards.grid import MAX_ROWS, Grid, read_grids
from gongkai.disclosure.standards.header import Column, Header, find_header
from gongkai.disclosure.standards.rows import RowReader, StandardRow
from gongkai.disclosure.standards.writing import Sheet, pack_tree, sources_tree
from gongkai.policy.cursor import Log
from gongkai.policy.disclosure import load_disclosure
from gongkai.policy.library import Library
from gongkai.policy.national import load_national
from gongkai.policy.problems import Place, Problem, ProblemsError
from gongkai.policy.workbook import tree_to_yaml

_LIMIT = "disclosure.limit"
_NEEDED = {
    Column.ELEMENTS: "公开内容（要素）",
    Column.LIMIT: "公开时限",
    Column.CHANNELS: "公开渠道和载体",
}
_LONGEST_TITLE = 40
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, kw_only=True)
class ReadStandard:
    """What a workbook says: its sheets, the pack as text, and everything doubtful."""

    pack_id: str
    title: str
    sheets: tuple[Sheet, ...]
    pack: str
    sources: str
    notes: tuple[Problem, ...]

    @property
    def rows(self) -> tuple[StandardRow, ...]:
        """All rows of all sheets."""
        return tuple(row for sheet in self.sheets for row in sheet.rows)


def read_standard(path: Path, pack_id: str, library: Library | None = None) -> ReadStandard:
    """Read a workbook and prove that the pack it makes loads.

    Raises :class:`ProblemsError` where nothing in it is a standard catalogue, or where the pack
    would not hold.
    """
    library = library or Library()
    log = Log()
    legal = load_national(library).parameter(_LIMIT).values[0].value
    if not isinstance(legal, int):
        raise TypeError(f"{_LIMIT} is not a number of days")
    grids = read_grids(path)
    sheets = tuple(sheet for grid in grids if (sheet := _sheet(grid, log, legal)) is not None)
    if not sheets:
        message = "没有找到标准目录：表头要有“公开事项、公开内容（要素）、公开时限、公开主体”等列"
        raise ProblemsError([*log.problems, Problem(Place(path.name), "I-HEADER", message)])
    title = _title(sheets, path)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    pack = tree_to_yaml(pack_tree(pack_id, title, sheets))
    sources = tree_to_yaml(sources_tree(title, path.name, digest))
    _prove(pack_id, pack, sources, library)
    notes = tuple(sorted(set(log.problems), key=lambda problem: problem.sort_key))
    return ReadStandard(
        pack_id=pack_id, title=title, sheets=sheets, pack=pack, sources=sources, notes=notes
    )


def write_standard(read: ReadStandard, out: Path) -> None:
    """Write the pack into a folder; raises :class:`ProblemsError` where a pack is there already."""
    if (out / "pack.yaml").exists():
        message = "已有规则包，不覆盖；请换一个文件夹"
        raise ProblemsError([Problem(Place(str(out / "pack.yaml")), "F-EXISTS", message)])
    try:
        out.mkdir(parents=True, exist_ok=True)
        (out / "pack.yaml").write_text(read.pack, encoding="utf-8")
        (out / "sources.yaml").write_text(read.sources, encoding="utf-8")
    except OSError as error:
        message = f"写不进去：{error.strerror}；请换一个文件夹"
        raise ProblemsError([Problem(Place(str(out)), "F-WRITE", message)]) from error


def _sheet(grid: Grid, log: Log, legal: int) -> Sheet | None:
    header = find_header(grid)
    if header is None:
        if grid.cells:
            log.note(
                Place(grid.file, cell=grid.title), "I-HEADER", "没有标准目录的表头，这张表没有读入"
            )
        return None
    _check_columns(grid, header, log)
    if grid.cut:
        log.note(grid.place(MAX_ROWS), "I-LONG", f"一张表只读前 {MAX_ROWS} 行，以下没有读入")
    rows = tuple(RowReader(grid, header, log, legal).rows())
    if not rows:
        log.note(Place(grid.file, cell=grid.title), "I-EMPTY", "表头下面没有事项")
        return None
    return Sheet(number=grid.position, title=_sheet_title(grid, header), rows=rows)


def _check_columns(grid: Grid, header: Header, log: Log) -> None:
    for column, name in _NEEDED.items():
        if column not in header.columns:
            log.note(grid.place(header.first), "I-COLUMN", f"表头没有“{name}”这一列")


def _sheet_title(grid: Grid, header: Header) -> str:
    """Return the title above the head, else the name of the sheet."""
    for row in range(header.first - 1, -1, -1):
        told = [cell.text for cell in grid.cells[row] if cell.text]
        if told and len(set(told)) == 1:
            title = _SPACE.sub("", told[0])
            if 4 <= len(title) <= _LONGEST_TITLE:
                return title
    return grid.title


def _title(sheets: tuple[Sheet, ...], path: Path) -> str:
    return sheets[0].title if len(sheets) == 1 else path.stem


def _prove(pack_id: str, pack: str, sources: str, library: Library) -> None:
    """Load the pack from a folder of its own, so that what is written is known to hold."""
    with TemporaryDirectory() as name:
        folder = Path(name) / pack_id
        folder.mkdir()
        (folder / "pack.yaml").write_text(pack, encoding="utf-8")
        (folder / "sources.yaml").write_text(sources, encoding="utf-8")
        load_disclosure(str(folder), library)
