"""A round that runs and a Word file to sign."""

from io import BytesIO

import pytest
from docx import Document

from gongkai.assessment.models import RoundUnit
from tests.assessment.app.board import Board


@pytest.fixture(scope="session")
def paper() -> bytes:
    """A Word file."""
    document, out = Document(), BytesIO()
    document.add_paragraph("自评报告")
    document.save(out)
    return out.getvalue()


@pytest.fixture
def unit(board: Board) -> RoundUnit:
    """The finance bureau in a round that runs."""
    return board.unit(board.running())
