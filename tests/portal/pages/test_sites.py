"""Demonstration sites on the portal: named, commended, revoked; made anew by the worker."""

from datetime import timedelta

import pytest

from gongkai.assessment.actions import sites
from gongkai.core.models import Job
from gongkai.portal.assessing import SITES, refresh_sites
from gongkai.portal.jobs import rebuild_pages
from gongkai.portal.pages.rendering import Renderer
from gongkai.portal.tree import Missing
from tests.assessment.app.board import Board
from tests.assessment.app.sites.life import happened, named
from tests.portal.pages.standing_pages import board, do_jobs, folders, stands, text

pytestmark = pytest.mark.django_db


__all__ = ["board", "folders"]


def work(board: Board) -> None:
    do_jobs(board, SITES, refresh_sites)


def test_sites_stand_on_the_list_and_on_their_own_page(board: Board) -> None:
    assert "还没有内容" in text(board, "/sites/")
    assert isinstance(Renderer(board.now).render("/sites/caizheng/"), Missing)
    assert "/sites/" not in text(board, "/units/").replace("/static/", "")
    (site, _) = named(board, "caizheng", "qingshan")
    page = text(board, "/sites/")
    assert "现有示范点 2 个" in page
    assert 'href="/sites/caizheng/"' in page
    assert 'href="/sites/"' in text(board, "/units/")
    assert 'href="/sites/caizheng/"' in text(board, "/unit/caizheng/")
    assert 'href="/sites/minzheng/"' not in text(board, "/unit/minzheng/")
    happened(board, site, "visit", title="内部检查", text="公开栏长期不更新")
    happened(board, site, "revoke", sham=True, text="弄虚作假。", number="示公开〔2026〕9号")
    page = text(board, "/sites/caizheng/")
    for word in ("取消示范点资格", "弄虚作假。", "示公开〔2026〕9号", "示公开〔2026〕4号"):
        assert word in page
    assert "内部检查" not in page
    assert "长期不更新" not in page
    assert "现有示范点 1 个" in text(board, "/sites/")
    assert "Demonstration sites" in text(board, "/sites/", "en")
    for address in ("/sites/none/", "/sites/caizheng/more/", "/sites/minzheng/"):
        assert isinstance(Renderer(board.now).render(address), Missing)


def test_a_change_is_followed_by_its_pages_and_by_no_others(board: Board) -> None:
    rebuild_pages(board.now)
    assert "还没有内容" in stands("/sites/")
    (site,) = named(board, "caizheng")
    assert Job.objects.filter(kind=SITES).count() == 1
    work(board)
    assert "示例县财政局" in stands("/sites/")
    assert "县级政务公开示范点" in stands("/sites/caizheng/")
    assert "/sites/caizheng/" in stands("/unit/caizheng/")
    assert 'href="/sites/"' in stands("/units/")
    happened(board, site, "visit")
    assert not Job.objects.filter(kind=SITES).exists(), "a visit is nothing the public sees"
    board.now += timedelta(days=1)
    sites.void_event(site.history.get(kind="visit").pk, reason="登记错了", by=board.office)
    assert not Job.objects.filter(kind=SITES).exists()
    sites.void_site(site.pk, reason="单位选错", by=board.office)
    work(board)
    assert "还没有内容" in stands("/sites/")
    assert stands("/sites/caizheng/") == ""
    assert "/sites/caizheng/" not in stands("/unit/caizheng/")
    rebuild_pages(board.now)
    assert stands("/sites/caizheng/") == ""
