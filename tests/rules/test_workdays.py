"""Working days one by one: against the official arrangement, against the law, by property."""

from datetime import date, datetime, timedelta

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.workdays import (
    CalendarDataError,
    CalendarError,
    Certainty,
    DayKind,
    DayOverride,
    NamedDay,
    OutsideCalendarError,
    WorkCalendar,
    YearDays,
)
from tests.rules.calendar_fixture import national_calendar, national_years

CALENDAR = national_calendar()
OFFICIAL_DAYS = [
    date(2004, 1, 1) + timedelta(days=n)
    for n in range((date(2026, 12, 31) - date(2004, 1, 1)).days + 1)
]

any_day = st.dates(min_value=CALENDAR.first, max_value=CALENDAR.last)
inner_day = st.dates(min_value=date(2005, 1, 1), max_value=date(2038, 12, 31))
official_day = st.dates(min_value=date(2004, 1, 1), max_value=date(2025, 12, 31))
steps = st.integers(min_value=1, max_value=250)


def peer_add(day: date, number: int) -> date:
    """Step by step over the peer's calendar."""
    while number:
        day += timedelta(days=1)
        number -= chinese_calendar.is_workday(day)
    return day


def overridden(day: date, *, working: bool) -> WorkCalendar:
    override = DayOverride(day, working, "自治区民族节日", "示例县人民政府通知")
    return WorkCalendar.build(national_years(), [override])


# --- against the official arrangement -------------------------------------------------------


def test_every_official_day_equals_the_peer() -> None:
    differing = [
        day
        for day in OFFICIAL_DAYS
        if bool(CALENDAR.is_working(day)) != chinese_calendar.is_workday(day)
    ]
    assert len(OFFICIAL_DAYS) == 8401
    assert differing == []


def test_twenty_working_days_from_every_day_of_2026_equal_the_peer() -> None:
    answered = 0
    for offset in range(365):
        day = date(2026, 1, 1) + timedelta(days=offset)
        result = CALENDAR.add(day, 20)
        if result.day.year == 2026:
            assert result.day == peer_add(day, 20)
            assert result.certainty is Certainty.OFFICIAL
            answered += 1
        else:
            assert result.certainty is Certainty.PROVISIONAL
    assert answered == 337


def test_first_of_january_2026_plus_twenty_is_the_twenty_ninth() -> None:
    assert CALENDAR.add(date(2026, 1, 1), 20).day == date(2026, 1, 29)


def test_counting_without_make_up_days_is_wrong_on_121_of_337_days_of_2026() -> None:
    years = [
        YearDays(entry.year, entry.status, entry.rest, (), entry.sources)
        for entry in national_years()
    ]
    naive = WorkCalendar.build(years)
    starts = [date(2026, 1, 1) + timedelta(days=n) for n in range(337)]
    wrong = [day for day in starts if naive.add(day, 20).day != CALENDAR.add(day, 20).day]
    assert CALENDAR.add(starts[-1], 20).day == date(2026, 12, 31)
    assert len(wrong) == 121


def test_last_request_answerable_within_official_years_arrives_on_third_december() -> None:
    assert CALENDAR.add(date(2026, 12, 3), 20).certainty is Certainty.OFFICIAL
    assert CALENDAR.add(date(2026, 12, 4), 20).certainty is Certainty.PROVISIONAL
    assert CALENDAR.last_official_year == 2026


# --- what one day is ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "kind", "name"),
    [
        (date(2026, 1, 1), DayKind.HOLIDAY, "元旦"),
        (date(2026, 1, 3), DayKind.WEEKEND, ""),
        (date(2026, 1, 4), DayKind.MAKE_UP, "元旦"),
        (date(2026, 1, 5), DayKind.WEEKDAY, ""),
    ],
)
def test_a_day_says_why_it_counts(day: date, kind: DayKind, name: str) -> None:
    status = CALENDAR.is_working(day)
    assert (status.kind, status.name) == (kind, name)
    assert status.working is kind.working


def test_a_make_up_saturday_counts() -> None:
    assert date(2026, 2, 14).isoweekday() == 6
    assert CALENDAR.count(date(2026, 2, 13), date(2026, 2, 14)).days == 1
    assert CALENDAR.add(date(2026, 2, 13), 1).day == date(2026, 2, 14)


def test_the_day_of_receipt_never_counts() -> None:
    monday, tuesday = date(2026, 3, 2), date(2026, 3, 3)
    assert CALENDAR.add(monday, 1).day == tuesday
    assert CALENDAR.count(monday, monday).days == 0
    assert CALENDAR.add(monday, 0).day == monday


def test_next_working_day_stays_or_moves_forward() -> None:
    assert CALENDAR.next_working(date(2026, 1, 4)).day == date(2026, 1, 4)
    assert CALENDAR.next_working(date(2026, 2, 15)).day == date(2026, 2, 24)
    across = CALENDAR.next_working(date(2027, 1, 1))
    assert across.provisional_years == (2027,)


def test_subtracting_counts_back_over_the_spring_festival() -> None:
    assert CALENDAR.subtract(date(2026, 2, 24), 1).day == date(2026, 2, 14)
    assert CALENDAR.subtract(date(2026, 2, 20), 1).day == date(2026, 2, 14)


# --- certainty ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("after", "through", "years"),
    [
        (date(2026, 12, 1), date(2026, 12, 31), ()),
        (date(2026, 12, 31), date(2027, 1, 1), (2027,)),
        (date(2027, 1, 5), date(2026, 12, 1), (2027,)),
        (date(2026, 12, 1), date(2029, 1, 5), (2027, 2028, 2029)),
        (date(2027, 12, 31), date(2027, 12, 31), ()),
    ],
)
def test_counts_name_the_provisional_years_they_touch(
    after: date, through: date, years: tuple[int, ...]
) -> None:
    result = CALENDAR.count(after, through)
    assert result.provisional_years == years
    assert (result.certainty is Certainty.PROVISIONAL) == bool(years)


def test_subtracting_into_official_years_from_the_first_day_after_them_is_official() -> None:
    assert CALENDAR.subtract(date(2027, 1, 1), 5).certainty is Certainty.OFFICIAL
    assert CALENDAR.subtract(date(2027, 1, 8), 5).provisional_years == (2027,)


@pytest.mark.parametrize("day", [date(2003, 12, 31), date(2041, 1, 1)])
def test_unknown_years_are_refused_in_chinese_with_the_range(day: date) -> None:
    with pytest.raises(OutsideCalendarError, match=r"2004-01-01 至 2040-12-31"):
        CALENDAR.is_working(day)
    with pytest.raises(OutsideCalendarError, match="请管理员先补充"):
        CALENDAR.count(day, date(2026, 1, 1))


def test_terms_that_leave_the_calendar_are_refused() -> None:
    with pytest.raises(OutsideCalendarError, match="第 20 个工作日"):
        CALENDAR.add(date(2040, 12, 20), 20)
    with pytest.raises(OutsideCalendarError, match="之前的第 3 个工作日"):
        CALENDAR.subtract(date(2004, 1, 5), 3)
    with pytest.raises(OutsideCalendarError, match="第 99999 个工作日"):
        CALENDAR.add(date(2026, 1, 5), 99999)
    with pytest.raises(OutsideCalendarError, match="第一个工作日"):
        overridden(date(2040, 12, 31), working=False).next_working(date(2040, 12, 31))


def test_negative_numbers_and_clock_times_are_refused() -> None:
    with pytest.raises(CalendarError, match="不能是负数"):
        CALENDAR.add(date(2026, 1, 5), -1)
    with pytest.raises(CalendarError, match="不带钟点"):
        CALENDAR.is_working(datetime(2026, 1, 5, 9, 30))  # noqa: DTZ001


# --- properties -----------------------------------------------------------------------------


@given(inner_day, steps)
def test_adding_and_counting_are_inverse(day: date, number: int) -> None:
    reached = CALENDAR.add(day, number)
    assert CALENDAR.count(day, reached.day).days == number
    assert CALENDAR.is_working(reached.day)
    assert CALENDAR.count(day, reached.day).provisional_years == reached.provisional_years


@given(inner_day, steps)
def test_subtracting_and_adding_are_inverse_on_working_days(day: date, number: int) -> None:
    working = CALENDAR.next_working(day).day
    assert CALENDAR.add(CALENDAR.subtract(working, number).day, number).day == working


@given(any_day, any_day, any_day)
def test_counts_of_adjoining_spans_add_up(one: date, two: date, three: date) -> None:
    whole = CALENDAR.count(one, three).days
    assert CALENDAR.count(one, two).days + CALENDAR.count(two, three).days == whole


@given(official_day, st.integers(min_value=1, max_value=60))
def test_adding_equals_stepping_through_the_peer(day: date, number: int) -> None:
    assert CALENDAR.add(day, number).day == peer_add(day, number)


@given(inner_day, st.integers(min_value=1, max_value=40), st.integers(min_value=-5, max_value=90))
def test_a_further_day_off_never_shortens_a_term(day: date, number: int, offset: int) -> None:
    changed = overridden(day + timedelta(days=offset), working=False)
    assert changed.add(day, number).day >= CALENDAR.add(day, number).day


@given(inner_day, st.integers(min_value=1, max_value=40), st.integers(min_value=-5, max_value=90))
def test_a_further_working_day_never_lengthens_a_term(day: date, number: int, offset: int) -> None:
    changed = overridden(day + timedelta(days=offset), working=True)
    assert changed.add(day, number).day <= CALENDAR.add(day, number).day


@given(st.dates(min_value=date(2026, 12, 4), max_value=date(2036, 1, 1)))
def test_every_term_that_touches_an_unpublished_year_is_provisional(day: date) -> None:
    result = CALENDAR.add(day, 20)
    assert result.certainty is Certainty.PROVISIONAL
    assert result.provisional_years[-1] == result.day.year


# --- overrides and the years themselves -----------------------------------------------------


def test_an_override_beats_the_notice_and_gives_its_reason() -> None:
    make_up = date(2026, 2, 14)
    status = overridden(make_up, working=False).is_working(make_up)
    assert (status.kind, status.name) == (DayKind.OVERRIDE_REST, "自治区民族节日")
    assert not status


def test_all_problems_of_the_data_are_listed_at_once() -> None:
    saturday, monday = NamedDay(date(2026, 1, 3), "元旦"), NamedDay(date(2026, 1, 5), "元旦")
    years = [
        YearDays(2026, Certainty.OFFICIAL, (saturday, saturday), (monday,), ("通知",)),
        YearDays(2028, Certainty.OFFICIAL, (monday,), (), ("通知",)),
        YearDays(2028, Certainty.OFFICIAL, (), (), ("通知",)),
    ]
    override = DayOverride(date(2030, 1, 1), False, "停电", "通知")
    with pytest.raises(CalendarDataError) as caught:
        WorkCalendar.build(years, [override, override])
    message = str(caught.value)
    assert len(caught.value.problems) == 10
    for part in (
        "2026 年之后缺 2027 年",
        "2028 年给了两次",
        "周末，本来就休息",
        "重复",
        "本来就上班",
    ):
        assert part in message
    for part in ("不在该年", "不在工作日历的年份内", "有两条"):
        assert part in message


def test_a_calendar_without_years_is_refused() -> None:
    with pytest.raises(CalendarDataError, match="没有任何年份"):
        WorkCalendar.build([])


def test_calendars_of_the_same_years_and_overrides_are_equal() -> None:
    shuffled = tuple(reversed(national_years()))
    assert WorkCalendar.build(shuffled) == CALENDAR
    assert overridden(date(2026, 3, 3), working=False) != CALENDAR
