"""Terms from a receipt: the first day never counts, a last day off gives way, months end."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.assessment.terms import calendar
from gongkai.rules.terms import More, Term, TermUnit, due, due_on, read_term
from gongkai.rules.workdays import OutsideCalendarError

CALENDAR = calendar()
DAYS = st.dates(date(2005, 1, 1), date(2035, 12, 31))
TERMS = st.builds(Term, st.integers(1, 60), st.sampled_from(TermUnit))


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("P1M", Term(1, TermUnit.MONTH)),
        ("P45D", Term(45, TermUnit.DAY)),
        ("P2W", Term(2, TermUnit.WEEK)),
        ("P1Y", Term(1, TermUnit.YEAR)),
        ("5 个工作日", Term(5, TermUnit.WORKING_DAY)),
        ("5个工作日", Term(5, TermUnit.WORKING_DAY)),
        ("20 日", Term(20, TermUnit.DAY)),
        (" 1个月 ", Term(1, TermUnit.MONTH)),
        ("由领导小组另定", None),
        ("P0M", None),
        ("", None),
        ("一个月", Term(1, TermUnit.MONTH)),
        ("两个月", Term(2, TermUnit.MONTH)),
        ("十五个工作日", Term(15, TermUnit.WORKING_DAY)),
        ("二十 日", Term(20, TermUnit.DAY)),
        ("一百二十天", Term(120, TermUnit.DAY)),
        ("二年", Term(2, TermUnit.YEAR)),
        ("零日", None),
        ("九九九九日", None),
        ("几个月", None),
    ],
)
def test_a_term_is_read_as_its_text_has_it(text: str, term: Term | None) -> None:
    assert read_term(text) == term


@pytest.mark.parametrize(
    ("term", "received", "last"),
    [
        ("P1M", date(2026, 11, 16), date(2026, 12, 16)),
        # 2026-02-28 is a make-up Saturday, which is worked.
        ("P1M", date(2026, 1, 31), date(2026, 2, 28)),
        # 2027-01-30 would be a Saturday.
        ("P1M", date(2026, 12, 30), date(2027, 2, 1)),
        ("P1M", date(2025, 9, 1), date(2025, 10, 9)),
        ("5 个工作日", date(2025, 9, 26), date(2025, 10, 10)),
        ("20 日", date(2026, 11, 16), date(2026, 12, 7)),
    ],
)
def test_the_last_day(term: str, received: date, last: date) -> None:
    known = read_term(term)
    assert known is not None
    assert due(known, received, CALENDAR).on == last


@given(TERMS, DAYS)
def test_the_spans_lead_from_the_receipt_to_the_last_day_without_a_gap(
    term: Term, received: date
) -> None:
    try:
        found = due(term, received, CALENDAR)
    except OutsideCalendarError:
        return
    assert found.spans[0].first == received
    assert not found.spans[0].counts
    for before, after in zip(found.spans, found.spans[1:], strict=False):
        assert after.first == before.last + timedelta(days=1)
    assert found.spans[-1].last == found.on > received
    assert CALENDAR.is_working(found.on).working


@given(TERMS, DAYS, st.integers(1, 30))
def test_a_later_receipt_never_ends_earlier(term: Term, received: date, later: int) -> None:
    try:
        first = due(term, received, CALENDAR)
        second = due(term, received + timedelta(days=later), CALENDAR)
    except OutsideCalendarError:
        return
    assert second.on >= first.on


@given(st.integers(1, 60), DAYS)
def test_working_days_are_counted_one_by_one(number: int, received: date) -> None:
    found = due(Term(number, TermUnit.WORKING_DAY), received, CALENDAR)
    assert CALENDAR.count(received, found.on).days == number


@given(TERMS, DAYS, st.lists(st.integers(-20, 90), max_size=4))
def test_more_time_only_ever_adds(term: Term, received: date, shifts: list[int]) -> None:
    try:
        bare = due(term, received, CALENDAR)
    except OutsideCalendarError:
        return
    more = [More(until=bare.on + timedelta(days=shift), reason="另批") for shift in shifts]
    longer = due(term, received, CALENDAR, more=more)
    assert longer.on == max([bare.on, *(one.until for one in more)])
    assert longer.spans[-1].last == longer.on


@given(DAYS, DAYS)
def test_a_day_that_was_set_is_kept(day: date, received: date) -> None:
    found = due_on(day, received)
    assert found.on == day
    assert not found.is_past(day)
    assert found.is_past(day + timedelta(days=1))


def test_a_year_whose_days_off_are_not_known_yet_is_said_to_be_so() -> None:
    found = due(Term(1, TermUnit.MONTH), date(2035, 3, 1), CALENDAR)
    assert found.provisional
    assert "重新计算" in found.lines()[-1]
