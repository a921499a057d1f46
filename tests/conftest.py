"""What every test may use: the demo county, people who sign in, and the system's Chromium."""

import gc
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.operations import BaseDatabaseOperations
from django.http.response import HttpResponseBase
from django.test import Client
from hypothesis import settings as hypothesis_settings
from playwright.sync_api import Browser, sync_playwright

from gongkai.assessment import current
from gongkai.assessment.demo import write_demo
from gongkai.core.models import Person
from tests.migrated import migrated_database, migrated_template, server_of
from tests.people import People, sign_in
from tests.shown import forms_without_token

# The same examples on every run of CI, so that a red run is about the change; on a developer's
# machine new ones each time, so that they keep searching.
hypothesis_settings.register_profile("steady", derandomize=True, deadline=None)
hypothesis_settings.register_profile("searching", deadline=None)
hypothesis_settings.load_profile("steady" if os.environ.get("CI") else "searching")

# Playwright keeps an event loop in the thread of the tests; the tests themselves are synchronous.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")

# Other processes take part: browsers, workers, servers, each with its bad moments.
LIVELY = ("journeys", "failures", "portal/serving", "core/test_worker.py", "core/test_wake.py")
# Without a window of its own Chromium draws the same pages for a third of the work.
BROWSERS = ("chromium-headless-shell", "chromium", "google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run a test with other processes once more where it failed.

    It is named at the end of the run (``R``), and fails when it fails again.
    """
    here = Path(__file__).parent
    lively = tuple(here / name for name in LIVELY)
    for item in items:
        if any(item.path.is_relative_to(one) for one in lively):
            item.add_marker(pytest.mark.flaky(reruns=1))


def pytest_collection_finish() -> None:
    """Leave what is there now out of every later search for garbage: a sixth of the whole run."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


def pytest_unconfigure() -> None:
    """Let libraries that count what is left at the end find nothing."""
    gc.unfreeze()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    tmp_path_factory: pytest.TempPathFactory, django_db_modify_db_settings: None
) -> None:
    """Keep the tests' SQLite in a file, as in production: the threads of a server share it.

    A copy of one that was migrated before: migrating takes longer than many a test.
    """
    del django_db_modify_db_settings
    database = connections["default"]
    if database.vendor == "sqlite":
        own = tmp_path_factory.mktemp("database") / "test.sqlite3"
        shutil.copyfile(migrated_database(), own)
        database.settings_dict["TEST"]["NAME"] = str(own)
        # A test's rows need not outlast the power; everything else is as in production.
        options = database.settings_dict["OPTIONS"]
        options["init_command"] = options["init_command"].replace("=FULL", "=OFF")
    else:
        database.settings_dict["OPTIONS"]["options"] = "-c synchronous_commit=off"
        template = migrated_template(server_of(database.settings_dict))
        database.settings_dict["TEST"]["TEMPLATE"] = template


@pytest.fixture(scope="session", autouse=True)
def forms_carry_their_token() -> Iterator[None]:
    """Look at every page a test is shown: the client of tests takes posts without a token."""
    shown = Client.request

    def request(self: Client, **about: object) -> HttpResponseBase:
        response = shown(self, **about)
        assert forms_without_token(response) == []
        return response

    Client.request = request  # type: ignore[method-assign, assignment]
    yield
    Client.request = shown  # type: ignore[method-assign]


@pytest.fixture(autouse=True)
def nobody_counted() -> None:
    """Begin each test as if nobody had asked for anything yet."""
    cache.clear()


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """Whether the tests' database is there already; the folder of the tests goes with them."""
    return connections["default"].vendor == "sqlite"


def deleting(connection: BaseDatabaseWrapper) -> list[str]:
    """Return statements that empty the tables that have rows; references are looked at last."""
    tables = [connection.ops.quote_name(one) for one in connection.introspection.table_names()]
    asked = " UNION ALL ".join(
        f"SELECT '{one}' WHERE EXISTS (SELECT 1 FROM {one})"
        for one in tables
        if one != '"django_migrations"'
    )
    with connection.cursor() as cursor:
        cursor.execute(asked)
        return [f"DELETE FROM {table}" for (table,) in cursor.fetchall()]


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
        if self.connection.vendor == "postgresql":
            # Truncating every table takes seconds; hardly any has rows, and few.
            sql_list = deleting(self.connection)
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


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    """Rows of a test may have the numbers of another test's: what is kept by number is dropped."""
    current.forget()


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
    found = (shutil.which(name) for name in BROWSERS)
    program = next((each for each in found if each), None)
    if program is None:
        pytest.skip("没有找到 Chromium：请安装系统软件包 chromium（no Chromium on this machine）")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield chromium
        chromium.close()
