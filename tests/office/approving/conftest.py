"""A weighted round with every score in, at the office's screens."""

import pytest

from gongkai.assessment.models import Round
from tests.assessment.app.board import Board
from tests.assessment.app.conftest import _own_folders, board
from tests.assessment.app.test_approving import approved, scored

__all__ = ["_own_folders", "board"]


@pytest.fixture
def scored_round(board: Board) -> Round:
    """A round that can be proposed: 92, 85, 80."""
    return scored(board)


@pytest.fixture
def approved_round(board: Board, scored_round: Round) -> Round:
    """The same, approved."""
    return approved(board, scored_round)
