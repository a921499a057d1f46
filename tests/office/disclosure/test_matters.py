"""Matters on the screen: begun, stages noted, led to from duties, done with; by whom they may."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone

from gongkai.core.models import Event
from gongkai.disclosure.actions.matters import close_matter, note_stage, start_matter
from gongkai.disclosure.models import Matter
from tests.disclosure.app.office import MORNING, SAID, Office
from tests.people import People

SignIn = Callable[..., Client]
MATTERS = "/office/disclosure/matters/"

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(people: People, monkeypatch: pytest.MonkeyPatch) -> Office:
    """The finance bureau on the morning of 2026-03-02, for the screens too."""
    monkeypatch.setattr(timezone, "now", lambda: MORNING)
    return Office(people)


def shown(client: Client, address: str = MATTERS) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return unescape(answer.content.decode())


def begun(office: Office) -> Matter:
    return start_matter(
        office.people.unit("caizheng").pk,
        title="城南粮库",
        category="projects",
        started_on=date(2026, 2, 2),
        by=office.clerk,
    )


def test_a_clerk_registers_a_matter_and_notes_its_stages(office: Office, signed_in: SignIn) -> None:
    client = signed_in(office.person("clerk"))
    assert "登记一件" in shown(client)
    unit = str(office.people.unit("caizheng").pk)
    typed = {"unit": unit, "title": "城南粮库", "category": "projects", "started_on": "2026-02-30"}
    assert client.post(f"{MATTERS}new/", typed).status_code == 422
    answer = client.post(f"{MATTERS}new/", typed | {"started_on": "2026-02-02"}, follow=True)
    matter = Matter.objects.get()
    page = f"{MATTERS}{matter.pk}/"
    assert answer.redirect_chain[-1][0] == page
    assert "还没有到" in shown(client, page)
    assert "起草这一段的信息" in shown(client, page)
    item = office.published(SAID, category="projects", content_type="notice").item
    noted = {"do": "stage:begun", "reached_on": "2026-02-02", "item": item.key}
    assert client.post(page, noted, follow=True).status_code == 200
    assert "已按时公开" in shown(client, page)
    wrong = client.post(page, {"do": "stage:done", "reached_on": "2026-03-03"})
    assert wrong.status_code == 422
    assert "这一天还没有到" in unescape(wrong.content.decode())
    client.post(page, {"do": "stage:under_way", "reached_on": "2026-02-27"})
    listed = shown(client)
    assert "进展" in listed
    assert page in shown(client, "/office/disclosure/duties/")
    assert "城南粮库" in client.get(f"{MATTERS}?export=csv").getvalue().decode("utf-8-sig")
    client.post(page, {"do": "close", "on": "2026-03-02"})
    assert "已办结" in shown(client)
    assert "哪天到的这一阶段" not in shown(client, page)
    refused = client.post(page, {"do": "reopen", "reason": ""})
    assert refused.status_code == 422
    assert "没有写原因" in unescape(refused.content.decode())
    client.post(page, {"do": "reopen", "reason": "误点办结"})
    assert "哪天到的这一阶段" in shown(client, page)
    assert Event.objects.latest("pk").data["reason"] == "误点办结"


def test_who_may_not_plan_for_the_unit_only_reads_and_strangers_see_nothing(
    office: Office, signed_in: SignIn
) -> None:
    matter = begun(office)
    page = f"{MATTERS}{matter.pk}/"
    reader = signed_in(office.person("final_reviewer"))
    assert "哪天到的这一阶段" not in shown(reader, page)
    assert reader.post(page, {"do": "close", "on": "2026-03-02"}).status_code == 403
    stranger = signed_in("clerk", unit="minzheng")
    assert stranger.get(page).status_code == 404
    assert "城南粮库" not in shown(stranger)
    planner = signed_in(office.person("openness_office", "xian"))
    assert "哪天到的这一阶段" in shown(planner, page)


def test_who_may_not_close_may_not_open_again(office: Office, signed_in: SignIn) -> None:
    matter = begun(office)
    page = f"{MATTERS}{matter.pk}/"
    close_matter(matter.pk, on=MORNING.date(), by=office.clerk)
    reader = signed_in(office.person("final_reviewer"))
    assert "恢复办理" not in shown(reader, page)
    assert reader.post(page, {"do": "reopen", "reason": "复工"}).status_code == 403
    assert "恢复办理" in shown(signed_in(office.person("openness_office", "xian")), page)


def test_matters_are_found_by_title_and_by_the_number_of_what_opens_a_stage(
    office: Office, signed_in: SignIn
) -> None:
    matter = begun(office)
    page = f"{MATTERS}{matter.pk}/"
    said = replace(SAID, document_number="示财〔2026〕77号")
    item = office.published(said, category="projects", content_type="notice").item
    clerk, stranger = signed_in(office.person("clerk")), signed_in("clerk", unit="minzheng")
    assert page not in shown(clerk, "/office/find/?q=〔2026〕77号")
    note_stage(matter.pk, stage="begun", reached_on=MORNING.date(), item=item, by=office.clerk)
    for words in ("城南", "〔2026〕77号", item.index_number):
        assert page in shown(clerk, f"/office/find/?q={words}"), words
        assert page not in shown(stranger, f"/office/find/?q={words}"), words
    (found,) = (
        one
        for one in clerk.get("/office/find/suggest/?q=城南").json()["found"]
        if one["url"] == page
    )
    assert found["note"].endswith("进行中")
