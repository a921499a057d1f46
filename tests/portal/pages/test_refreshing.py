"""Pages that follow what is published: no more of them than need be, and every one that must."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from gongkai.core.access import Viewer
from gongkai.core.actions import acting
from gongkai.core.models import Job
from gongkai.disclosure.actions.taking_over import Former, take_over
from gongkai.disclosure.content import Content
from gongkai.disclosure.models import Item
from gongkai.disclosure.queries.listed import turning_on
from gongkai.portal.jobs import INDEX, PAGES, on_change, rebuild_pages, refresh, tree
from gongkai.portal.searching.indexing import index_items, rebuild_index
from gongkai.portal.searching.views import the_index
from gongkai.portal.tree import Report
from gongkai.search import search
from tests.people import NOW, SYSTEM, People

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folders(settings: Settings, tmp_path: Path) -> None:
    settings.GONGKAI_PORTAL = tmp_path / "portal"
    settings.GONGKAI_SEARCH = tmp_path / "search"


def former(title: str, days_ago: int, **said: object) -> Former:
    at = NOW - timedelta(days=days_ago)
    kind = "normative" if said else "notice"
    content = Content(title=title, body_html=f"<p>{title}</p>", issued_on=at.date(), **said)  # type: ignore[arg-type]
    return Former("caizheng", "budgets", kind, content, at)


def archive(count: int, by: Viewer = SYSTEM) -> tuple[str, ...]:
    return take_over([former(f"第{n}期收支公告", 40 * n + 1) for n in range(count)], by=by)


def text(address: str) -> str:
    root = tree().root / "current" / "pages"
    name = address.strip("/")
    path = root / name / "index.html" if address.endswith("/") else root / name
    return path.read_text(encoding="utf-8")


def test_a_publication_touches_as_many_pages_in_a_large_archive_as_in_a_small_one(
    people: People,
) -> None:
    archive(3)
    rebuild_pages(NOW)
    few = refresh(take_over([former("新公告", 0)], by=SYSTEM), NOW)
    archive(40)
    rebuild_pages(NOW)
    many = refresh(take_over([former("又一公告", 0)], by=SYSTEM), NOW)
    assert len(many.written) <= len(few.written) + 2
    assert "又一公告" in text("/unit/caizheng/")
    assert "又一公告" in text("/column/budgets/2026-03/")


def test_what_a_refresh_leaves_is_what_a_rebuild_makes(people: People) -> None:
    archive(5)
    rebuild_pages(NOW)
    refresh(take_over([former("新公告", 0)], by=SYSTEM), NOW)
    again = rebuild_pages(NOW)
    assert (again.added, again.removed) == ((), ())
    # What says when it was made (the index of the sitemap) may differ in nothing at this moment.
    assert again.changed == ()


def test_a_document_that_lapses_overnight_says_so_in_the_morning(people: People) -> None:
    last = NOW.date()
    (key,) = take_over(
        [former("会计监督办法", 30, effective_on=date(2026, 2, 1), expires_on=last)], by=SYSTEM
    )
    rebuild_pages(NOW)
    rebuild_index(last)
    assert "已失效" not in text(f"/item/{key}/")
    morning = NOW + timedelta(days=1)
    assert turning_on(morning.date()) == (key,)
    refresh([key], morning)
    index_items([key], morning.date())
    assert "已失效" in text(f"/item/{key}/")
    found = search(the_index(), "会计监督", levels=["public"])
    assert (found.total, found.ended) == (0, 1)


def test_pages_of_sections_stand_with_their_bureau(people: People) -> None:
    one = former("预算股公告", 3)
    inner = Former("yusuan", one.category, one.content_type, one.said, one.published_at)
    take_over([inner], by=SYSTEM)
    rebuild_pages(NOW)
    assert "预算股公告" in text("/unit/caizheng/")
    assert tree().page("/unit/yusuan/") is None


def test_changes_of_one_moment_that_share_an_item_are_all_remembered(db: None) -> None:
    with acting(SYSTEM) as act:
        act.permit("nothing is asked of anybody here")
        act.unchanged()
        on_change(act, frozenset({"item:a", "item:b", "unit:caizheng"}))
        on_change(act, frozenset({"item:a", "item:c", "unit:caizheng"}))
    for kind in (PAGES, INDEX):
        waiting = Job.objects.filter(kind=kind)
        assert {key for one in waiting for key in one.payload["items"]} == {"a", "b", "c"}


def told(*keys: str) -> Report:
    """Have a change told as an action tells it, and do what the portal asked for."""
    with acting(SYSTEM) as act:
        act.permit("nothing is asked of anybody here")
        act.unchanged()
        on_change(act, frozenset(keys))
    job = Job.objects.filter(kind=PAGES).latest("pk")
    return refresh(
        job.payload["items"], NOW, job.payload.get("keys", ()), job.payload.get("columns", ())
    )


def test_years_of_archive_are_left_alone_by_a_publication(people: People) -> None:
    archive(40)
    rebuild_pages(NOW)
    (key,) = take_over([former("新公告", 0)], by=SYSTEM)
    report = told(f"item:{key}", "unit:caizheng", "column:budgets")
    assert "新公告" in text("/unit/caizheng/")
    touched = {*report.written, *report.same}
    assert len(touched) < 20
    assert "/unit/caizheng/2024-01/" not in touched


def test_an_item_filed_elsewhere_leaves_every_page_of_its_old_column(people: People) -> None:
    archive(3)
    rebuild_pages(NOW)
    (key,) = take_over([former("新公告", 0)], by=SYSTEM)
    told(f"item:{key}", "unit:caizheng", "column:budgets")
    assert "新公告" in text("/column/budgets/2026-03/")
    Item.objects.filter(key=key).update(category="plans")
    told(f"item:{key}", "unit:caizheng", "column:plans", "column:budgets")
    assert "新公告" in text("/column/plans/2026-03/")
    again = rebuild_pages(NOW)
    assert (again.added, again.removed, again.changed) == ((), (), ())
