"""The people of a round of assessment at one browser, each journey with folders of its own."""

from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urljoin

from django.conf import settings
from playwright.sync_api import Page

from tests.assessment.app.board import Board
from tests.journeys.disclosure.looking import Sound

Open = Callable[..., Page]


@dataclass
class Hall:
    """One window for all who come; ``size`` is its size, ``sound`` the check of a screen."""

    open: Open
    enter: Callable[..., str]
    board: Board
    sound: Sound
    size: str = "desktop"
    _keys: dict[tuple[str, str, str], str] = field(default_factory=dict)
    _page: Page | None = None

    def key(self, role: str, unit: str = "caizheng", name: str = "") -> str:
        """Return the session of the one of a unit who has a role, made once."""
        who = (role, unit, name)
        if who not in self._keys:
            self._keys[who] = self.enter(self.board.person(role, unit, name))
        return self._keys[who]

    def as_(
        self, role: str, path: str, *, unit: str = "caizheng", name: str = "", status: int = 200
    ) -> Page:
        """Open a page as that person, in the one window."""
        session = self.key(role, unit, name)
        if self._page is None:
            self._page = self.open(path, size=self.size, session=session)
            return self._page
        cookie = {
            "name": settings.SESSION_COOKIE_NAME,
            "value": session,
            "url": urljoin(self._page.url, "/"),
        }
        self._page.context.add_cookies([cookie])  # type: ignore[list-item]
        answer = self._page.goto(path)
        assert answer is not None
        assert answer.status == status, f"{path}: {answer.status}"
        return self._page
