"""Requests for change over all items: the list, the term, the to-do list, what ends them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone

from gongkai.core import todo
from gongkai.core.actions import Refused
from gongkai.core.days import day_words
from gongkai.core.models import Event
from gongkai.core.todo import TodoState
from gongkai.disclosure.actions import drafting, releasing, requests
from gongkai.disclosure.models import ChangeRequest, Edition, Item
from gongkai.disclosure.queries.changes import ChangeStanding, change_due, change_standing
from gongkai.portal.pages.rendering import Renderer
from gongkai.portal.tree import Rendered
from tests.disclosure.app.office import MORNING, SAID, Office, fresh
from tests.people import People

SignIn = Callable[..., Client]
CHANGES = "/office/disclosure/changes/"
ITEMS = "/office/disclosure/items/"
WHY = "咨询电话打不通"

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(people: People, monkeypatch: pytest.MonkeyPatch) -> Office:
    """The finance bureau on the morning of 2026-03-02, for the screens too."""
    monkeypatch.setattr(timezone, "now", lambda: MORNING)
    return Office(people)


def words_of(client: Client, address: str, **given: str) -> str:
    answer = client.get(address, given)
    return unescape(b"".join(answer).decode())


def asked(office: Office, item: Item, **said: object) -> ChangeRequest:
    given = {"asked_by": "王小明", "asked_on": MORNING.date(), "why": WHY, "way": "phone"} | said
    return requests.request_change(item.pk, by=office.clerk, **given)  # type: ignore[arg-type]


def todos(office: Office, role: str = "clerk") -> list[todo.Todo]:
    found = todo.sources()["disclosure.changes"](office.viewer(role))
    return list(found)


def again(office: Office, edition: Edition) -> Edition:
    said = replace(SAID, title="更正后的通知", change_note="更正电话")
    sent = office.submit(fresh(office.save(fresh(edition), said)))
    return releasing.publish(office.approve(fresh(sent)).pk, by=office.chief)


def test_all_of_a_request_is_noted_on_the_page_of_the_item_and_listed(
    office: Office, signed_in: SignIn
) -> None:
    item = office.published().item
    clerk = signed_in(office.person("clerk"))
    given = {
        "do": "note",
        "asked_by": "王小明",
        "way": "phone",
        "asked_on": "2026-02-27",
        "why": WHY,
    }
    clerk.post(f"{ITEMS}{item.key}/requests/", given)
    one = ChangeRequest.objects.get()
    assert (one.asked_by, one.way, one.asked_on) == ("王小明", "phone", date(2026, 2, 27))
    page = words_of(clerk, CHANGES)
    for words in (SAID.title, WHY, "王小明", "2026年2月27日", "待办理"):
        assert words in page
    rows = words_of(clerk, CHANGES, export="csv")
    assert "来电" in rows
    assert "县财政局" in rows
    for query, shown in (
        ({"q": "打不通"}, True),
        ({"q": "没有这个词"}, False),
        ({"state": "open"}, True),
        ({"state": "declined"}, False),
        ({"way": "visit"}, False),
        ({"on_from": "2026-02-28"}, False),
    ):
        assert (WHY in words_of(clerk, CHANGES, **query)) is shown, query
    wrong = clerk.post(
        f"{ITEMS}{item.key}/requests/", given | {"asked_on": "2026-03-03"}, follow=True
    )
    assert "提出的日子还没有到" in unescape(wrong.content.decode())


def test_other_units_do_not_see_it_and_who_oversees_does(office: Office, signed_in: SignIn) -> None:
    asked(office, office.published().item)
    for role, unit, sees in (
        ("clerk", "minzheng", False),
        ("first_reviewer", "caizheng", True),
        ("openness_office", "xian", True),
    ):
        assert ("王小明" in words_of(signed_in(office.person(role, unit)), CHANGES)) is sees, role


def test_who_asked_reaches_no_public_page(office: Office) -> None:
    item = office.published().item
    one = asked(office, item)
    again(office, requests.accept_change(one.pk, by=office.clerk))
    reader = Client(HTTP_HOST="127.0.0.1")
    for address in (f"/api/items/{item.key}", "/api/items"):
        text = words_of(reader, address)
        assert "更正后的通知" in text, address
        assert "王小明" not in text, address
        assert WHY not in text, address
    page = Renderer(MORNING).render(f"/item/{item.key}/")
    assert isinstance(page, Rendered)
    assert isinstance(page.content, bytes)
    text = page.content.decode()
    assert "更正后的通知" in text
    assert "王小明" not in text
    assert WHY not in text


def test_accepted_it_is_settled_by_the_edition_and_open_again_without_it(office: Office) -> None:
    one = asked(office, office.published().item)
    edition = requests.accept_change(one.pk, by=office.clerk)
    one.refresh_from_db()
    assert change_standing(one) is ChangeStanding.IN_WORK
    assert [line.state for line in todos(office)] == [TodoState.INFO]
    drafting.discard(edition.pk, by=office.clerk)
    one = ChangeRequest.objects.get()
    assert change_standing(one) is ChangeStanding.OPEN
    again(office, requests.accept_change(one.pk, by=office.clerk))
    one = ChangeRequest.objects.get()
    assert change_standing(one) is ChangeStanding.CHANGED
    assert todos(office) == []
    with pytest.raises(Refused, match="已办结"):
        requests.accept_change(one.pk, by=office.clerk)
    assert Event.objects.filter(verb="change.accept").count() == 2
    for standing in ChangeStanding:
        here = ChangeRequest.objects.filter(standing.condition).exists()
        assert here is (standing is ChangeStanding.CHANGED), standing


def test_a_draft_in_work_takes_the_request_in_and_one_under_review_does_not(
    office: Office, signed_in: SignIn
) -> None:
    item = office.published().item
    draft = office.next_edition(item)
    one, clerk = asked(office, item), signed_in(office.person("clerk"))
    assert "采纳，在现有草稿里修改" in words_of(clerk, f"{ITEMS}{item.key}/")
    assert requests.accept_change(one.pk, by=office.clerk) == draft
    office.submit(fresh(draft))
    second = asked(office, item, why="标题写错")
    assert "有一版正在审核或等待发布，办完才能采纳。" in words_of(clerk, f"{ITEMS}{item.key}/")
    with pytest.raises(Refused, match="正在办理"):
        requests.accept_change(second.pk, by=office.clerk)
    requests.decline_change(one.pk, answer="经核对无误", by=office.clerk)
    one.refresh_from_db()
    assert one.edition is None
    assert change_standing(one) is ChangeStanding.DECLINED
    assert ChangeRequest.objects.filter(ChangeStanding.DECLINED.condition).get() == one


def test_it_is_on_the_to_do_list_with_its_term_and_without_a_name(
    office: Office, signed_in: SignIn
) -> None:
    item = office.published().item
    asked(office, item)
    due = change_due("others", MORNING.date())
    assert due is not None
    (line,) = todos(office)
    assert (line.title, line.due, line.state) == (SAID.title, due[0], TodoState.WAITING_FOR_ME)
    assert "王小明" not in f"{line.title}{line.why}"
    assert todos(office, "first_reviewer") == [], "who does not write has nothing to do here"
    page = words_of(signed_in(office.person("clerk")), f"{ITEMS}{item.key}/")
    assert f"{day_words(due[0])}（{due[1].title}）" in page
    office.wait(days=60)
    (line,) = todos(office)
    assert line.state is TodoState.OVERDUE


def test_very_many_are_one_line_that_leads_to_the_list(office: Office) -> None:
    item = office.published().item
    for number in range(21):
        asked(office, item, why=f"第{number}处写错")
    (line,) = todos(office)
    assert (line.count, line.href) == (21, f"{CHANGES}?state=open")


def test_the_earliest_term_of_a_category_counts() -> None:
    assert change_due("nowhere", MORNING.date()) is None
    due = change_due("interaction.clarification", date(2026, 3, 2))
    assert due is not None
    assert (due[0], due[1].id) == (date(2026, 3, 9), "promptly")
    assert change_due("others", date(1990, 3, 2)) is None
