"""What a new item may be is offered in an order its writers know."""

import re
from collections.abc import Callable
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone

from tests.disclosure.app.office import MORNING, SAID, Office
from tests.people import People

SignIn = Callable[..., Client]
NEW = "/office/disclosure/new/"

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(people: People, monkeypatch: pytest.MonkeyPatch) -> Office:
    """The finance bureau on the morning of 2026-03-02, for the screens too."""
    monkeypatch.setattr(timezone, "now", lambda: MORNING)
    return Office(people)


def headings(page: str, name: str) -> dict[str, list[str]]:
    """Return the values of a select by their headings, those without one under ""."""
    select = re.search(rf'<select[^>]* name="{name}".*?</select>', page, re.DOTALL)
    assert select is not None
    found: dict[str, list[str]] = {}
    heading = ""
    for label, value in re.findall(
        r'<optgroup label="([^"]+)">|<option value="([^"]*)"', select[0]
    ):
        heading = label or heading
        if not label:
            found.setdefault(heading, []).append(value)
    return found


def shown(office: Office, signed_in: SignIn, unit: str = "caizheng") -> str:
    answer = signed_in(office.person("clerk", unit)).get(NEW)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def test_what_a_unit_uses_most_comes_first(office: Office, signed_in: SignIn) -> None:
    assert list(headings(shown(office, signed_in), "content_type")) == [""]
    office.published(SAID)
    found = headings(shown(office, signed_in), "content_type")
    assert list(found) == ["", "本单位常用", "其他体裁"]
    assert found["本单位常用"] == ["notice"]
    assert "notice" not in found["其他体裁"]
    assert len(found["其他体裁"]) > 20
    # The other bureau has used nothing yet.
    assert list(headings(shown(office, signed_in, "minzheng"), "content_type")) == [""]


def test_categories_of_ones_own_level_come_before_the_others(
    office: Office, signed_in: SignIn
) -> None:
    bureau = headings(shown(office, signed_in), "category")
    town = headings(shown(office, signed_in, "qingshan"), "category")
    assert list(bureau) == list(town) == ["", "本单位的类别", "其他类别"]
    assert bureau["本单位的类别"] != town["本单位的类别"]
    everything = {*bureau["本单位的类别"], *bureau["其他类别"]}
    assert everything == {*town["本单位的类别"], *town["其他类别"]}
    assert not set(bureau["本单位的类别"]) & set(bureau["其他类别"])
