"""A result becomes final over one snapshot, by several people, and is corrected openly."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from gongkai.assessment.actions import approving, revising
from gongkai.assessment.actions.common import touch
from gongkai.assessment.current import _kept, current, forget
from gongkai.assessment.models import ComponentScore, Deduction, ItemScore, Round, SelfReport
from gongkai.assessment.queries.approvals import approval_state
from gongkai.assessment.snapshots import assessment_of, official, present
from gongkai.core.actions import Refused
from gongkai.core.todo import todos
from gongkai.rules.rounds import Phase
from tests.assessment.app.board import UNITS, Board, fresh

pytestmark = pytest.mark.django_db
# One unit above the quota's line, so that nothing is tied.
_USUAL = {"caizheng": "92", "minzheng": "85", "qingshan": "80"}


def scored(board: Board, totals: dict[str, str] | None = None) -> Round:
    """A weighted round in which every component of every unit is in."""
    round_ = board.running("bowang-jiaoyun")
    for code in UNITS:
        unit = board.unit(round_, code)
        score = Decimal((totals or {}).get(code, _USUAL[code]))
        SelfReport.objects.create(
            round_unit=unit,
            score=score,
            saved_at=board.now,
            submitted_at=board.now,
            signed_at=board.now,
            signed_by="李四",
        )
        for component in ("third_party", "work"):
            ComponentScore.objects.create(
                round_unit=unit,
                component=component,
                value=score,
                at=board.now,
                submitted_at=board.now,
                name="李四",
            )
        touch(unit)
    return round_


def approved(board: Board, round_: Round) -> Round:
    """That round, approved."""
    approving.give_step(round_.pk, step=0, by=board.office)
    approving.give_step(round_.pk, step=1, by=board.leader)
    return fresh(round_)


def test_the_office_proposes_and_leaders_decide_over_one_snapshot(board: Board) -> None:
    round_ = scored(board)
    assert approval_state(round_).awaited == 0
    proposed = approving.give_step(round_.pk, step=0, opinion="建议通过", by=board.office)
    assert approval_state(round_).awaited == 1
    with pytest.raises(PermissionDenied):
        approving.give_step(round_.pk, step=1, by=board.office)
    decided = approving.give_step(
        round_.pk,
        step=1,
        seen=proposed.snapshot.hash,
        minutes="会议纪要〔2026〕3号",
        by=board.leader,
    )
    assert decided.snapshot == proposed.snapshot
    assert fresh(round_).phase is Phase.APPROVED
    assert approval_state(fresh(round_)).complete


def test_giving_a_step_twice_is_giving_it_once(board: Board) -> None:
    round_ = scored(board)
    first = approving.give_step(round_.pk, step=0, by=board.office)
    assert approving.give_step(round_.pk, step=0, by=board.office) == first


def test_a_late_change_makes_the_proposal_lapse(board: Board) -> None:
    round_ = scored(board)
    approving.give_step(round_.pk, step=0, by=board.office)
    row = ComponentScore.objects.first()
    assert row is not None
    row.value = Decimal("70")
    row.save()
    touch(row.round_unit)
    assert approval_state(round_).lapsed
    with pytest.raises(Refused, match="现在轮到"):
        approving.give_step(round_.pk, step=1, by=board.leader)


def test_nobody_decides_on_what_changed_since_they_looked(board: Board) -> None:
    round_ = scored(board)
    approving.give_step(round_.pk, step=0, by=board.office)
    with pytest.raises(Refused, match="有变动"):
        approving.give_step(round_.pk, step=1, seen="0" * 64, by=board.leader)


def test_nothing_is_proposed_while_a_score_is_missing(board: Board) -> None:
    round_ = board.running("bowang-jiaoyun")
    with pytest.raises(Refused, match="没有得分或等次"):
        approving.give_step(round_.pk, step=0, by=board.office)


def test_returned_with_a_reason_it_begins_anew(board: Board) -> None:
    round_ = scored(board)
    approving.give_step(round_.pk, step=0, by=board.office)
    with pytest.raises(Refused, match="没有写理由"):
        approving.return_result(round_.pk, reason=" ", by=board.leader)
    approving.return_result(round_.pk, reason="请核对财政局", by=board.leader)
    assert approval_state(round_).awaited == 0
    assert fresh(round_).phase is Phase.RUNNING


def test_the_snapshot_gives_the_same_result_again(board: Board) -> None:
    round_ = approved(board, scored(board, {"caizheng": "95", "minzheng": "88"}))
    snapshot = official(round_)
    assert snapshot is not None
    assert snapshot.hash == present(round_)
    again = assessment_of(snapshot)
    assert [unit.score.total for unit in again.units] == [
        unit.score.total for unit in current(round_).units
    ]


def test_a_snapshot_with_items_and_deductions_is_recomputed(board: Board) -> None:
    round_ = board.running()
    for code in UNITS:
        unit = board.unit(round_, code)
        Deduction.objects.create(
            round_unit=unit,
            item="org.attention",
            points=Decimal("0.5"),
            reason="会议无记录",
            on=date(2026, 11, 5),
            at=board.now,
            name="李四",
        )
        ItemScore.objects.create(
            round_unit=unit,
            item="content.done_ratio",
            origin="computed",
            numerator=Decimal(19),
            denominator=Decimal(20),
            at=board.now,
        )
        for item in ("effect.rights", "effect.satisfaction"):
            ItemScore.objects.create(
                round_unit=unit,
                item=item,
                origin="survey",
                mean=Decimal("4.5"),
                scale_low=Decimal(1),
                scale_high=Decimal(5),
                answers=40,
                at=board.now,
            )
        touch(unit)
    assert current(round_).problems == ()
    snapshot = official(approved(board, round_))
    assert snapshot is not None
    assert {unit.score.total for unit in assessment_of(snapshot).units} == {Decimal("97.50")}


def test_a_correction_keeps_both_results_and_is_decided_by_another(board: Board) -> None:
    round_ = approved(board, scored(board, {"caizheng": "89"}))
    approving.announce(round_.pk, by=board.office)
    before = official(fresh(round_))
    revision = revising.begin_revision(round_.pk, reason="复核后更正", by=board.office)
    with pytest.raises(Refused, match="正在办理"):
        revising.begin_revision(round_.pk, reason="又一次", by=board.office)
    unit = board.unit(round_)
    ComponentScore.objects.filter(round_unit=unit).update(value=Decimal("93"))
    touch(unit)
    assert official(fresh(round_)) == before, "not in force yet"
    revising.finish_revision(revision.pk, by=board.leader)
    after = official(fresh(round_))
    assert after is not None
    assert before is not None
    assert after != before
    totals = {one["id"]: one["total"] for one in after.result["units"]}
    assert totals["caizheng"] == "92.60"


def test_units_sign_for_the_result_once_it_is_announced(board: Board) -> None:
    round_ = approved(board, scored(board))
    unit = board.unit(round_)
    with pytest.raises(Refused, match="还没有通报"):
        approving.receive_result(unit.pk, by=board.clerk())
    approving.announce(round_.pk, by=board.office)
    approving.receive_result(unit.pk, by=board.clerk())
    assert board.unit(round_).result_received_by == "张三（clerk）"


def test_a_closed_round_can_only_be_read(board: Board) -> None:
    round_ = approved(board, scored(board))
    with pytest.raises(Refused):
        approving.close_round(round_.pk, by=board.office)
    approving.announce(round_.pk, by=board.office)
    approving.close_round(round_.pk, by=board.office)
    with pytest.raises(Refused, match="只能查看"):
        revising.begin_revision(round_.pk, reason="晚了", by=board.office)


def test_the_to_do_list_composes_nothing_while_the_facts_are_the_same(
    board: Board,
) -> None:
    scored_round = scored(board)
    approving.give_step(scored_round.pk, step=0, by=board.office)
    leader = board.viewer("leader")

    def asked() -> list[str]:
        found = todos(leader)
        assert found.failed == ()
        return [one.why for one in found.items if one.kind == "考核结果"]

    forget()
    before = asked()
    assert any("已提出" in why for why in before)
    assert scored_round.pk not in _kept, "nothing was composed"
    unit = board.unit(scored_round)
    unit.component_scores.filter(component="work").update(value=70)
    touch(unit)
    assert asked() != before
    assert scored_round.pk in _kept


def test_facts_put_back_keep_the_proposal(board: Board) -> None:
    scored_round = scored(board)
    approving.give_step(scored_round.pk, step=0, by=board.office)
    unit = board.unit(scored_round)
    scores = unit.component_scores.filter(component="work")
    was = scores.get().value
    scores.update(value=70)
    touch(unit)
    assert approval_state(fresh(scored_round)).lapsed
    scores.update(value=was)
    touch(unit)
    assert not approval_state(fresh(scored_round)).lapsed
