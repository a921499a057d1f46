"""Surveys held on a Monday of November, for readers who come over HTTP."""

from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.utils import timezone

from tests.assessment.app.asking import Asking
from tests.assessment.app.board import Board
from tests.assessment.app.conftest import _own_folders, board

__all__ = ["_own_folders", "board"]


@pytest.fixture
def held(board: Board, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Asking]:
    """Return ``held(...)``: a survey one may answer now; the server's clock is the board's."""
    cache.clear()
    monkeypatch.setattr(timezone, "now", lambda: board.now)

    def hold(**about: object) -> Asking:
        return Asking.held(board, **about)  # type: ignore[arg-type]

    return hold
