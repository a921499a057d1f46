"""Bundles on the screen: made, filled, signed together, released in one minute; papers to print."""

import re
from collections.abc import Callable
from dataclasses import replace
from html import unescape
from io import BytesIO

import pytest
from django.test import Client
from docx import Document

from gongkai.disclosure.models import Bundle, Edition
from gongkai.disclosure.workflow import standing
from tests.disclosure.app.office import SAID, Office, fresh
from tests.people import People

SignIn = Callable[..., Client]
BUNDLES = "/office/disclosure/bundles/"
NAME = "补贴通知及说明"

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(people: People) -> Office:
    return Office(people)


def make(clerk: Client, office: Office) -> Bundle:
    unit = str(office.people.unit("caizheng").pk)
    assert clerk.post(f"{BUNDLES}new/", {"title": " ", "unit": unit}).status_code == 422
    answer = clerk.post(f"{BUNDLES}new/", {"title": NAME, "unit": unit})
    assert answer.status_code == 302
    return Bundle.objects.get()


def do(client: Client, bundle: Bundle, **given: str | list[str]) -> str:
    answer = client.post(f"{BUNDLES}{bundle.pk}/act/", given, follow=True)
    return unescape(answer.content.decode())


def text_of(data: bytes) -> str:
    document = Document(BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


def test_two_editions_are_signed_and_released_together(office: Office, signed_in: SignIn) -> None:
    clerk, chief = signed_in(office.person("clerk")), signed_in(office.person("final_reviewer"))
    bundle = make(clerk, office)
    editions = [
        office.submit(office.draft(replace(SAID, title=title))) for title in ("甲通知", "乙通知")
    ]
    for edition, role in zip(editions, ("document", "related"), strict=True):
        page = do(clerk, bundle, do="add", edition=str(edition.pk), role=role)
        assert "已加入组合" in page
    assert "等待" in page
    assert "还没有批准" in page
    for edition in editions:
        while awaited(edition) != "final":
            office.sign(edition)
    page = unescape(chief.get(f"{BUNDLES}{bundle.pk}/").content.decode())
    assert "一并同意 2 件（终审）" in page
    pins = re.findall(r'name="seen" value="([^"]+)"', page)
    assert len(pins) == 2
    assert "在您打开之后有修改" in do(
        chief, bundle, do="sign", step="final", seen=[*pins[:1], "2:0"]
    )
    assert "已签批" in do(chief, bundle, do="sign", step="final", seen=pins)
    assert "已同时发布" in do(chief, bundle, do="release")
    assert {one.state for one in Edition.objects.all()} == {"live"}
    assert len({one.published_at for one in Edition.objects.all()}) == 1
    listed = unescape(clerk.get(BUNDLES).content.decode())
    assert NAME in listed
    assert "已同时发布" in listed
    paper = text_of(clerk.get(f"{BUNDLES}{bundle.pk}/list/").getvalue())
    assert "甲通知" in paper


def awaited(edition: Edition) -> str:
    edition = fresh(edition)
    step = standing(edition.item, edition).review.awaited
    assert step is not None
    return step.id


def test_wrong_posts_are_told_and_outsiders_find_nothing(office: Office, signed_in: SignIn) -> None:
    clerk = signed_in(office.person("clerk"))
    bundle = make(clerk, office)
    assert "没有这种操作" in do(clerk, bundle, do="explode")
    assert "没有选择它在组合里是什么" in do(clerk, bundle, do="add", edition="1", role="king")
    assert "已不在组合里" in do(clerk, bundle, do="remove", member="99")
    assert "没有可以加入的事项" in do(clerk, bundle, do="schedule", day="明天", minute="9点")
    assert clerk.post(f"{BUNDLES}{bundle.pk}/act/", {"do": "release"}).status_code == 403
    outsider = signed_in("clerk", unit="minzheng", name="赵六")
    assert outsider.get(f"{BUNDLES}{bundle.pk}/").status_code == 404
    assert NAME not in outsider.get(BUNDLES).content.decode()
    assert "已解散" in do(clerk, bundle, do="close")


def test_the_approval_form_is_a_word_file_with_the_signatures(
    office: Office, signed_in: SignIn
) -> None:
    item = office.published().item
    address = f"/office/disclosure/items/{item.key}/approval/1/"
    answer = signed_in(office.person("clerk")).get(address)
    assert answer.status_code == 200
    paper = text_of(answer.getvalue())
    assert "审批表" in paper
    assert SAID.title in paper
    assert "张三（final_reviewer）" in paper
    assert signed_in("clerk", unit="minzheng", name="赵六").get(address).status_code == 404
    assert signed_in(office.person("clerk")).get(address.replace("/1/", "/7/")).status_code == 404
