"""Results on the portal: only announced ones that are open to the public, corrected ones anew."""

from decimal import Decimal

import pytest

from gongkai.assessment.actions import approving, judging, revising, setting_up
from gongkai.assessment.models import Round
from gongkai.core.models import Job
from gongkai.portal.assessing import RESULTS, refresh_results
from gongkai.portal.jobs import rebuild_pages
from gongkai.portal.pages.rendering import Renderer
from gongkai.portal.tree import Missing
from tests.assessment.app.board import Board, fresh
from tests.assessment.app.test_approving import approved, scored
from tests.portal.pages.standing_pages import board, do_jobs, folders, stands, text

pytestmark = pytest.mark.django_db


__all__ = ["board", "folders"]


def work(board: Board) -> None:
    do_jobs(board, RESULTS, refresh_results)


def is_missing(board: Board, round_: Round) -> bool:
    return isinstance(Renderer(board.now).render(f"/results/{round_.key}/"), Missing)


def test_a_result_is_public_once_announced_and_only_where_it_is_open(board: Board) -> None:
    round_ = scored(board)
    setting_up.set_public(round_.pk, is_public=True, by=board.office)
    approved(board, fresh(round_))
    rebuild_pages(board.now)
    assert is_missing(board, round_)
    assert "92.00" not in stands("/results/")
    approving.announce(round_.pk, number="示政办发〔2026〕12号", by=board.office)
    work(board)
    page = stands(f"/results/{round_.key}/")
    for words in ("92.00", "示例县财政局", "优秀", "示政办发〔2026〕12号"):
        assert words in page, words
    assert "李四" not in page, "nobody learns who scored"
    assert f'href="/results/{round_.key}/"' in stands("/results/")
    assert 'href="/results/"' in stands("/units/")
    assert "Assessment results" in text(board, "/results/", "en")


def test_a_closed_result_stays_inside(board: Board) -> None:
    round_ = approved(board, scored(board))
    approving.announce(round_.pk, by=board.office)
    assert Job.objects.filter(kind=RESULTS).count() == 0
    assert is_missing(board, round_)
    assert 'href="/results/"' not in text(board, "/units/")


def test_a_correction_reaches_the_public_with_its_reason(board: Board) -> None:
    round_ = scored(board)
    setting_up.set_public(round_.pk, is_public=True, by=board.office)
    round_ = approved(board, fresh(round_))
    approving.announce(round_.pk, by=board.office)
    work(board)
    revision = revising.begin_revision(round_.pk, reason="第三方得分录错", by=board.office)
    score = board.unit(round_).component_scores.get(component="third_party")
    judging.correct_score(
        score.pk, value=Decimal(60), reason="录错", revision=revision, by=board.office
    )
    work(board)
    assert "92.00" in stands(f"/results/{round_.key}/"), "not before it is in force"
    revising.finish_revision(revision.pk, by=board.leader)
    work(board)
    page = stands(f"/results/{round_.key}/")
    assert "第三方得分录错" in page
    assert "92.00" not in page


def test_a_pack_that_asks_for_it_opens_the_result_by_itself(board: Board) -> None:
    assert not board.prepared("bowang-jiaoyun").is_public
    made = setting_up.create_round(
        board.people.unit("xian").pk, pack="zhibiao", title="指标考核", year=2026, by=board.office
    )
    assert made.is_public
