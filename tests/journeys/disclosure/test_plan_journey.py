"""The yearly plan of a bureau in a browser: a line planned, met by an item, another dropped."""

import pytest
from playwright.sync_api import expect

from gongkai.disclosure.actions.plans import add_plan_line
from tests.disclosure.app.office import MORNING
from tests.journeys.disclosure.conftest import County
from tests.journeys.disclosure.looking import Sound

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PLANS = "/office/disclosure/plans/"


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_a_line_is_planned_met_and_dropped(county: County, sound: Sound, size: str) -> None:
    add_plan_line(
        county.office.people.unit("caizheng").pk,
        title="季度财政收支情况",
        category="others",
        due_on=MORNING.date().replace(day=1),
        note="季度终了后公开",
        by=county.office.clerk,
    )
    live = county.office.published()
    key = county.key("clerk")
    page = county.open(f"{PLANS}new/", size=size, bare=True, session=key)
    sound(page, f"plan-new-{size}")
    page.get_by_label("公开事项").fill("部门预算")
    page.get_by_label("类别").select_option("budgets")
    page.get_by_label("公开时限").fill("2026-04-30")
    page.get_by_role("button", name="列入计划").click()
    page.get_by_text("已列入计划").wait_for()
    expect(page.get_by_role("main")).to_contain_text("已逾期", use_inner_text=True)
    sound(page, f"plans-{size}")
    page.get_by_role("link", name="季度财政收支情况").click()
    page.get_by_label("本单位这一类别的事项").select_option(live.item.key)
    sound(page, f"plan-line-{size}")
    page.get_by_role("button", name="记下公开的事项").click()
    expect(page.get_by_role("main")).to_contain_text("逾期后公开", use_inner_text=True)
    page.goto(PLANS)
    page.get_by_role("link", name="部门预算").click()
    page.get_by_text("从计划中取消").first.click()
    page.get_by_role("button", name="从计划中取消").click()
    sound(page, f"plan-refused-{size}")
    page.get_by_label("为什么取消").fill("并入预算公开平台")
    page.get_by_role("button", name="从计划中取消").click()
    expect(page.get_by_role("main")).to_contain_text("并入预算公开平台", use_inner_text=True)
    page.goto(f"{PLANS}2026/units/")
    sound(page, f"plan-units-{size}")
    with page.expect_download() as download:
        page.get_by_role("link", name="Word").click()
    assert download.value.suggested_filename == "2026年公开计划-示例县财政局.docx"
