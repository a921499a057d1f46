"""Several items at once: looked over, done one by one, refusals told, a second click harmless."""

import re
from collections.abc import Callable
from dataclasses import replace
from html import unescape

import pytest
from django.test import Client

from gongkai.core.models import Event
from gongkai.disclosure.models import CheckResult, Edition, Signature
from gongkai.disclosure.workflow import standing
from tests.disclosure.app.office import SAID, Office, fresh
from tests.people import People

SignIn = Callable[..., Client]
ITEMS = "/office/disclosure/"
BULK = f"{ITEMS}bulk/"

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(people: People) -> Office:
    return Office(people)


def drafts(office: Office, *titles: str) -> list[Edition]:
    return [office.draft(replace(SAID, title=title)) for title in titles]


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return unescape(answer.content.decode())


def pick(client: Client, step: str, editions: list[Edition], query: str = "") -> str:
    """Tick items in the list and press a button. Return the address of the looking-over."""
    rows = [str(one.item_id) for one in editions]
    answer = client.post(f"{ITEMS}{query}", {"bulk": step, "row": rows})
    assert answer.status_code == 302
    return str(answer["Location"])


def sent(page: str) -> dict[str, list[str]]:
    """Return what the form on a page sends along, as a browser would."""
    found: dict[str, list[str]] = {}
    for name, value in re.findall(r'type="hidden" name="(once|pin)" value="([^"]*)"', page):
        found.setdefault(name, []).append(value)
    return found


def press(client: Client, address: str, **more: str) -> str:
    """Open the looking-over, press its button, return the page with the outcome."""
    answer = client.post(address, {**sent(text(client, address)), **more}, follow=True)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def test_each_person_is_offered_what_they_may_do(office: Office, signed_in: SignIn) -> None:
    drafts(office, "甲通知")
    clerk = text(signed_in(office.person("clerk")), ITEMS)
    assert 'name="row"' in clerk
    assert 'value="submit"' in clerk
    assert 'value="recheck"' in clerk
    assert 'value="approve"' not in clerk
    chief = text(signed_in(office.person("final_reviewer")), ITEMS)
    assert 'value="approve"' in chief
    assert 'value="submit"' not in chief


def test_what_is_ready_is_submitted_and_what_is_not_is_told_with_its_reason(
    office: Office, signed_in: SignIn
) -> None:
    good, untitled, other = drafts(office, "甲通知", "", "乙通知")
    clerk = signed_in(office.person("clerk"))
    address = pick(clerk, "submit", [good, untitled, other], "?type=notice")
    page = text(clerk, address)
    assert "送审这 2 件" in page
    assert "标题" in page.split("（未填标题）", 1)[1]
    assert {one.state for one in Edition.objects.all()} == {"draft"}, "looking over does nothing"
    office.submit(other)  # the same clerk was faster in another window
    outcome = clerk.post(address, sent(page), follow=True)
    words = unescape(outcome.content.decode())
    assert "办理 2 件，没有办理 0 件" in words, "the clerk's own submission is no refusal"
    assert fresh(good).state == fresh(other).state == "in_review"
    assert fresh(untitled).state == "draft"
    assert 'href="/office/disclosure/?type=notice"' in words, "back to the list as filtered"


def test_a_draft_that_changed_since_it_was_looked_over_is_refused_and_the_others_go(
    office: Office, signed_in: SignIn
) -> None:
    first, second = drafts(office, "甲通知", "乙通知")
    clerk = signed_in(office.person("clerk"))
    address = pick(clerk, "submit", [first, second])
    page = text(clerk, address)
    office.save(first, replace(SAID, title="甲通知（改）"))
    words = unescape(clerk.post(address, sent(page), follow=True).content.decode())
    assert "办理 1 件，没有办理 1 件" in words
    refused, done = words.split("没有办理</caption>", 1)[1].split("已办理</caption>", 1)
    assert "甲通知（改）" in refused
    assert "有修改" in refused
    assert "乙通知" in done
    assert fresh(first).state == "draft"
    assert fresh(second).state == "in_review"


def test_a_second_click_changes_nothing_even_in_another_session(
    office: Office, signed_in: SignIn
) -> None:
    editions = drafts(office, "甲通知", "乙通知")
    clerk, again = (signed_in(office.person("clerk")) for _ in range(2))
    address = pick(clerk, "submit", editions)
    form = sent(text(clerk, address))
    for client in (clerk, clerk, again):
        words = unescape(client.post(address, form, follow=True).content.decode())
        assert "办理 2 件，没有办理 0 件" in words
    assert Event.objects.filter(verb="edition.submit").count() == 2
    assert Signature.objects.filter(outcome="submit").count() == 2
    assert "办理 2 件" in text(clerk, f"{BULK}done/"), "reloading shows the outcome again"


def to_final(office: Office, edition: Edition) -> Edition:
    edition = fresh(office.submit(edition))
    while (awaited := standing(edition.item, edition).review.awaited) is not None:
        if awaited.id == "final":
            break
        edition = fresh(office.sign(edition))
    return edition


def test_a_reviewer_agrees_to_several_with_one_opinion(office: Office, signed_in: SignIn) -> None:
    ready = [to_final(office, one) for one in drafts(office, "甲通知", "乙通知")]
    early = fresh(office.submit(drafts(office, "丙通知")[0]))
    chief, again = (signed_in(office.person("final_reviewer")) for _ in range(2))
    address = pick(chief, "approve", [*ready, early])
    page = text(chief, address)
    assert "同意这 2 件" in page
    form = {**sent(page), "opinion": "同意公开"}
    for client in (chief, again):
        words = unescape(client.post(address, form, follow=True).content.decode())
        assert "办理 2 件，没有办理 0 件" in words
        assert "已同意（终审）" in words
    assert {fresh(one).state for one in ready} == {"approved"}
    assert fresh(early).state == "in_review"
    signed = Signature.objects.filter(step="final")
    assert [one.reason for one in signed] == ["同意公开", "同意公开"]


def test_nobody_signs_what_changed_after_they_looked(office: Office, signed_in: SignIn) -> None:
    edition = to_final(office, drafts(office, "甲通知")[0])
    chief = signed_in(office.person("final_reviewer"))
    address = pick(chief, "approve", [edition])
    form = sent(text(chief, address))
    form["pin"] = [form["pin"][0].rpartition("|")[0] + "|" + "0" * 64]
    words = unescape(chief.post(address, form, follow=True).content.decode())
    assert "没有办理 1 件" in words
    assert "有修改" in words
    assert fresh(edition).state == "in_review"


def test_a_form_made_up_for_another_unit_is_refused(office: Office, signed_in: SignIn) -> None:
    edition = drafts(office, "甲通知")[0]
    clerk = signed_in(office.person("clerk"))
    address = pick(clerk, "submit", [edition])
    form = sent(text(clerk, address))
    outsider = signed_in("clerk", unit="minzheng", name="赵六")
    words = unescape(outsider.post(address, form, follow=True).content.decode())
    assert "没有办理 1 件" in words
    assert "不在您的权限范围内" in words
    assert "甲通知" not in words
    assert fresh(edition).state == "draft"
    assert "没有正在办理的版本" in text(outsider, address), "nor is it shown"
    reviewer = signed_in(office.person("final_reviewer"))
    assert reviewer.post(address, form).status_code == 302, "not offered, so led back"
    assert fresh(edition).state == "draft"
    wrong = {"once": "x", "pin": ["1|2", "", "甲|1|1|a|b"]}
    assert "办理 0 件" in unescape(clerk.post(address, wrong, follow=True).content.decode())


def test_several_are_checked_again_and_what_was_found_is_told(
    office: Office, signed_in: SignIn
) -> None:
    clean, personal = drafts(office, "甲通知", "乙通知")
    body = "<p>联系人张三，身份证号 11010519491231002X，请按时领取补贴资金。</p>"
    personal = office.save(personal, replace(SAID, title="乙通知", body_html=body))
    clerk = signed_in(office.person("clerk"))
    words = press(clerk, pick(clerk, "recheck", [clean, personal]))
    assert "办理 2 件，没有办理 0 件" in words
    assert "已检查，没有要处理的问题" in words
    assert "处必须处理" in words or "处提示待处理" in words
    assert CheckResult.objects.count() == 2


def test_nothing_ticked_and_unknown_steps_lead_back_with_a_word(
    office: Office, signed_in: SignIn
) -> None:
    clerk = signed_in(office.person("clerk"))
    drafts(office, "甲通知")
    answer = clerk.post(ITEMS, {"bulk": "submit"}, follow=True)
    assert "请先选中要办理的事项" in unescape(answer.content.decode())
    answer = clerk.get(f"{BULK}?do=explode&row=1", follow=True)
    assert "没有可以办理的事项" in unescape(answer.content.decode())
    assert clerk.get(f"{BULK}done/", follow=True).redirect_chain
    assert "返回列表" in text(clerk, f"{BULK}?do=submit&row=99&row=x&back=//elsewhere.example")


def test_looking_over_many_asks_the_database_no_more_than_for_few(
    office: Office, signed_in: SignIn, django_assert_max_num_queries: Callable[..., object]
) -> None:
    editions = drafts(office, *(f"第 {number} 号通知" for number in range(12)))
    clerk = signed_in(office.person("clerk"))
    few, many = (pick(clerk, "submit", some) for some in (editions[:2], editions))
    text(clerk, few)
    with django_assert_max_num_queries(30):  # type: ignore[attr-defined]
        assert "送审这 12 件" in text(clerk, many)
