"""The statutory clock: what counts, what pauses, what restarts, what adds, what replaces."""

from datetime import date, timedelta
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.inforequests.clock import clock_rules
from gongkai.policy.national import NationalPack, load_national
from gongkai.rules.clock import (
    ClockEvent,
    EventKind,
    Receipt,
    ReceiptChannel,
    State,
    Timeline,
    timeline,
)

DAY = timedelta(days=1)


@cache
def law() -> NationalPack:
    return load_national()


def clock(
    on: str, *events: ClockEvent, as_of: str, channel: str = "counter", confirmed: str = ""
) -> Timeline:
    receipt = Receipt(
        channel=ReceiptChannel(channel),
        on=date.fromisoformat(on),
        confirmed_on=date.fromisoformat(confirmed) if confirmed else None,
    )
    rules = clock_rules(law(), receipt.on)
    return timeline(receipt, events, rules, law().calendar, date.fromisoformat(as_of))


def event(on: str, kind: str, working_days: int | None = None, until: str = "") -> ClockEvent:
    return ClockEvent(
        on=date.fromisoformat(on),
        kind=EventKind(kind),
        working_days=working_days,
        until=date.fromisoformat(until) if until else None,
    )


def test_twenty_working_days_skip_holidays_and_count_make_up_days() -> None:
    found = clock("2026-01-01", as_of="2026-01-20")
    assert found.due_on == date(2026, 1, 29)
    assert found.state is State.RUNNING


@pytest.mark.parametrize(
    ("channel", "confirmed", "received"),
    [
        ("counter", "", date(2026, 3, 2)),
        ("signed_post", "", date(2026, 3, 2)),
        ("online", "2026-03-03", date(2026, 3, 3)),
        ("fax", "2026-03-04", date(2026, 3, 4)),
        ("ordinary_post", "2026-03-05", date(2026, 3, 5)),
        ("online", "", None),
    ],
)
def test_the_channel_decides_the_day_of_receipt(
    channel: str, confirmed: str, received: date | None
) -> None:
    found = clock("2026-03-02", as_of="2026-03-10", channel=channel, confirmed=confirmed)
    assert found.received_on == received
    if received is None:
        assert found.state is State.AWAITING_CONFIRMATION
        assert found.due_on is None


def test_asking_a_third_party_pauses_and_an_extension_adds() -> None:
    found = clock(
        "2026-03-02",
        event("2026-03-06", "third_party_asked"),
        event("2026-03-25", "third_party_answered"),
        event("2026-03-30", "extended", 20),
        as_of="2026-04-01",
        channel="online",
        confirmed="2026-03-03",
    )
    assert (found.working_days_used, found.working_days_left) == (8, 32)
    assert found.due_on == date(2026, 5, 20)
    counted = [(i.start.day, i.end.day, i.counts, i.working_days) for i in found.intervals]
    assert counted == [(4, 6, True, 3), (7, 25, False, 13), (26, 1, True, 5)]


def test_a_silent_third_party_ends_its_interval_after_fifteen_working_days() -> None:
    silent = clock("2026-03-02", event("2026-03-06", "third_party_asked"), as_of="2026-06-30")
    answered_late = clock(
        "2026-03-02",
        event("2026-03-06", "third_party_asked"),
        event("2026-06-01", "third_party_answered"),
        as_of="2026-06-30",
    )
    lapsed = law().calendar.add(date(2026, 3, 6), 15).day
    assert [i.end for i in silent.intervals if not i.counts] == [lapsed]
    assert answered_late.due_on == silent.due_on
    assert "逾期未答复" in next(i.ground for i in silent.intervals if not i.counts)


def test_a_correction_voids_the_clock_and_starts_it_again() -> None:
    open_ = clock("2026-03-02", event("2026-03-05", "correction_requested"), as_of="2026-03-20")
    assert (open_.state, open_.due_on) == (State.AWAITING_CORRECTION, None)
    assert not any(interval.counts for interval in open_.intervals)
    found = clock(
        "2026-03-02",
        event("2026-03-05", "correction_requested"),
        event("2026-03-16", "corrected"),
        as_of="2026-03-20",
    )
    assert found.due_on == law().calendar.add(date(2026, 3, 16), 20).day
    assert found.working_days_used == 4


def test_a_late_or_second_correction_notice_is_warned_about() -> None:
    found = clock(
        "2026-03-02",
        event("2026-03-20", "correction_requested"),
        event("2026-03-23", "corrected"),
        event("2026-03-24", "correction_requested"),
        as_of="2026-03-25",
    )
    assert any("7 个工作日内告知" in warning for warning in found.warnings)
    assert any("一次性告知" in warning for warning in found.warnings)


def test_a_deferral_replaces_the_end() -> None:
    found = clock(
        "2026-03-02",
        event("2026-03-20", "deferred", until="2026-09-01"),
        as_of="2026-06-01",
    )
    assert (found.due_on, found.state) == (date(2026, 9, 1), State.RUNNING)
    left = law().calendar.count(date(2026, 6, 1), date(2026, 9, 1)).days
    assert found.working_days_left == left


def test_an_extension_beyond_the_limit_counts_only_to_the_limit() -> None:
    found = clock("2026-03-02", event("2026-03-20", "extended", 40), as_of="2026-03-25")
    assert found.due_on == law().calendar.add(date(2026, 3, 2), 40).day
    assert any("延长最多 20" in warning for warning in found.warnings)


def test_an_extension_after_the_end_is_warned_about() -> None:
    found = clock("2026-03-02", event("2026-05-20", "extended", 20), as_of="2026-05-25")
    assert any("届满前" in warning for warning in found.warnings)


def test_payment_restarts_the_clock() -> None:
    found = clock(
        "2026-03-02",
        event("2026-03-05", "fee_noticed"),
        event("2026-03-18", "fee_paid"),
        as_of="2026-03-20",
    )
    assert found.due_on == law().calendar.add(date(2026, 3, 18), 20).day
    voided = [interval for interval in found.intervals if not interval.counts]
    assert voided
    assert all(interval.cite.startswith("clf#") for interval in voided)


def test_a_day_before_receipt_is_not_a_lack_of_confirmation() -> None:
    assert clock("2026-03-03", as_of="2026-03-01").state is State.NOT_RECEIVED


def test_answered_in_time_late_withdrawn_and_overdue() -> None:
    due = clock("2026-03-02", as_of="2026-03-03").due_on
    assert due is not None
    for on, state in ((due, State.ANSWERED), (due + DAY, State.ANSWERED_LATE)):
        found = clock("2026-03-02", event(on.isoformat(), "answered"), as_of="2026-06-01")
        assert found.state is state
    assert clock("2026-03-02", as_of=(due + DAY).isoformat()).state is State.OVERDUE
    withdrawn = clock("2026-03-02", event("2026-03-09", "withdrawn"), as_of="2026-06-01")
    assert withdrawn.state is State.WITHDRAWN


def test_the_law_of_2008_gave_fifteen_working_days() -> None:
    found = clock("2015-03-02", as_of="2015-03-03")
    assert found.due_on == law().calendar.add(date(2015, 3, 2), 15).day


def test_a_due_date_in_a_year_without_a_notice_is_provisional() -> None:
    found = clock("2026-12-20", as_of="2026-12-21")
    assert found.provisional
    assert any("暂按法定节假日推算" in warning for warning in found.warnings)


days = st.dates(date(2026, 1, 1), date(2026, 6, 1))


@given(received=days, asked=st.integers(0, 30), answered=st.integers(0, 60))
def test_the_due_date_is_the_twentieth_counted_day_however_the_pause_falls(
    received: date, asked: int, answered: int
) -> None:
    opened = received + asked * DAY
    closed = opened + answered * DAY
    calendar = law().calendar
    lapsed = calendar.add(opened, 15).day
    found = clock(
        received.isoformat(),
        event(opened.isoformat(), "third_party_asked"),
        event(closed.isoformat(), "third_party_answered"),
        as_of="2026-12-01",
    )
    day, counted = received, 0
    while counted < 20:
        day += DAY
        paused = opened < day <= min(closed, lapsed)
        counted += bool(calendar.is_working(day)) and not paused
    assert found.due_on == day


@given(received=days, length=st.integers(0, 90))
def test_intervals_adjoin_and_account_for_every_day(received: date, length: int) -> None:
    until = received + length * DAY
    found = clock(
        received.isoformat(),
        event((received + 3 * DAY).isoformat(), "organ_asked"),
        event((received + 9 * DAY).isoformat(), "organ_answered"),
        as_of=until.isoformat(),
    )
    day = received
    for interval in found.intervals:
        assert interval.start == day + DAY
        day = interval.end
    assert day == until
    counted = sum(i.working_days for i in found.intervals if i.counts)
    assert counted == found.working_days_used
