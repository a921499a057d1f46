"""Reminders of a last day: some working days before it, and on it; days off give way."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.assessment.terms import calendar
from gongkai.rules.rounds.reminders import USUAL_DAYS, Reminder, reminder_on

CALENDAR = calendar()
MONDAY = date(2026, 11, 30)
NATIONAL_DAY = date(2026, 10, 7)
"""The last of the days off in October: the working day before it is 30 September."""


@pytest.mark.parametrize(
    ("last", "day", "expected"),
    [
        (MONDAY, date(2026, 11, 24), None),
        (MONDAY, date(2026, 11, 25), Reminder.EARLY),
        (MONDAY, date(2026, 11, 29), Reminder.EARLY),
        (MONDAY, MONDAY, Reminder.LAST),
        (MONDAY, date(2026, 12, 1), None),
        (NATIONAL_DAY, date(2026, 9, 29), Reminder.EARLY),
        (NATIONAL_DAY, date(2026, 9, 30), Reminder.LAST),
        (NATIONAL_DAY, NATIONAL_DAY, Reminder.LAST),
    ],
)
def test_which_reminder_holds_on_a_day(last: date, day: date, expected: Reminder | None) -> None:
    assert reminder_on(day, last, USUAL_DAYS, CALENDAR) is expected


def test_days_count_as_days_where_no_calendar_reaches() -> None:
    last = date(1990, 6, 15)
    assert reminder_on(date(1990, 6, 11), last, 3, CALENDAR) is None
    assert reminder_on(date(1990, 6, 12), last, 3, CALENDAR) is Reminder.EARLY
    assert reminder_on(last, last, 3, CALENDAR) is Reminder.LAST


@given(last=st.dates(date(2005, 2, 1), date(2035, 12, 31)), days=st.integers(0, 10))
def test_the_early_reminder_comes_first_and_neither_comes_late(last: date, days: int) -> None:
    found = [reminder_on(last + timedelta(days=n), last, days, CALENDAR) for n in range(-40, 3)]
    assert found[40] is Reminder.LAST
    assert found[41:] == [None, None]
    order = {None: 0, Reminder.EARLY: 1, Reminder.LAST: 2}
    ranks = [order[one] for one in found[:41]]
    assert ranks == sorted(ranks)
    assert (Reminder.EARLY in found) is (days > 0)
