"""Dates as they stand in published lists: many spellings, labels, full-width digits.

`parse_date` is the rule. `sql_plain_date` is its fast path for the two commonest spellings; a
property test holds that wherever the fast path answers, the rule gives the same day.
"""

import re
import unicodedata
from datetime import date
from typing import Final

FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2100

_INVISIBLE: Final = re.compile("[\u200b-\u200f\u2060\ufeff]")
_SPELLED: Final = re.compile(
    r"(?<!\d)(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})(?!\d)"
    r"|(?<!\d)(\d{4})(\d{2})(\d{2})(?!\d)"
)
_CHINESE: Final = re.compile(
    r"([〇○零一二三四五六七八九]{4})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})日"
)
_DIGITS: Final = {
    mark: value for value, marks in enumerate(("〇○零", *"一二三四五六七八九")) for mark in marks
}
# The dashes and dots people type for one another.
_LOOKALIKES: Final = str.maketrans({"—": "-", "–": "-", "−": "-", "－": "-", "．": ".", "。": "."})


def parse_date(cell: str) -> date | None:
    """Read the one date written in a cell; None when there is none, or several different ones.

    Accepted: 2023-06-14, 2023/6/14, 2023.06.14, 20230614, 2023年6月14日, 二〇二三年六月十四日,
    each with a label before it or a time of day after it, in full-width digits as well. A day
    that does not exist (2023-02-30) or a year outside 1900–2100 is no date.
    """
    text = unicodedata.normalize("NFKC", _INVISIBLE.sub("", cell).translate(_LOOKALIKES))
    found = {
        _day(*(int(part) for part in match.groups() if part)) for match in _SPELLED.finditer(text)
    }
    found |= {_chinese_day(match) for match in _CHINESE.finditer(text)}
    return found.pop() if len(found) == 1 else None


def sql_plain_date(value: str) -> str:
    """Give the DuckDB expression that reads `2023-06-14` and `2023/06/14`, NULL for all else.

    The cast alone accepts more than a plain date; only a value that prints back to itself counts.
    """
    dashed = f"replace({value}, '/', '-')"
    day = f"TRY_CAST({dashed} AS DATE)"
    within = f"{day} BETWEEN DATE '{FIRST_YEAR}-01-01' AND DATE '{LAST_YEAR}-12-31'"
    return f"CASE WHEN CAST({day} AS VARCHAR) = {dashed} AND {within} THEN {day} END"


def _day(year: int, month: int, day: int) -> date | None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _chinese_day(match: re.Match[str]) -> date | None:
    year = int("".join(str(_DIGITS[mark]) for mark in match[1]))
    return _day(year, _small_number(match[2]), _small_number(match[3]))


def _small_number(text: str) -> int:
    """Read 一 … 三十一; any other arrangement gives 0, which is no month and no day."""
    tens, ten, units = text.rpartition("十")
    if len(tens) > 1 or len(units) > 1 or tens == "十":
        return 0
    if not ten:
        return _DIGITS[units]
    return (_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[units] if units else 0)
