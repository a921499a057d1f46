"""The day table: every answer of the calendar is one or two look-ups in it.

Days are numbered in slots 1…N from the first day of the first year; slot 0 and slot N + 1
stand for everything before and after, so that columns need no bounds check of their own.
``counted[s]`` is the number of working days in slots 1…s, ``reached[k]`` the slot of the
k-th working day: adding n working days to slot s is ``reached[counted[s] + n]``.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from gongkai.rules.workdays.values import (
    CalendarDataError,
    Certainty,
    DayKind,
    DayOverride,
    NamedDay,
    YearDays,
    spoken,
)

EPOCH = date(1970, 1, 1).toordinal()
_SATURDAY = 5

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class DayTable:
    """Arrays over slots 0…N + 1, and plain lists of the same for single days.

    A list answers one look-up several times faster than an array, an array answers a
    million at once; both are small (about 13,500 slots for 37 years).
    """

    first: date
    last: date
    special: dict[date, tuple[DayKind, str]]
    working: Flags
    inside: Flags
    days: npt.NDArray[np.datetime64]
    counted: Ints
    reached: Ints
    provisional: Ints
    counted_list: list[int]
    reached_list: list[int]
    provisional_list: list[int]

    @property
    def size(self) -> int:
        """Number of days in the table (N)."""
        return len(self.counted_list) - 2

    def slot(self, day: date) -> int:
        """Slot of a day; outside the calendar the result is outside 1…N."""
        return day.toordinal() - self.first.toordinal() + 1

    def day(self, slot: int) -> date:
        """Day of a slot within 1…N."""
        return self.first + timedelta(days=slot - 1)

    def kind(self, day: date) -> tuple[DayKind, str]:
        """Why a day within the calendar counts or not, with the holiday's name or a reason."""
        found = self.special.get(day)
        if found is not None:
            return found
        return (DayKind.WEEKEND if day.weekday() >= _SATURDAY else DayKind.WEEKDAY), ""


def build_table(years: Sequence[YearDays], overrides: Sequence[DayOverride]) -> DayTable:
    """Build the table of consecutive years, or raise ``CalendarDataError`` with all problems."""
    years = sorted(years, key=lambda entry: entry.year)
    problems = [*_year_problems(years), *_override_problems(years, overrides)]
    if problems:
        raise CalendarDataError(tuple(problems))
    first, last = date(years[0].year, 1, 1), date(years[-1].year, 12, 31)
    special = _special_days(years, overrides)
    ordinals = np.arange(first.toordinal(), last.toordinal() + 1, dtype=np.int64)
    working = (ordinals + 6) % 7 < _SATURDAY  # ordinal 1 was a Monday
    for day, (kind, _) in special.items():
        working[day.toordinal() - first.toordinal()] = kind.working
    provisional_years = [entry.year for entry in years if entry.status is Certainty.PROVISIONAL]
    days = (ordinals - EPOCH).astype("datetime64[D]")
    in_provisional = np.isin(
        days.astype("datetime64[Y]").astype(np.int64) + 1970, provisional_years
    )
    counted = _running_total(working)
    reached = np.concatenate(([0], np.flatnonzero(working) + 1, [len(ordinals) + 1]))
    provisional = _running_total(in_provisional)
    nothing = np.array(["NaT"], dtype="datetime64[D]")
    return DayTable(
        first=first,
        last=last,
        special=special,
        working=_fenced(working),
        inside=_fenced(np.ones(len(ordinals), dtype=np.bool_)),
        days=np.concatenate((nothing, days, nothing)),
        counted=counted,
        reached=reached,
        provisional=provisional,
        counted_list=counted.tolist(),
        reached_list=reached.tolist(),
        provisional_list=provisional.tolist(),
    )


def _fenced(flags: Flags) -> Flags:
    """Put a false slot before and after."""
    return np.concatenate(([False], flags, [False]))


def _running_total(flags: Flags) -> Ints:
    """Totals over slots 0…N + 1; the fences add nothing."""
    return np.cumsum(_fenced(flags), dtype=np.int64)


def _special_days(
    years: Iterable[YearDays], overrides: Iterable[DayOverride]
) -> dict[date, tuple[DayKind, str]]:
    """Days whose kind does not follow from their weekday; an override beats a notice."""
    special: dict[date, tuple[DayKind, str]] = {}
    for entry in years:
        special.update({named.day: (DayKind.HOLIDAY, named.name) for named in entry.rest})
        special.update({named.day: (DayKind.MAKE_UP, named.name) for named in entry.work})
    for override in overrides:
        kind = DayKind.OVERRIDE_WORK if override.working else DayKind.OVERRIDE_REST
        special[override.day] = (kind, override.reason)
    return special


def _year_problems(years: Sequence[YearDays]) -> Iterator[str]:
    """Gaps, repeated years, and days that do not belong where they stand."""
    if not years:
        yield "没有任何年份。请至少给出一个年份的放假安排。"
    for before, after in pairwise(years):
        if after.year == before.year:
            yield f"{after.year} 年给了两次。请只保留一份。"
        elif after.year != before.year + 1:
            yield f"{before.year} 年之后缺 {before.year + 1} 年。年份必须连续，请补上。"
    for entry in years:
        yield from _list_problems(entry, entry.rest, "rest（工作日放假）", weekend=False)
        yield from _list_problems(entry, entry.work, "work（周末上班）", weekend=True)


def _list_problems(
    entry: YearDays, named_days: tuple[NamedDay, ...], title: str, *, weekend: bool
) -> Iterator[str]:
    seen: set[date] = set()
    for named in named_days:
        place = f"{entry.year} 年 {title} 中的 {spoken(named.day)}"
        if named.day.year != entry.year:
            yield f"{place} 不在该年。请移到 {named.day.year} 年。"
        if (named.day.weekday() >= _SATURDAY) != weekend:
            usual = "周末，本来就休息" if not weekend else "周一至周五，本来就上班"
            yield f"{place} 是{usual}。请删去这一天或改正日期。"
        if named.day in seen:
            yield f"{place} 重复。请只保留一次。"
        seen.add(named.day)


def _override_problems(
    years: Sequence[YearDays], overrides: Iterable[DayOverride]
) -> Iterator[str]:
    known = {entry.year for entry in years}
    seen: set[date] = set()
    for override in overrides:
        place = f"管理员调整的 {spoken(override.day)}"
        if override.day.year not in known:
            yield f"{place} 不在工作日历的年份内。请先补充 {override.day.year} 年的放假安排。"
        if override.day in seen:
            yield f"{place} 有两条。请只保留一条。"
        seen.add(override.day)
