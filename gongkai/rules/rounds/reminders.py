"""Reminders of a last day: once some working days before it and once on it, to who is not done.

No source of a scheme says how long before; a pack or a round may, by the reading ``remind_days``.
"""

from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from gongkai.rules.workdays import OutsideCalendarError, WorkCalendar

USUAL_DAYS: Final = 3
"""Working days before a last day, where neither pack nor round says how many."""
_DAY: Final = timedelta(days=1)


class Reminder(StrEnum):
    """Which of the two reminders of a last day."""

    EARLY = "early"
    LAST = "last"


def reminder_on(day: date, last: date, days: int, calendar: WorkCalendar) -> Reminder | None:
    """Return the reminder that holds on a day, ``None`` too early and once ``last`` is over.

    It holds until the next one does, so that a day on which nothing ran is made up for. A last day
    that is a day off is reminded of on the working day before it.
    """
    if day > last:
        return None
    final = _final(last, calendar)
    if day >= final:
        return Reminder.LAST
    return Reminder.EARLY if day >= _before(final, days, calendar) else None


def _final(last: date, calendar: WorkCalendar) -> date:
    try:
        return last if calendar.is_working(last) else calendar.subtract(last, 1).day
    except OutsideCalendarError:
        return last


def _before(day: date, days: int, calendar: WorkCalendar) -> date:
    """Return the day so many working days before another; days where no calendar reaches."""
    try:
        return calendar.subtract(day, days).day
    except OutsideCalendarError:
        return day - days * _DAY
