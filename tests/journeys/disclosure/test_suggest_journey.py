"""Suggestions while typing, in a browser: keys, mouse, input methods, and without scripts."""

import re
from dataclasses import replace

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from gongkai.disclosure.actions import pages
from gongkai.disclosure.models import Item
from gongkai.rules.publishing.availability import RemovalGround
from gongkai.search import Index
from tests.disclosure.app.office import SAID
from tests.journeys.conftest import Reader
from tests.journeys.disclosure.conftest import County
from tests.journeys.disclosure.looking import Sound

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def key(county: County) -> str:
    """A notice everybody may read."""
    key = county.office.published().item.key
    county.work()
    county.rebuild()
    return key


def offered(page: Page) -> list[str]:
    return page.get_by_role("option").all_inner_texts()


def asked(page: Page) -> list[str]:
    """Return, filled from now on, what the page asks the server."""
    found: list[str] = []
    page.on("request", lambda one: found.append(one.url) if "suggest/" in one.url else None)
    return found


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_a_title_is_offered_and_opened_with_the_keys(
    county: County, key: str, sound: Sound, size: str
) -> None:
    county.size = size
    page = county.reader("/")
    sent = asked(page)
    box = page.get_by_role("combobox")
    box.press_sequentially("农资补贴", delay=20)
    expect(page.get_by_role("option").first).to_have_text(SAID.title)
    assert len(sent) == 1, "what is typed without a pause is one question"
    sound(page, f"suggest-{size}")
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(page.locator("#announcer")).to_have_text("有 1 条建议，按上下键选择。")
    box.press("ArrowDown")
    chosen = page.get_by_role("option", selected=True)
    expect(chosen).to_have_text(SAID.title)
    expect(box).to_have_attribute("aria-activedescendant", chosen.get_attribute("id") or "none")
    box.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(box).to_have_value("农资补贴")
    expect(box).not_to_have_attribute("aria-activedescendant", re.compile("."))
    box.press("ArrowDown")
    expect(page.get_by_role("listbox")).to_be_visible()
    box.press("ArrowUp")
    box.press("Enter")
    expect(page).to_have_url(re.compile(f"/item/{key}/$"))


def test_enter_without_a_choice_searches(county: County, key: str) -> None:
    page = county.reader(f"/item/{key}/")
    box = page.get_by_role("combobox")
    box.fill("农资")
    expect(page.get_by_role("option").first).to_be_visible()
    box.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("找到 1 条")
    expect(page.get_by_role("combobox")).to_have_value("农资")


def test_a_unit_is_offered_by_its_initials_and_chosen_with_the_mouse(
    county: County, key: str
) -> None:
    page = county.reader("/search/")
    page.get_by_role("combobox").press_sequentially("slxczj")
    page.get_by_role("option", name="示例县财政局").click()
    expect(page).to_have_url(re.compile(r"/unit/caizheng/$"))
    expect(page.get_by_role("link", name=SAID.title)).to_be_visible()


def test_a_unit_stands_before_titles_and_before_what_is_found(county: County, sound: Sound) -> None:
    county.office.published(replace(SAID, title="示例县财政局发放农资补贴"))
    county.work()
    county.rebuild()
    page = county.reader("/search/")
    page.get_by_role("combobox").fill("财政局")
    expect(page.get_by_role("option").first).to_contain_text("单位，1 条")
    page.get_by_role("combobox").press("Enter")
    units = page.get_by_role("list", name="单位")
    expect(units.get_by_role("link")).to_have_text(["示例县财政局", "公开指南"])
    sound(page, "search-unit")
    units.get_by_role("link", name="示例县财政局").click()
    expect(page).to_have_url(re.compile(r"/unit/caizheng/$"))
    page.goto(page.url.replace("/unit/caizheng/", "/search/?q=补贴"))
    expect(page.get_by_role("list", name="单位")).to_have_count(0)


def test_letters_of_an_input_method_are_no_question(county: County, key: str) -> None:
    page = county.reader("/")
    sent = asked(page)
    page.get_by_role("combobox").focus()
    keyboard = page.context.new_cdp_session(page)
    for letters in ("n", "nong", "nong'zi"):
        at = {"selectionStart": len(letters), "selectionEnd": len(letters)}
        keyboard.send("Input.imeSetComposition", {"text": letters, **at})
        page.wait_for_timeout(300)
    assert sent == []
    page.keyboard.press("ArrowDown")
    assert sent == []
    keyboard.send("Input.insertText", {"text": "农资"})
    expect(page.get_by_role("option")).to_have_text([SAID.title])
    assert len(sent) == 1


def test_what_was_withdrawn_is_offered_no_longer(county: County, key: str) -> None:
    page = county.reader("/")
    box = page.get_by_role("combobox")
    box.fill("农资")
    expect(page.get_by_role("option")).to_have_text([SAID.title])
    box.fill("农")
    expect(page.get_by_role("listbox")).to_be_hidden()
    pages.withdraw_page(
        Item.objects.get(key=key).pk,
        ground=RemovalGround.ERROR,
        notice="内容有误，正在核实。",
        reason="标准写错",
        by=county.office.chief,
    )
    county.work()
    with page.expect_response("**/search/suggest/**"):
        box.fill("农资")
    page.wait_for_timeout(200)
    assert offered(page) == []
    box.blur()
    expect(page.get_by_role("listbox")).to_be_hidden()


def test_an_answer_that_never_comes_leaves_the_form_usable(
    county: County, key: str, new_page: Reader
) -> None:
    new_page.allow("503", "suggest/?q=%E5%86%9C%E8%B5%84")
    page = county.reader("/")
    page.route("**/search/suggest/**", lambda route: route.fulfill(status=503, body="<p>忙</p>"))
    box = page.get_by_role("combobox")
    with page.expect_response("**/search/suggest/**"):
        box.fill("农资")
    expect(page.get_by_role("listbox")).to_be_hidden()
    page.get_by_role("button", name="检索").click()
    expect(page.get_by_role("status")).to_contain_text("找到 1 条")


def test_without_scripts_it_is_a_plain_field(county: County, key: str) -> None:
    page = county.open("/", scripts=False)
    expect(page.get_by_role("combobox")).to_have_count(0)
    page.get_by_role("searchbox").fill("农资")
    page.get_by_role("button", name="检索").click()
    expect(page.get_by_role("status")).to_contain_text("找到 1 条", use_inner_text=True)


def test_the_office_is_offered_what_one_may_open(county: County, sound: Sound) -> None:
    Index.create(settings.GONGKAI_SEARCH)
    draft = county.office.draft()
    page = county.as_("clerk", "/office/")
    page.get_by_role("combobox").press_sequentially("农资补贴")
    option = page.get_by_role("option", name=SAID.title)
    expect(option).to_contain_text("事项")
    sound(page, "suggest-office")
    option.click()
    expect(page.get_by_role("heading", level=1, name=SAID.title)).to_be_visible()
    expect(page).to_have_url(re.compile(f"/{draft.item.key}/$"))
    page = county.as_("clerk", "/office/", unit="minzheng")
    with page.expect_response("**/find/suggest/**"):
        page.get_by_role("combobox").fill("农资补贴")
    page.wait_for_timeout(200)
    assert offered(page) == []
