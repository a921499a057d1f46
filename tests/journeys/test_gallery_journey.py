"""The gallery in a real browser: every component at both sizes, in every mode, by keyboard."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import pytest
from playwright.sync_api import Page, expect

NewPage = Callable[..., Page]
Check = Callable[[Page], list[str]]


class Reader(Protocol):
    """The fixture itself, for the one test that looks at what went wrong."""

    troubles: list[str]

    def __call__(self, path: str) -> Page: ...


pytestmark = pytest.mark.browser

MODES = [
    pytest.param({"size": size, "large": large, "bare": bare}, id=name)
    for name, size, large, bare in [
        ("desktop", "desktop", False, False),
        ("phone", "phone", False, False),
        ("desktop in large type", "desktop", True, False),
        ("phone in large type", "phone", True, False),
        ("desktop without scripts", "desktop", False, True),
        ("phone without scripts", "phone", False, True),
    ]
]


@pytest.mark.parametrize("mode", MODES)
def test_the_gallery_has_no_accessibility_violation(
    new_page: NewPage, axe: Check, mode: dict[str, object]
) -> None:
    assert axe(new_page("/gallery/", **mode)) == []


@pytest.mark.parametrize("mode", MODES)
def test_nothing_is_wider_than_the_window(
    new_page: NewPage, overflowing: Check, mode: dict[str, object]
) -> None:
    assert overflowing(new_page("/gallery/", **mode)) == []


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_everything_opened_has_no_accessibility_violation(
    new_page: NewPage, axe: Check, overflowing: Check, size: str
) -> None:
    page = new_page("/gallery/", size=size)
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
    assert axe(page) == []
    assert overflowing(page) == []


def test_the_english_gallery_is_english_and_accessible(new_page: NewPage, axe: Check) -> None:
    page = new_page("/language/en/?next=/gallery/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Components")
    assert page.evaluate("document.documentElement.lang") == "en"
    assert axe(page) == []


def test_text_set_at_wcag_spacing_stays_inside_the_page(
    new_page: NewPage, overflowing: Check
) -> None:
    """WCAG 1.4.12: the page survives the reader's own spacing."""
    page = new_page("/gallery/", size="phone")
    page.evaluate(
        """() => document.querySelectorAll("*").forEach(e => {
          e.style?.setProperty("line-height", "1.5", "important");
          e.style?.setProperty("letter-spacing", ".12em", "important");
          e.style?.setProperty("word-spacing", ".16em", "important");
        })"""
    )
    assert overflowing(page) == []


def test_a_tree_opens_and_closes_by_keyboard(new_page: NewPage) -> None:
    page = new_page("/gallery/")
    node = page.locator("#node-org\\.attention > details")
    summary = node.locator("> summary")
    summary.focus()
    page.keyboard.press("Enter")
    expect(node).to_have_attribute("open", "")
    expect(node.get_by_text("扣分：每处0.5分")).to_be_visible()
    page.keyboard.press("Space")
    expect(node).not_to_have_attribute("open", "")


def test_one_press_opens_the_whole_tree_and_one_closes_it(new_page: NewPage) -> None:
    page = new_page("/gallery/")
    tree = page.locator("[data-tree]")
    page.get_by_role("button", name="全部展开").click()
    expect(tree.locator("details:not([open])")).to_have_count(0)
    page.get_by_role("button", name="全部收起").click()
    expect(tree.locator("details[open]")).to_have_count(0)


def test_an_address_of_a_node_opens_the_way_to_it(new_page: NewPage) -> None:
    page = new_page("/gallery/#node-effect.rights")
    expect(page.get_by_text("问卷：平均分按线性换算")).to_be_visible()


def test_the_tree_can_be_read_without_scripts(new_page: NewPage) -> None:
    page = new_page("/gallery/", scripts=False)
    page.locator("#node-content\\.done_ratio > details > summary").click()
    expect(page.get_by_text("计算：办结率达到95%得满分")).to_be_visible()
    expect(page.get_by_role("button", name="全部展开")).to_have_count(0)


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_list_is_filtered_by_keyboard(new_page: NewPage, scripts: bool) -> None:
    page = new_page("/gallery/", scripts=scripts)
    page.get_by_label("单位名称").first.focus()
    page.keyboard.type("教育")
    page.keyboard.press("Enter")
    expect(page.get_by_text("共1个单位")).to_be_visible()
    expect(page.get_by_role("link", name="清除条件")).to_be_visible()
    expect(page).to_have_url(re.compile("q=%E6%95%99%E8%82%B2"))


def test_a_sorted_column_says_so_and_turns(new_page: NewPage) -> None:
    page = new_page("/gallery/?group=县直单位")
    header = page.get_by_role("columnheader", name="总分")
    expect(header).to_have_attribute("aria-sort", "descending")
    header.get_by_role("link").click()
    expect(header).to_have_attribute("aria-sort", "ascending")
    expect(page.get_by_role("rowheader").first).to_have_text("示例县民政局")
    expect(page).to_have_url(re.compile("group="))


def test_a_phone_still_knows_the_table_as_a_table(new_page: NewPage) -> None:
    page = new_page("/gallery/", size="phone")
    table = page.get_by_role("table", name="2026年度政务公开考核得分")
    expect(table.get_by_role("rowheader")).to_have_count(7)
    expect(table.get_by_role("columnheader")).to_have_count(5)


def test_the_first_press_of_tab_offers_to_skip_to_the_content(new_page: NewPage) -> None:
    page = new_page("/gallery/", scripts=False)
    page.keyboard.press("Tab")
    link = page.get_by_role("link", name="跳到正文")
    expect(link).to_be_focused()
    expect(link).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_an_error_in_the_summary_leads_to_its_field(new_page: NewPage) -> None:
    page = new_page("/gallery/")
    page.get_by_role("link", name="得分21高于本项满分20").click()
    expect(page.get_by_label("得分", exact=True)).to_be_focused()


def test_large_type_is_eighteen_points_and_lasts(new_page: NewPage) -> None:
    page = new_page("/gallery/", scripts=False)
    page.get_by_role("link", name="长者模式", exact=True).click()
    page.goto("/gallery/?page=2")
    expect(page.locator("body")).to_have_css("font-size", re.compile(r"^2[4-9]"))
    page.get_by_role("link", name="退出长者模式").click()
    expect(page.locator("body")).to_have_css("font-size", "15px")


def test_paper_shows_the_whole_tree_and_no_controls(new_page: NewPage) -> None:
    page = new_page("/gallery/", scripts=False)
    page.emulate_media(media="print")
    expect(page.locator(".site-header")).to_be_hidden()
    expect(page.locator(".filters")).to_be_hidden()
    closed = page.locator("#node-org\\.attention > details:not([open]) .facts")
    expect(closed).to_be_visible()
    assert closed.evaluate("e => e.getBoundingClientRect().height") > 30
    display = page.locator("thead").first.evaluate("e => getComputedStyle(e).display")
    assert display == "table-header-group"


def test_the_gallery_prints_to_a_few_pages(new_page: NewPage, tmp_path: Path) -> None:
    page = new_page("/gallery/")
    paper = page.pdf(prefer_css_page_size=True)
    assert 3 <= paper.count(b"/Type /Page\n") <= 14


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_a_missing_page_is_said_in_plain_chinese(new_page: NewPage, axe: Check, size: str) -> None:
    page = new_page("/nowhere/", size=size, expect=404)
    expect(page.get_by_role("heading", level=1)).to_have_text("没有找到这个页面")
    assert axe(page) == []


def test_the_accessibility_check_does_find_violations(new_page: NewPage, axe: Check) -> None:
    page = new_page("/gallery/")
    page.evaluate("document.querySelector('label[for=id_q]').remove()")
    found = axe(page)
    assert any(line.startswith("label (critical)") for line in found)


def test_an_injected_script_does_not_run(new_page: Reader) -> None:
    page = new_page("/gallery/")
    page.evaluate(
        """() => {
          const script = document.createElement("script");
          script.textContent = "document.title = 'taken over'";
          document.body.append(script);
        }"""
    )
    assert page.title() == "组件 - 政务公开工作平台"
    assert any("Content Security Policy" in trouble for trouble in new_page.troubles)
    new_page.troubles.clear()
