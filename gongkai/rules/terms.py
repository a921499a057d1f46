"""A term counted from a receipt: in working days, days, weeks, months or years, day by day.

民法典 §201: the day it begins with does not count. §202: months and years end on the day of the
same number, or on the last of a month that has none. §203: a last day that is a day off gives way
to the first working day after it, and the last day lasts until 24:00. Terms keep the unit their
text uses (Q30): ``5 个工作日`` are working days, ``20 日`` are days of the calendar.
"""

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from gongkai.rules.recognition.numerals import chinese_number
from gongkai.rules.workdays import Certainty, WorkCalendar, spoken

_DAY: Final = timedelta(days=1)
_ISO: Final = re.compile(r"P(?P<number>\d{1,3})(?P<unit>[DWMY])")
_WORDS: Final = re.compile(
    r"(?P<number>\d{1,3}|[一二两三四五六七八九十百零〇]{1,6}) ?"
    r"(?P<unit>个?工作日|日|天|周|个月|月|年)"
)
_MOST: Final = 999


class TermUnit(StrEnum):
    """What a term is counted in."""

    WORKING_DAY = "working_day"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"

    @property
    def label(self) -> str:
        """The words after the number."""
        return _LABELS[self]


_LABELS: Final = {
    TermUnit.WORKING_DAY: "个工作日",
    TermUnit.DAY: "日",
    TermUnit.WEEK: "周",
    TermUnit.MONTH: "个月",
    TermUnit.YEAR: "年",
}
_UNITS: Final = {
    "D": TermUnit.DAY,
    "日": TermUnit.DAY,
    "天": TermUnit.DAY,
    "W": TermUnit.WEEK,
    "周": TermUnit.WEEK,
    "M": TermUnit.MONTH,
    "月": TermUnit.MONTH,
    "个月": TermUnit.MONTH,
    "Y": TermUnit.YEAR,
    "年": TermUnit.YEAR,
    "工作日": TermUnit.WORKING_DAY,
    "个工作日": TermUnit.WORKING_DAY,
}


@dataclass(frozen=True, slots=True)
class Term:
    """A number of working days, days, weeks, months or years."""

    number: int
    unit: TermUnit

    def __str__(self) -> str:
        return f"{self.number} {self.unit.label}"


def read_term(text: str) -> Term | None:
    """Return the term a text states: ``P1M``, ``5 个工作日``, ``一个月``; None where it has none.

    Packs write either an ISO 8601 duration or the words of their source.
    """
    found = _ISO.fullmatch(text.strip()) or _WORDS.fullmatch(text.strip())
    if found is None:
        return None
    told = found["number"]
    number = int(told) if told.isdecimal() else chinese_number(told)
    if not number or number > _MOST:
        return None
    return Term(number, _UNITS[found["unit"]])


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Days from ``first`` to ``last``, both included, that count or do not, and on what ground."""

    first: date
    last: date
    counts: bool
    ground: str


@dataclass(frozen=True, slots=True, kw_only=True)
class More:
    """More time given: up to and including ``until``, with the reason."""

    until: date
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """The last day of a term and the spans that lead to it.

    ``provisional`` says that it rests on a year whose days off are not announced yet.
    """

    on: date
    spans: tuple[Span, ...]
    provisional: bool = False

    def lines(self) -> tuple[str, ...]:
        """Return the arithmetic, a sentence a line."""
        told = tuple(
            f"{_days(span)}：{'计入' if span.counts else '不计'}，{span.ground}。"
            for span in self.spans
        )
        last = f"截止：{spoken(self.on)}24 时（民法典第二百零三条）。"
        if self.provisional:
            return (*told, last, "涉及尚未公布放假安排的年份，公布后重新计算。")
        return (*told, last)

    def is_past(self, day: date) -> bool:
        """Whether the term is over on a day."""
        return day > self.on


def _days(span: Span) -> str:
    if span.first == span.last:
        return spoken(span.first)
    return f"{spoken(span.first)}至{spoken(span.last)}"


def due(
    term: Term,
    received: date,
    calendar: WorkCalendar,
    *,
    more: Iterable[More] = (),
    cite: str = "",
    begun: str = "签收",
) -> Due:
    """Return the last day of a term that begins the day after ``received``.

    ``cite`` is where the term stands, ``begun`` what it begins with, both in words.
    Of ``more`` only what goes beyond the day reached so far has an effect.

    Raises:
        OutsideCalendarError: the calendar does not reach that far.
    """
    bare = _bare(term, received, calendar)
    working = calendar.next_working(bare)
    spans = [_begun(received, begun), _counted(term, received, bare, cite)]
    if working.day > bare:
        spans.append(_moved(bare, working.day))
    on, provisional = working.day, working.certainty is Certainty.PROVISIONAL
    if term.unit is TermUnit.WORKING_DAY:
        added = calendar.add(received, term.number)
        provisional = added.certainty is Certainty.PROVISIONAL
    return _longer(Due(on=on, spans=tuple(spans), provisional=provisional), more)


def due_on(day: date, received: date, *, more: Iterable[More] = ()) -> Due:
    """Return a due date that was set as a day, in the same form as a counted one."""
    if day <= received:
        span = Span(first=day, last=day, counts=True, ground="发出单位书面定的截止日")
        return _longer(Due(on=day, spans=(span,)), more)
    set_ = Span(first=received + _DAY, last=day, counts=True, ground="发出单位书面定的截止日")
    return _longer(Due(on=day, spans=(_begun(received), set_)), more)


def _begun(received: date, begun: str = "签收") -> Span:
    ground = f"{begun}当日，自次日起算（民法典第二百零一条）"
    return Span(first=received, last=received, counts=False, ground=ground)


def _counted(term: Term, received: date, bare: date, cite: str) -> Span:
    ground = f"期限 {term}" + (f"（{cite}）" if cite else "")
    if term.unit in {TermUnit.MONTH, TermUnit.YEAR}:
        ground += (
            "，到期月没有对应日的为月末（民法典第二百零二条）" if bare.day < received.day else ""
        )
    return Span(first=received + _DAY, last=bare, counts=True, ground=ground)


def _moved(bare: date, to: date) -> Span:
    ground = "最后一日是休息日或者法定节假日，顺延到下一个工作日（民法典第二百零三条）"
    return Span(first=bare + _DAY, last=to, counts=True, ground=ground)


def _bare(term: Term, received: date, calendar: WorkCalendar) -> date:
    """Return the last day before days off are looked at."""
    match term.unit:
        case TermUnit.WORKING_DAY:
            return calendar.add(received, term.number).day
        case TermUnit.DAY:
            return received + timedelta(days=term.number)
        case TermUnit.WEEK:
            return received + timedelta(weeks=term.number)
        case TermUnit.MONTH:
            return _months_after(received, term.number)
        case TermUnit.YEAR:
            return _months_after(received, 12 * term.number)


def _months_after(day: date, number: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + number, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _longer(found: Due, more: Iterable[More]) -> Due:
    return Due(
        on=max((found.on, *(one.until for one in more))),
        spans=(*found.spans, *_extended(found.on, more)),
        provisional=found.provisional,
    )


def _extended(on: date, more: Iterable[More]) -> Iterator[Span]:
    for one in more:
        if one.until > on:
            ground = f"延长期限：{one.reason}"
            yield Span(first=on + _DAY, last=one.until, counts=True, ground=ground)
            on = one.until
