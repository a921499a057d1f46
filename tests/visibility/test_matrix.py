"""Every level × every outlet: what is for nobody else's eyes is in nobody else's hands."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Final

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from gongkai.core import outbox
from gongkai.core.models import Job, Person
from gongkai.disclosure.actions import delivering
from gongkai.disclosure.models import Item, OutgoingKind
from tests.disclosure.app.office import Office
from tests.people import People
from tests.visibility.outlets import (
    OPEN,
    Outlet,
    Seen,
    api_item,
    english,
    handed_on,
    item_page,
    own_unit,
    parts_in,
    sitemap,
)
from tests.visibility.planted import LEVELS
from tests.visibility.reading import Cache, served

pytestmark = pytest.mark.django_db(transaction=True)

_NOTICE: Final = frozenset({"title", "notice"})
_HANDED: Final = OPEN[handed_on]
EXCEPT: Final[dict[tuple[str, Outlet], frozenset[str]]] = {
    # A page that was taken down says so, and what it was.
    ("withdrawn", item_page): _NOTICE,
    ("withdrawn", english): _NOTICE,
    ("withdrawn", api_item): frozenset({"notice"}),
    ("changed", item_page): frozenset({"notice"}),
    ("changed", english): frozenset({"notice"}),
    ("changed", api_item): frozenset({"notice"}),
    # What was handed to another system while it was public is that system's own.
    **{
        (level, handed_on): _HANDED
        for level in ("superseded", "withdrawn", "redirected", "gone", "changed")
    },
}


@dataclass
class World:
    """The bureau, the server, and a reader's cache that has looked at everything before."""

    office: Office
    cache: Cache
    stranger: str
    own: str

    def work(self) -> None:
        """Let the worker do what is due."""
        outbox.run_due(self.office.now + timedelta(seconds=30))
        assert [job.last_error for job in Job.objects.exclude(last_error="")] == []

    def seen(self, item: Item) -> Seen:
        inside = Person.objects.filter(unit__code__in=("caizheng", "xian"))
        ids = frozenset(inside.values_list("pk", flat=True))
        return Seen(self.cache, item, self.stranger, self.own, ids)


@pytest.fixture
def world(
    people: People, settings: Settings, tmp_path: Path, signed_in: Callable[..., Client]
) -> Iterator[World]:
    settings.GONGKAI_DATA = tmp_path / "data"
    settings.GONGKAI_FILES = tmp_path / "files"
    settings.GONGKAI_PORTAL = tmp_path / "portal"
    settings.GONGKAI_SEARCH = tmp_path / "search"
    office = Office(people)
    for kind, address in ((OutgoingKind.FOLDER, "dang-an"), (OutgoingKind.FEED, "dingyue")):
        delivering.add_outgoing(
            people.unit("xian").pk,
            title="市级平台",
            kind=kind,
            address=address,
            by=office.viewer("openness_office", "xian"),
        )
    stranger = signed_in("clerk", unit="minzheng")
    own = signed_in(office.person("clerk"))
    with served() as port:
        yield World(office, Cache(port), _cookie(stranger), _cookie(own))


def _cookie(client: Client) -> str:
    return f"sessionid={client.cookies['sessionid'].value}"


def arranged(world: World, level: str) -> Seen:
    """Bring an item to a level, with everything read beforehand while it was public."""
    made: list[Item] = []

    def look() -> None:
        world.work()
        item = Item.objects.latest("pk")
        for outlet in OPEN:
            outlet(world.seen(item))
        made.append(item)

    item = LEVELS[level](world.office, look)
    world.office.wait(minutes=1)
    world.work()
    return world.seen(Item.objects.get(pk=item.pk))


@pytest.mark.parametrize("level", LEVELS)
def test_words_stand_where_they_may_and_nowhere_else(world: World, level: str) -> None:
    seen = arranged(world, level)
    found = {outlet.__name__: parts_in(outlet(seen)) for outlet in OPEN}
    expected = {
        outlet.__name__: EXCEPT.get((level, outlet), shown if level == "live" else frozenset())
        for outlet, shown in OPEN.items()
    }
    assert found == expected
    assert "title" in parts_in(own_unit(seen))  # the office itself does see it: the words are there


@pytest.mark.parametrize("level", LEVELS)
def test_the_address_is_named_only_while_the_page_is_live(world: World, level: str) -> None:
    seen = arranged(world, level)
    is_live = level in {"live", "superseded", "new_edition"}
    assert (seen.item.key.encode() in sitemap(seen)) is is_live
    for path in ("/", "/feed.atom", "/api/items", "/api/items.csv", "/search/", "/en/"):
        assert (seen.item.key.encode() in seen.pages(path)) is is_live, path
