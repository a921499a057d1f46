"""Items that do not apply, facts that decide alone, decided grades: the office's to establish."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from gongkai.assessment.actions import judging, revising
from gongkai.assessment.models import DecidedGrade, EstablishedFinding, NotApplicable, Revision
from gongkai.assessment.snapshots import take
from gongkai.core.actions import Refused
from tests.assessment.app.board import UNITS, Board
from tests.assessment.app.judging.bench import FEEDBACK, Bench

pytestmark = pytest.mark.django_db


def claim(bench: Bench, item: str = "procedure.approval") -> NotApplicable:
    return NotApplicable.objects.create(
        round_unit=bench.unit(),
        item=item,
        reason="没有审批事项",
        asked_by="张三",
        asked_at=bench.board.now,
    )


def test_an_approved_claim_scales_the_rest_a_refused_one_says_why(bench: Bench) -> None:
    row, office = claim(bench), bench.board.office
    bench.deduct("1", "procedure.proactive")
    with pytest.raises(Refused, match="为什么不同意"):
        judging.decide_claim(row.pk, approve=False, by=office)
    judging.decide_claim(row.pk, approve=True, by=office)
    value = bench.value("procedure")
    assert value is not None
    assert round(value, 6) == round(Decimal(10) * 16 / 11, 6)
    judging.decide_claim(row.pk, approve=True, by=office)
    judging.decide_claim(row.pk, approve=False, note="有两项审批", by=office)
    assert bench.value("procedure") == 15


def test_a_claim_on_what_was_judged_waits_until_that_is_withdrawn(bench: Bench) -> None:
    row = claim(bench, "procedure")
    taken = bench.deduct("1", "procedure.proactive")
    with pytest.raises(Refused, match="请先撤销"):
        judging.decide_claim(row.pk, approve=True, by=bench.board.office)
    judging.withdraw_deduction(taken.pk, reason="不适用", by=bench.scorer)
    judging.decide_claim(row.pk, approve=True, by=bench.board.office)


def test_claims_are_decided_by_the_office_alone_where_the_pack_knows_them(board: Board) -> None:
    bench = Bench.set_up(board)
    row = claim(bench)
    for viewer in (bench.scorer, board.clerk(), board.leader):
        with pytest.raises(PermissionDenied):
            judging.decide_claim(row.pk, approve=True, by=viewer)
    stray = claim(bench, "nothing")
    with pytest.raises(Refused, match="没有这一项"):
        judging.decide_claim(stray.pk, approve=True, by=board.office)


def test_where_the_pack_knows_no_inapplicable_items_none_is_approved(board: Board) -> None:
    bench = Bench.set_up(board, "bianti-shi", **dict.fromkeys(UNITS, "业务部门"))
    row = claim(bench, "release.columns")
    with pytest.raises(Refused, match="没有“不适用”的规定"):
        judging.decide_claim(row.pk, approve=True, by=board.office)


def test_fraud_beats_points_until_it_is_taken_back(bench: Bench) -> None:
    def establish(**said: str) -> EstablishedFinding:
        usual = {"finding": "sham_or_fraud", "reason": "台账补造", "evidence": "核查笔录"}
        return judging.establish_finding(
            bench.unit().pk,
            by=bench.board.office,
            **{**usual, **said},  # type: ignore[arg-type]
        )

    for said, words in (
        ({"finding": "nothing"}, "没有这种认定事实"),
        ({"reason": ""}, "没有写理由"),
        ({"evidence": " "}, "没有写依据"),
    ):
        with pytest.raises(Refused, match=words):
            establish(**said)
    row = establish()
    grade = bench.graded().grade
    assert grade is not None
    assert grade.id == "fail"
    with pytest.raises(Refused, match="已经认定"):
        establish()
    judging.withdraw_finding(row.pk, reason="系误会", by=bench.board.office)
    assert bench.graded().overrides == ()
    with pytest.raises(PermissionDenied):
        judging.establish_finding(
            bench.unit().pk, finding="sham_or_fraud", reason="x", evidence="y", by=bench.scorer
        )


def test_grades_are_decided_with_reason_and_ticked_points(board: Board) -> None:
    bench = Bench.set_up_component(board, "duodao-caizheng")

    def decide(**said: object) -> DecidedGrade:
        usual: dict[str, object] = {
            "grade": "good",
            "reason": "公开及时，群众较满意",
            "ticked": ["good.public", "good.careful"],
            "by": board.office,
        }
        return judging.decide_grade(bench.unit().pk, **{**usual, **said})  # type: ignore[arg-type]

    with pytest.raises(Refused, match="没有选择等次"):
        decide(grade="best")
    with pytest.raises(Refused, match="没有写理由"):
        decide(reason="")
    with pytest.raises(Refused, match="本办法没有的"):
        decide(ticked=["nothing"])
    row = decide()
    assert row.ticked == ["good.careful", "good.public"]
    grade = bench.graded().grade
    assert grade is not None
    assert grade.title == "良好"
    decide(grade="excellent", by=board.leader)
    grade = bench.graded().grade
    assert grade is not None
    assert grade.id == "excellent"
    judging.withdraw_grade(bench.unit().pk, reason="会议未议", by=board.office)
    assert bench.graded().grade is None
    with pytest.raises(Refused, match="还没有认定"):
        judging.withdraw_grade(bench.unit().pk, reason="x", by=board.office)
    with pytest.raises(PermissionDenied):
        decide(by=board.clerk())


def test_where_points_decide_no_grade_is_decided(bench: Bench) -> None:
    with pytest.raises(Refused, match="按分数定等次"):
        judging.decide_grade(bench.unit().pk, grade="pass", reason="x", by=bench.board.office)


def test_after_approval_only_an_open_correction_changes_anything(bench: Bench) -> None:
    row = bench.deduct("1")
    snapshot = take(bench.round, bench.board.now)
    bench.round.approved_at = bench.board.now
    bench.round.save()
    with pytest.raises(Refused, match="已经审定"):
        judging.withdraw_deduction(row.pk, reason="错了", by=bench.board.office)
    revision = Revision.objects.create(
        round=bench.round,
        reason="复核更正",
        before=snapshot,
        at=bench.board.now,
        name="张三",
    )
    office = bench.board.office
    with pytest.raises(PermissionDenied):
        bench.deduct("1", "org.plan", revision=revision)
    judging.withdraw_deduction(row.pk, reason="复核更正", revision=revision, by=office)
    made = bench.deduct("0.5", revision=revision, by=office)
    assert made.revision == revision
    assert bench.value(FEEDBACK) == Decimal("2.5")
    revision.after = snapshot
    revision.save()
    with pytest.raises(Refused, match="另起一次更正"):
        bench.deduct("0.5", "org.plan", revision=revision, by=office)
    assert revising.open_revision(bench.round) is None


def test_a_correction_puts_another_score_in_the_place_of_one(board: Board) -> None:
    bench = Bench.set_up_component(board, "bowang-jiaoyun", "third_party")
    given = judging.Given(Decimal(70), "栏目空白")
    row = judging.submit_score(
        bench.unit().pk, component="third_party", given=given, by=bench.scorer
    )
    snapshot = take(bench.round, board.now)
    bench.round.approved_at = board.now
    bench.round.save()
    revision = Revision.objects.create(
        round=bench.round, reason="申诉成立", before=snapshot, at=board.now, name="张三"
    )
    made = judging.correct_score(
        row.pk, value=Decimal(75), reason="栏目有内容", revision=revision, by=board.office
    )
    row.refresh_from_db()
    assert row.withdraw_reason == "栏目有内容"
    assert (made.value, made.person_id, made.revision) == (Decimal(75), None, revision)
