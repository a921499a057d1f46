"""What the working-day calendar takes and gives back.

The calendar of one year is the list of days on which it departs from Monday to Friday:
weekdays off and weekend days worked, as the State Council's yearly notice arranges them.
A year is official (the notice is out) or provisional (computed from statutory holidays,
full of dates that the notice will still move). Every result says on which of the two it
stands, because a date beyond the known notices must never be shown as final.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import numpy as np
import numpy.typing as npt

UNKNOWN_COUNT = np.iinfo(np.int64).min
"""Count of an unknown row: numpy's own integer for "no day", far from any real count."""

_WEEKDAYS = "一二三四五六日"


class Certainty(StrEnum):
    """How far a year, or a result that looked at it, can be relied on."""

    OFFICIAL = "official"
    PROVISIONAL = "provisional"

    @property
    def label(self) -> str:
        """The words a reader sees."""
        if self is Certainty.OFFICIAL:
            return "国务院办公厅已公布放假安排"
        return "放假安排尚未公布，暂按法定节假日推算"


class DayKind(StrEnum):
    """Why a day counts as a working day or does not."""

    WEEKDAY = "weekday"
    MAKE_UP = "make_up"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    OVERRIDE_WORK = "override_work"
    OVERRIDE_REST = "override_rest"

    @property
    def working(self) -> bool:
        """Whether days of this kind are counted."""
        return self in {DayKind.WEEKDAY, DayKind.MAKE_UP, DayKind.OVERRIDE_WORK}

    @property
    def label(self) -> str:
        """The words a reader sees."""
        return _KIND_LABELS[self]


_KIND_LABELS = {
    DayKind.WEEKDAY: "工作日",
    DayKind.MAKE_UP: "调休上班日",
    DayKind.WEEKEND: "周末",
    DayKind.HOLIDAY: "放假",
    DayKind.OVERRIDE_WORK: "管理员设为上班",
    DayKind.OVERRIDE_REST: "管理员设为休息",
}


@dataclass(frozen=True, slots=True, order=True)
class NamedDay:
    """A day and the holiday it belongs to, e.g. 2026-02-14 worked for 春节."""

    day: date
    name: str


@dataclass(frozen=True, slots=True)
class YearDays:
    """One year's departures from Monday to Friday.

    ``rest`` holds weekdays that are off, ``work`` weekend days that are worked (调休上班日).
    Holidays that fall on a weekend are not listed: they are off anyway. ``sources`` names
    the notices, or for a provisional year the rule it was computed by.
    """

    year: int
    status: Certainty
    rest: tuple[NamedDay, ...]
    work: tuple[NamedDay, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DayOverride:
    """An administrator's word on one day, above every notice.

    For what no national notice knows: a region's own holiday, a notice issued yesterday, a
    flood. It names its reason and its source because the deadline it moves may be disputed.
    """

    day: date
    working: bool
    reason: str
    source: str


@dataclass(frozen=True, slots=True)
class DayStatus:
    """Whether one day is a working day, and why. True in a condition when it is."""

    day: date
    kind: DayKind
    name: str
    certainty: Certainty

    @property
    def working(self) -> bool:
        """Whether the day is counted."""
        return self.kind.working

    def __bool__(self) -> bool:
        return self.working


@dataclass(frozen=True, slots=True)
class WorkingDay:
    """A day reached by counting working days, and the provisional years it passed through."""

    day: date
    certainty: Certainty
    provisional_years: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class DayCount:
    """A number of working days, and the provisional years it was counted in."""

    days: int
    certainty: Certainty
    provisional_years: tuple[int, ...]


@dataclass(frozen=True, slots=True, eq=False)
class DayColumn:
    """Days for a column of rows; ``days`` is NaT where ``known`` is false."""

    days: npt.NDArray[np.datetime64]
    known: npt.NDArray[np.bool_]
    provisional: npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class CountColumn:
    """Counts for a column of rows; ``UNKNOWN_COUNT`` where ``known`` is false."""

    counts: npt.NDArray[np.int64]
    known: npt.NDArray[np.bool_]
    provisional: npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class StatusColumn:
    """Working or not for a column of days; false where ``known`` is false."""

    working: npt.NDArray[np.bool_]
    known: npt.NDArray[np.bool_]
    provisional: npt.NDArray[np.bool_]


class CalendarError(ValueError):
    """A question the calendar cannot answer; the message is in Chinese and names the mend."""


class OutsideCalendarError(CalendarError):
    """A day before the first or after the last year of the calendar: nothing is known of it."""

    def __init__(self, what: str, first: date, last: date) -> None:
        self.first = first
        self.last = last
        super().__init__(
            f"{what}，超出工作日历的范围（{first.isoformat()} 至 {last.isoformat()}），"
            "不能计算工作日。请核对日期；日期无误的，请管理员先补充相应年份的放假安排。"
        )


class CalendarDataError(CalendarError):
    """Years or overrides that contradict themselves; ``problems`` lists all of them."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        self.problems = problems
        super().__init__("工作日历数据有误：\n" + "\n".join(problems))


def spoken(day: date) -> str:
    """Return a day as a reader would say it: ``2026年1月1日（周四）``."""
    return f"{day.year}年{day.month}月{day.day}日（周{_WEEKDAYS[day.weekday()]}）"
