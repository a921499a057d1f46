"""The office's screens of surveys, on a Monday of November."""

import pytest
from django.utils import timezone

from tests.assessment.app.board import Board
from tests.assessment.app.conftest import _own_folders, board

__all__ = ["_own_folders", "board"]


@pytest.fixture(autouse=True)
def _clock(board: Board, monkeypatch: pytest.MonkeyPatch) -> None:
    """The server's clock is the board's."""
    monkeypatch.setattr(timezone, "now", lambda: board.now)
