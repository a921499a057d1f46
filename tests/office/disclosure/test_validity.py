"""Validity on the page of an item: repealed by a document, extended, a mistaken note voided."""

from collections.abc import Callable
from html import unescape

import pytest
from django.test import Client

from gongkai.disclosure.models import ValidityEvent
from gongkai.disclosure.queries.published import public_page
from tests.disclosure.app.office import Office
from tests.people import People

SignIn = Callable[..., Client]

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(people: People) -> Office:
    return Office(people)


@pytest.fixture
def planner(signed_in: SignIn) -> Client:
    return signed_in("openness_office", unit="xian", name="李四")


def note(client: Client, key: str, **given: str) -> str:
    answer = client.post(f"/office/disclosure/items/{key}/validity/", given, follow=True)
    return unescape(answer.content.decode())


def test_a_document_is_repealed_by_another_and_the_mistake_voided(
    office: Office, planner: Client
) -> None:
    found, other = office.published(content_type="policy").item, office.published().item
    other.refresh_from_db()
    page = note(planner, found.key, kind="repealed", on="2026-03-10", by_item=other.index_number)
    assert "已记下" in page
    assert "已废止" in page
    event = ValidityEvent.objects.get()
    assert event.by_item_id == other.pk
    public = public_page(found.key)
    assert public is not None
    address = f"/office/disclosure/items/{found.key}/validity/{event.pk}/void/"
    assert "没有写理由" in planner.post(address, {"reason": ""}, follow=True).content.decode()
    page = unescape(planner.post(address, {"reason": "写错文件"}, follow=True).content.decode())
    assert "已作废：写错文件" in page
    assert "已废止" not in page.split('id="validity"', 1)[1].split("</p>", 1)[0]
    elsewhere = f"/office/disclosure/items/{other.key}/validity/{event.pk}/void/"
    assert "没有这条标注" in planner.post(elsewhere, {"reason": "x"}, follow=True).content.decode()


def test_what_is_lacking_is_said(office: Office, planner: Client) -> None:
    key = office.published(content_type="policy").item.key
    assert "没有写依据的文件" in note(planner, key, kind="repealed", on="2026-03-10")
    assert "日期要写成" in note(planner, key, kind="repealed", on="三月", by_text="某文")
    assert "没有写延长到哪一天" in note(planner, key, kind="extended", on="2026-03-10")
    assert "没有找到这个事项" in note(planner, key, kind="repealed", on="2026-03-10", by_item="无")
    assert "没有选择发生了什么" in note(planner, key, kind="", on="2026-03-10")
    assert not ValidityEvent.objects.exists()


def test_the_clerk_sees_it_and_is_told_who_notes_it(office: Office, signed_in: SignIn) -> None:
    key = office.published(content_type="policy").item.key
    clerk = signed_in(office.person("clerk"))
    page = clerk.get(f"/office/disclosure/items/{key}/").content.decode()
    assert "由政务公开办标注" in page
    answer = clerk.post(f"/office/disclosure/items/{key}/validity/", {"kind": "repealed"})
    assert answer.status_code == 403


def test_a_type_without_validity_has_no_such_part(office: Office, planner: Client) -> None:
    item = office.published().item
    assert "有效性" not in planner.get(f"/office/disclosure/items/{item.key}/").content.decode()
