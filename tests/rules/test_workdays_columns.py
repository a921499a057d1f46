"""Whole columns give, row by row, what single days give; bad rows are marked, never raised."""

from collections.abc import Sequence
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.workdays import UNKNOWN_COUNT, CalendarError, Certainty, OutsideCalendarError
from tests.rules.calendar_fixture import national_calendar

CALENDAR = national_calendar()

wide_days = st.one_of(
    st.none(),
    st.dates(min_value=date(2003, 11, 1), max_value=date(2041, 3, 1)),
    st.dates(),
)
numbers = st.integers(min_value=0, max_value=300)


def as_column(days: Sequence[date | None]) -> "np.ndarray[tuple[int], np.dtype[np.datetime64]]":
    return np.array(days, dtype="datetime64[D]")


def single_add(day: date | None, number: int) -> tuple[date | None, bool]:
    """The scalar answer as (day, provisional); no day where it cannot be given."""
    if day is None:
        return None, False
    try:
        result = CALENDAR.add(day, number)
    except OutsideCalendarError:
        return None, False
    return result.day, result.certainty is Certainty.PROVISIONAL


@given(st.lists(wide_days, max_size=30), numbers)
def test_adding_one_number_to_a_column_equals_single_days(
    days: list[date | None], number: int
) -> None:
    result = CALENDAR.add_many(as_column(days), number)
    expected = [single_add(day, number) for day in days]
    assert result.days.tolist() == [day for day, _ in expected]
    assert result.known.tolist() == [day is not None for day, _ in expected]
    assert result.provisional.tolist() == [flag for _, flag in expected]


@given(st.lists(st.tuples(wide_days, numbers), max_size=30))
def test_adding_a_number_per_row_equals_single_days(rows: list[tuple[date | None, int]]) -> None:
    column = as_column([day for day, _ in rows])
    result = CALENDAR.add_many(column, np.array([number for _, number in rows], dtype=np.int64))
    expected = [single_add(day, number) for day, number in rows]
    assert result.days.tolist() == [day for day, _ in expected]
    assert result.provisional.tolist() == [flag for _, flag in expected]


@given(st.lists(st.tuples(wide_days, wide_days), max_size=30))
def test_counting_columns_equals_single_days(rows: list[tuple[date | None, date | None]]) -> None:
    result = CALENDAR.count_many(
        as_column([after for after, _ in rows]), as_column([through for _, through in rows])
    )
    for index, (after, through) in enumerate(rows):
        try:
            single = CALENDAR.count(after, through) if after and through else None
        except OutsideCalendarError:
            single = None
        if single is None:
            assert result.counts[index] == UNKNOWN_COUNT
            assert not result.known[index]
            assert not result.provisional[index]
        else:
            assert result.counts[index] == single.days
            assert result.known[index]
            assert result.provisional[index] == (single.certainty is Certainty.PROVISIONAL)


@given(st.lists(wide_days, max_size=30))
def test_asking_a_column_equals_single_days(days: list[date | None]) -> None:
    result = CALENDAR.is_working_many(as_column(days))
    for index, day in enumerate(days):
        try:
            single = CALENDAR.is_working(day) if day else None
        except OutsideCalendarError:
            single = None
        assert result.known[index] == (single is not None)
        assert result.working[index] == bool(single)
        provisional = single is not None and single.certainty is Certainty.PROVISIONAL
        assert result.provisional[index] == provisional


@pytest.mark.parametrize("extreme", [np.iinfo(np.int64).min + 1, np.iinfo(np.int64).max])
def test_the_remotest_representable_days_are_unknown_without_a_warning(extreme: int) -> None:
    days = np.array([extreme], dtype=np.int64).view("datetime64[D]")
    with np.errstate(all="raise"):
        assert not CALENDAR.add_many(days, 20).known.any()
        assert not CALENDAR.count_many(days, days).known.any()
        assert not CALENDAR.is_working_many(days).known.any()


def test_one_day_is_spread_over_a_column() -> None:
    start = np.datetime64("2026-01-01")
    ends = np.array(["2026-01-04", "2026-01-29", "NaT"], dtype="datetime64[D]")
    result = CALENDAR.count_many(start, ends)
    assert result.counts.tolist() == [1, 20, UNKNOWN_COUNT]


def test_finer_clocks_are_cut_to_their_day() -> None:
    moments = np.array(["2026-01-01T23:59:59.999", "NaT"], dtype="datetime64[ns]")
    assert CALENDAR.add_many(moments, 20).days.tolist() == [date(2026, 1, 29), None]


def test_an_enormous_number_of_days_is_unknown() -> None:
    assert not CALENDAR.add_many(as_column([date(2026, 1, 1)]), 2**62).known.any()
    assert not CALENDAR.add_many(as_column([date(2026, 1, 1)]), np.array([2**63 - 1])).known.any()


def test_columns_that_hold_no_dates_are_refused_in_chinese() -> None:
    with pytest.raises(CalendarError, match="不是日期"):
        CALENDAR.is_working_many([20260101])
    with pytest.raises(CalendarError, match="不能识别为日期"):
        CALENDAR.is_working_many(np.array(["昨天"], dtype=object))
    with pytest.raises(CalendarError, match="必须是整数"):
        CALENDAR.add_many(as_column([date(2026, 1, 1)]), 1.5)
    with pytest.raises(CalendarError, match="不能是负数"):
        CALENDAR.add_many(as_column([date(2026, 1, 1)]), np.array([-1]))
