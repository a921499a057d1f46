"""Screens of what follows a result."""

import pytest
from django.utils import timezone

from tests.assessment.app.board import Board
from tests.assessment.app.conftest import _own_folders, board
from tests.assessment.app.mending.following import Following

__all__ = ["_own_folders", "board"]


@pytest.fixture
def following(board: Board, monkeypatch: pytest.MonkeyPatch) -> Following:
    """A round that is announced, with one unit that failed; the server's clock is the board's."""
    made = Following.announced(board)
    monkeypatch.setattr(timezone, "now", lambda: board.now)
    return made
