"""Review in a browser: returned and submitted again, a change, a leak, an outsider, two clicks."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from playwright.sync_api import Locator, Page, expect

from gongkai.core.models import Event
from gongkai.disclosure.models import Edition
from tests.disclosure.app.office import SAID
from tests.journeys.disclosure.conftest import County
from tests.journeys.disclosure.looking import Sound

ITEM = "/office/disclosure/items/"
REASON = "没有写明每亩补贴标准"

pytestmark = pytest.mark.browser


def test_returned_with_a_reason_mended_and_submitted_again(county: County, sound: Sound) -> None:
    edition = county.office.submit(county.office.draft())
    place = f"{ITEM}{edition.item.key}/"
    page = county.as_("secrecy_reviewer", place)
    page.get_by_label("退回理由").fill(REASON)
    page.get_by_role("button", name="退回", exact=True).click()
    expect(page.get_by_text("已退回。")).to_be_visible()
    page = county.as_("clerk", "/office/")
    expect(page.locator("main")).to_contain_text(REASON)
    sound(page, "returned-desk")
    page.get_by_role("link", name=SAID.title).first.click()
    page.get_by_role("link", name="继续起草").click()
    expect(page.get_by_role("note")).to_contain_text(REASON)
    sound(page, "returned-editor")
    body = page.get_by_role("textbox", name="正文")
    body.fill(f"{body.inner_text()}\n每亩补贴六十元。")
    page.get_by_role("button", name="保存并送审").click()
    expect(page.get_by_text("已送审。")).to_be_visible()
    page = county.as_("secrecy_reviewer", place)
    expect(page.locator("main")).to_contain_text("每亩补贴六十元。")
    page.get_by_role("button", name="同意（保密审查）").click()
    expect(page.get_by_text("已签批。")).to_be_visible()
    expect(page.locator(".page")).to_contain_text(REASON)


def test_reviewers_see_the_change_and_the_public_both_editions(
    county: County, sound: Sound
) -> None:
    county.size = "phone"
    county.style()
    item = county.office.published().item
    page = county.as_("clerk", f"{ITEM}{item.key}/")
    sound(page, "item-live-phone")
    page.get_by_text("修改已公开的内容").click()
    page.get_by_label("要求改什么、为什么").fill("补写补贴标准")
    page.get_by_role("button", name="起草新版").click()
    page.get_by_label("变动说明（必填）").fill("补写补贴标准")
    body = page.get_by_role("textbox", name="正文")
    body.fill(body.inner_text().replace("认真组织落实", "按每亩六十元认真组织落实"))
    page.get_by_role("button", name="保存并送审").click()
    expect(page.get_by_text("已送审。")).to_be_visible()
    page = county.as_("first_reviewer", f"{ITEM}{item.key}/")
    expect(page.get_by_role("heading", name="与现行版本相比")).to_be_visible()
    expect(page.locator(".diff ins")).to_contain_text("按每亩六十元")
    expect(page.get_by_role("button", name="同意（保密审查）")).to_be_disabled()
    sound(page, "item-change-phone")
    county.office.approve(Edition.objects.get(number=2))
    page = county.as_("final_reviewer", f"{ITEM}{item.key}/")
    page.get_by_role("button", name="立即发布").click()
    expect(page.get_by_text("已发布，公开页面马上更新。")).to_be_visible()
    county.work()
    page = county.reader(f"/item/{item.key}/")
    expect(page.locator("article")).to_contain_text("按每亩六十元认真组织落实")
    page.get_by_role("link", name="历次版本（2）").click()
    expect(page.locator("main")).to_contain_text("补写补贴标准")
    sound(page, "public-history-phone")


def test_an_identity_number_stops_the_draft_until_it_is_gone(county: County, sound: Sound) -> None:
    edition = county.office.draft(
        replace(SAID, body_html="<p>联系人张三，身份证号 11010519491231002X。</p>")
    )
    page = county.as_("clerk", f"{ITEM}{edition.item.key}/edit/")
    page.get_by_role("button", name="保存并送审").click()
    expect(page.get_by_text("还不能送审")).to_be_visible()
    found = page.locator(".findings")
    expect(found).to_contain_text("必须处理")
    expect(found).not_to_contain_text("11010519491231002X")
    assert Edition.objects.get().state == "draft"
    sound(page, "leak")
    body = page.get_by_role("textbox", name="正文")
    body.fill(body.inner_text().replace("11010519491231002X", "1101****002X"))
    page.get_by_role("button", name="保存并送审").click()
    expect(page.get_by_text("已送审。")).to_be_visible()
    assert Edition.objects.get().state == "in_review"


def test_an_outsider_is_refused_and_the_author_cannot_sign(county: County, sound: Sound) -> None:
    edition = county.office.submit(county.office.draft())
    place = f"{ITEM}{edition.item.key}/"
    for address in (place, f"{place}edit/", f"{place}preview/"):
        page = county.open(address, session=county.key("clerk", "minzheng"), expect=404)
        expect(page.locator("body")).not_to_contain_text(SAID.title)
    sound(page, "outsider")
    page = county.as_("clerk", place)
    sign = page.get_by_role("button", name="同意（保密审查）")
    expect(sign).to_be_disabled()
    expect(page.locator(".button-reason").first).not_to_be_empty()


@pytest.mark.parametrize("button", ["保存并送审", "同意（保密审查）", "立即发布"])
def test_a_double_click_is_one_act(county: County, button: str) -> None:
    case: dict[str, tuple[str, str, str, Callable[[], Edition]]] = {
        "保存并送审": ("edition.submit", "clerk", "edit/", county.office.draft),
        "同意（保密审查）": (
            "edition.sign",
            "secrecy_reviewer",
            "",
            lambda: county.office.submit(county.office.draft()),
        ),
        "立即发布": ("edition.publish", "final_reviewer", "", county.office.approved),
    }
    verb, role, path, edition = case[button]
    made = edition()
    page = county.as_(role, f"{ITEM}{made.item.key}/{path}")
    before = Event.objects.filter(verb=verb).count()
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.method))
    press_twice(page, page.get_by_role("button", name=button))
    expect(page.get_by_role("heading", name="办理记录")).to_be_visible()
    expect(page.locator(".notice-bad")).to_have_count(0)
    assert sent.count("POST") == 2
    assert Event.objects.filter(verb=verb).count() == before + 1


def press_twice(page: Page, button: Locator) -> None:
    """Press a button and, while the first press is on its way, again.

    A browser swallows a second press within the same moment; after a moment it sends it.
    """
    button.scroll_into_view_if_needed()
    box = button.bounding_box()
    assert box is not None
    at = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.click(*at)
    page.wait_for_timeout(30)
    page.mouse.click(*at)
