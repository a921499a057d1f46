"""Visits are planned, held with who was there, and never counted twice."""

from datetime import date, time

import pytest
from django.core.exceptions import PermissionDenied

from gongkai.assessment.actions import notifying, setting_up, spot
from gongkai.assessment.models import Visit
from gongkai.core.actions import Refused
from gongkai.core.models import Event
from tests.assessment.app.board import Board
from tests.assessment.app.spot.checking import ENOUGH, Checking

pytestmark = pytest.mark.django_db


def planned(checking: Checking, unit: str = "caizheng", **said: object) -> Visit:
    return spot.plan_visit(
        checking.board.unit(checking.round, unit).pk,
        key=f"plan-{unit}",
        form="discussion.township" if unit == "qingshan" else "discussion.county",
        plan=checking.plan(**said),
        by=checking.board.office,
    )


def test_a_visit_is_planned_changed_and_held(checking: Checking) -> None:
    row = planned(checking, on=date(2026, 11, 20), time=time(9, 30))
    assert row.held_at is None
    spot.change_visit(
        row.pk, plan=checking.plan(on=date(2026, 11, 18), announced=False), by=checking.board.office
    )
    checking.board.wait(days=2)
    held = spot.hold_visit(
        row.pk, key="phone-1", plan=checking.plan(), people=ENOUGH, by=checking.inspector
    )
    assert (held.on, held.people, held.held_by) == (date(2026, 11, 18), ENOUGH, "李四")
    verbs = Event.objects.filter(verb__startswith="visit.").order_by("pk")
    assert list(verbs.values_list("verb", flat=True)) == [
        "visit.plan",
        "visit.change",
        "visit.hold",
    ]


def test_what_is_sent_twice_is_one_visit(checking: Checking) -> None:
    first = checking.visited()
    again = checking.visited(people={"其他": 99})
    assert again.pk == first.pk
    assert Visit.objects.get().people == ENOUGH
    assert Event.objects.filter(verb="visit.hold").count() == 1
    planned_first = planned(checking)
    assert planned(checking, place="别处").pk == planned_first.pk


def test_a_held_visit_sent_again_is_known_even_after_its_stage(checking: Checking) -> None:
    row = planned(checking)
    said = {"key": "phone-1", "plan": checking.plan(), "people": ENOUGH}
    spot.hold_visit(row.pk, **said, by=checking.inspector)  # type: ignore[arg-type]
    visited = checking.visited(key="phone-2")
    checking.board.wait(days=30)
    again = spot.hold_visit(row.pk, **said, by=checking.inspector)  # type: ignore[arg-type]
    assert again.pk == row.pk
    assert checking.visited(key="phone-2").pk == visited.pk
    with pytest.raises(Refused, match="不在“抽查”阶段"):
        checking.visited(key="phone-3")


def test_two_inspectors_of_one_planned_visit_lose_nothing(checking: Checking) -> None:
    row = planned(checking)
    spot.hold_visit(row.pk, key="a", plan=checking.plan(), people=ENOUGH, by=checking.inspector)
    other = checking.board.scorer(checking.round, "spot", name="赵六")
    with pytest.raises(Refused, match="李四已经登记了这次检查") as refused:
        spot.hold_visit(row.pk, key="b", plan=checking.plan(), people={}, by=other)
    assert refused.value.code == "visit.held"
    assert checking.visited(key="b", by=other).pk != row.pk


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"form": "discussion.township"}, "没有这种检查形式"),
        ({"form": "nothing"}, "没有这种检查形式"),
        ({"people": {"镇村干部代表": 3}}, "没有这类人员"),
        ({"people": {"机关干部代表": -1}}, "人数要在 0 到 2000 之间"),
        ({"key": ""}, "请刷新页面后再试"),
        ({"key": "钥匙"}, "请刷新页面后再试"),
    ],
)
def test_what_cannot_be_is_refused(checking: Checking, said: dict[str, object], words: str) -> None:
    with pytest.raises(Refused, match=words):
        checking.visited(**said)  # type: ignore[arg-type]


def test_a_day_to_come_and_a_visit_by_nobody_are_refused(checking: Checking) -> None:
    unit = checking.board.unit(checking.round).pk
    for said, words in (
        ({"on": date(2026, 11, 17)}, "日期还没到"),
        ({"inspectors": " "}, "没有写检查人员"),
        ({"place": "长" * 101}, "太长"),
        ({"note": "长" * 5001}, "太长"),
    ):
        with pytest.raises(Refused, match=words):
            spot.record_visit(
                unit,
                key="k",
                form="files",
                plan=checking.plan(**said),
                people={},
                by=checking.inspector,
            )


def test_too_few_people_never_stop_the_record(checking: Checking) -> None:
    row = checking.visited(people={"机关干部代表": 1, "下属单位负责人": 0})
    assert row.people == {"机关干部代表": 1}


def test_a_pack_without_forms_has_one(board: Board) -> None:
    checking = Checking(board, board.running("shifandian"))
    inspector = board.scorer(checking.round)
    row = checking.visited(form="visit", people={}, by=inspector)
    assert (row.form, row.people) == ("visit", {})


def test_only_who_is_assigned_visits_and_never_the_own_unit(checking: Checking) -> None:
    other = checking.board.scorer(checking.round, "spot", name="赵六", units=("minzheng",))
    with pytest.raises(PermissionDenied, match="没有分配给您检查"):
        checking.visited(by=other)
    with pytest.raises(PermissionDenied):
        checking.visited(by=checking.board.clerk())
    insider = checking.board.people("assessor", unit="caizheng", name="内部人", at="xian")
    from gongkai.assessment.actions import staffing
    from gongkai.core.access import viewer_of

    staffing.add_scorer(
        checking.round.pk, person=insider, component="spot", by=checking.board.office
    )
    with pytest.raises(Refused, match="您自己的单位"):
        checking.visited(by=viewer_of(insider, checking.board.now))
    assert checking.visited(by=checking.board.office).name == "张三（openness_office）"


def test_planning_may_begin_before_the_stage_and_holding_may_not(checking: Checking) -> None:
    setting_up.set_stage(
        checking.round.pk,
        stage="spot",
        starts_on=date(2026, 12, 11),
        ends_on=date(2026, 12, 20),
        by=checking.board.office,
    )
    row = planned(checking, on=date(2026, 12, 12))
    with pytest.raises(Refused, match="不在“抽查”阶段"):
        spot.hold_visit(row.pk, key="a", plan=checking.plan(), people={}, by=checking.inspector)


def test_exempt_units_are_not_visited(checking: Checking) -> None:
    unit = checking.board.unit(checking.round)
    notifying.exempt_unit(unit.pk, exempt=True, reason="机构改革", by=checking.board.office)
    with pytest.raises(Refused, match="免予考核"):
        planned(checking)
    with pytest.raises(Refused, match="免予考核"):
        checking.visited()


def test_a_visit_is_voided_with_a_reason_by_its_maker_or_the_office(checking: Checking) -> None:
    row = checking.visited()
    other = checking.board.scorer(checking.round, "spot", name="赵六")
    with pytest.raises(PermissionDenied, match="别人登记的"):
        spot.void_visit(row.pk, reason="记错单位", by=other)
    with pytest.raises(Refused, match="没有写理由"):
        spot.void_visit(row.pk, reason="", by=checking.inspector)
    spot.void_visit(row.pk, reason="记错单位", by=checking.inspector)
    spot.void_visit(row.pk, reason="再一次", by=checking.board.office)
    assert Visit.objects.get().void_reason == "记错单位"
    with pytest.raises(Refused, match="已经作废"):
        spot.hold_visit(row.pk, key="x", plan=checking.plan(), people={}, by=checking.inspector)
