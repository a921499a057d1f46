"""A real server and the system's Chromium for journeys.

``new_page`` opens pages of a given size, with or without scripts, in large type or not, signed in
or not (``session=entered("clerk", unit="caizheng")``); at the
end of a test every page must have been free of console errors, refused resources and failed
requests, so each journey also proves that the content security policy fits the pages. A test that
provokes a trouble names it with ``new_page.allow``.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from socketserver import ThreadingMixIn
from threading import Thread
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Response,
    ViewportSize,
    expect,
)

from gongkai.config.wsgi import application
from gongkai.core.models import Person
from gongkai.ui.preferences import LARGE, TEXT_SIZE_COOKIE
from tests.people import People, sign_in

# A loaded machine is slow, not wrong (milliseconds).
PATIENCE = 60_000
expect.set_options(timeout=PATIENCE)

ROOT = Path(__file__).parents[2]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]
# What is wrong alone leaves the page: told of every rule and element, the rest takes half as long
# again as the finding.
AXE_LINES = """async ({values}) => {
  const options = {runOnly: {type: "tag", values}, resultTypes: ["violations"]};
  const found = await axe.run(document, options);
  return found.violations.flatMap(rule => rule.nodes.map(
    node => `${rule.id} (${rule.impact}) ${node.target}: ${node.failureSummary}`));
}"""
SIZES: dict[str, ViewportSize] = {
    "desktop": {"width": 1366, "height": 768},
    "phone": {"width": 390, "height": 844},
}


class ThreadingServer(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class QuietHandler(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class's name
        """Say nothing: a failing page shows itself in the test."""


@pytest.fixture(scope="session")
def site() -> Iterator[str]:
    """Address of the product, served from a thread of this process."""
    server = make_server("127.0.0.1", 0, application, ThreadingServer, QuietHandler)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@dataclass
class Reader:
    """Opens pages as one reader after another and notes everything that goes wrong."""

    browser: Browser
    site: str
    troubles: list[str] = field(default_factory=list)
    contexts: list[BrowserContext] = field(default_factory=list)
    allowed: dict[tuple[str, str], bool] = field(default_factory=dict)

    def __call__(
        self,
        path: str,
        *,
        size: str = "desktop",
        scripts: bool = True,
        bare: bool = False,
        large: bool = False,
        expect: int = 200,
        session: str = "",
    ) -> Page:
        """Open a page that must answer with the status ``expect``.

        ``session`` is the key of a session, as the fixture ``entered`` gives it.

        ``scripts=False`` turns scripts off in the browser. ``bare`` leaves them on but serves
        ours empty: the page is then as without scripts, and axe, a script itself, can still run.
        """
        context = self._context(size, scripts=scripts)
        if bare:
            context.route(
                "**/*.js",
                lambda route: route.fulfill(status=200, content_type="text/javascript", body=""),
            )
        if session:
            name = settings.SESSION_COOKIE_NAME
            context.add_cookies([{"name": name, "value": session, "url": self.site}])
        if large:
            context.add_cookies([{"name": TEXT_SIZE_COOKIE, "value": LARGE, "url": self.site}])
        page = context.new_page()
        self._watch(page, expect)
        response = page.goto(path)
        assert response is not None
        assert response.status == expect, f"{path}: {response.status}"
        return page

    def beside(self, page: Page, path: str) -> Page:
        """Open another window of the same browser, with its session and what it has stored."""
        other = page.context.new_page()
        self._watch(other, 200)
        other.goto(path)
        return other

    def allow(self, what: str, path: str, *, sure: bool = True) -> None:
        """Expect a trouble the test provokes: ``allow("409", "/edit/")``; it has to happen.

        Only troubles that contain ``what`` and concern an address ending in ``path`` are meant.
        What only may happen is not ``sure``.
        """
        self.allowed[what, path] = sure

    def wrong(self) -> list[str]:
        """Return the troubles nobody expected, and what was expected and never happened."""
        met = {one: [each for each in self.troubles if _is(each, *one)] for one in self.allowed}
        expected = {each for found in met.values() for each in found}
        return [
            *(each for each in self.troubles if each not in expected),
            *(
                f"never happened: {one}"
                for one, found in met.items()
                if self.allowed[one] > bool(found)
            ),
        ]

    def _context(self, size: str, *, scripts: bool) -> BrowserContext:
        context = self.browser.new_context(
            viewport=SIZES[size],
            locale="zh-CN",
            java_script_enabled=scripts,
            base_url=self.site,
        )
        context.set_default_timeout(PATIENCE)
        self.contexts.append(context)
        return context

    def _watch(self, page: Page, expected: int) -> None:
        def answered(response: Response) -> None:
            is_page = response.request.is_navigation_request()
            if response.status >= 400 and not (is_page and response.status == expected):
                self.troubles.append(f"{response.status} {response.url}")

        def said(message: ConsoleMessage) -> None:
            # A page that is expected to be refused is itself reported as a failed resource.
            if message.type == "error" and expected == 200:
                self.troubles.append(f"{message.text} {message.location['url']}".strip())

        page.on("response", answered)
        page.on("console", said)
        page.on("pageerror", lambda error: self.troubles.append(str(error)))


def _is(trouble: str, what: str, path: str) -> bool:
    return what in trouble and trouble.endswith(path)


@pytest.fixture
def new_page(request: pytest.FixtureRequest, browser: Browser, site: str) -> Iterator[Reader]:
    """Return ``open(path, size=, scripts=, bare=, large=, expect=, session=)``; see ``Reader``.

    Its pages are closed before the database is emptied: a page asks again of its own accord.
    """
    if "transactional_db" in request.fixturenames:
        request.getfixturevalue("transactional_db")
    reader = Reader(browser, site)
    yield reader
    for context in reader.contexts:
        context.close()
    assert reader.wrong() == []


@pytest.fixture
def entered(transactional_db: None, people: People) -> Callable[..., str]:
    """Return ``enter(person)`` or ``enter("clerk", unit=…)``: the key of their session.

    What a test writes here is written for good, so that the server's threads see it; the database
    is emptied after the test.
    """
    del transactional_db

    def enter(who: Person | str, *roles: str, **about: str) -> str:
        person = who if isinstance(who, Person) else people(who, *roles, **about)
        return sign_in(Client(), person)

    return enter


@pytest.fixture(scope="session")
def axe() -> Callable[[Page], list[str]]:
    """Return a check of one page against WCAG 2.1 A/AA and good practice.

    The script is evaluated through the debugger, which the page's security policy does not
    govern, so the page is checked as it is served. Each violation is one line: rule, weight,
    element, what to mend.
    """
    if not AXE.exists():
        pytest.skip("没有 axe-core：请先运行 make setup（run make setup first）")
    source = AXE.read_text(encoding="utf-8")

    def check(page: Page) -> list[str]:
        # A click returns as soon as the next page begins, when it has no document yet.
        page.wait_for_load_state()
        if not page.evaluate("() => 'axe' in window"):
            page.evaluate(source)
        return list(page.evaluate(AXE_LINES, {"values": AXE_TAGS}))

    return check


@pytest.fixture(scope="session")
def overflowing() -> Callable[[Page], list[str]]:
    """Return a check that names what makes a page wider than its window."""

    def check(page: Page) -> list[str]:
        page.wait_for_load_state()
        found: list[str] = page.evaluate(
            """() => document.documentElement.scrollWidth <= innerWidth ? [] :
              [...document.querySelectorAll("body *")]
                .filter(e => e.getBoundingClientRect().right > innerWidth + 1
                  && !e.closest(".table-region"))
                .map(e => `${e.tagName}.${e.className.baseVal ?? e.className} ` +
                  e.textContent.trim().slice(0, 30))"""
        )
        return found

    return check
