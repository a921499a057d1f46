"""Feeds of lists: valid from the first day, before anything is in them and after it has gone."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Final
from xml.etree import ElementTree as ET
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from gongkai.disclosure.actions.pages import withdraw_page
from gongkai.disclosure.actions.releasing import publish
from gongkai.disclosure.actions.taking_over import Former, take_over
from gongkai.disclosure.content import Content
from gongkai.disclosure.models import Item
from gongkai.portal.jobs import rebuild_pages, refresh, tree
from gongkai.rules.publishing.availability import RemovalGround
from tests.disclosure.app.office import SAID, Office
from tests.people import NOW, SYSTEM, People

pytestmark = pytest.mark.django_db
SHANGHAI: Final = ZoneInfo("Asia/Shanghai")
ATOM: Final = "{http://www.w3.org/2005/Atom}"
FEEDS: Final = ("/feed.atom", "/unit/minzheng/feed.atom", "/column/budgets/feed.atom")


@pytest.fixture(autouse=True)
def folders(settings: Settings, tmp_path: Path) -> None:
    settings.GONGKAI_PORTAL = tmp_path / "portal"
    settings.GONGKAI_SEARCH = tmp_path / "search"


def data(address: str) -> bytes:
    return (tree().root / "current" / "pages" / address.strip("/")).read_bytes()


def entries(address: str) -> list[str]:
    found = ET.fromstring(data(address)).iter(f"{ATOM}entry")
    return [str(one.findtext(f"{ATOM}title")) for one in found]


@pytest.mark.parametrize("address", FEEDS)
def test_a_list_without_items_has_a_feed_without_entries(people: People, address: str) -> None:
    rebuild_pages(NOW)
    page = tree().page(address)
    assert page is not None
    assert page.media_type == "application/atom+xml"
    feed = ET.fromstring(data(address))
    assert feed.tag == f"{ATOM}feed"
    # What every feed must have (RFC 4287, 4.1.1), and where it stands itself.
    for name in ("id", "title", "updated", "author"):
        assert feed.find(ATOM + name) is not None, name
    assert feed.findtext(f"{ATOM}updated") == "2020-01-01T00:00:00+08:00"
    own = [one.get("href") for one in feed.iter(f"{ATOM}link") if one.get("rel") == "self"]
    assert own
    assert str(own[0]).endswith(address)
    assert entries(address) == []


def test_an_empty_feed_is_the_same_whenever_it_is_made(people: People) -> None:
    rebuild_pages(NOW)
    before = {address: data(address) for address in FEEDS}
    later = rebuild_pages(NOW + timedelta(days=3))
    assert {address: data(address) for address in FEEDS} == before
    assert not set(FEEDS) & set(later.changed)


def test_the_front_of_an_empty_list_leads_to_its_feed(people: People) -> None:
    rebuild_pages(NOW)
    page = (tree().root / "current" / "pages" / "unit" / "minzheng" / "index.html").read_text()
    assert 'href="/unit/minzheng/feed.atom"' in page


def test_a_feed_fills_and_empties_with_its_list(people: People) -> None:
    rebuild_pages(NOW)
    said = Content(title="低保标准公告", body_html="<p>低保标准公告</p>", issued_on=NOW.date())
    (key,) = take_over([Former("minzheng", "budgets", "notice", said, NOW)], by=SYSTEM)
    refresh([key], NOW)
    for address in FEEDS:
        assert entries(address) == ["低保标准公告"]
    withdraw_page(
        Item.objects.get(key=key).pk,
        ground=RemovalGround.ERROR,
        notice="正在核实。",
        reason="数字有误",
        by=SYSTEM,
    )
    refresh([key], NOW)
    for address in FEEDS:
        assert entries(address) == []


def test_what_is_no_list_has_no_feed(people: People) -> None:
    rebuild_pages(NOW)
    for address in ("/unit/none/feed.atom", "/unit/yusuan/feed.atom", "/column/none/feed.atom"):
        assert tree().page(address) is None
        refresh([], NOW, [address])
        assert tree().page(address) is None


def test_the_english_address_of_a_feed_leads_to_it_and_never_to_another_host(
    people: People, client: Client
) -> None:
    answer = client.get("/en/unit/caizheng/feed.atom")
    assert (answer.status_code, answer["Location"]) == (302, "/unit/caizheng/feed.atom")
    assert client.get("/en//unit/caizheng/feed.atom").status_code == 404


def test_the_sitemap_says_of_every_month_when_something_of_it_last_changed(
    people: People,
) -> None:
    office = Office(people)
    office.now = datetime(2026, 1, 5, 9, 0, tzinfo=SHANGHAI)
    said = replace(SAID, issued_on=date(2026, 1, 4))
    january = office.published(said)
    office.wait(days=3)
    office.published(said)
    office.now = datetime(2026, 2, 10, 9, 0, tzinfo=SHANGHAI)
    office.published(said)
    rebuild_pages(NOW)
    assert months() == {
        "2026-02": "2026-02-10T09:00:00+08:00",
        "2026-01": "2026-01-08T09:00:00+08:00",
    }
    office.now = datetime(2026, 2, 20, 9, 0, tzinfo=SHANGHAI)
    again = office.approve(office.submit(office.next_edition(january.item)))
    publish(again.pk, by=office.chief)
    refresh([january.item.key], NOW)
    assert months() == {
        "2026-02": "2026-02-10T09:00:00+08:00",
        "2026-01": "2026-02-20T09:00:00+08:00",
    }


def months() -> dict[str, str]:
    """Return what the index of the sitemap says of each month."""
    found = ET.fromstring(data("/sitemap.xml"))
    name = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    return {
        str(one.findtext(f"{name}loc"))[-11:-4]: str(one.findtext(f"{name}lastmod"))
        for one in found
        if one.findtext(f"{name}lastmod")
    }


def test_the_sitemap_leads_to_lists_in_use_units_and_registers(people: People) -> None:
    office = Office(people)
    rebuild_pages(NOW)
    before = data("/sitemap-pages.xml").decode()
    for address in ("/units/", "/unit/caizheng/", "/unit/caizheng/guide/", "/registers/"):
        assert f"<loc>{address}</loc>" in before
    assert "/column/others/" not in before
    item = office.published().item
    refresh([item.key], NOW)
    assert "<loc>/column/others/</loc>" in data("/sitemap-pages.xml").decode()
    assert "/sitemap-pages.xml" in data("/sitemap.xml").decode()
