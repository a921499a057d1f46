"""What follows a result: orders and appeals."""

import pytest

from tests.assessment.app.board import Board
from tests.assessment.app.mending.following import Following


@pytest.fixture
def following(board: Board) -> Following:
    """A round that is announced, with one unit that failed."""
    return Following.announced(board)
