"""Tables and flow charts typed in rows: with scripts and without, on a screen and on a phone."""

import re
from dataclasses import replace

import pytest
from playwright.sync_api import Locator, Page, expect

from gongkai.disclosure.models import Edition
from tests.disclosure.app.office import fresh
from tests.disclosure.guides import FLOW, GUIDE, SAID
from tests.journeys.conftest import Reader
from tests.journeys.disclosure.conftest import County
from tests.journeys.disclosure.looking import Sound

SAVED = "已保存 09:00"

pytestmark = pytest.mark.browser


def begun(county: County, **details: object) -> Edition:
    """A guide of the clerk with these fields filled."""
    said = replace(SAID, details=details)
    return county.office.draft(said, content_type="service_guide", category="licences")


def address(edition: Edition) -> str:
    return f"/office/disclosure/items/{edition.item.key}/edit/"


def cell(page: Page, name: str) -> Locator:
    return page.locator(f'[name="details-{name}"]')


def button(page: Page, rows: str, name: str) -> Locator:
    """The button of a set of rows."""
    return (
        page.locator("[data-rows]")
        .filter(has=page.get_by_role("table", name=rows))
        .get_by_role("button", name=name)
    )


def line(page: Page) -> Locator:
    return page.locator(".autosave-line")


def listen(page: Page) -> None:
    """Keep all that is announced: what is said next may come before anybody has looked."""
    page.locator("#announcer").evaluate(
        """one => new MutationObserver(() => { one.dataset.heard = [one.dataset.heard,
          one.textContent].join("|"); }).observe(one, {childList: true})"""
    )


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_a_chart_is_typed_row_by_row_and_drawn_after_each_save(
    county: County, sound: Sound, size: str
) -> None:
    edition = begun(county, matter="临时救助")
    county.size = size
    page = county.as_("clerk", address(edition))
    cell(page, "chart-n-1-title").fill("提出申请")
    cell(page, "chart-n-2-title").fill("受理")
    cell(page, "chart-n-3-title").fill("材料是否齐全")
    cell(page, "chart-n-3-kind").select_option(label="判断")
    cell(page, "chart-n-4-title").fill("送达")
    button(page, "环节", "增加一行").click()
    expect(cell(page, "chart-n-5-title")).to_be_focused()
    page.keyboard.type("一次告知补正")
    for row, (start, end, label) in enumerate(
        (
            ("1 提出申请", "2 受理", ""),
            ("2 受理", "3 材料是否齐全", ""),
            ("3 材料是否齐全", "4 送达", "齐全"),
        ),
        1,
    ):
        cell(page, f"chart-e-{row}-start").select_option(label=start)
        cell(page, f"chart-e-{row}-end").select_option(label=end)
        cell(page, f"chart-e-{row}-label").fill(label)
    cell(page, "matter").focus()
    expect(line(page)).to_have_text(SAVED)
    live = page.get_by_role("region", name="流程图预览")
    expect(live.get_by_role("img")).to_be_visible()
    expect(live).to_contain_text("流程图有 3 处要改")
    expect(live).to_contain_text("环节第5行“一次告知补正”：从“开始”走不到这里")
    sound(page, f"chart-half-{size}")
    button(page, "连线", "增加一行").click()
    cell(page, "chart-e-4-start").select_option(label="3 材料是否齐全")
    cell(page, "chart-e-4-end").select_option(label="5 一次告知补正")
    cell(page, "chart-e-4-label").fill("不齐全")
    button(page, "连线", "增加一行").click()
    cell(page, "chart-e-5-start").select_option(label="5 一次告知补正")
    cell(page, "chart-e-5-end").select_option(label="2 受理")
    cell(page, "matter").focus()
    expect(live.locator(".notice")).to_have_count(0)
    sound(page, f"chart-whole-{size}")
    stored = fresh(edition).details["chart"]
    assert [node["title"] for node in stored["nodes"]][-1] == "一次告知补正"
    assert len(stored["edges"]) == 5


def test_rows_are_moved_dropped_and_pasted_and_the_ways_follow(county: County) -> None:
    edition = begun(county, **GUIDE)
    page = county.as_("clerk", address(edition))
    button(page, "办理材料", "上移第2行").click()
    expect(cell(page, "materials-1-name")).to_have_value("临时救助申请书")
    button(page, "办理材料", "删去第3行").click()
    cell(page, "materials-3-name").focus()
    page.evaluate(
        """() => {
          const data = new DataTransfer();
          data.setData("text/plain", "户口簿\\t复印件\\t1\\n照片\\t原件\\t2\\n");
          document.activeElement.dispatchEvent(
            new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
        }"""
    )
    listen(page)
    button(page, "环节", "删去第4行").click()
    expect(page.locator("#announcer")).to_have_attribute("data-heard", re.compile("已删去第4行"))
    expect(cell(page, "chart-e-3-start").locator("option:checked")).to_have_text("3 材料是否齐全")
    cell(page, "matter").focus()
    expect(line(page)).to_have_text(SAVED)
    details = fresh(edition).details
    assert details["materials"] == [
        GUIDE["materials"][1],
        GUIDE["materials"][0],
        {"name": "户口簿", "form": "copy", "copies": "1"},
        {"name": "照片", "form": "original", "copies": "2"},
    ]
    assert [node["id"] for node in details["chart"]["nodes"]] == [
        node.id for node in FLOW.nodes if node.id != "n4"
    ]
    assert all("n4" not in (way["start"], way["end"]) for way in details["chart"]["edges"])


def test_without_scripts_buttons_do_the_same(
    county: County, new_page: Reader, sound: Sound
) -> None:
    edition = begun(county, **GUIDE)
    page = new_page(address(edition), bare=True, session=county.key("clerk"))
    button(page, "办理材料", "上移第2行").click()
    expect(cell(page, "materials-1-name")).to_have_value("临时救助申请书")
    button(page, "办理材料", "增加一行").click()
    expect(cell(page, "materials-5-name")).to_be_visible()
    cell(page, "materials-5-name").fill("户口簿")
    button(page, "环节", "删去第4行").click()
    details = fresh(edition).details
    assert [row["name"] for row in details["materials"]][-1] == "户口簿"
    assert len(details["chart"]["nodes"]) == len(FLOW.nodes) - 1
    cell(page, "matter").press("Enter")
    expect(page.get_by_text("已保存。")).to_be_visible()
    assert fresh(edition).details == details, "Enter saves and moves nothing"
    sound(page, "rows-bare")


def test_rows_come_back_after_a_crash(county: County, new_page: Reader) -> None:
    new_page.allow("net::ERR_FAILED", "/edit/")
    edition = begun(county, matter="临时救助")
    page = county.as_("clerk", address(edition))
    page.route(
        "**/edit/",
        lambda route: route.abort() if route.request.method == "POST" else route.continue_(),
    )
    button(page, "环节", "增加一行").click()
    cell(page, "chart-n-5-title").fill("公示")
    button(page, "连线", "增加一行").click()
    cell(page, "chart-e-4-start").select_option(label="5 公示")
    cell(page, "matter").focus()
    expect(line(page)).to_contain_text("未保存")
    again = new_page.beside(page, address(edition))
    page.close(run_before_unload=False)
    again.locator(".autosave-offer").get_by_role("button", name="取回").click()
    expect(cell(again, "chart-n-5-title")).to_have_value("公示")
    expect(cell(again, "chart-e-4-start").locator("option:checked")).to_have_text("5 公示")
    expect(line(again)).to_have_text(SAVED)
    assert fresh(edition).details["chart"]["nodes"][0]["title"] == "公示"
