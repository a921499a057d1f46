"""Duties set off by a formation, a change, a stage, a line of the plan."""

import pytest

from gongkai.rules.obligations import (
    DutyState,
    Formation,
    Holding,
    Matter,
    PlanLine,
    Reckoning,
    StageFact,
    Term,
    Within,
    plan_duties,
)
from tests.rules.calendar_fixture import national_calendar
from tests.rules.obligations.duty_fixture import STAGES, day, reckon


@pytest.mark.parametrize(
    ("as_of", "published_on", "state"),
    [
        ("2026-01-01", None, DutyState.DUE),
        ("2026-01-18", None, DutyState.DUE),
        ("2026-01-19", None, DutyState.WARNING),
        ("2026-01-29", None, DutyState.WARNING),
        ("2026-01-30", None, DutyState.OVERDUE),
        ("2026-02-10", "2026-01-29", DutyState.MET),
        ("2026-02-10", "2026-01-30", DutyState.MET_LATE),
        ("2026-01-30", "2026-02-10", DutyState.OVERDUE),
    ],
)
def test_what_was_formed_is_due_within_its_working_days(
    as_of: str, published_on: str | None, state: DutyState
) -> None:
    formation = Formation(
        item=3, on=day("2026-01-01"), published_on=day(published_on) if published_on else None
    )
    (duty,) = reckon(Within(term=Term(20)), Holding(formations=(formation,)), as_of=as_of)
    # The same twenty days as in the tests of the clock of a request.
    assert duty.due_on == day("2026-01-29")
    assert duty.state is state
    assert duty.cite == ("s#1",)


def test_what_was_formed_before_the_assignment_or_is_not_known_yet_binds_nobody() -> None:
    before = Formation(item=1, on=day("2025-12-31"))
    ahead = Formation(item=2, on=day("2026-06-01"))
    held = Holding(formations=(before, ahead))
    assert reckon(Within(term=Term(20)), held, as_of="2026-05-31") == []


def test_stages_are_due_when_they_are_reached_or_on_the_day_the_matter_gives() -> None:
    matter = Matter(
        id=5,
        title="示例路改造",
        started_on=day("2026-01-04"),
        stages={
            "approval": StageFact(reached_on=day("2026-03-02")),
            "finish": StageFact(due_on=day("2026-11-30")),
        },
    )
    held = Holding(matters=(matter,))
    before = reckon(STAGES, held, as_of="2026-03-01")
    assert [one.cause.key for one in before] == ["matter:5:finish"]
    after = reckon(STAGES, held, as_of="2026-03-12")
    assert [(one.cause.key, one.due_on.isoformat(), one.state.value) for one in after] == [
        ("matter:5:approval", "2026-03-11", "overdue"),
        ("matter:5:finish", "2026-11-30", "due"),
    ]


def test_a_stage_may_count_from_the_beginning_of_the_matter() -> None:
    matter = Matter(id=5, title="示例路改造", started_on=day("2026-01-01"))
    found = reckon(STAGES, Holding(matters=(matter,)), as_of="2026-01-02")
    assert [(one.cause.key, one.due_on) for one in found] == [
        ("matter:5:finish", day("2026-01-29"))
    ]


def test_a_line_of_the_plan_is_a_duty_with_its_own_date() -> None:
    line = PlanLine(
        id=9,
        unit=7,
        category="budgets",
        title="公开部门预算",
        planned_on=day("2026-01-01"),
        due_on=day("2026-02-28"),
        published_on=day("2026-03-02"),
        item=12,
        warn_days=10,
    )
    for as_of, state in (
        ("2026-02-01", DutyState.DUE),
        ("2026-02-18", DutyState.WARNING),
        ("2026-03-01", DutyState.OVERDUE),
        ("2026-03-02", DutyState.MET_LATE),
    ):
        reckoning = Reckoning(national_calendar(), day(as_of), day("2026-12-31"))
        (duty,) = plan_duties(reckoning, [line])
        assert duty.state is state
        assert (duty.cause.key, duty.rule) == ("plan:9", None)
    assert duty.met_by == 12


def test_a_due_date_in_a_year_without_its_notice_is_marked() -> None:
    formation = Formation(item=1, on=day("2026-12-25"))
    (duty,) = reckon(Within(term=Term(20)), Holding(formations=(formation,)), as_of="2026-12-31")
    assert duty.due.provisional
