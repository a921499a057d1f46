"""Verdicts on evidence, and what those who judge say to each other."""

import pytest
from django.core.exceptions import PermissionDenied

from gongkai.assessment.actions import judging, staffing
from gongkai.assessment.models import ItemComment
from gongkai.core.actions import Refused
from gongkai.core.models import Event
from tests.assessment.app.judging.bench import FEEDBACK, Bench

pytestmark = pytest.mark.django_db


def test_evidence_is_accepted_or_doubted_with_a_reason(bench: Bench) -> None:
    piece = bench.evidence()
    judging.judge_evidence(piece.pk, verdict="accepted", by=bench.scorer)
    with pytest.raises(Refused, match="没有写理由"):
        judging.judge_evidence(piece.pk, verdict="doubted", by=bench.scorer)
    with pytest.raises(Refused, match="没有选择认定结果"):
        judging.judge_evidence(piece.pk, verdict="nice", by=bench.scorer)
    judging.judge_evidence(
        piece.pk, verdict="rejected", reason="日期晚于考核年度", by=bench.board.office
    )
    piece.refresh_from_db()
    assert (piece.verdict, piece.verdict_by) == ("rejected", "张三（openness_office）")
    judging.judge_evidence(piece.pk, verdict="", by=bench.scorer)
    piece.refresh_from_db()
    assert (piece.verdict, piece.verdict_reason, piece.verdict_at) == ("", "", None)


def test_the_unit_gives_no_verdict_a_blind_scorer_neither(bench: Bench) -> None:
    piece = bench.evidence()
    with pytest.raises(PermissionDenied):
        judging.judge_evidence(piece.pk, verdict="accepted", by=bench.board.clerk())
    person = bench.board.person("third_party", "xian", "王五")
    staffing.add_scorer(bench.round.pk, person=person, blind=True, by=bench.board.office)
    blind = bench.board.viewer("third_party", "xian", "王五")
    with pytest.raises(PermissionDenied, match="独立评分"):
        judging.judge_evidence(piece.pk, verdict="accepted", by=blind)


def test_removed_evidence_is_judged_no_more(bench: Bench) -> None:
    piece = bench.evidence()
    piece.removed_at = bench.board.now
    piece.save()
    with pytest.raises(Refused, match="已被移除"):
        judging.judge_evidence(piece.pk, verdict="accepted", by=bench.scorer)


def test_comments_are_ones_own_to_take_back(bench: Bench) -> None:
    row = judging.comment(bench.unit().pk, item=FEEDBACK, text="待补材料", by=bench.scorer)
    judging.comment(bench.unit().pk, text="整体较好", by=bench.board.office)
    with pytest.raises(PermissionDenied, match="自己写的话"):
        judging.withdraw_comment(row.pk, by=bench.board.office)
    judging.withdraw_comment(row.pk, by=bench.scorer)
    judging.withdraw_comment(row.pk, by=bench.scorer)
    assert ItemComment.objects.filter(withdrawn_at=None).count() == 1
    assert Event.objects.filter(verb="score.uncomment").count() == 1
    with pytest.raises(Refused, match="没有写内容"):
        judging.comment(bench.unit().pk, item=FEEDBACK, text=" ", by=bench.scorer)
    with pytest.raises(Refused, match="没有这一项"):
        judging.comment(bench.unit().pk, item="nothing", text="x", by=bench.scorer)
    with pytest.raises(PermissionDenied):
        judging.comment(bench.unit().pk, item=FEEDBACK, text="x", by=bench.board.clerk())
