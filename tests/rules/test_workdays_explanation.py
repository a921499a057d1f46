"""The account of a term: every day in between is named once, with its reason."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.workdays import (
    CalendarError,
    Certainty,
    DayKind,
    DayOverride,
    WorkCalendar,
)
from tests.rules.calendar_fixture import national_calendar, national_years

CALENDAR = national_calendar()
inner_day = st.dates(min_value=date(2005, 1, 1), max_value=date(2038, 12, 31))


def test_a_new_years_term_is_explained_day_by_day() -> None:
    account = CALENDAR.explain(date(2026, 1, 1), date(2026, 1, 29))
    assert account.lines() == (
        "起算：2026年1月1日（周四）当日不计，自2026年1月2日（周五）起算。",
        "截止：2026年1月29日（周四），期间共 28 个自然日。",
        "计入：工作日 20 天。",
        "计入的调休上班日：2026年1月4日（周日），因元旦调休上班。",
        (
            "不计的周末 7 天：2026年1月3日（周六）、2026年1月10日（周六）、2026年1月11日（周日）、"
            "2026年1月17日（周六）、2026年1月18日（周日）、2026年1月24日（周六）、2026年1月25日（周日）。"
        ),
        "不计的放假日（周末以外）1 天：2026年1月2日（周五）元旦。",
        (
            "2026 年：国务院办公厅已公布放假安排"
            "（国务院办公厅关于2026年部分节假日安排的通知（国办发明电〔2025〕7号））。"
        ),
    )


def test_a_term_into_an_unpublished_year_says_that_it_is_not_final() -> None:
    account = CALENDAR.explain(date(2026, 12, 25), date(2027, 1, 8))
    assert account.certainty is Certainty.PROVISIONAL
    assert "暂按法定节假日推算" in account.lines()[-2]
    assert account.lines()[-1].endswith("结果为暂定，安排公布后重新计算。")
    assert [entry.year for entry in account.years] == [2026, 2027]


def test_an_override_is_named_with_reason_and_source() -> None:
    override = DayOverride(date(2026, 1, 7), False, "防汛停工", "示例县人民政府通告")
    outside = DayOverride(date(2026, 3, 3), False, "防汛停工", "示例县人民政府通告")
    calendar = WorkCalendar.build(national_years(), [outside, override])
    account = calendar.explain(date(2026, 1, 5), date(2026, 1, 9))
    assert account.working_days == 3
    assert account.overrides == (override,)
    expected = (
        "管理员调整：2026年1月7日（周三）休息，不计；理由：防汛停工；依据：示例县人民政府通告。"
    )
    assert expected in account.lines()


def test_an_empty_span_says_so() -> None:
    account = CALENDAR.explain(date(2026, 1, 5), date(2026, 1, 5))
    assert account.lines() == ("起止同为2026年1月5日（周一），当日不计，工作日 0 天。",)


def test_an_end_before_the_start_is_refused() -> None:
    with pytest.raises(CalendarError, match="早于起算日"):
        CALENDAR.explain(date(2026, 1, 6), date(2026, 1, 5))


@given(inner_day, st.integers(min_value=0, max_value=120))
def test_the_account_adds_up_to_the_count(after: date, length: int) -> None:
    through = after + timedelta(days=length)
    account = CALENDAR.explain(after, through)
    count = CALENDAR.count(after, through)
    assert account.working_days == count.days
    assert account.certainty is count.certainty
    assert sum(len(account.of_kind(kind)) for kind in DayKind) == length
    assert [day.day for day in account.days] == sorted({day.day for day in account.days})
