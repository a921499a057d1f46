"""Working days of the official calendar: add, subtract, count, explain.

条例 §26, §30, §32, §33, §34 count in working days, and a working day in China is not Monday to
Friday: holidays take weekdays away and make-up Saturdays and Sundays (调休) give some back.
Counting Monday to Friday with holidays but without make-up days is wrong for about every
third starting day. The day something arrives never counts; counting begins the day after.

One thing no table can know: the notice for a year may still rearrange the last days of
December before it (2018-12-31 became a day off that way), so even the last official year is
open at its very end until the next notice is out.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Self

import numpy.typing as npt

from gongkai.rules.workdays.columns import add_column, count_column, is_working_column
from gongkai.rules.workdays.explanation import Explanation, explain
from gongkai.rules.workdays.table import DayTable, build_table
from gongkai.rules.workdays.values import (
    CalendarError,
    Certainty,
    CountColumn,
    DayColumn,
    DayCount,
    DayOverride,
    DayStatus,
    OutsideCalendarError,
    StatusColumn,
    WorkingDay,
    YearDays,
    spoken,
)


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """Consecutive years of working days with administrators' overrides applied.

    Every answer takes constant time and says whether a provisional year had a part in it.
    Days outside the years raise ``OutsideCalendarError`` (columns mark the row instead).
    """

    years: tuple[YearDays, ...]
    overrides: tuple[DayOverride, ...]
    _table: DayTable = field(compare=False, repr=False)

    @classmethod
    def build(cls, years: Iterable[YearDays], overrides: Iterable[DayOverride] = ()) -> Self:
        """Build the calendar; years in any order, without gaps.

        Raises ``CalendarDataError`` with every problem found, e.g. a day listed as worked
        that is no weekend day.
        """
        ordered = tuple(sorted(years, key=lambda entry: entry.year))
        decisions = tuple(sorted(overrides, key=lambda override: override.day))
        return cls(ordered, decisions, build_table(ordered, decisions))

    @property
    def first(self) -> date:
        """First day of the calendar."""
        return self._table.first

    @property
    def last(self) -> date:
        """Last day of the calendar, provisional years included."""
        return self._table.last

    @property
    def last_official_year(self) -> int | None:
        """Latest year whose arrangement has been published, if there is one."""
        return max((e.year for e in self.years if e.status is Certainty.OFFICIAL), default=None)

    def is_working(self, day: date) -> DayStatus:
        """Whether a day is a working day, and why."""
        slot = self._slot(day)
        kind, name = self._table.kind(day)
        return DayStatus(day, kind, name, self._certainty(slot - 1, slot))

    def count(self, after: date, through: date) -> DayCount:
        """Count the working days d with after < d ≤ through.

        The day ``after`` (of receipt, of formation) never counts. When ``through`` lies
        before ``after`` the count is negative, so that counts of adjoining spans add up.
        """
        start, end = self._slot(after), self._slot(through)
        days = self._table.counted_list[end] - self._table.counted_list[start]
        low, high = (start, end) if start <= end else (end, start)
        return DayCount(days, self._certainty(low, high), self._provisional_years(low, high))

    def add(self, day: date, number: int) -> WorkingDay:
        """Return the ``number``-th working day after a day; the day itself never counts.

        With ``number`` 0 the day itself is returned, working or not.
        """
        start = self._slot(day)
        if _checked(number) == 0:
            return WorkingDay(day, Certainty.OFFICIAL, ())
        end = self._reach(self._table.counted_list[start] + number)
        if end is None:
            what = f"自{spoken(day)}起的第 {number} 个工作日"
            raise OutsideCalendarError(what, self.first, self.last)
        return self._arrived(end, start, end)

    def subtract(self, day: date, number: int) -> WorkingDay:
        """Return the ``number``-th working day before a day; the day itself never counts.

        From a working day, adding the same number leads back. With 0 the day is returned.
        """
        start = self._slot(day)
        if _checked(number) == 0:
            return WorkingDay(day, Certainty.OFFICIAL, ())
        end = self._reach(self._table.counted_list[start - 1] + 1 - number)
        if end is None:
            what = f"{spoken(day)}之前的第 {number} 个工作日"
            raise OutsideCalendarError(what, self.first, self.last)
        return self._arrived(end, end - 1, start - 1)

    def next_working(self, day: date) -> WorkingDay:
        """Return the day itself when it is a working day, else the first working day after it.

        For terms in calendar days or months whose last day is a day off (民法典 §203).
        """
        start = self._slot(day)
        end = self._reach(self._table.counted_list[start - 1] + 1)
        if end is None:
            what = f"{spoken(day)}之后的第一个工作日"
            raise OutsideCalendarError(what, self.first, self.last)
        return self._arrived(end, start - 1, end)

    def explain(self, after: date, through: date) -> Explanation:
        """Account for every day with after < d ≤ through.

        Raises ``CalendarError`` when ``through`` lies before ``after``.
        """
        if self._slot(after) > self._slot(through):
            raise CalendarError(
                f"截止日{spoken(through)}早于起算日{spoken(after)}。请核对两个日期。"
            )
        return explain(self._table, self.years, self.overrides, after, through)

    def is_working_many(self, days: npt.ArrayLike) -> StatusColumn:
        """``is_working`` for a column of days (``datetime64`` or dates, missing ones allowed)."""
        return is_working_column(self._table, days)

    def count_many(self, after: npt.ArrayLike, through: npt.ArrayLike) -> CountColumn:
        """``count`` for two columns of days."""
        return count_column(self._table, after, through)

    def add_many(self, days: npt.ArrayLike, number: npt.ArrayLike) -> DayColumn:
        """``add`` for a column of days; one number for all rows or one for each."""
        return add_column(self._table, days, number)

    def _slot(self, day: date) -> int:
        if isinstance(day, datetime):
            raise CalendarError("这里要的是日期，不带钟点。请先按北京时间取日期。")
        slot = self._table.slot(day)
        if not 0 < slot <= self._table.size:
            raise OutsideCalendarError(spoken(day), self.first, self.last)
        return slot

    def _reach(self, rank: int) -> int | None:
        """Slot of the working day with this rank, counted from the first of the calendar."""
        reached = self._table.reached_list
        return reached[rank] if 0 < rank < len(reached) - 1 else None

    def _arrived(self, slot: int, low: int, high: int) -> WorkingDay:
        return WorkingDay(
            self._table.day(slot), self._certainty(low, high), self._provisional_years(low, high)
        )

    def _certainty(self, low: int, high: int) -> Certainty:
        """Provisional when any slot s with low < s ≤ high lies in a provisional year."""
        totals = self._table.provisional_list
        return Certainty.PROVISIONAL if totals[high] > totals[low] else Certainty.OFFICIAL

    def _provisional_years(self, low: int, high: int) -> tuple[int, ...]:
        if self._certainty(low, high) is Certainty.OFFICIAL:
            return ()
        start, end = self._table.day(low + 1).year, self._table.day(high).year
        return tuple(
            entry.year
            for entry in self.years[start - self.first.year : end - self.first.year + 1]
            if entry.status is Certainty.PROVISIONAL
        )


def _checked(number: int) -> int:
    if number < 0:
        raise CalendarError(f"工作日数不能是负数（给出的是 {number}）。")
    return number
