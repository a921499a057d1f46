"""Journeys through a round: a clock that stands on a Monday of November, folders of one's own."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page
from pytest_django import Settings

from gongkai.assessment import current
from tests.assessment.app.board import Board
from tests.journeys.assessment_rounds.hall import Hall, Open
from tests.journeys.disclosure.looking import Sound
from tests.people import People


@pytest.fixture
def board(
    people: People, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Board:
    """The office and the units, with no round yet; the server's clock is the board's."""
    settings.GONGKAI_DATA = tmp_path / "data"
    settings.GONGKAI_FILES = tmp_path / "files"
    current.forget()
    made = Board(people)
    monkeypatch.setattr(timezone, "now", lambda: made.now)
    return made


@pytest.fixture
def hall(
    board: Board,
    new_page: Open,
    entered: Callable[..., str],
    axe: Callable[[Page], list[str]],
    overflowing: Callable[[Page], list[str]],
) -> Hall:
    """The people of the county at one browser."""
    return Hall(new_page, entered, board, Sound(axe, overflowing))
