"""A project opened stage by stage, in a browser: registered, stages noted, done with."""

import pytest
from playwright.sync_api import expect

from tests.disclosure.app.office import SAID
from tests.journeys.disclosure.conftest import County
from tests.journeys.disclosure.looking import Sound

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MATTERS = "/office/disclosure/matters/"


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_a_project_is_registered_and_opened_stage_by_stage(
    county: County, sound: Sound, size: str
) -> None:
    live = county.office.published(SAID, category="projects")
    key = county.key("clerk")
    page = county.open(f"{MATTERS}new/", size=size, bare=True, session=key)
    page.get_by_label("名称").fill("城南粮库")
    page.get_by_label("类别").select_option("projects")
    page.get_by_label("开始日期").fill("2026-02-30")
    page.get_by_role("button", name="登记").click()
    sound(page, f"matter-new-{size}")
    page.get_by_label("开始日期").fill("2026-02-02")
    page.get_by_role("button", name="登记").click()
    page.get_by_text("已登记").wait_for()
    begun = page.get_by_role("region", name="启动")
    expect(begun).to_contain_text("还没有到")
    begun.get_by_text("记下日期和公开的事项").click()
    begun.get_by_label("哪天到的这一阶段").fill("2026-02-02")
    begun.get_by_role("button", name="记下").click()
    expect(begun).to_contain_text("即将到期")
    begun.get_by_text("记下日期和公开的事项").click()
    begun.get_by_label("本单位这一类别的事项").select_option(live.item.key)
    begun.get_by_role("button", name="记下").click()
    expect(begun).to_contain_text("已按时公开")
    for one in page.get_by_text("记下日期和公开的事项").all():
        one.click()
    sound(page, f"matter-{size}")
    page.goto(MATTERS)
    expect(page.get_by_role("main")).to_contain_text("进展", use_inner_text=True)
    sound(page, f"matters-{size}")
