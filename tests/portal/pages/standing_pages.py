"""Pages of assessment on the portal: rendered at the board's moment, made anew by the worker."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from gongkai.core.models import Job
from gongkai.core.outbox import Run
from gongkai.portal.jobs import tree
from gongkai.portal.pages.rendering import Renderer
from gongkai.portal.tree import Rendered
from tests.assessment.app.board import Board
from tests.people import People


@pytest.fixture
def folders(settings: Settings, tmp_path: Path) -> None:
    """Folders of one's own."""
    settings.GONGKAI_PORTAL = tmp_path / "portal"
    settings.GONGKAI_SEARCH = tmp_path / "search"
    settings.GONGKAI_FILES = tmp_path / "files"
    settings.GONGKAI_DATA = tmp_path / "data"
    (tmp_path / "portal").mkdir()


@pytest.fixture
def board(people: People, folders: None) -> Board:
    """The office and the units."""
    del folders
    return Board(people)


def text(board: Board, address: str, language: str = "zh-hans") -> str:
    """Return what a page says now."""
    outcome = Renderer(board.now, language).render(address)
    assert isinstance(outcome, Rendered), address
    assert isinstance(outcome.content, bytes)
    return outcome.content.decode()


def do_jobs(board: Board, kind: str, refresh: Callable[[Run], None]) -> None:
    """Do the jobs the changes wrote, as the worker does."""
    for job in Job.objects.filter(kind=kind).order_by("pk"):
        refresh(Run(job.key, job.payload, board.now, 1))
        job.delete()


def stands(address: str) -> str:
    """Return the page as it stands on disk; nothing where there is none."""
    found = tree().root / "current" / "pages" / address.strip("/") / "index.html"
    return found.read_text(encoding="utf-8") if found.exists() else ""
