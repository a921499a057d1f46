"""An office looks at its assessment: from the first page to the clause behind a point."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.assessment.county import plant_units, take_over
from tests.people import People

NewPage = Callable[..., Page]
Check = Callable[[Page], list[str]]

pytestmark = pytest.mark.browser

PAGES = [
    "/office/rounds/",
    "/office/assessment/packs/",
    "/office/assessment/packs/shifandian/",
    "/office/assessment/packs/bowang-jiaoyun/",
    "/office/assessment/packs/duodao-caizheng/",
    "/office/rounds/2025-zonghe/results/",
    "/office/rounds/2025-shifandian/results/",
    "/office/rounds/2025-shifandian/results/units/xiang-baiyun/",
    "/office/rounds/2025-zonghe/results/units/xiang-lvshui/",
    "/office/rounds/2025-zonghe/results/what-if/?grades-excellent-min=96",
    "/office/rounds/2025-zonghe/results/what-if/?components-work-weight=30",
    "/office/rounds/2025-shifandian/results/compare/?unit=ju-caizheng",
    "/office/rounds/2025-shifandian/results/compare/?unit=ju-caizheng&unit=group:乡镇",
]


@pytest.fixture
def new_page(
    new_page: NewPage, entered: Callable[..., str], people: People, demo_site: Path
) -> NewPage:
    """Every page here is opened by a leader of 示例县 with its rounds of two years."""
    plant_units(people)
    take_over(people, demo_site)
    return partial(new_page, session=entered("leader"))


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_a_page_is_accessible_and_fits(
    new_page: NewPage, axe: Check, overflowing: Check, path: str, size: str
) -> None:
    page = new_page(path, size=size)
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
    assert axe(page) == []
    assert overflowing(page) == []


def test_from_the_first_page_to_the_reason_of_a_lost_point(new_page: NewPage) -> None:
    page = new_page("/office/rounds/")
    page.get_by_role("link", name="示例县 2025 年度政务公开示范点考评").click()
    page.get_by_role("link", name="结果").click()
    page.get_by_role("link", name="青山乡").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("青山乡")
    page.get_by_role("button", name="全部展开").click()
    expect(page.get_by_text("依据：").first).to_be_visible()
    expect(page.get_by_text("第四条第（一）项第1目").first).to_be_visible()


def test_without_scripts_the_tree_still_opens_and_the_what_if_still_computes(
    new_page: NewPage,
) -> None:
    page = new_page("/office/rounds/2025-shifandian/results/units/xiang-qingshan/", scripts=False)
    summary = page.locator("summary", has_text="组织领导").first
    summary.click()
    expect(page.get_by_text("领导重视，及时研究问题").first).to_be_visible()
    page = new_page("/office/rounds/2025-zonghe/results/what-if/", scripts=False)
    page.get_by_label("优秀的下限").fill("96")
    page.get_by_role("button", name="试算").click()
    expect(page.get_by_text("优秀 → 合格").first).to_be_visible()


def test_a_leader_filters_by_keyboard(new_page: NewPage) -> None:
    page = new_page("/office/rounds/2025-zonghe/results/")
    page.get_by_label("单位名称").focus()
    page.keyboard.type("绿水")
    page.keyboard.press("Enter")
    expect(page.get_by_text("共 1 个单位")).to_be_visible()
    expect(page.get_by_role("link", name="绿水乡")).to_be_visible()


def test_the_word_bulletin_downloads(new_page: NewPage) -> None:
    page = new_page("/office/rounds/2025-zonghe/results/")
    with page.expect_download() as download:
        page.get_by_role("link", name="通报（Word）").click()
    assert download.value.suggested_filename == "示例县2025年度政务公开综合考核通报.docx"


def test_the_english_screens_have_no_chinese_chrome(new_page: NewPage) -> None:
    page = new_page("/language/en/?next=/office/rounds/2025-zonghe/results/")
    expect(page.get_by_role("columnheader", name="Rank", exact=True)).to_be_visible()
    expect(page.get_by_role("link", name="What if").first).to_be_visible()
