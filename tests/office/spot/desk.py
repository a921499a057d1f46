"""Browsers of the people who check, at the board's moment."""

from collections.abc import Callable
from html import unescape

from django.test import Client
from django.utils import timezone

from tests.assessment.app.spot.checking import Checking

SignIn = Callable[..., Client]


def place(checking: Checking, rest: str = "", part: str = "spot") -> str:
    """Return an address below the round."""
    return f"/office/rounds/{checking.round.key}/{part}/{rest}"


def text(client: Client, path: str, status: int = 200) -> str:
    """Return what a page says."""
    answer = client.get(path, follow=True)
    assert answer.status_code == status, answer.status_code
    return unescape(answer.content.decode())


def sent(client: Client, path: str, status: int = 200, /, **said: object) -> str:
    """Post a form and return what the page says then."""
    answer = client.post(path, said, follow=True)
    assert answer.status_code == status, answer.status_code
    return unescape(answer.content.decode())


def stand_still(checking: Checking, monkeypatch: object) -> None:
    """Let the server's clock be the board's."""
    monkeypatch.setattr(timezone, "now", lambda: checking.board.now)  # type: ignore[attr-defined]
