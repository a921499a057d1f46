"""Working days with make-up days, by one precomputed table (条例 §26, §30, §32–34)."""

from gongkai.rules.workdays.calendar import WorkCalendar
from gongkai.rules.workdays.explanation import Explanation
from gongkai.rules.workdays.values import (
    UNKNOWN_COUNT,
    CalendarDataError,
    CalendarError,
    Certainty,
    CountColumn,
    DayColumn,
    DayCount,
    DayKind,
    DayOverride,
    DayStatus,
    NamedDay,
    OutsideCalendarError,
    StatusColumn,
    WorkingDay,
    YearDays,
    spoken,
)

__all__ = [
    "UNKNOWN_COUNT",
    "CalendarDataError",
    "CalendarError",
    "Certainty",
    "CountColumn",
    "DayColumn",
    "DayCount",
    "DayKind",
    "DayOverride",
    "DayStatus",
    "Explanation",
    "NamedDay",
    "OutsideCalendarError",
    "StatusColumn",
    "WorkCalendar",
    "WorkingDay",
    "YearDays",
    "spoken",
]
