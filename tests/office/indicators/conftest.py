"""Screens of counted indicators on a running round."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from tests.assessment.app.conftest import _own_folders, board
from tests.assessment.app.indicators.conftest import counted, enter
from tests.assessment.app.judging.bench import Bench
from tests.office.scoring.conftest import Desk

__all__ = ["_own_folders", "board", "counted", "enter"]


@pytest.fixture
def desk(counted: Bench, signed_in: Callable[..., Client], monkeypatch: pytest.MonkeyPatch) -> Desk:
    """The round in which 李四 scores; the server's clock is the board's."""
    monkeypatch.setattr(timezone, "now", lambda: counted.board.now)
    return Desk(counted, signed_in)
