"""A round in November, with the server's clock."""

from io import BytesIO
from pathlib import Path

import pytest
from django.utils import timezone
from docx import Document
from pytest_django import Settings

from gongkai.assessment import current
from gongkai.assessment.models import RoundUnit
from tests.assessment.app.board import Board
from tests.people import People


@pytest.fixture
def board(
    people: People, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Board:
    """The county; the server's clock is the board's."""
    settings.GONGKAI_DATA = tmp_path / "data"
    settings.GONGKAI_FILES = tmp_path / "files"
    current.forget()
    made = Board(people)
    monkeypatch.setattr(timezone, "now", lambda: made.now)
    return made


@pytest.fixture
def unit(board: Board) -> RoundUnit:
    """The finance bureau in a round that runs."""
    return board.unit(board.running())


@pytest.fixture(scope="session")
def paper() -> bytes:
    """A Word file."""
    document, out = Document(), BytesIO()
    document.add_paragraph("自评报告")
    document.save(out)
    return out.getvalue()
