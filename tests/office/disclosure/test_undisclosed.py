"""What is not disclosed comes back: on the list, the to-do list and the dashboard, by the pack."""

from collections.abc import Callable
from datetime import date, timedelta
from html import unescape

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from gongkai.core import todo
from gongkai.core.actions import Refused
from gongkai.core.todo import TodoState
from gongkai.disclosure.actions import drafting, releasing, requests
from gongkai.disclosure.models import Edition, Item
from gongkai.disclosure.queries.published import public_items
from gongkai.disclosure.queries.reassessing import look_due, looks_due, looks_overdue, undisclosed
from gongkai.disclosure.workflow import standing
from gongkai.rules.publishing.values import Attribute, EditionState
from tests.disclosure.app.office import MORNING, SAID, Office, fresh
from tests.people import People

SignIn = Callable[..., Client]
LIST = "/office/disclosure/undisclosed/"
YEAR = timedelta(days=365)

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(people: People, monkeypatch: pytest.MonkeyPatch) -> Office:
    """The finance bureau; its clock is that of the screens, too."""
    made = Office(people)
    monkeypatch.setattr(timezone, "now", lambda: made.now)
    return made


def withheld(office: Office, attribute: Attribute = Attribute.WITHHELD) -> Edition:
    """Return an approved edition that is filed and not published."""
    draft = office.draft()
    drafting.decide_attribute(draft.pk, attribute=attribute, reason="trade_secret", by=office.clerk)
    return office.approve(fresh(office.submit(fresh(draft))))


def look(office: Office, item: Item, attribute: Attribute = Attribute.WITHHELD) -> None:
    requests.reassess(
        item.pk,
        attribute=attribute,
        on=office.now.date(),
        reason="trade_secret" if attribute is Attribute.WITHHELD else "",
        note="已看过",
        by=office.clerk,
    )


def last_looks(office: Office) -> list[date]:
    return [one.__dict__["last_look"] for one in undisclosed(office.clerk)]


def todos(office: Office, role: str = "clerk", unit: str = "") -> list[todo.Todo]:
    return list(todo.sources()["disclosure.reassessments"](office.viewer(role, unit)))


def words_of(client: Client, address: str, **given: str) -> str:
    return unescape(b"".join(client.get(address, given)).decode())


def test_the_term_of_the_pack_runs_from_the_last_look(office: Office) -> None:
    due = look_due(date(2026, 3, 2))
    assert due == (date(2027, 3, 2), date(2027, 1, 31))
    item = withheld(office).item
    assert last_looks(office) == [MORNING.date()]
    office.now = MORNING + YEAR - timedelta(days=31)
    assert todos(office) == []
    office.wait(days=1)
    (line,) = todos(office)
    assert (line.title, line.due) == (SAID.title, date(2027, 3, 2))
    assert line.state is TodoState.DUE_SOON
    office.now = MORNING + YEAR + timedelta(days=1)
    assert [one.state for one in todos(office)] == [TodoState.OVERDUE]
    assert looks_overdue(office.viewer("openness_office", "xian")) == 1
    look(office, item)
    assert todos(office) == []
    assert looks_overdue(office.viewer("openness_office", "xian")) == 0
    assert last_looks(office) == [office.now.date()]


def test_what_is_still_written_public_or_given_on_request_is_not_told_of(office: Office) -> None:
    office.published()
    draft = office.draft()
    drafting.decide_attribute(
        draft.pk, attribute=Attribute.WITHHELD, reason="trade_secret", by=office.clerk
    )
    withheld(office, Attribute.ON_REQUEST)
    inner = withheld(office, Attribute.INTERNAL).item
    office.now = MORNING + 2 * YEAR
    assert [one.item.pk for one in looks_due(office.clerk, 20).first] == [inner.pk]
    for role, unit in (("first_reviewer", ""), ("clerk", "minzheng")):
        assert todos(office, role, unit) == [], role


def test_very_many_are_one_line_that_leads_to_the_list(office: Office) -> None:
    edition = withheld(office)
    for number in range(20):
        item = Item.objects.get(pk=edition.item_id)
        item.pk, item.key = None, f"copy{number}"
        item.save()
        one = fresh(edition)
        one.pk, one.item = None, item
        one.save()
    office.now = MORNING + 2 * YEAR
    (line,) = todos(office)
    assert (line.count, line.href, line.state) == (21, LIST, TodoState.OVERDUE)


def test_they_are_listed_with_ground_and_days_for_those_who_may_see_them(
    office: Office, signed_in: SignIn
) -> None:
    item = withheld(office).item
    office.now = MORNING + YEAR + timedelta(days=1)
    clerk = signed_in(office.person("clerk"))
    page = words_of(clerk, LIST)
    for words in (SAID.title, "2026年3月2日", "2027年3月2日", "已逾期", "第十八条", "一年"):
        assert words in page, words
    assert "2027-03-02" in words_of(clerk, LIST, export="csv")
    assert SAID.title not in words_of(clerk, LIST, attribute="internal")
    assert SAID.title not in words_of(signed_in(office.person("clerk", "minzheng")), LIST)
    here = words_of(clerk, f"/office/disclosure/items/{item.key}/")
    assert "最迟 2027年3月2日 重新评估" in here
    assert "不予公开：商业秘密" in here
    assert "trade_secret" not in here.split('id="timeline"', 1)[1]
    assert "为本文件写解读" not in here
    panel = words_of(signed_in(office.person("openness_office", "xian")), "/office/dashboard/")
    assert "逾期未重新评估的不公开信息" in panel


def test_what_may_be_public_now_is_reviewed_again_before_it_is(office: Office) -> None:
    edition = withheld(office)
    look(office, edition.item, Attribute.PUBLIC)
    again = fresh(edition)
    assert again.state == EditionState.DRAFT
    assert again.fingerprint != edition.fingerprint
    assert not standing(again.item, again).review.complete
    with pytest.raises((Refused, PermissionDenied)):
        releasing.publish(again.pk, by=office.chief)
    assert not public_items().exists()
    with pytest.raises(Refused, match="主动公开"):
        look(office, again.item)
    releasing.publish(office.approve(fresh(office.submit(again))).pk, by=office.chief)
    assert public_items().get().item_id == edition.item_id


def test_what_stays_as_it_is_keeps_its_signatures(office: Office) -> None:
    edition = withheld(office)
    look(office, edition.item)
    assert fresh(edition).state == EditionState.APPROVED
    assert fresh(edition).fingerprint == edition.fingerprint
