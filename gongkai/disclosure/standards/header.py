"""The head of a standard catalogue: which rows it takes, and what each column holds.

Published tables agree on the columns and on little else: one or two rows of head, with or without a
title above, ``公开内容（要素）`` or ``公开内容``, ``特定群众`` or ``特定群体``.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from gongkai.disclosure.standards.grid import Grid

_LOOKED_AT = 30
_LEAST = 4
_MOST_ROWS = 3
_LONGEST_WORD = 16
_NOISE = re.compile(r"[\s（）()\[\]【】:：、/和及]")


class Column(StrEnum):
    """What a column holds."""

    NUMBER = "number"
    FIRST = "first"
    SECOND = "second"
    ELEMENTS = "elements"
    BASIS = "basis"
    LIMIT = "limit"
    BODY = "body"
    CHANNELS = "channels"
    SOCIETY = "society"
    GROUP = "group"
    ACTIVE = "active"
    ON_REQUEST = "on_request"
    COUNTY = "county"
    TOWNSHIP = "township"
    AUDIENCE = "audience"
    MODE = "mode"
    LEVEL = "level"
    NOTE = "note"


# The words of the upper head, then those that part it. Longer words first: 依申请 before 申请.
_UPPER: tuple[tuple[str, Column], ...] = (
    ("序号", Column.NUMBER),
    ("编号", Column.NUMBER),
    ("一级事项", Column.FIRST),
    ("二级事项", Column.SECOND),
    ("公开事项", Column.SECOND),
    ("事项名称", Column.SECOND),
    ("公开内容", Column.ELEMENTS),
    ("内容要素", Column.ELEMENTS),
    ("公开依据", Column.BASIS),
    ("公开时限", Column.LIMIT),
    ("公开时间", Column.LIMIT),
    ("公开主体", Column.BODY),
    ("责任主体", Column.BODY),
    ("责任单位", Column.BODY),
    ("公开渠道", Column.CHANNELS),
    ("渠道载体", Column.CHANNELS),
    ("公开对象", Column.AUDIENCE),
    ("公开方式", Column.MODE),
    ("公开层级", Column.LEVEL),
    ("备注", Column.NOTE),
)
_LOWER: Mapping[Column, tuple[tuple[str, Column], ...]] = {
    Column.SECOND: (("一级", Column.FIRST), ("二级", Column.SECOND)),
    Column.AUDIENCE: (("全社会", Column.SOCIETY), ("特定", Column.GROUP)),
    Column.MODE: (("依申请", Column.ON_REQUEST), ("主动", Column.ACTIVE)),
    Column.LEVEL: (
        ("乡", Column.TOWNSHIP),
        ("镇", Column.TOWNSHIP),
        ("街道", Column.TOWNSHIP),
        ("县", Column.COUNTY),
        ("区", Column.COUNTY),
        ("市", Column.COUNTY),
    ),
}


@dataclass(frozen=True, slots=True)
class Header:
    """``first`` and ``last`` are the rows of the head; ``columns`` what stands where."""

    first: int
    last: int
    columns: Mapping[Column, int]


def find_header(grid: Grid) -> Header | None:
    """Return the head of a sheet, or None where no row looks like one."""
    for row in range(min(len(grid.cells), _LOOKED_AT)):
        if len({upper for upper in _uppers(grid, row) if upper}) >= _LEAST:
            return _header(grid, row)
    return None


def is_header(grid: Grid, row: int) -> bool:
    """Whether a row repeats the head, as printed tables do on every page."""
    return len({upper for upper in _uppers(grid, row) if upper}) >= _LEAST


def _uppers(grid: Grid, row: int) -> list[Column | None]:
    return [_upper(cell.text) for cell in grid.cells[row]]


def _upper(text: str) -> Column | None:
    plain = _NOISE.sub("", text)
    # A head is a few words; a sentence that mentions 公开内容 is none.
    if len(plain) > _LONGEST_WORD:
        return None
    return next((column for word, column in _UPPER if word in plain), None)


def _header(grid: Grid, first: int) -> Header:
    last = first
    while last + 1 < len(grid.cells) and last - first + 1 < _MOST_ROWS:
        if not _parts_head(grid, first, last + 1):
            break
        last += 1
    columns: dict[Column, int] = {}
    for position in range(len(grid.cells[first])):
        column = _column(grid, first, last, position)
        if column is not None:
            columns.setdefault(column, position)
    return Header(first, last, columns)


def _parts_head(grid: Grid, first: int, row: int) -> bool:
    """Whether a row still belongs to the head: it parts an upper word and says nothing else."""
    parts = 0
    for position, cell in enumerate(grid.cells[row]):
        upper = grid.text(first, position)
        if not cell.text or cell.text == upper:
            continue
        if _lower(_upper(upper), cell.text) is None:
            return False
        parts += 1
    return parts > 0


def _lower(upper: Column | None, text: str) -> Column | None:
    plain = _NOISE.sub("", text)
    known = _LOWER.get(upper, ()) if upper else ()
    if len(plain) > _LONGEST_WORD:
        return None
    return next((column for word, column in known if word in plain), None)


def _column(grid: Grid, first: int, last: int, position: int) -> Column | None:
    upper = _upper(grid.text(first, position))
    for row in range(last, first, -1):
        lower = _lower(upper, grid.text(row, position))
        if lower is not None:
            return lower
    return upper
