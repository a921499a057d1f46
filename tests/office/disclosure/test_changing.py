"""Requests for change and later looks at what is not disclosed, on the page of an item."""

from collections.abc import Callable
from html import unescape
from io import BytesIO

import pytest
from django.test import Client
from django.utils import timezone
from docx import Document

from gongkai.disclosure.actions import drafting
from gongkai.disclosure.models import ChangeRequest, Edition, Reassessment
from gongkai.rules.publishing.values import Attribute
from tests.disclosure.app.office import MORNING, SAID, Office, fresh
from tests.people import People

SignIn = Callable[..., Client]
ITEMS = "/office/disclosure/items/"

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(people: People, monkeypatch: pytest.MonkeyPatch) -> Office:
    """The finance bureau on the morning of 2026-03-02, for the screens too."""
    monkeypatch.setattr(timezone, "now", lambda: MORNING)
    return Office(people)


def text(answer: object) -> str:
    return unescape(answer.content.decode())  # type: ignore[attr-defined]


def test_a_request_is_noted_answered_by_an_edition_or_declined(
    office: Office, signed_in: SignIn
) -> None:
    item = office.published(SAID).item
    client, here = signed_in(office.person("clerk")), f"{ITEMS}{item.key}/"
    noted = {"do": "note", "asked_by": "李四", "why": "金额有误"}
    assert "已登记修改请求" in text(client.post(f"{here}requests/", noted, follow=True))
    asked = ChangeRequest.objects.get()
    assert "采纳，起草新版" in text(client.get(here))
    wrong = {"do": "decline", "request": str(asked.pk)}
    assert "没有写答复" in text(client.post(f"{here}requests/", wrong, follow=True))
    client.post(f"{here}requests/", wrong | {"answer": "经核对无误"})
    assert "没有修改：经核对无误" in text(client.get(here))
    assert "采纳，起草新版" not in text(client.get(here))
    client.post(f"{here}requests/", noted)
    begun = client.post(
        f"{here}requests/", {"do": "start", "request": str(ChangeRequest.objects.latest("pk").pk)}
    )
    assert begun.headers["Location"] == f"{here}edit/"
    assert ChangeRequest.objects.latest("pk").edition == Edition.objects.latest("pk")
    assert "第 2 版（起草）" in text(client.get(here))


def test_a_request_of_another_item_is_not_answered_here(office: Office, signed_in: SignIn) -> None:
    first, second = (office.published(SAID).item for _ in range(2))
    client = signed_in(office.person("clerk"))
    client.post(
        f"{ITEMS}{first.key}/requests/", {"do": "note", "asked_by": "李四", "why": "金额有误"}
    )
    asked = ChangeRequest.objects.get()
    given = {"do": "decline", "request": str(asked.pk), "answer": "无误"}
    client.post(f"{ITEMS}{second.key}/requests/", given)
    asked.refresh_from_db()
    assert asked.closed_at is None


def test_what_is_filed_is_looked_at_again(office: Office, signed_in: SignIn) -> None:
    draft = office.draft()
    drafting.decide_attribute(
        draft.pk, attribute=Attribute.WITHHELD, reason="trade_secret", by=office.clerk
    )
    office.approve(fresh(office.submit(fresh(draft))))
    client, here = signed_in(office.person("clerk")), f"{ITEMS}{draft.item.key}/"
    assert "再评估一次" in text(client.get(here))
    given = {"attribute": "withheld", "reason": "trade_secret", "note": "仍在保护期"}
    assert "已记下" in text(client.post(f"{here}reassess/", given, follow=True))
    assert "仍在保护期" in text(client.get(here))
    changed = client.post(f"{here}reassess/", given | {"attribute": "public"}, follow=True)
    assert "可以公开" in text(changed)
    assert Reassessment.objects.count() == 2
    assert "再评估一次" not in text(client.get(f"{ITEMS}{office.published(SAID).item.key}/"))


def test_duties_come_as_a_file_and_as_a_bulletin(office: Office, signed_in: SignIn) -> None:
    clerk = signed_in(office.person("clerk"))
    rows = (
        clerk.get("/office/disclosure/duties/?state=all&export=csv").getvalue().decode("utf-8-sig")
    )
    assert rows.splitlines()[0] == "要公开什么,单位,公开时限规则,最迟公开,状态,公开日期"
    assert "示例县财政局" in rows
    address = "/office/disclosure/duties/bulletin/"
    assert clerk.post(address).status_code == 403
    planner = signed_in(office.person("openness_office", "xian"))
    assert "写完成情况的通报" in text(planner.get("/office/disclosure/duties/units/"))
    answer = planner.post(address, {"number": "示政办发〔2026〕5号", "mend_by": "2026-03-31"})
    words = "\n".join(one.text for one in Document(BytesIO(answer.content)).paragraphs)
    assert "2026年1月1日至3月2日" in words
    assert "示政办发〔2026〕5号" in words
    for wrong in ({"number": "五号文"}, {"mend_by": "下周"}):
        assert "没有生成通报" in text(planner.post(address, wrong, follow=True))
