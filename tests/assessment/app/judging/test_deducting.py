"""Points are taken off by whom they are assigned to, with reason and basis, while it is open."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from gongkai.assessment.actions import judging, notifying, setting_up, staffing
from gongkai.assessment.models import Deduction, NotApplicable, RoundStage, SpotFinding
from gongkai.core.access import viewer_of
from gongkai.core.actions import Refused
from gongkai.core.models import Event
from tests.assessment.app.board import Board
from tests.assessment.app.judging.bench import ATTENTION, FEEDBACK, RATIO, Bench

pytestmark = pytest.mark.django_db


def test_a_deduction_counts_at_once_and_says_who_when_and_why(bench: Bench) -> None:
    assert bench.value(FEEDBACK) == 3
    row = bench.deduct("1.5")
    assert bench.value(FEEDBACK) == Decimal("1.5")
    assert (row.name, row.on, row.reason) == ("李四", date(2026, 11, 16), "缺第三季度总结")
    event = Event.objects.get(verb="score.deduct")
    assert event.data["points"] == "1.5"
    assert event.unit_path == bench.unit().unit.path


def test_it_needs_a_reason_and_a_basis(bench: Bench) -> None:
    with pytest.raises(Refused, match="没有写理由"):
        bench.deduct(reason="  ")
    with pytest.raises(Refused, match="没有写依据"):
        bench.deduct(evidence="")
    with pytest.raises(Refused, match="不超过 500 个字"):
        bench.deduct(reason="长" * 501)
    assert not Deduction.objects.exists()


@pytest.mark.parametrize("points", ["0.3", "0", "-1", "NaN", "Infinity", "0.005", "5000"])
def test_points_go_by_the_step_of_the_pack(bench: Bench, points: str) -> None:
    with pytest.raises(Refused) as refused:
        bench.deduct(points)
    assert refused.value.field == "points"


def test_more_than_the_item_has_must_be_meant(bench: Bench) -> None:
    bench.deduct("2")
    with pytest.raises(Refused, match="不起作用") as refused:
        bench.deduct("2", reason="另一处")
    assert refused.value.code == "score.beyond"
    bench.deduct("2", reason="另一处", beyond=True)
    assert bench.value(FEEDBACK) == 0
    assert any("扣完该项" in note for note in bench.graded().score.notes)


def test_pressed_twice_is_one_deduction(bench: Bench) -> None:
    bench.deduct()
    with pytest.raises(Refused, match="刚才已经记下"):
        bench.deduct()
    bench.deduct(reason="缺第四季度总结")
    assert Deduction.objects.count() == 2


def test_an_item_the_unit_does_not_have_is_refused(bench: Bench) -> None:
    with pytest.raises(Refused, match="没有这一项"):
        bench.deduct(item="org.nothing")
    with pytest.raises(Refused, match="不用扣分的办法"):
        bench.deduct(item="effect.rights")


def test_a_rate_is_deducted_from_only_below_its_line(bench: Bench) -> None:
    with pytest.raises(Refused, match="还没有计算结果"):
        bench.deduct(item=RATIO)
    bench.rate("95", "100")
    with pytest.raises(Refused, match="已达到满分线"):
        bench.deduct(item=RATIO)
    bench.rate("94", "100", version=1)
    bench.deduct(item=RATIO)
    assert bench.value(RATIO) == 3
    with pytest.raises(Refused, match="先撤销扣分"):
        bench.rate("100", "100", version=2)


def test_only_who_is_assigned_may(bench: Bench) -> None:
    board = bench.board
    for viewer in (board.clerk(), board.leader, board.viewer("assessor", name="王五")):
        with pytest.raises(PermissionDenied):
            bench.deduct(by=viewer)


def test_the_office_scores_only_where_it_assigned_itself(bench: Bench) -> None:
    with pytest.raises(PermissionDenied, match="没有分配给您"):
        bench.deduct(by=bench.board.office)
    office = bench.board.person("openness_office")
    staffing.add_scorer(bench.round.pk, person=office, by=bench.board.office)
    bench.deduct(by=bench.board.office)


def test_assigned_units_and_items_are_a_limit(board: Board) -> None:
    bench = Bench(board, board.running(), board.office)
    person = board.person("assessor", "xian", "王五")
    staffing.add_scorer(
        bench.round.pk,
        person=person,
        units=[bench.unit("minzheng")],
        items=[ATTENTION],
        by=board.office,
    )
    wang = board.viewer("assessor", "xian", "王五")
    bench.deduct(item=ATTENTION, code="minzheng", by=wang)
    with pytest.raises(PermissionDenied, match="这个单位没有分配给您"):
        bench.deduct(item=ATTENTION, by=wang)
    with pytest.raises(PermissionDenied, match="这一项没有分配给您"):
        bench.deduct(item=FEEDBACK, code="minzheng", by=wang)


def test_whose_scoring_has_ended_scores_no_more(bench: Bench) -> None:
    staffing.remove_scorer(bench.round.scorers.get().pk, by=bench.board.office)
    with pytest.raises(PermissionDenied):
        bench.deduct()


def test_nobody_scores_the_own_unit(board: Board) -> None:
    bench = Bench(board, board.running(), board.office)
    mine = board.people("assessor", unit="yusuan", name="赵六", at="xian")
    staffing.add_scorer(bench.round.pk, person=mine, by=board.office)
    viewer = viewer_of(mine, board.now)
    with pytest.raises(Refused, match="您自己的单位"):
        bench.deduct(by=viewer)
    bench.deduct(code="minzheng", by=viewer)


def test_outside_its_stage_scoring_is_closed_and_more_time_opens_it(bench: Bench) -> None:
    for stage in RoundStage.objects.filter(round=bench.round, stage="panel"):
        setting_up.set_stage(
            bench.round.pk,
            stage=stage.stage,
            starts_on=date(2026, 11, 1),
            ends_on=date(2026, 11, 15),
            by=bench.board.office,
        )
    with pytest.raises(Refused, match="现在不在“评分”阶段"):
        bench.deduct()
    notifying.extend_stage(
        bench.unit().pk,
        stage="panel",
        until=date(2026, 11, 20),
        reason="停电",
        by=bench.board.office,
    )
    bench.deduct()
    with pytest.raises(Refused):
        bench.deduct(code="minzheng")


def test_a_finding_of_a_visit_is_basis_enough_and_opens_with_the_visits(bench: Bench) -> None:
    setting_up.set_stage(
        bench.round.pk,
        stage="panel",
        starts_on=date(2026, 12, 1),
        ends_on=date(2026, 12, 2),
        by=bench.board.office,
    )
    found = SpotFinding.objects.create(
        round_unit=bench.unit(),
        key="k1",
        text="公开栏空白",
        seen_at=bench.board.now,
        at=bench.board.now,
        name="李四",
    )
    bench.deduct(item="form.other", finding=found, evidence="")
    with pytest.raises(Refused, match="不属于这个单位"):
        bench.deduct(code="minzheng", finding=found)


def test_before_the_notice_and_after_the_approval_nothing_is_deducted(board: Board) -> None:
    prepared = Bench(board, board.prepared(), board.office)
    staffing.add_scorer(
        prepared.round.pk, person=board.person("assessor", "xian", "李四"), by=board.office
    )
    scorer = board.viewer("assessor", "xian", "李四")
    with pytest.raises(Refused, match="还没有通知"):
        prepared.deduct(by=scorer)
    bench = Bench.set_up(board)
    bench.round.approved_at = board.now
    bench.round.save()
    with pytest.raises(Refused, match="已经审定"):
        bench.deduct()


def test_exempt_units_and_inapplicable_items_are_not_scored(bench: Bench) -> None:
    claim = NotApplicable.objects.create(
        round_unit=bench.unit(),
        item="system",
        reason="新设机构",
        asked_by="张三",
        asked_at=bench.board.now,
    )
    judging.decide_claim(claim.pk, approve=True, by=bench.board.office)
    with pytest.raises(Refused, match="按不适用处理"):
        bench.deduct(item="system.notice")
    notifying.exempt_unit(
        bench.unit("minzheng").pk, exempt=True, reason="新设", by=bench.board.office
    )
    with pytest.raises(Refused, match="免予考核"):
        bench.deduct(code="minzheng")


def test_withdrawn_it_counts_no_more_and_stays_to_be_read(bench: Bench) -> None:
    row = bench.deduct("2")
    with pytest.raises(Refused, match="没有写理由"):
        judging.withdraw_deduction(row.pk, reason="", by=bench.scorer)
    judging.withdraw_deduction(row.pk, reason="总结后来找到", by=bench.scorer)
    assert bench.value(FEEDBACK) == 3
    row.refresh_from_db()
    assert (row.withdrawn_by, row.withdraw_reason) == ("李四", "总结后来找到")
    judging.withdraw_deduction(row.pk, reason="再按一次", by=bench.scorer)
    assert Event.objects.filter(verb="score.withdraw").count() == 1
    bench.deduct("2")


def test_a_colleague_withdraws_nothing_the_office_may(bench: Bench) -> None:
    row = bench.deduct()
    colleague = bench.board.scorer(bench.round, name="王五")
    with pytest.raises(PermissionDenied):
        judging.withdraw_deduction(row.pk, reason="不对", by=colleague)
    judging.withdraw_deduction(row.pk, reason="依据不足", by=bench.board.office)
    assert bench.value(FEEDBACK) == 3


def test_what_is_gone_is_refused_in_words(bench: Bench) -> None:
    with pytest.raises(Refused, match="没有这条扣分"):
        judging.withdraw_deduction(999, reason="x", by=bench.scorer)


def test_awards_are_for_bonus_items_and_never_more_than_they_have(board: Board) -> None:
    bench = Bench.set_up(board, "bianti-wangzhan")

    def award(points: str, item: str = "bonus.innovation") -> None:
        judging.award(
            bench.unit().pk,
            item=item,
            points=Decimal(points),
            reason=f"做法被推广 {points}",
            evidence="简报第 3 期",
            by=bench.scorer,
        )

    award("6")
    with pytest.raises(Refused, match="最多加 10 分，已加 6 分"):
        award("5")
    award("4")
    assert bench.value("bonus.innovation") == 10
    with pytest.raises(Refused, match="不是加分项"):
        award("1", "release.news")
    with pytest.raises(Refused, match="不用扣分的办法"):
        bench.deduct(item="bonus.innovation")
