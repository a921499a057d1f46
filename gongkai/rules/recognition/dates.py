"""Dates standing alone on a line, as a signature writes them.

GB/T 9704-2012 asks for Arabic figures (2023年5月10日); documents before it, and many after, write
二〇二三年五月十日 with one of a dozen signs for zero.
"""

import re
from datetime import date

from gongkai.rules.recognition.numerals import DIGITS, chinese_number

_FULL_WIDTH = {0xFF10 + digit: str(digit) for digit in range(10)}
_ARABIC = re.compile(r"([12]\d{3})年(\d{1,2})月(\d{1,2})日")
_CHINESE = re.compile(rf"([{DIGITS}]{{4}})年([{DIGITS}元]{{1,3}})月([{DIGITS}]{{1,3}})日")
_SHORT = re.compile(r"([12]\d{3})([-./])(\d{1,2})\2(\d{1,2})")
FIRST_YEAR, LAST_YEAR = 1949, 2099


def date_in(text: str) -> tuple[date, int, int] | None:
    """Return the first written-out date of a line without spaces, and where it starts and ends."""
    plain = text.translate(_FULL_WIDTH)
    found = _ARABIC.search(plain)
    if found is not None:
        value = _date(int(found[1]), int(found[2]), int(found[3]))
        return (value, *found.span()) if value else None
    found = _CHINESE.search(text)
    if found is None:
        return None
    value = _date(*(chinese_number(part) for part in found.groups()))
    return (value, *found.span()) if value else None


def short_date(text: str) -> date | None:
    """Read a whole line such as 2023-05-10 or 2023.5.10; None for anything else."""
    found = _SHORT.fullmatch(text.translate(_FULL_WIDTH))
    return _date(int(found[1]), int(found[3]), int(found[4])) if found else None


def _date(year: int | None, month: int | None, day: int | None) -> date | None:
    if year is None or month is None or day is None or not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None
