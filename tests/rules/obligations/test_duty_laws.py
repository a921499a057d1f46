"""Laws that hold of all duties, whatever the rule and the facts."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import assume, given
from hypothesis import strategies as st

from gongkai.rules.obligations import (
    Assignment,
    DayUnit,
    Duty,
    DutyState,
    Formation,
    Fresh,
    Holding,
    Period,
    Periodic,
    Publication,
    Reckoning,
    Term,
    Timing,
    TimingRule,
    Within,
    Yearly,
    duties,
    explain_duty,
    summarise,
)
from gongkai.rules.obligations.periods import stretch_of, stretches
from tests.rules.calendar_fixture import national_calendar

DAY = timedelta(days=1)
FIRST, LAST = date(2024, 1, 1), date(2026, 12, 31)
DAYS = st.dates(FIRST, LAST)
TERMS = st.builds(Term, st.integers(1, 60), st.sampled_from(DayUnit))
PERIODIC = st.builds(
    Periodic,
    period=st.sampled_from(Period),
    at_least=st.integers(1, 3),
    grace=st.builds(Term, st.integers(0, 40), st.sampled_from(DayUnit)),
)
FRESH = st.builds(Fresh, first=TERMS, at_most=TERMS, changed=st.none() | TERMS)
YEARLY = st.builds(Yearly, month=st.integers(1, 12), day=st.integers(1, 28), lag=st.integers(0, 1))
TIMINGS = st.one_of(PERIODIC, FRESH, YEARLY, st.builds(Within, term=TERMS))
PUBLICATIONS = st.builds(Publication, item=st.integers(1, 9), on=DAYS, covers=st.none() | DAYS)
FORMATIONS = st.builds(
    Formation,
    item=st.integers(1, 9),
    on=DAYS,
    published_on=st.none() | DAYS,
    changed=st.booleans(),
)
HOLDINGS = st.builds(
    Holding,
    publications=st.lists(PUBLICATIONS, max_size=6).map(tuple),
    formations=st.lists(FORMATIONS, max_size=3, unique_by=lambda one: (one.item, one.on)).map(
        tuple
    ),
)
RANK = {
    DutyState.NOT_YET: 0,
    DutyState.DUE: 1,
    DutyState.WARNING: 2,
    DutyState.OVERDUE: 3,
    DutyState.MET: 4,
    DutyState.MET_LATE: 4,
}
WORTH = {
    DutyState.OVERDUE: 0,
    DutyState.MET_LATE: 1,
    DutyState.WARNING: 2,
    DutyState.DUE: 2,
    DutyState.NOT_YET: 2,
    DutyState.MET: 3,
}


def reckon(
    timing: Timing, held: Holding, as_of: date, *, start: date = FIRST, end: date | None = None
) -> dict[str, Duty]:
    rule = TimingRule(id="r", title="规则", timing=timing, warn_days=7)
    assignment = Assignment(unit=1, category="c", rule=rule, start=start, end=end)
    reckoning = Reckoning(national_calendar(), as_of, LAST)
    return {duty.cause.key: duty for duty in duties(reckoning, [assignment], {(1, "c"): held})}


@given(st.sampled_from(Period), DAYS, DAYS)
def test_periods_tile_the_calendar(period: Period, one: date, other: date) -> None:
    first, last = sorted((one, other))
    found = list(stretches(period, first, last))
    assert found[0].start <= first <= found[0].end
    assert found[-1].start <= last <= found[-1].end
    for before, after in pairwise(found):
        assert before.end + DAY == after.start
    assert len({one.key for one in found}) == len(found)
    assert stretch_of(period, first) == found[0]


@given(PERIODIC, HOLDINGS, DAYS, DAYS, DAYS)
def test_periodic_duties_of_successive_holders_leave_no_gap_and_no_overlap(
    timing: Periodic, held: Holding, as_of: date, start: date, cut: date
) -> None:
    assume(start <= cut)
    old = list(reckon(timing, held, as_of, start=start, end=cut).values())
    new = list(reckon(timing, held, as_of, start=cut + DAY).values()) if cut < LAST else []
    found = [duty.cause for duty in old + new]
    assume(found)
    for before, after in pairwise(found):
        assert before.end + DAY == after.start
    assert found[0].start <= start


@given(FRESH, HOLDINGS, DAYS, DAYS)
def test_checks_of_a_standing_page_leave_no_gap_and_no_overlap(
    timing: Fresh, held: Holding, as_of: date, start: date
) -> None:
    only = replace(timing, changed=None)
    found = [duty.cause for duty in reckon(only, held, as_of, start=start).values()]
    assert found[0].start == start
    for before, after in pairwise(found):
        assert before.end + DAY == after.start
    # Nothing is left open before the last day looked at.
    assert found[-1].end >= LAST or found[-1].end == date.max


@given(TIMINGS, HOLDINGS, DAYS, DAYS)
def test_time_only_moves_a_duty_forward(
    timing: Timing, held: Holding, one: date, other: date
) -> None:
    early, late = sorted((one, other))
    before, after = reckon(timing, held, early), reckon(timing, held, late)
    for key, duty in before.items():
        assert RANK[duty.state] <= RANK[after[key].state]
        if duty.state in {DutyState.MET, DutyState.MET_LATE}:
            assert after[key].state is duty.state


@given(st.one_of(PERIODIC, YEARLY, FRESH), HOLDINGS, PUBLICATIONS, DAYS)
def test_a_further_publication_never_makes_a_duty_worse(
    timing: Timing, held: Holding, more: Publication, as_of: date
) -> None:
    richer = replace(held, publications=(*held.publications, more))
    before, after = reckon(timing, held, as_of), reckon(timing, richer, as_of)
    if isinstance(timing, Fresh):
        assert overdue_days(timing, richer) <= overdue_days(timing, held)
        return
    for key, duty in before.items():
        assert WORTH[after[key].state] >= WORTH[duty.state]


def overdue_days(timing: Fresh, held: Holding) -> set[date]:
    """The days on which a page was too old or missing, looked back at from the last day."""
    only = replace(timing, changed=None)
    found: set[date] = set()
    for duty in reckon(only, held, LAST).values():
        until = min(duty.met_on or LAST + DAY, LAST + DAY)
        late = (until - duty.due_on).days - 1
        found |= {duty.due_on + (number + 1) * DAY for number in range(max(0, late))}
    return {one for one in found if one <= LAST}


@given(FORMATIONS, TERMS, DAYS)
def test_publishing_a_formation_settles_it(formation: Formation, term: Term, as_of: date) -> None:
    assume(formation.on <= as_of)
    open_ = Holding(formations=(replace(formation, published_on=None),))
    closed = Holding(formations=(replace(formation, published_on=as_of),))
    (before,) = reckon(Within(term=term), open_, as_of).values()
    (after,) = reckon(Within(term=term), closed, as_of).values()
    assert before.state.open
    assert after.state is (DutyState.MET if as_of <= before.due_on else DutyState.MET_LATE)
    assert after.due_on == before.due_on > formation.on


@given(TIMINGS, HOLDINGS, DAYS)
def test_a_state_says_what_its_dates_say(timing: Timing, held: Holding, as_of: date) -> None:
    for duty in reckon(timing, held, as_of).values():
        assert duty.state is not DutyState.OVERDUE or as_of > duty.due_on
        assert duty.state is not DutyState.MET or (duty.met_on or date.max) <= duty.due_on
        assert duty.state is not DutyState.MET_LATE or (duty.met_on or date.min) > duty.due_on
        assert duty.state is not DutyState.WARNING or duty.warn_on <= as_of <= duty.due_on
        assert (duty.met_on is None) == (duty.met_by is None)
        assert duty.met_on is None or duty.met_on <= as_of
        assert explain_duty(duty, national_calendar())


@given(TIMINGS, HOLDINGS, DAYS)
def test_the_summary_loses_no_duty(timing: Timing, held: Holding, as_of: date) -> None:
    found = list(reckon(timing, held, as_of).values())
    counts = summarise(found)
    total = sum(
        one.judged + one.warning + one.due + one.exempt + one.not_yet for one in counts.values()
    )
    assert total == len(found)


@given(TIMINGS, HOLDINGS, DAYS, st.permutations(range(6)))
def test_the_order_of_the_facts_does_not_matter(
    timing: Timing, held: Holding, as_of: date, order: list[int]
) -> None:
    distinct = {one.on: one for one in held.publications}
    kept = list(distinct.values())
    mixed = [kept[at] for at in order if at < len(kept)]
    first = reckon(timing, replace(held, publications=tuple(kept)), as_of)
    second = reckon(timing, replace(held, publications=tuple(mixed)), as_of)
    assert first == second
