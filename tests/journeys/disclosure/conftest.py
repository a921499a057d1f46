"""The whole product with folders and a clock of its own for each journey of disclosure."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from threading import Thread
from urllib.parse import urljoin
from wsgiref.simple_server import make_server

import pytest
from django.conf import settings as of_site
from django.utils import timezone
from playwright.sync_api import Page
from pytest_django import Settings

from gongkai.config.wsgi import office as dynamic
from gongkai.core import outbox
from gongkai.core.models import Job, Person
from gongkai.portal.jobs import rebuild_pages, tree
from gongkai.portal.pages.rendering import Renderer
from gongkai.portal.pages.standing import SIZE_SHEETS
from gongkai.portal.serving import DYNAMIC, TreeApp, portal_first
from tests.disclosure.app.office import MORNING, Office
from tests.journeys.conftest import QuietHandler, ThreadingServer
from tests.journeys.disclosure.looking import Sound
from tests.people import People

Open = Callable[..., Page]


@dataclass
class Clock:
    """The clock of the server and of the worker: it stands still until it is set."""

    at: datetime = MORNING

    def __call__(self) -> datetime:
        return self.at

    def forward(self, **span: float) -> None:
        """Let time pass."""
        self.at += timedelta(**span)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The one clock: 09:00 on 2026-03-02 in Shanghai."""
    made = Clock()
    monkeypatch.setattr(timezone, "now", made)
    return made


@pytest.fixture
def site(settings: Settings, tmp_path: Path) -> Iterator[str]:
    """Address of the product, with an empty portal, index and file store."""
    settings.GONGKAI_PORTAL = tmp_path / "portal"
    settings.GONGKAI_SEARCH = tmp_path / "search"
    settings.GONGKAI_FILES = tmp_path / "files"
    settings.GONGKAI_DATA = tmp_path / "data"
    whole = portal_first(TreeApp(tmp_path / "portal"), dynamic, DYNAMIC)
    server = make_server("127.0.0.1", 0, whole, ThreadingServer, QuietHandler)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@dataclass
class County:
    """The finance bureau of 示例县 at work: its people at one browser, and its worker.

    One window for all who come is how it is done fast; ``size`` is its size.
    """

    open: Open
    enter: Callable[..., str]
    office: Office
    clock: Clock
    size: str = "desktop"
    _keys: dict[tuple[str, str], str] = field(default_factory=dict)
    _page: Page | None = None

    def as_(self, role: str, path: str, *, unit: str = "caizheng") -> Page:
        """Open a page as the one of a unit who has a role, in the one window."""
        return self._go(path, self.key(role, unit))

    def reader(self, path: str) -> Page:
        """Open a page as a citizen, in the one window."""
        return self._go(path, "")

    def _go(self, path: str, session: str) -> Page:
        if self._page is None:
            self._page = self.open(path, size=self.size, session=session)
            return self._page
        self._page.context.clear_cookies()
        if session:
            name, whole = of_site.SESSION_COOKIE_NAME, urljoin(self._page.url, "/")
            cookie = {"name": name, "value": session, "url": whole}
            self._page.context.add_cookies([cookie])  # type: ignore[list-item]
        answer = self._page.goto(path)
        assert answer is not None
        assert answer.status == 200, f"{path}: {answer.status}"
        return self._page

    def key(self, role: str, unit: str = "caizheng") -> str:
        """Return the session of that person, made once."""
        if (role, unit) not in self._keys:
            self._keys[role, unit] = self.enter(self.person(role, unit))
        return self._keys[role, unit]

    def person(self, role: str, unit: str = "caizheng") -> Person:
        """Return that person."""
        return self.office.person(role, unit)

    def work(self) -> None:
        """Run what is due, as the worker does; nothing may fail."""
        self.clock.forward(seconds=1)
        self.office.now = self.clock.at
        outbox.run_due(self.clock.at)
        assert [job.last_error for job in Job.objects.exclude(last_error="")] == []

    def rebuild(self) -> None:
        """Make all public pages, as each night."""
        rebuild_pages(self.clock.at)

    def style(self) -> None:
        """Make of the pages that are the same in every county only the style sheets."""
        tree().refresh((), Renderer(self.clock.at).render, SIZE_SHEETS)


@pytest.fixture
def county(clock: Clock, new_page: Open, entered: Callable[..., str], people: People) -> County:
    """The bureau, with nothing published yet."""
    return County(new_page, entered, Office(people), clock)


@pytest.fixture
def sound(axe: Callable[[Page], list[str]], overflowing: Callable[[Page], list[str]]) -> Sound:
    """Return the check every screen passes."""
    return Sound(axe, overflowing)
