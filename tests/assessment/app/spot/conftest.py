"""Spot checks of a running round."""

import pytest

from tests.assessment.app.board import Board
from tests.assessment.app.spot.checking import Checking


@pytest.fixture
def checking(board: Board) -> Checking:
    """A running round under the county plan."""
    return Checking.begun(board)
