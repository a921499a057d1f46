"""Assessment in the database: an office that runs rounds."""

from pathlib import Path

import pytest
from pytest_django import Settings

from tests.assessment.app.board import Board
from tests.people import People


@pytest.fixture(autouse=True)
def _own_folders(settings: Settings, tmp_path: Path) -> None:
    settings.GONGKAI_DATA = tmp_path / "data"
    settings.GONGKAI_FILES = tmp_path / "files"


@pytest.fixture
def board(people: People) -> Board:
    """The office and the units, with no round yet."""
    return Board(people)
