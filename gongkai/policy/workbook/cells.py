"""What a cell says, as the text a person typed.

Excel keeps numbers as binary floats and shows fifteen significant digits; reading back exactly
those digits gives ``0.1`` for 0.1, ``88.5`` for 88.5 and ``95`` for 95, never 88.499999999999996.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from decimal import Decimal

from openpyxl.cell import Cell

from gongkai.policy.workbook.layout import Column, Kind

_DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
_SPLIT = re.compile(r"[；;]")
# What stands behind the bar of a drop-down entry is for the reader, not for the program.
BAR = "｜"
Complain = Callable[[str, str], None]


def cell_text(cell: Cell, kind: Kind, complain: Complain) -> str:
    """Return the text of a cell, empty where it says nothing."""
    value = cell.value
    if value is None:
        return ""
    if cell.data_type == "e":
        complain("E-VALUE", f"单元格是错误值 {value}，请改正")
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return _number(cell, value, kind, complain)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    return _typed(str(value).strip(), kind)


def _typed(text: str, kind: Kind) -> str:
    if kind is Kind.DATE:
        match = _DAY.fullmatch(text)
        if match:
            return f"{match[1]}-{int(match[2]):02}-{int(match[3]):02}"
    if kind is Kind.ID:
        return text.partition(BAR)[0].strip()
    if kind is Kind.FLAG:
        return {"是": "true", "否": "false"}.get(text, text)
    return text


def meant(text: str, column: Column) -> str:
    """Return the codes for the words of a cell, in a column that has such words.

    ``扣分``, ``deduct｜扣分`` and ``扣分｜deduct`` all say ``deduct``; other text stays as it is.
    """
    if not column.words or not text:
        return text
    if column.kind is not Kind.LIST:
        return coded(text, column.words)
    parts = split_list(text)
    codes = [coded(part, column.words) for part in parts]
    return text if codes == parts else join_list(codes)


def coded(text: str, words: Mapping[str, str]) -> str:
    """Return the code that one piece of text stands for, or the text itself."""
    codes = set(words.values())
    for part in (text.strip(), *(piece.strip() for piece in text.split(BAR))):
        if part in codes:
            return part
        if part in words:
            return words[part]
    return text


def _number(cell: Cell, value: float, kind: Kind, complain: Complain) -> str:
    text = number_text(value)
    form = cell.number_format or ""
    if kind is Kind.NUMBER and "%" in form:
        complain("E-PERCENT", "单元格是百分比格式，会按小数读取；请改为“数值”或“常规”格式")
    if form.strip("0") == "" and len(form) > 1 and text.isdigit():
        return text.zfill(len(form))  # "001" typed into a cell of the format 000
    return text


def number_text(value: float) -> str:
    """Return a number of a workbook with the digits Excel shows, without exponent."""
    if isinstance(value, int):
        return str(value)
    text = format(Decimal(format(value, ".15g")), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def split_list(text: str) -> list[str]:
    """Return the parts of a list cell: one a line, or separated by ``；``."""
    parts = text.split("\n") if "\n" in text else _SPLIT.split(text)
    return [part.strip() for part in parts if part.strip()]


def join_list(parts: list[str]) -> str:
    """Return the cell text from which :func:`split_list` gives ``parts`` back."""
    if not any(_SPLIT.search(part) for part in parts):
        return "；".join(parts) if sum(map(len, parts)) <= 60 else "\n".join(parts)
    return "\n".join(parts) + ("\n" if len(parts) == 1 else "")
