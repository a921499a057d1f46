"""Ways out of a draft and of its review, for those who may take them."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from gongkai.disclosure.actions import reviewing
from gongkai.rules.publishing.chains import AUTHOR
from gongkai.rules.publishing.values import EditionState
from tests.disclosure.app.office import SAID, Office, fresh
from tests.people import People

SignIn = Callable[..., Client]

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def surroundings(settings: Settings, tmp_path: Path) -> None:
    settings.GONGKAI_FILES = tmp_path / "files"


@pytest.fixture
def office(people: People) -> Office:
    return Office(people)


@pytest.fixture
def clerk(office: Office, signed_in: SignIn) -> Client:
    return signed_in(office.person("clerk"))


def test_a_draft_nobody_saw_is_thrown_away_in_its_editor(office: Office, clerk: Client) -> None:
    edition = office.draft()
    address = f"/office/disclosure/items/{edition.item.key}/"
    assert clerk.get(f"{address}edit/").context["discard"].fields == ()
    answer = clerk.post(f"{address}draft/", {"discard": "1"}, follow=True)
    page = answer.content.decode()
    assert "草稿已作废。" in page
    assert f">{SAID.title}</a>" in page, "the list still calls it by its name"
    assert fresh(edition).state == EditionState.DISCARDED


def test_a_draft_that_came_back_is_thrown_away_with_a_reason(office: Office, clerk: Client) -> None:
    edition = office.draft()
    office.submit(edition)
    by = office.viewer("secrecy_reviewer")
    reviewing.return_(edition.pk, to_step=AUTHOR, reason="重复", by=by)
    address = f"/office/disclosure/items/{edition.item.key}/"
    (field,) = clerk.get(f"{address}edit/").context["discard"].fields
    assert field.name == "reason"
    assert field.required
    clerk.post(f"{address}draft/", {"discard": "1", "reason": "与上一份重复"})
    assert fresh(edition).state == EditionState.DISCARDED


def test_only_who_decides_now_is_sent_to_the_decision(
    office: Office, clerk: Client, signed_in: SignIn
) -> None:
    edition = office.draft()
    office.submit(edition)
    address = f"/office/disclosure/items/{edition.item.key}/"
    page = clerk.get(address).content.decode()
    assert "撤回送审，继续修改" in page
    assert "看完后办理" not in page
    reviewer = signed_in(office.person("secrecy_reviewer"))
    assert "看完后办理" in reviewer.get(address).content.decode()
