"""Provisional years: working days computed from statutory holidays alone.

Before the State Council's notice for a year is out, only the law is known:
全国年节及纪念日放假办法 (2024 revision, in force since 2025-01-01) §2 names thirteen days off and
§6 makes up on a working day each one that falls on a Saturday or Sunday. The rearranged days
(调休) are decided by the notice and cannot be guessed, so none are assumed.

The dates come as data: lunar dates are never computed here. Where two holidays share a weekday
(中秋节 within 国庆节, as in 2028), §6, which speaks only of weekends, makes nothing up. The
notices have given a further day off in such years; the reading taken here makes a term end
earlier rather than later, the safe side for the organ that must keep it.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from gongkai.rules.workdays import CalendarDataError, Certainty, NamedDay, YearDays, spoken

_SATURDAY = 5


def provisional_year(year: int, statutory: Iterable[NamedDay], sources: Iterable[str]) -> YearDays:
    """Return the provisional year that the statutory days of ``year`` make.

    ``statutory`` are the days off by law, weekend or not; two holidays may share a date.
    Raises ``CalendarDataError`` for days of another year, a holiday given twice on one date,
    no days at all, or a day at the end of the year whose make-up day could fall into the next.
    """
    days = sorted(statutory)
    problems = _problems(year, days)
    if problems:
        raise CalendarDataError(problems)
    off: dict[date, str] = {}
    for named in days:
        off[named.day] = f"{off[named.day]}、{named.name}" if named.day in off else named.name
    for named in days:
        if named.day.weekday() >= _SATURDAY:
            off[_next_free(named.day, off)] = f"{named.name}补假"
    return YearDays(
        year=year,
        status=Certainty.PROVISIONAL,
        rest=tuple(NamedDay(day, off[day]) for day in sorted(off) if day.weekday() < _SATURDAY),
        work=(),
        sources=tuple(sources),
    )


def _next_free(day: date, off: dict[date, str]) -> date:
    """First weekday after a day that is not off yet."""
    while day.weekday() >= _SATURDAY or day in off:
        day += timedelta(days=1)
    return day


def _problems(year: int, days: list[NamedDay]) -> tuple[str, ...]:
    problems = [] if days else [f"{year} 年没有法定节假日。请补上该年的法定节假日。"]
    for before, named in zip([None, *days], days, strict=False):
        if named.day.year != year:
            problems.append(f"{spoken(named.day)}{named.name}不在 {year} 年。请移到所在年份。")
        if before == named:
            problems.append(f"{spoken(named.day)}{named.name}给了两次。请只保留一次。")
        if (named.day.month, named.day.day) >= (12, 25):
            problems.append(f"{spoken(named.day)}{named.name}的补假可能落到下一年。请核对日期。")
    return tuple(problems)
