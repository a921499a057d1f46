"""Screens of spot checks on a running round under the county plan."""

import pytest

from tests.assessment.app.board import Board
from tests.assessment.app.conftest import _own_folders, board
from tests.assessment.app.spot.checking import Checking

__all__ = ["_own_folders", "board"]


@pytest.fixture
def checking(board: Board) -> Checking:
    """A running round."""
    return Checking.begun(board)
