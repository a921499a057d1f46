"""Units renamed, moved, ended, merged: the public reads it as soon as the worker has been there."""

import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Final

import pytest
from django.db import transaction
from pytest_django.fixtures import Settings

from gongkai.core.actions.bodies import BodyDraft, create_body
from gongkai.core.actions.reforms import end_unit, merge_units
from gongkai.core.actions.units import NewUnit, create_unit, edit_unit, move_unit, rename_unit
from gongkai.core.models import Job, JobState, Unit
from gongkai.core.worker import Worker
from gongkai.disclosure.actions.taking_over import Former, take_over
from gongkai.disclosure.content import Content
from gongkai.disclosure.models import Item
from gongkai.portal import reorganising
from gongkai.portal.jobs import rebuild_pages, tree
from gongkai.portal.searching.views import the_index
from gongkai.search import search
from tests.assessment.app.board import Board
from tests.assessment.app.sites.life import NOTICE, named
from tests.people import NOW, SYSTEM, People

pytestmark = pytest.mark.django_db(transaction=True)
TODAY: Final = NOW.date()
OLD, NEW = "示例县财政局", "示例县财政和国资局"


@pytest.fixture
def county(people: People, settings: Settings, tmp_path: Path) -> People:
    """The county with an item of the bureau and one of its section, all pages made."""
    settings.GONGKAI_PORTAL = tmp_path / "portal"
    settings.GONGKAI_SEARCH = tmp_path / "search"
    published("caizheng", "预算公告", "yusuan", "股室公告")
    work()
    return people


def published(*pairs: str) -> tuple[str, ...]:
    """Take over one published item for each pair of unit and title."""
    at = NOW - timedelta(days=40)
    rows = []
    for unit, title in zip(pairs[::2], pairs[1::2], strict=True):
        said = Content(title=title, body_html=f"<p>{title}</p>")
        rows.append(Former(unit, "budgets", "notice", said, at))
    return take_over(rows, by=SYSTEM)


def work() -> list[str]:
    """Let the worker do all there is; return which kinds of jobs it has done."""
    before = set(Job.objects.values_list("pk", flat=True).filter(state=JobState.DONE))
    Worker(name="test", clock=lambda: NOW).run(until_idle=True)
    assert not Job.objects.exclude(state=JobState.DONE).exclude(run_at__gt=NOW).exists()
    return sorted(
        Job.objects.filter(state=JobState.DONE)
        .exclude(pk__in=before)
        .values_list("kind", flat=True)
    )


def text(address: str) -> str:
    root = tree().root / "current" / "pages"
    path = root / address.strip("/")
    path = path / "index.html" if address.endswith("/") else path
    return path.read_text(encoding="utf-8")


def left_to_rebuild() -> list[str]:
    """Return what a full rebuild still adds, removes or changes."""
    made = rebuild_pages(NOW)
    return [*made.added, *made.removed, *made.changed]


def test_a_new_name_stands_everywhere_without_a_rebuild(county: People) -> None:
    key = Item.objects.get(unit__code="caizheng").key
    assert OLD in text(f"/item/{key}/")
    rename_unit(county.unit("caizheng").pk, name=NEW, on=TODAY, by=SYSTEM)
    assert "portal.rebuild" not in work()
    for address in (f"/item/{key}/", "/unit/caizheng/", "/units/", "/column/budgets/2026-01/"):
        assert NEW in text(address), address
        # The section keeps a name of its own, which begins with the old one.
        assert OLD not in text(address).replace(f"{OLD}预算股", ""), address
    found = search(the_index(), "预算公告", levels=["public"])
    assert found.hits[0].document.unit.name == NEW
    inner = search(the_index(), "股室公告", levels=["public"])
    assert [one.name for one in inner.hits[0].document.unit_path][-1] == NEW
    assert left_to_rebuild() == []


def test_a_new_name_stands_where_a_unit_is_a_site_and_in_registers(county: People) -> None:
    board = Board(county, NOW)
    named(board, "caizheng", said=replace(NOTICE, on=TODAY))
    said = Content(title="记账许可", details={"name": "记账许可"})
    take_over([Former("caizheng", "five.management.powers", "power_list", said, NOW)], by=SYSTEM)
    rebuild_pages(NOW)
    rename_unit(county.unit("caizheng").pk, name=NEW, on=TODAY, by=SYSTEM)
    work()
    for address in ("/sites/", "/sites/caizheng/", "/registers/power-list/"):
        assert OLD not in text(address), address
    assert NEW in text("/registers/power-list/caizheng/")
    assert left_to_rebuild() == []


def test_the_government_s_new_name_stands_on_every_page(county: People) -> None:
    rename_unit(county.unit("xian").pk, name="示例市人民政府", on=TODAY, by=SYSTEM)
    work()
    for address in ("/", "/about/", "/unit/minzheng/", "/column/budgets/"):
        assert "示例市人民政府" in text(address), address
    assert left_to_rebuild() == []


def test_what_is_said_of_a_unit_is_shown_at_once(county: People) -> None:
    edit_unit(county.unit("minzheng").pk, {"phone": "0000-1234567"}, by=SYSTEM)
    done = work()
    assert done == ["portal.unit"], "no item is touched"
    assert "0000-1234567" in text("/unit/minzheng/guide/")
    assert "0000-1234567" in text("/unit/minzheng/guide/page.json")
    body = BodyDraft("working_body", "示例县民政局政务公开股")
    create_body(county.unit("minzheng").pk, body, since=TODAY, by=SYSTEM)
    work()
    assert "示例县民政局政务公开股" in text("/unit/minzheng/guide/")
    assert left_to_rebuild() == []


def test_a_new_unit_has_its_page(county: People) -> None:
    new = NewUnit("wenlv", "示例县文化和旅游局", "bureau", "county", TODAY)
    create_unit(new, parent_id=county.unit("xian").pk, by=SYSTEM)
    work()
    assert "示例县文化和旅游局" in text("/unit/wenlv/")
    assert "示例县文化和旅游局" in text("/units/")
    assert left_to_rebuild() == []


def test_a_section_that_moves_takes_its_items_along(county: People) -> None:
    assert "股室公告" in text("/unit/caizheng/")
    section, bureau = county.unit("yusuan"), county.unit("minzheng")
    move_unit(section.pk, parent_id=bureau.pk, on=TODAY, by=SYSTEM)
    work()
    assert "股室公告" not in text("/unit/caizheng/")
    for address in ("/unit/minzheng/", "/unit/minzheng/2026-01/"):
        assert "股室公告" in text(address)
    assert left_to_rebuild() == []


def test_what_a_unit_that_ended_published_stays_on_its_page(county: People) -> None:
    merge_units(
        [county.unit("caizheng").pk], into_id=county.unit("minzheng").pk, on=TODAY, by=SYSTEM
    )
    work()
    page = text("/unit/caizheng/")
    assert "预算公告" in page
    assert "本单位已于 2026年3月2日 撤销" in page
    assert re.search(r'href="/unit/minzheng/"[^>]*>职责由示例县民政局承接<', page)
    assert "/unit/caizheng/guide/" not in page
    assert tree().page("/unit/caizheng/guide/") is None
    assert tree().page("/unit/caizheng/guide/page.json") is None
    assert OLD not in text("/units/")
    assert "股室公告" in text("/unit/minzheng/"), "the section went over"
    assert left_to_rebuild() == []


def test_a_unit_that_ended_without_a_word_has_no_page(county: People) -> None:
    assert tree().page("/unit/qingshan-dongcun/") is not None
    end_unit(county.unit("qingshan-dongcun").pk, on=TODAY, by=SYSTEM)
    work()
    for address in ("/unit/qingshan-dongcun/", "/unit/qingshan-dongcun/feed.atom"):
        assert tree().page(address) is None
    assert left_to_rebuild() == []


def test_many_items_follow_in_portions(county: People, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reorganising, "PORTION", 2)
    keys = published(*(word for n in range(5) for word in ("minzheng", f"第{n}期公告")))
    work()
    rename_unit(county.unit("minzheng").pk, name="示例县民生局", on=TODAY, by=SYSTEM)
    done = work()
    assert (done.count("portal.refresh"), done.count("search.index")) == (3, 3)
    for key in keys:
        assert "示例县民生局" in text(f"/item/{key}/")


def test_what_is_taken_back_leaves_no_job(county: People) -> None:
    class TakenBackError(Exception):
        pass

    def rename() -> None:
        with transaction.atomic():
            rename_unit(county.unit("caizheng").pk, name=NEW, on=TODAY, by=SYSTEM)
            assert Job.objects.filter(kind=reorganising.UNIT, state=JobState.QUEUED).exists()
            raise TakenBackError

    with pytest.raises(TakenBackError):
        rename()
    assert not Job.objects.filter(kind=reorganising.UNIT, state=JobState.QUEUED).exists()
    assert Unit.objects.get(code="caizheng").name == OLD
