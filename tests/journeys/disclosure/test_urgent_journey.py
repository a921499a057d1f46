"""An emergency in a browser: published before review; a page taken down with a notice."""

from dataclasses import replace

import pytest
from playwright.sync_api import expect

from gongkai.disclosure.models import Edition
from tests.disclosure.app.office import SAID
from tests.journeys.disclosure.conftest import County
from tests.journeys.disclosure.looking import Sound

pytestmark = pytest.mark.browser

WARNING = replace(SAID, title="暴雨红色预警和转移安置安排", details={"kind": "warning"})
NOTICE = "补贴标准有误，正在核实，改正后重新公开。"


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_published_at_once_and_reviewed_afterwards(county: County, sound: Sound, size: str) -> None:
    county.size = size
    county.style()
    draft = county.office.draft(WARNING, category="emergencies", content_type="emergency")
    edition = county.office.submit(draft)
    place = f"/office/disclosure/items/{edition.item.key}/"
    page = county.as_("clerk", place)
    expect(page.get_by_text("突发事件紧急发布")).to_have_count(0)
    page = county.as_("secrecy_reviewer", place)
    page.get_by_role("button", name="同意（保密审查）").click()
    page = county.as_("final_reviewer", place)
    page.get_by_text("突发事件紧急发布").click()
    page.get_by_label("紧急的理由").fill("今晚有特大暴雨，来不及逐级审核")
    sound(page, f"urgent-{size}")
    page.get_by_role("button", name="紧急发布，事后补审").click()
    expect(page.get_by_text("已紧急发布，请尽快补办审核。")).to_be_visible()
    county.work()
    citizen = county.reader(f"/item/{edition.item.key}/")
    expect(citizen.get_by_role("article")).to_contain_text(WARNING.title)

    for role, step in (("first_reviewer", "初审"), ("final_reviewer", "终审")):
        page = county.as_(role, "/office/")
        page.get_by_role("link", name=WARNING.title).first.click()
        page.get_by_role("button", name=f"同意（{step}）").click()
        expect(page.get_by_text("已签批。")).to_be_visible()
    assert Edition.objects.get().reviewed_after_at is not None
    page = county.as_("final_reviewer", place)
    expect(page.locator(".page")).to_contain_text("今晚有特大暴雨，来不及逐级审核")
    sound(page, f"urgent-reviewed-{size}")


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_a_page_is_withdrawn_with_a_notice_and_restored(
    county: County, sound: Sound, size: str
) -> None:
    county.size = size
    edition = county.office.published()
    county.work()
    county.rebuild()
    place, address = f"/office/disclosure/items/{edition.item.key}/", f"/item/{edition.item.key}/"
    page = county.as_("final_reviewer", place)
    page.get_by_text("撤下、跳转或恢复页面").click()
    form = page.locator("form", has=page.get_by_role("button", name="撤下页面"))
    form.get_by_label("原因").select_option(index=1)
    form.get_by_label("给公众的说明").fill(NOTICE)
    form.get_by_label("内部记录的理由").fill("表二金额错一位")
    sound(page, f"withdrawing-{size}")
    form.get_by_role("button", name="撤下页面").click()
    expect(page.get_by_text("页面已撤下，原地址显示您写的说明。")).to_be_visible()
    county.work()

    page = county.reader(address)
    expect(page.get_by_role("main")).to_contain_text(NOTICE)
    expect(page.get_by_role("main")).not_to_contain_text("认真组织落实")
    expect(page.get_by_role("main")).not_to_contain_text("表二金额")
    sound(page, f"withdrawn-{size}")
    assert SAID.title not in page.request.get("/").text()
    page.goto("/search/?q=农资补贴")
    expect(page.get_by_role("status")).to_have_text("没有找到相关信息。")

    page = county.as_("final_reviewer", place)
    page.get_by_text("撤下、跳转或恢复页面").click()
    page.get_by_label("内部记录的理由").fill("已核对无误")
    page.get_by_role("button", name="恢复公开").click()
    expect(page.get_by_text("页面已恢复公开。")).to_be_visible()
    county.work()
    expect(county.reader(address).get_by_role("article")).to_contain_text("认真组织落实")
