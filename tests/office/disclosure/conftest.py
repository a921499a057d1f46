"""A clock that tests set, and files in a folder of their own."""

from pathlib import Path

import pytest
from django.utils import timezone
from pytest_django import Settings

from tests.office.disclosure.clock import Clock


@pytest.fixture
def clock(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Clock:
    settings.GONGKAI_FILES = tmp_path / "files"
    made = Clock()
    monkeypatch.setattr(timezone, "now", made)
    return made
