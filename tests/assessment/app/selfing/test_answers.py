"""Answers saved one by one: what is refused, what is kept, who is told of whom."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from gongkai.assessment.actions import notifying
from gongkai.assessment.actions.judging.establishing import decide_claim
from gongkai.assessment.actions.selfing import answering, claiming
from gongkai.assessment.actions.selfing.answering import MOST_WORDS, ReportText, Said
from gongkai.assessment.models import NotApplicable, RoundUnit, SelfItem, SelfReport
from gongkai.core.actions import Refused
from gongkai.core.models import Event
from tests.assessment.app.board import Board
from tests.assessment.app.selfing.filling import WRITTEN, answer, seen, write

ITEM = "org.attention"


def test_an_answer_is_kept_with_who_gave_it_and_saving_it_again_says_nothing(
    board: Board, unit: RoundUnit
) -> None:
    made = answer(unit, ITEM, board.clerk(), "3.5", "有一次会议没有记录。")
    assert (made.score, made.version, made.name) == (Decimal("3.5"), 1, board.clerk().name)
    again = answering.save_answer(
        unit.pk,
        ITEM,
        Said(score=Decimal("3.50"), reason="有一次会议没有记录。 "),
        version=0,
        by=board.clerk(),
    )
    assert again.version == 1
    events = Event.objects.filter(verb="self.save")
    assert [event.data["said"] for event in events] == ["3.5 分"]


@pytest.mark.parametrize(
    ("said", "field", "words"),
    [
        (Said(score=Decimal("4.01")), "score", "0 到 4 分之间"),
        (Said(score=Decimal("-0.5")), "score", "0 到 4 分之间"),
        (Said(score=Decimal("3.333")), "score", "两位小数"),
        (Said(state="done"), "state", "没有这种落实情况"),
        (Said(reason="长" * (MOST_WORDS + 1)), "reason", "太长"),
        (Said(reason="机密★3年"), "", "有密级标志"),
    ],
)
def test_what_does_not_fit_is_refused_at_its_place(
    board: Board, unit: RoundUnit, said: Said, field: str, words: str
) -> None:
    with pytest.raises(Refused, match=words) as refused:
        answering.save_answer(unit.pk, ITEM, said, version=0, by=board.clerk())
    assert refused.value.field == field
    assert not SelfItem.objects.exists()


def test_an_item_of_another_rubric_is_not_asked(board: Board, unit: RoundUnit) -> None:
    with pytest.raises(Refused, match="没有这一项"):
        answer(unit, "affairs.decision", board.clerk(), "1")


def test_a_checklist_takes_states_and_no_points(board: Board) -> None:
    unit = board.unit(board.running("bowang-jiaoyun"))
    answer(unit, "affairs.decision", board.clerk(), reason="未涉及重大决策。", state="partly")
    with pytest.raises(Refused, match="没有分值"):
        answer(unit, "affairs.decision", board.clerk(), "1")
    with pytest.raises(Refused, match="没有这种落实情况"):
        answer(unit, "affairs.decision", board.clerk(), state="excellent")


def test_a_colleague_is_never_overwritten(board: Board, unit: RoundUnit) -> None:
    colleague = board.viewer("clerk", "caizheng", "李四")
    answer(unit, ITEM, colleague, "4", "齐全。")
    with pytest.raises(Refused, match="李四 在您打开之后保存过") as refused:
        answering.save_answer(unit.pk, ITEM, Said(score=Decimal(3)), version=0, by=board.clerk())
    assert refused.value.code == "self.overtaken"
    answering.save_answer(unit.pk, ITEM, Said(score=Decimal(3)), version=1, by=board.clerk())
    with pytest.raises(Refused, match="您（在另一个窗口）"):
        answering.save_answer(unit.pk, ITEM, Said(score=Decimal(2)), version=1, by=board.clerk())
    assert SelfItem.objects.get().score == 3


def test_nobody_answers_for_another_unit_or_for_an_exempt_one(
    board: Board, unit: RoundUnit
) -> None:
    for stranger in (board.clerk("minzheng"), board.viewer("third_party"), board.leader):
        with pytest.raises(PermissionDenied):
            answer(unit, ITEM, stranger, "4")
    notifying.exempt_unit(unit.pk, exempt=True, reason="新设立", by=board.office)
    with pytest.raises(Refused, match="免予考核"):
        answer(unit, ITEM, board.clerk(), "4")


def test_after_the_last_day_nothing_is_saved_unless_there_is_more_time(
    board: Board, unit: RoundUnit
) -> None:
    answer(unit, ITEM, board.clerk(), "3", "原因")
    board.wait(days=14)  # 2026-11-30, the last day
    answer(unit, ITEM, board.clerk(), "3.5", "原因")
    board.wait(days=1)
    with pytest.raises(Refused, match="请联系考核办公室延长期限") as refused:
        answer(unit, ITEM, board.clerk(), "4", "原因")
    assert refused.value.code == "round.stage"
    notifying.extend_stage(
        unit.pk, stage="self", until=date(2026, 12, 3), reason="系统停机", by=board.office
    )
    answer(unit, ITEM, board.clerk(), "4", "原因")
    other = board.unit(unit.round, "minzheng")
    with pytest.raises(Refused, match="延长期限"):
        answer(other, ITEM, board.clerk("minzheng"), "4")


def test_before_the_notice_nothing_is_filled_in(board: Board) -> None:
    unit = board.unit(board.prepared())
    with pytest.raises(Refused, match="还没有通知"):
        answer(unit, ITEM, board.clerk(), "4")


def test_a_claim_drops_the_points_and_keeps_the_words(board: Board, unit: RoundUnit) -> None:
    answer(unit, "system.hearing", board.clerk(), "2", "没有听证事项。")
    claim = claiming.claim_not_applicable(
        unit.pk, "system.hearing", reason="没有听证职能", by=board.clerk()
    )
    row = SelfItem.objects.get()
    assert (row.score, row.reason) == (None, "没有听证事项。")
    with pytest.raises(Refused, match="已申请不适用"):
        answer(unit, "system.hearing", board.clerk(), "2")
    answer(unit, "system.hearing", board.clerk(), reason="三定方案没有这一项。")
    view = seen(unit, board.clerk())
    assert view.items["system.hearing"].lack is None
    decide_claim(claim.pk, approve=False, note="有行政处罚听证", by=board.office)
    assert seen(unit, board.clerk()).items["system.hearing"].lack is not None
    again = claiming.claim_not_applicable(
        unit.pk, "system.hearing", reason="处罚权已划转", by=board.clerk()
    )
    assert (again.pk, again.approved, again.decision_note) == (claim.pk, None, "")
    decide_claim(claim.pk, approve=True, by=board.office)
    with pytest.raises(Refused, match="已同意"):
        claiming.withdraw_claim(claim.pk, by=board.clerk())


def test_a_claim_may_be_about_a_whole_dimension_and_be_withdrawn(
    board: Board, unit: RoundUnit
) -> None:
    with pytest.raises(Refused, match="没有写理由"):
        claiming.claim_not_applicable(unit.pk, "effect", reason=" ", by=board.clerk())
    claim = claiming.claim_not_applicable(unit.pk, "effect", reason="不对外", by=board.clerk())
    view = seen(unit, board.clerk())
    assert {view.items[item].lack for item in view.form.under("effect")} == {None}
    claiming.withdraw_claim(claim.pk, by=board.clerk())
    assert not NotApplicable.objects.exists()
    assert seen(unit, board.clerk()).items["effect.rights"].lack is not None


def test_where_the_pack_knows_no_inapplicable_items_nothing_is_claimed(board: Board) -> None:
    unit = board.unit(board.running("bowang-jiaoyun"))
    with pytest.raises(Refused, match="没有“不适用”的规定"):
        claiming.claim_not_applicable(unit.pk, "affairs.decision", reason="没有", by=board.clerk())


def test_the_written_parts_are_versioned_like_the_answers(board: Board, unit: RoundUnit) -> None:
    made = write(board, unit)
    assert (made.done, made.version) == (WRITTEN.done, 1)
    with pytest.raises(Refused, match="报告在您打开之后被保存过"):
        answering.save_report(unit.pk, ReportText(done="覆盖"), version=0, by=board.clerk())
    answering.save_report(unit.pk, WRITTEN, version=0, by=board.clerk())
    assert SelfReport.objects.get().version == 1
    with pytest.raises(Refused, match="总分由各项相加"):
        answering.save_report(unit.pk, ReportText(score=Decimal(90)), version=1, by=board.clerk())


def test_one_score_for_everything_is_typed_where_there_is_no_rubric(board: Board) -> None:
    unit = board.unit(board.running("bowang-jiaoyun"))
    for wrong in ("100.5", "-1", "90.125"):
        with pytest.raises(Refused, match="0 到 100 分之间") as refused:
            write(board, unit, ReportText(score=Decimal(wrong)))
        assert refused.value.field == "score"
    assert write(board, unit, ReportText(score=Decimal("92.5"))).score == Decimal("92.5")
