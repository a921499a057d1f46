"""What every test may use: the demo county, people who sign in, and the system's Chromium."""

import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connections
from django.db.backends.base.operations import BaseDatabaseOperations
from django.test import Client
from hypothesis import settings as hypothesis_settings
from playwright.sync_api import Browser, sync_playwright

from gongkai.assessment.demo import write_demo
from gongkai.core.models import Person
from tests.people import People, sign_in

# The same examples on every run of CI, so that a red run is about the change; on a developer's
# machine new ones each time, so that they keep searching.
hypothesis_settings.register_profile("steady", derandomize=True, deadline=None)
hypothesis_settings.register_profile("searching", deadline=None)
hypothesis_settings.load_profile("steady" if os.environ.get("CI") else "searching")

# Playwright keeps an event loop in the thread of the tests; the tests themselves are synchronous.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    tmp_path_factory: pytest.TempPathFactory, django_db_modify_db_settings: None
) -> None:
    """Keep the tests' SQLite in a file, as in production: the threads of a server share it."""
    del django_db_modify_db_settings
    database = connections["default"]
    if database.vendor == "sqlite":
        name = str(tmp_path_factory.mktemp("database") / "test.sqlite3")
        database.settings_dict["TEST"]["NAME"] = name


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None) -> None:
    """Let a test's database be emptied, although it keeps every event and every signature.

    Set at the class: under Playwright's event loop Django makes a connection of its own.
    """
    del django_db_setup
    connection = connections["default"]
    operations = type(connection.ops)
    flush = operations.execute_sql_flush
    kept = [
        import_module("gongkai.core.migrations.0002_events_append_only"),
        import_module("gongkai.disclosure.migrations.0002_signatures_append_only"),
    ]
    undone = [one for triggers in kept for one in triggers.UNDO[connection.vendor]]
    made = [one for triggers in kept for one in getattr(triggers, connection.vendor.upper())]

    def emptied(self: BaseDatabaseOperations, sql_list: Iterable[str]) -> None:
        with self.connection.cursor() as cursor:
            for statement in undone:
                cursor.execute(statement)
            flush(self, sql_list)
            for statement in made:
                cursor.execute(statement)

    operations.execute_sql_flush = emptied  # type: ignore[method-assign]


@pytest.fixture
def people(db: None) -> People:
    """The units of 示例县 and persons with roles: ``people("clerk", unit="caizheng")``."""
    del db
    return People()


@pytest.fixture
def signed_in(people: People) -> Callable[..., Client]:
    """Return ``signed_in(person)`` or ``signed_in("clerk", unit="caizheng")``: their client."""

    def open_session(who: Person | str, *roles: str, **about: str) -> Client:
        person = who if isinstance(who, Person) else people(who, *roles, **about)
        client = Client(HTTP_HOST="127.0.0.1")
        sign_in(client, person)
        return client

    return open_session


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of the demo county."""
    data = tmp_path_factory.mktemp("demo")
    write_demo(data)
    return data


@pytest.fixture(scope="session")
def demo_site(demo: Path) -> Iterator[Path]:
    """The demo county as the data of the running product."""
    before = settings.GONGKAI_DATA
    settings.GONGKAI_DATA = demo
    yield demo
    settings.GONGKAI_DATA = before


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    program = shutil.which("chromium") or shutil.which("google-chrome")
    if program is None:
        pytest.skip("没有找到 Chromium：请安装系统软件包 chromium（no Chromium on this machine）")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield chromium
        chromium.close()
