"""Months, quarters, half-years and years that tile the calendar."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from gongkai.rules.obligations.values import Period

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Stretch:
    """One period: first and last day, a stable key (``2026Q1``) and its Chinese name."""

    start: date
    end: date
    key: str
    title: str


def stretch_of(period: Period, day: date) -> Stretch:
    """Return the period a day lies in."""
    number = (day.month - 1) // period.months
    start = date(day.year, number * period.months + 1, 1)
    return Stretch(start, _end(start, period.months), *_names(period, day.year, number + 1))


def stretches(period: Period, first: date, last: date) -> Iterator[Stretch]:
    """Return the periods that touch the days from first to last, in order, without gaps."""
    day = first
    while day <= last:
        stretch = stretch_of(period, day)
        yield stretch
        day = stretch.end + _DAY


def _end(start: date, months: int) -> date:
    month = start.month + months
    if month > 12:
        return date(start.year, 12, 31)
    return date(start.year, month, 1) - _DAY


def _names(period: Period, year: int, number: int) -> tuple[str, str]:
    match period:
        case Period.MONTH:
            return f"{year}-{number:02}", f"{year}年{number}月"
        case Period.QUARTER:
            return f"{year}Q{number}", f"{year}年第{'一二三四'[number - 1]}季度"
        case Period.HALF_YEAR:
            return f"{year}H{number}", f"{year}年{'上下'[number - 1]}半年"
        case Period.YEAR:
            return f"{year}", f"{year}年"
