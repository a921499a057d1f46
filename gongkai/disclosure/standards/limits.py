"""公开时限 in words, as the timing rule it stands for."""

import re
from dataclasses import dataclass

from gongkai.rules.obligations.values import DayUnit, Term

_DIGITS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_TERM = re.compile(
    r"(?P<number>\d{1,3}|[一二两三四五六七八九十]{1,3})\s*个?\s*(?P<unit>工作日|自然日|日|天)(?:内|之内)?"
)
_WORDS: tuple[tuple[str, str], ...] = (
    ("长期公开", "permanent"),
    ("长期", "permanent"),
    ("每季", "quarterly"),
    ("按季", "quarterly"),
    ("每月", "monthly"),
    ("按月", "monthly"),
    ("按进展", "staged"),
    ("进展情况", "staged"),
    ("逐段", "staged"),
    ("实时", "promptly"),
    ("及时", "promptly"),
    ("即时", "promptly"),
    ("立即", "promptly"),
)
FALLBACK = "formation"
"""Where the words say no limit we know, the one of 条例 §26 holds."""


@dataclass(frozen=True, slots=True)
class Limit:
    """The timing rule of a text: one of the basic pack by id, or a term of its own.

    ``sure`` is false where a person must look.
    """

    rule: str
    term: Term | None = None
    sure: bool = True


def limit(text: str, legal: int) -> Limit:
    """Return the rule a text stands for; ``legal`` is how many working days the law allows."""
    match = _TERM.search(text)
    if match:
        number = _number(match["number"])
        if match["unit"] == "工作日":
            return _working(number, legal)
        if not 0 < number <= legal:
            return Limit(FALLBACK, sure=False)
        return Limit(f"limit.days.{number}", Term(number, DayUnit.DAYS))
    for word, rule in _WORDS:
        if word in text:
            return Limit(rule)
    return Limit(FALLBACK, sure=False)


def _working(number: int, legal: int) -> Limit:
    if number == legal:
        return Limit(FALLBACK)
    if not 0 < number < legal:
        # Longer than the law allows: the law holds, and somebody should mend the table.
        return Limit(FALLBACK, sure=False)
    return Limit(f"limit.{number}", Term(number, DayUnit.WORKING_DAYS))


def _number(text: str) -> int:
    if text.isdecimal():
        return int(text)
    tens, ten, ones = text.partition("十")
    if not ten:
        return _DIGITS.get(text, 0)
    return _DIGITS.get(tens, 1) * 10 + _DIGITS.get(ones, 0)
