"""Screens of the scoring desk on a running round of demonstration sites."""

from collections.abc import Callable
from dataclasses import dataclass
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone

from gongkai.core.access import Viewer
from gongkai.core.models import Person
from tests.assessment.app.board import Board
from tests.assessment.app.conftest import _own_folders, board
from tests.assessment.app.judging.bench import Bench

__all__ = ["_own_folders", "board"]


@dataclass
class Desk:
    """A bench with browsers: pages as text, forms as they are sent."""

    bench: Bench
    sign_in: Callable[..., Client]

    def client(self, viewer: Viewer) -> Client:
        """Return the browser of somebody."""
        return self.sign_in(Person.objects.get(pk=str(viewer.person_id)))

    def place(self, rest: str = "") -> str:
        """Return an address below the desk of the round."""
        return f"/office/rounds/{self.bench.round.key}/scoring/{rest}"

    def get(self, viewer: Viewer, rest: str = "", status: int = 200) -> str:
        """Return what a page says to somebody."""
        answer = self.client(viewer).get(self.place(rest))
        assert answer.status_code == status, answer.status_code
        return unescape(answer.content.decode())

    def post(self, viewer: Viewer, rest: str, status: int = 200, /, **said: object) -> str:
        """Send a form and return what the page says then."""
        answer = self.client(viewer).post(self.place(rest), said, follow=True)
        assert answer.status_code == status, answer.status_code
        return unescape(answer.content.decode())


@pytest.fixture
def desk(board: Board, signed_in: Callable[..., Client], monkeypatch: pytest.MonkeyPatch) -> Desk:
    """The round in which 李四 scores; the server's clock is the board's."""
    monkeypatch.setattr(timezone, "now", lambda: board.now)
    return Desk(Bench.set_up(board), signed_in)
