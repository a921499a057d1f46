"""The staff of one bureau, and the way of an edition through them."""

from pathlib import Path

import pytest
from pytest_django import Settings

from tests.disclosure.app.office import Office
from tests.people import People


@pytest.fixture(autouse=True)
def own_folders(settings: Settings, tmp_path: Path) -> None:
    """Files and local packs of a test are its own."""
    settings.GONGKAI_FILES = tmp_path / "files"
    settings.GONGKAI_DATA = tmp_path / "data"


@pytest.fixture
def office(people: People) -> Office:
    return Office(people)
