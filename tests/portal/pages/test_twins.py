"""Every page says the same as JSON beside it; every list is had as CSV and as an Excel file."""

import json
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from django.core.cache import cache
from django.test import Client
from pytest_django.fixtures import Settings

from gongkai.assessment.actions import approving, setting_up
from gongkai.core.models import Body, BodyKind
from gongkai.disclosure.actions.releasing import publish
from gongkai.portal.jobs import rebuild_pages, tree
from gongkai.portal.pages.rendering import Renderer
from gongkai.portal.searching.indexing import rebuild_index
from gongkai.portal.tree import Rendered
from tests.api.test_files import body
from tests.assessment.app.board import Board, fresh
from tests.assessment.app.sites.life import named
from tests.assessment.app.test_approving import approved, scored
from tests.disclosure.app.office import Office
from tests.people import NOW, People
from tests.portal.pages.standing_pages import folders

pytestmark = pytest.mark.django_db
__all__ = ["folders"]

_LINK = re.compile(r'<link rel="alternate" type="application/json" href="([^"]+)">')
_FILE = re.compile(r'href="(/api/[^"]+\.(?:csv|xlsx)[^"]*)"')
WITHOUT = frozenset({"/404.html", "/410.html"})
"""Pages that stand for none."""
LISTS = ("/units/", "/catalogue/", "/registers/", "/sites/", "/results/", "/column/others/")


def pages() -> Iterator[tuple[str, str]]:
    """Yield address and text of every page that stands on disk."""
    root = tree().root / "current" / "pages"
    for path in sorted(root.rglob("*.html")):
        address = "/" + str(path.relative_to(root)).removesuffix("index.html")
        yield address, path.read_text(encoding="utf-8")


def answered(address: str) -> bytes:
    """Return what stands at an address, in the tree or in the interface."""
    if address.startswith("/api/"):
        answer = Client().get(address)
        assert answer.status_code == 200, address
        return body(answer) if answer.streaming else answer.content
    return (tree().root / "current" / "pages" / address.strip("/")).read_bytes()


@pytest.fixture
def whole(people: People, folders: None) -> Board:
    """A portal with items of two editions, a site, and a result that is public."""
    del folders
    office, board = Office(people), Board(people)
    item = office.published().item
    publish(office.approve(office.submit(office.next_edition(item))).pk, by=office.chief)
    round_ = scored(board)
    setting_up.set_public(round_.pk, is_public=True, by=board.office)
    approved(board, fresh(round_))
    approving.announce(round_.pk, by=board.office)
    named(board, "caizheng")
    rebuild_pages(board.now)
    return board


def test_every_page_leads_to_the_same_as_json(whole: Board) -> None:
    del whole
    twins: dict[str, str] = {}
    for address, text in pages():
        found = _LINK.findall(text)
        assert len(found) == (address not in WITHOUT), address
        twins.update((address, unescape(one)) for one in found)
    kinds = ("/guide/", "/about/", "/request/", "/units/", "/unit/minzheng/guide/")
    assert set(kinds) <= set(twins)
    assert any(re.fullmatch(r"/item/\w+/history/", address) for address in twins)
    assert any(re.fullmatch(r"/unit/caizheng/\d{4}-\d\d/", address) for address in twins)
    for twin in sorted(set(twins.values())):
        cache.clear()  # how often one may ask is limited
        assert json.loads(answered(twin)), twin


def test_every_list_is_had_as_both_kinds_of_file(whole: Board) -> None:
    del whole
    files: set[str] = set()
    for address, text in pages():
        found = {unescape(one) for one in _FILE.findall(text)}
        is_list = address in LISTS or re.fullmatch(r"/(unit|column)/[^/]+/(\d{4}.*/)?", address)
        if is_list:
            assert sorted(one.partition("?")[0][-4:] for one in found) == [".csv", "xlsx"], address
        files |= found
    for file in {
        re.sub(r"(register|result)s/[^.]+|=[^&]+", "", one): one for one in files
    }.values():
        cache.clear()
        assert answered(file), file


def test_a_month_as_data_is_the_month_of_the_page(whole: Board) -> None:
    del whole
    found = {address: text for address, text in pages() if "/column/others/20" in address}
    (month,) = (one for one in found if "-" in one)
    (twin,) = _LINK.findall(found[month])
    items = json.loads(answered(unescape(twin)))["items"]
    assert [one["url"] for one in items] == re.findall(r'href="(/item/[^"]+)"', found[month])


def test_a_page_that_explains_says_on_both_what_it_is_made_of(people: People) -> None:
    Body.objects.create(
        unit=people.unit("minzheng"),
        kind=BodyKind.WORKING_BODY,
        name="示例县民政局政务公开股",
        since=NOW.date(),
    )
    page, twin = (
        Renderer(NOW).render(f"/unit/minzheng/guide/{name}") for name in ("", "page.json")
    )
    assert isinstance(page, Rendered)
    assert isinstance(twin, Rendered)
    assert page.depends == twin.depends == {"unit:minzheng"}
    said = json.loads(bytes(twin.content))  # type: ignore[arg-type]
    assert said["unit"] == {"code": "minzheng", "name": "示例县民政局"}
    text = bytes(page.content).decode()  # type: ignore[arg-type]
    for section in said["sections"]:
        words = [section["title"], *section["text"], *section["points"]]
        words += [one["value"] for one in section["facts"]]
        words += [one["url"] for one in section["links"]]
        words += [link["url"] for group in section["groups"] for link in group["links"]]
        assert words
        assert all(one in text for one in words)
    assert {"name": "工作机构", "value": "示例县民政局政务公开股"} in said["sections"][3]["facts"]


@pytest.mark.parametrize(
    ("asked", "twin"),
    [
        ("", "/api/search"),
        ("?q=农资&kind=notice&validity=all", "/api/search?q=农资&type=notice&validity=all"),
        ("?unit=caizheng&unit=minzheng", ""),
    ],
)
def test_a_search_is_had_as_data_where_data_can_be_asked_so(
    people: People, settings: Settings, tmp_path: Path, asked: str, twin: str
) -> None:
    del people
    settings.GONGKAI_SEARCH = tmp_path / "search"
    rebuild_index(NOW.date())
    text = Client().get(f"/search/{asked}").content.decode()
    found = [unescape(one) for one in _LINK.findall(text)]
    assert len(found) == bool(twin)
    for one in found:
        assert Client().get(one).json()["q"] == ("农资" if "q=" in asked else "")
        assert one.count("&") == twin.count("&")
