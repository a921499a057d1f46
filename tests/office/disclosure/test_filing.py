"""Where an item is filed, said on the screen."""

from collections.abc import Callable
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone

from gongkai.disclosure.models import Item
from gongkai.disclosure.queries.duties import duties
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


def of(item: Item) -> Item:
    return Item.objects.select_related("interprets", "clarifies").get(pk=item.pk)


def test_a_draft_is_filed_elsewhere_by_its_writer(office: Office, signed_in: SignIn) -> None:
    clerk, draft = signed_in(office.person("clerk")), office.draft()
    here = f"{ITEMS}{draft.item.key}/category/"
    assert here in text(clerk.get(f"{ITEMS}{draft.item.key}/edit/"))
    page = text(clerk.get(here, {"category": "budgets"}))
    assert "还没有编索引号，发布时按新类别编。" in page
    assert "草稿要重新检查再送审。" in page
    done = text(clerk.post(here, {"category": "budgets"}, follow=True))
    assert "已调整类别" in done
    assert of(draft.item).category == "budgets"
    office.submit(office.save(fresh(draft), SAID))
    assert "退回后才能调整" in text(clerk.get(here))
    refused = text(clerk.post(here, {"category": "plans"}))
    assert "有一版正在审核或等待发布" in refused
    assert of(draft.item).category == "budgets"


def test_a_page_is_filed_elsewhere_with_a_reason_by_who_publishes(
    office: Office, signed_in: SignIn
) -> None:
    item = of(office.published(SAID).item)
    here, given = f"{ITEMS}{item.key}/category/", {"category": "plans"}
    clerk = signed_in(office.person("clerk"))
    assert "由有发布权限的人调整" in text(clerk.get(here))
    assert clerk.post(here, {**given, "reason": "属于规划"}).status_code == 403
    chief = signed_in(office.person("final_reviewer"))
    assert here in text(chief.get(f"{ITEMS}{item.key}/"))
    page = text(chief.get(here, given))
    assert f"索引号 {item.index_number} 和页面地址不变" in page
    assert "公开页面马上移到新的栏目" in page
    refused = chief.post(here, given)
    assert refused.status_code == 422
    assert "没有写理由" in text(refused)
    done = text(chief.post(here, {**given, "reason": "属于规划"}, follow=True))
    assert "已调整类别" in done
    assert "属于规划" in done
    after = of(item)
    assert (after.category, after.index_number) == ("plans", item.index_number)
    for wrong in ("", "nowhere", "five", after.category):
        assert 'id="effects"' not in text(chief.get(here, {"category": wrong})), wrong


def test_what_the_move_does_to_duties_is_said_and_comes_true(
    office: Office, signed_in: SignIn
) -> None:
    item = office.published(SAID, category="own.guide").item

    def met() -> set[str]:
        found = duties(office.chief, as_of=MORNING.date()).duties
        return {one.category for one in found if one.met_by == item.pk}

    assert met() == {"own.guide"}
    chief = signed_in(office.person("final_reviewer"))
    here = f"{ITEMS}{item.key}/category/"
    page = text(chief.get(here, {"category": "organisation"}))
    assert "由它完成的 1 项公开任务不再由它完成：" in page
    assert "它算作新类别的公开，时限规则是：" in page
    chief.post(here, {"category": "organisation", "reason": "放错了"})
    assert "own.guide" not in met()
