"""Opening a workbook that came from anywhere: sizes, bombs and macros are refused before parsing.

A workbook is a zip archive of XML. What is refused here is refused by a look at the archive alone,
so that a hostile or broken file costs neither memory nor time.
"""

import re
from io import BytesIO
from pathlib import Path
from typing import NoReturn
from zipfile import ZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.utils.cell import range_boundaries

from gongkai.policy.archives import ArchiveError, Fault, Limits, check_archive
from gongkai.policy.problems import Place, Problem, ProblemsError

MAX_FILE = 32 * 1024 * 1024
LIMITS = Limits(unpacked=256 * 1024 * 1024, parts=5_000, part=256 * 1024 * 1024, tags=8_000_000)
MAX_CELLS = 2_000_000
MAX_MERGED = 20_000
# Rows may be empty and still cost memory, each with a height of its own.
MAX_ROWS = 200_000

_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\b[^>]*?\bref=[\"']([A-Z0-9:$]{2,30})[\"']")
_CELL = re.compile(rb"<(?:\w+:)?c[ />]")
_ROW = re.compile(rb"<(?:\w+:)?row[ />]")
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
_MENDS = {
    ".xlsm": "这是含宏的 .xlsm 文件，宏不予打开；请在 Excel 里另存为“Excel 工作簿（.xlsx）”",
    ".xlsb": "这是二进制 .xlsb 文件；请另存为“Excel 工作簿（.xlsx）”",
    ".xls": "这是旧版 .xls 文件；请另存为“Excel 工作簿（.xlsx）”",
    ".et": "这是 WPS 的 .et 文件；请另存为“Excel 工作簿（.xlsx）”",
}
_DAMAGED = "不是 Excel 工作簿，或已损坏；请用 Excel 打开后另存一份再试"
_FAULTS = {
    Fault.BROKEN: ("F-BROKEN", _DAMAGED),
    Fault.LOCKED: ("F-LOCKED", "文件设有密码；请去掉密码后另存"),
    Fault.MACROS: ("F-KIND", _MENDS[".xlsm"].replace(".xlsm ", "")),
    Fault.BOMB: ("F-BOMB", "解开后过大，疑似恶意文件，不予打开；请按组拆成几个文件"),
    Fault.ENTITIES: ("F-BOMB", "文件里含有不应出现的实体定义，疑似恶意文件，不予打开"),
    Fault.REMOTE: ("F-LINKS", "打开时会从别的电脑取对象或图片，不予打开；请断开链接后另存"),
}


class Source:
    """The bytes of a workbook that passed the checks; it can be opened more than once."""

    def __init__(self, data: bytes, name: str) -> None:
        self.data = data
        self.name = name

    def stream(self) -> BytesIO:
        """Return the bytes as a file."""
        return BytesIO(self.data)

    def open(self, *, values: bool) -> Workbook:
        """Open the workbook with formulas, or with the values Excel last computed for them."""
        try:
            return load_workbook(self.stream(), data_only=values, keep_links=False)
        except Exception as error:  # a broken part may raise anything inside the library
            message = "工作簿已损坏，读不出来；请用 Excel 打开后另存一份再试"
            raise ProblemsError([Problem(Place(self.name), "F-BROKEN", message)]) from error


def read_source(path: Path, name: str | None = None) -> Source:
    """Read the file at ``path`` and check it.

    Raises :class:`ProblemsError` naming the file and the mend.
    """
    shown = name or str(path)
    mend = _MENDS.get(path.suffix.lower())
    if mend:
        _refuse(shown, "F-KIND", mend)
    try:
        if path.is_dir():
            _refuse(shown, "F-DIR", "这是文件夹，不是文件")
        size = path.stat().st_size
        if size > MAX_FILE:
            limit = f"文件有 {_mb(size)} MB，上限 {_mb(MAX_FILE)} MB；请按组拆成几个文件"
            _refuse(shown, "F-SIZE", limit)
        data = path.read_bytes()
    except FileNotFoundError:
        _refuse(shown, "F-MISSING", "文件不存在")
    except PermissionError:
        _refuse(shown, "F-ACCESS", "没有读取权限；若正在 Excel 中打开，请先关闭")
    return checked(data, shown)


def _refuse(name: str, code: str, message: str) -> NoReturn:
    raise ProblemsError([Problem(Place(name), code, message)])


def _mb(size: int) -> int:
    return size // 1024 // 1024


def checked(data: bytes, name: str) -> Source:
    """Check the bytes of a workbook.

    Raises :class:`ProblemsError` naming the file and the mend.
    """
    if not data:
        _refuse(name, "F-EMPTY", "文件是空的")
    if data.startswith(_OLD_EXCEL):
        message = "文件设有密码，或其实是旧版 .xls；请去掉密码，另存为“Excel 工作簿（.xlsx）”"
        _refuse(name, "F-LOCKED", message)
    try:
        entries = check_archive(data, LIMITS)
    except ArchiveError as error:
        _refuse(name, *_FAULTS[error.fault])
    with ZipFile(BytesIO(data)) as archive:
        for entry in entries:
            if entry.filename.lower().lstrip("/").startswith("xl/worksheets/"):
                _check_sheet(archive.read(entry), name)
    return Source(data, name)


def _check_sheet(data: bytes, name: str) -> None:
    """Refuse sheets that would blow up while being read."""
    cells = sum(1 for _ in _CELL.finditer(data))
    if cells > MAX_CELLS:
        message = f"一个工作表有 {cells} 个单元格，上限 {MAX_CELLS}；请删去多余的格式或拆成几个文件"
        _refuse(name, "F-SIZE", message)
    rows = sum(1 for _ in _ROW.finditer(data))
    if rows > MAX_ROWS:
        message = f"一个工作表有 {rows} 行，上限 {MAX_ROWS} 行；请删去下方的空行或拆成几个文件"
        _refuse(name, "F-SIZE", message)
    for match in _MERGED.finditer(data):
        left, top, right, bottom = _bounds(match[1].decode(), name)
        if (right - left + 1) * (bottom - top + 1) > MAX_MERGED:
            message = f"合并单元格 {match[1].decode()} 太大；请取消合并"
            _refuse(name, "F-MERGED", message)


def _bounds(text: str, name: str) -> tuple[int, int, int, int]:
    try:
        left, top, right, bottom = range_boundaries(text)
    except ValueError:
        left = top = right = bottom = None
    if left is None or top is None or right is None or bottom is None:
        _refuse(name, "F-MERGED", f"合并单元格 {text} 不完整；请取消合并")
    return left, top, right, bottom
