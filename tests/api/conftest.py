"""Former items of 示例县 taken over into an archive, and a client that asks for them."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from gongkai.disclosure.actions.taking_over import Former, take_over
from gongkai.disclosure.content import Content
from gongkai.disclosure.queries.listed import ZONE
from tests.people import SYSTEM, People

FIRST = datetime(2025, 1, 6, 9, 0, tzinfo=ZONE)
Archive = Callable[..., tuple[str, ...]]


@pytest.fixture(autouse=True)
def folders(settings: Settings, tmp_path: Path) -> None:
    settings.GONGKAI_DATA = tmp_path / "data"
    settings.GONGKAI_FILES = tmp_path / "files"
    settings.GONGKAI_SEARCH = tmp_path / "search"
    settings.GONGKAI_PORTAL = tmp_path / "portal"


def former(number: int, **given: Any) -> Former:
    """One former item; ``said`` fields and the rest may be given."""
    about: dict[str, Any] = {
        "unit": "caizheng",
        "category": "others",
        "content_type": "notice",
    }
    about |= {name: given.pop(name) for name in list(given) if name in Former.__slots__}
    about.setdefault("published_at", FIRST + timedelta(days=number))
    said: dict[str, Any] = {
        "title": f"关于第{number}号事项的通知",
        "body_html": "<p>请各单位认真落实。</p>",
        "issuer": "示例县财政局",
        "issued_on": date(2025, 1, 3) + timedelta(days=number),
    }
    return Former(said=Content(**{**said, **given}), **about)


@pytest.fixture
def archive(people: People) -> Archive:
    """Return ``archive(*former)``: the keys of what was taken over."""
    del people
    return lambda *rows: take_over(rows, by=SYSTEM)


@pytest.fixture
def ask() -> Callable[..., Any]:
    """Return ``ask("items", limit=3)``: what the API answers, which must be 200."""

    def asked(path: str, **query: Any) -> Any:
        response = Client().get(f"/api/{path}", query)
        assert response.status_code == 200, response.content.decode()
        return response.json()

    return asked
