"""Who sees which draws, visits and findings, and when."""

from datetime import timedelta

import pytest

from gongkai.assessment.actions import spot
from gongkai.assessment.models import Approval, ApprovalOutcome, Round
from gongkai.assessment.queries import spot as queries
from gongkai.assessment.snapshots import take
from gongkai.core.access import Viewer
from tests.assessment.app.board import fresh
from tests.assessment.app.spot.checking import Checking

pytestmark = pytest.mark.django_db


def seen(checking: Checking, viewer: Viewer) -> tuple[int, int, int]:
    """Return how many draws, visits and findings a viewer sees."""
    round_ = fresh(checking.round)
    return (
        queries.draws_seen(viewer, round_).count(),
        queries.visits_seen(viewer, round_).count(),
        queries.findings_seen(viewer, round_).count(),
    )


@pytest.fixture
def at_work(checking: Checking) -> Checking:
    """A draw, an announced visit to come, an unannounced one, one held, and two findings."""
    checking.drawn()
    office = checking.board.office
    unit = checking.board.unit(checking.round)
    for key, announced in (("a", True), ("b", False)):
        plan = checking.plan(announced=announced, on=(checking.board.now + timedelta(2)).date())
        spot.plan_visit(unit.pk, key=key, form="files", plan=plan, by=office)
    checking.visited("minzheng", "discussion.central")
    checking.found()
    checking.found("minzheng", key="other")
    return checking


def test_the_office_sees_everything_and_others_nothing(at_work: Checking) -> None:
    assert seen(at_work, at_work.board.office) == (1, 3, 2)
    assert seen(at_work, at_work.board.clerk("qingshan")) == (0, 0, 0)
    assert seen(at_work, Viewer.public(at_work.board.now)) == (0, 0, 0)


def test_a_unit_sees_what_was_announced_and_findings_with_the_bulletin(at_work: Checking) -> None:
    clerk = at_work.board.clerk()
    assert seen(at_work, clerk) == (0, 1, 0)
    assert not queries.sees_notes(clerk, at_work.round, at_work.board.unit(at_work.round))
    now = at_work.board.now
    Round.objects.filter(pk=at_work.round.pk).update(approved_at=now, announced_at=now)
    assert seen(at_work, clerk) == (1, 1, 1)


def test_an_inspector_sees_the_assigned_units(at_work: Checking) -> None:
    assert seen(at_work, at_work.inspector) == (1, 3, 2)
    some = at_work.board.scorer(at_work.round, "spot", name="赵六", units=("minzheng",))
    assert seen(at_work, some) == (1, 1, 1)


def test_a_blind_scorer_sees_the_own_work_alone(at_work: Checking) -> None:
    from gongkai.assessment.actions import staffing

    person = at_work.board.person("third_party", "xian", "孙七")
    staffing.add_scorer(
        at_work.round.pk, person=person, component="spot", blind=True, by=at_work.board.office
    )
    blind = at_work.board.viewer("third_party", "xian", "孙七")
    assert seen(at_work, blind) == (1, 0, 0)
    at_work.found(key="mine", by=blind)
    assert seen(at_work, blind) == (1, 0, 1)


def test_who_decides_sees_findings_once_a_result_is_proposed(at_work: Checking) -> None:
    leader = at_work.board.leader
    assert seen(at_work, leader) == (1, 3, 0)
    Approval.objects.create(
        round=at_work.round,
        step=0,
        act="propose",
        outcome=ApprovalOutcome.AGREE,
        snapshot=take(at_work.round, at_work.board.now),
        at=at_work.board.now,
        name="张三",
    )
    assert seen(at_work, leader) == (1, 3, 2)


def test_units_to_check_are_the_assigned_without_the_exempt(at_work: Checking) -> None:
    some = at_work.board.scorer(at_work.round, "spot", name="赵六", units=("minzheng",))
    round_ = fresh(at_work.round)
    names = [one.name for one in queries.to_check(some, round_)]
    assert names == ["示例县民政局"]
    assert queries.to_check(at_work.board.office, round_).count() == 3
    assert not queries.to_check(at_work.board.clerk(), round_).exists()


def test_the_overview_counts_what_the_viewer_sees(at_work: Checking) -> None:
    rows = queries.unit_checks(at_work.board.office, fresh(at_work.round))
    assert [(one.unit.name, one.drawn, len(one.visits), one.problems) for one in rows] == [
        ("示例县财政局", True, 2, 1),
        ("示例县民政局", False, 1, 1),
        ("青山乡人民政府", True, 0, 0),
    ]
    (own,) = queries.unit_checks(at_work.board.clerk(), fresh(at_work.round))
    assert (own.drawn, len(own.visits), own.problems) == (False, 1, 0)


def test_what_lies_ahead_is_told_to_inspectors_and_to_units_that_were_told(
    at_work: Checking,
) -> None:
    def keys(viewer: Viewer) -> list[str]:
        return [one.visit.key for one in queries.ahead(viewer)]

    assert keys(at_work.inspector) == ["a", "b"]
    assert keys(at_work.board.clerk()) == ["a"]
    assert keys(at_work.board.clerk("minzheng")) == []
    assert keys(at_work.board.office) == []
