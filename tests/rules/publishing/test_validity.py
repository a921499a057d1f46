"""Whether a document is in force on a day, whether a banner says so, and that facts only add."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.publishing.banners import banner
from gongkai.rules.publishing.validity import (
    CitedDocument,
    Validity,
    ValidityEvent,
    ValidityKind,
    in_default_search,
    read_validity,
)

DAY = timedelta(days=1)
REPEALING = CitedDocument(title="清理决定", number="示政发〔2026〕3号", item=42)
DAYS = st.integers(0, 900).map(lambda offset: date(2025, 1, 1) + offset * DAY)


def event(
    kind: ValidityKind,
    on: str,
    *,
    until: str = "",
    by: CitedDocument | None = None,
    article: str = "",
) -> ValidityEvent:
    return ValidityEvent(
        kind=kind,
        on=date.fromisoformat(on),
        until=date.fromisoformat(until) if until else None,
        by=by,
        article=article,
    )


STARTS = event(ValidityKind.EFFECTIVE, "2025-06-01")
ENDS = event(ValidityKind.EXPIRES, "2026-05-31")
REPEALED = event(ValidityKind.REPEALED, "2026-03-01", by=REPEALING)
AMENDED = event(ValidityKind.AMENDED, "2025-10-01", by=REPEALING, article="第三条")
EVENTS = st.lists(
    st.builds(
        ValidityEvent,
        kind=st.sampled_from(ValidityKind),
        on=DAYS,
        until=st.none() | DAYS,
        by=st.none() | st.just(REPEALING),
        article=st.sampled_from(["", "第三条"]),
    ),
    max_size=6,
)


@pytest.mark.parametrize(
    ("events", "on", "state"),
    [
        ([], "2026-01-01", Validity.EFFECTIVE),
        ([STARTS], "2025-05-31", Validity.NOT_YET),
        ([STARTS], "2025-06-01", Validity.EFFECTIVE),
        ([STARTS, ENDS], "2026-05-31", Validity.EFFECTIVE),
        ([STARTS, ENDS], "2026-06-01", Validity.EXPIRED),
        ([STARTS, AMENDED], "2025-09-30", Validity.EFFECTIVE),
        ([STARTS, AMENDED], "2025-10-01", Validity.AMENDED),
        ([STARTS, REPEALED], "2026-02-28", Validity.EFFECTIVE),
        ([STARTS, REPEALED], "2026-03-01", Validity.REPEALED),
        ([STARTS, ENDS, REPEALED], "2027-01-01", Validity.REPEALED),
        (
            [STARTS, ENDS, event(ValidityKind.REPEALED, "2026-09-01")],
            "2027-01-01",
            Validity.EXPIRED,
        ),
        (
            [STARTS, ENDS, event(ValidityKind.REPEALED, "2026-06-01")],
            "2027-01-01",
            Validity.REPEALED,
        ),
        ([AMENDED, REPEALED], "2026-03-01", Validity.REPEALED),
    ],
)
def test_the_state_follows_from_the_facts_of_the_day(
    events: list[ValidityEvent], on: str, state: Validity
) -> None:
    assert read_validity(events, date.fromisoformat(on)).state is state


def test_an_extension_decided_in_time_leaves_no_gap() -> None:
    events = [STARTS, ENDS, event(ValidityKind.EXTENDED, "2026-05-01", until="2027-05-31")]
    reading = read_validity(events, date(2026, 6, 1))
    assert reading.state is Validity.EFFECTIVE
    assert ENDS not in reading.effects
    assert read_validity(events, date(2027, 6, 1)).state is Validity.EXPIRED


def test_an_extension_decided_late_does_not_reach_back() -> None:
    events = [STARTS, ENDS, event(ValidityKind.EXTENDED, "2026-07-01", until="2027-05-31")]
    assert read_validity(events, date(2026, 6, 15)).state is Validity.EXPIRED
    assert read_validity(events, date(2026, 7, 1)).state is Validity.EFFECTIVE


def test_content_without_validity_says_nothing() -> None:
    reading = read_validity([REPEALED], date(2026, 6, 1), applies=False)
    assert reading.state is Validity.NONE
    assert banner(reading) is None
    assert in_default_search(reading.state)


def test_a_document_in_force_has_no_banner() -> None:
    assert banner(read_validity([STARTS, ENDS], date(2026, 1, 1))) is None


@given(EVENTS, DAYS)
def test_what_happens_later_does_not_change_what_was(
    events: list[ValidityEvent], day: date
) -> None:
    """Only an announced beginning or end says something of the days before it."""
    announced = {ValidityKind.EFFECTIVE, ValidityKind.EXPIRES}
    by_then = [one for one in events if one.on <= day or one.kind in announced]
    assert read_validity(events, day).state is read_validity(by_then, day).state


@given(EVENTS, DAYS, st.integers(1, 400))
def test_between_two_announced_days_nothing_changes(
    events: list[ValidityEvent], day: date, ahead: int
) -> None:
    reading = read_validity(events, day)
    later = day + ahead * DAY
    if reading.next_on is None or later < reading.next_on:
        after = read_validity(events, later)
        assert (after.state, after.effects) == (reading.state, reading.effects)


@given(EVENTS, DAYS)
def test_an_ended_document_leaves_the_default_search_and_only_it(
    events: list[ValidityEvent], day: date
) -> None:
    state = read_validity(events, day).state
    assert in_default_search(state) == (state not in {Validity.EXPIRED, Validity.REPEALED})
    assert not (state.binding and state.ended)


@given(EVENTS, DAYS)
def test_repeal_is_final(events: list[ValidityEvent], day: date) -> None:
    if read_validity(events, day).state is Validity.REPEALED:
        assert read_validity(events, day + 2000 * DAY).state.ended
