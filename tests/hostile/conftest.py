"""A county at work on everything at once, and everybody who works in it."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from gongkai.assessment import current
from gongkai.core.models import Assignment, Person, Unit
from gongkai.demo.county import make_county
from tests.assessment.app.asking import Asking
from tests.assessment.app.board import NOVEMBER, Board
from tests.assessment.app.judging.bench import Bench
from tests.assessment.app.spot.checking import Checking
from tests.hostile.walking import STARTS, Walk
from tests.people import People, sign_in
from tests.planted import planted

_CODES = {"caizheng": "ju-caizheng", "minzheng": "ju-minzheng", "qingshan": "xiang-qingshan"}


class CountyPeople(People):
    """People of the units that are there already, by the names the tests know them by."""

    def __post_init__(self) -> None:
        """Know every unit of the county."""
        self.units = {unit.code: unit for unit in Unit.objects.all()}
        self.units |= {known: self.units[code] for known, code in _CODES.items()}


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the county keeps its files, whichever test has its rows."""
    return tmp_path_factory.mktemp("county")


@pytest.fixture
def county(
    db: None, settings: Settings, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> dict[str, Client]:
    """One person of every role, signed in, and nobody under ""; work of every kind is under way."""
    del db
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.GONGKAI_DATA, settings.GONGKAI_FILES = folder / "data", folder / "files"
    cache.clear()
    current.forget()
    monkeypatch.setattr(timezone, "now", lambda: NOVEMBER)
    planted("a county at work", _at_work)
    # The last made have most to do: they are those of the rounds under way.
    roles = Assignment.objects.order_by("pk").values_list("role__code", "person")
    persons = Person.objects.in_bulk({*dict(roles).values(), *dict(reversed(roles)).values()})
    return {one.username: _client(one) for one in persons.values()} | {"": _anybody()}


def _at_work() -> None:
    make_county(NOVEMBER)
    board = Board(CountyPeople())
    Asking.held(board)
    Checking.begun(board)
    Bench.set_up(board)
    board.prepared("xian-kaohe")


@pytest.fixture
def walks(county: dict[str, Client]) -> dict[str, Walk]:
    """What everybody of the county finds by following links; found once, the county is the same."""
    at = str(sorted(Unit.objects.values_list("pk", "code"))), str(sorted(county))
    if at not in _walked:
        by_all = Counter[str]()
        _walked[at] = {name: Walk(client, by_all=by_all) for name, client in county.items()}
        for one in _walked[at].values():
            one.through(STARTS)
    return {name: replace(one, client=county[name]) for name, one in _walked[at].items()}


_walked: dict[tuple[str, str], dict[str, Walk]] = {}


def _client(person: Person) -> Client:
    client = _anybody()
    sign_in(client, person)
    return client


def _anybody() -> Client:
    return Client(HTTP_HOST="127.0.0.1", raise_request_exception=False)
