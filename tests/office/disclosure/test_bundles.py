"""Bundles on the screen: made, filled, signed together, released in one minute; papers to print."""

import re
from collections.abc import Callable
from dataclasses import replace
from html import unescape
from io import BytesIO

import pytest
from django.test import Client
from docx import Document

from gongkai.disclosure.actions import bundles
from gongkai.disclosure.actions.filing import relate
from gongkai.disclosure.models import Bundle, Edition, MemberRole
from gongkai.disclosure.queries.bundles import find_bundle, parts
from gongkai.disclosure.queries.partners import partners
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


def shown(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
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
        chief, bundle, do="sign", step="final", seen=[*pins[:1], f"{editions[1].pk}:0"]
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


def test_what_is_related_to_what_is_in_a_bundle_is_offered_first_with_the_reason(
    office: Office, signed_in: SignIn
) -> None:
    clerk = signed_in(office.person("clerk"))
    bundle = make(clerk, office)
    document = office.draft(replace(SAID, title="甲办法"))
    told = office.draft(replace(SAID, title="一图读懂"), content_type="interpretation")
    again = office.draft(replace(SAID, title="专家说"), content_type="interpretation")
    office.draft(replace(SAID, title="无关的事"))
    for one in (told, again):
        relate(one.item_id, interprets=document.item, by=office.clerk)
    page = f"{BUNDLES}{bundle.pk}/"
    assert "可以一起发布" not in shown(clerk, page), "nothing is in it yet"
    added = do(clerk, bundle, do="add", edition=str(told.pk), role="interpretation")
    offered = added.split('id="offers"', 1)[1].split("</section>", 1)[0]
    assert "“一图读懂”解读的文件" in offered
    assert "与“一图读懂”解读同一份文件" in offered
    assert "无关的事" not in offered
    assert offered.index("甲办法") < offered.index("专家说")
    assert "作为文件加入" in offered
    (form,) = re.findall(r"<form.*?</form>", offered.split("专家说", 1)[0], re.DOTALL)[:1]
    sent = dict(re.findall(r'name="(edition|role)" value="([^"]+)"', form))
    assert sent == {"edition": str(document.pk), "role": "document"}
    added = do(clerk, bundle, do="add", **sent)
    assert "解读“甲办法”" in added
    assert added.index("专家说") < added.index("无关的事"), "first in the list of all, too"
    reader = signed_in(office.person("final_reviewer"))
    office.submit(document)
    assert "可以一起发布" not in shown(reader, page)


def test_in_an_empty_bundle_what_it_is_called_after_is_offered(
    office: Office, signed_in: SignIn
) -> None:
    clerk = signed_in(office.person("clerk"))
    bundle = make(clerk, office)
    office.draft(replace(SAID, title=f"关于{NAME}的公告"))
    page = shown(clerk, f"{BUNDLES}{bundle.pk}/")
    assert "与组合同名" in page
    do(clerk, bundle, do="close")
    assert "与组合同名" not in shown(clerk, f"{BUNDLES}{bundle.pk}/")


def test_what_one_may_not_see_in_a_bundle_offers_nothing(office: Office, signed_in: SignIn) -> None:
    other = office.viewer("clerk", "minzheng")
    bundle = make(signed_in(office.person("clerk")), office)
    document = office.draft(replace(SAID, title="甲办法"))
    hidden = office.draft(replace(SAID, title="一图读懂"), content_type="interpretation")
    relate(hidden.item_id, interprets=document.item, by=office.clerk)
    bundles.add_to_bundle(bundle.pk, hidden.pk, role=MemberRole.INTERPRETATION, by=office.clerk)
    found = find_bundle(office.clerk, bundle.pk)
    assert found is not None
    seen = parts(office.clerk, found)
    assert [one.edition.pk for one in partners(office.clerk, found, seen)] == [document.pk]
    unseen = tuple(replace(one, seen=False) for one in seen)
    assert partners(office.clerk, found, unseen) == ()
    assert partners(other, found, seen) == (), "only what one writes oneself"
