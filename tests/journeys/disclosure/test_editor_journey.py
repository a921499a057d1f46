"""The editor saves by itself: in quiet, without a network, beside others, after a crash."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from django.conf import settings
from playwright.sync_api import Locator, Page, Route, expect

from gongkai.disclosure.actions import drafting, reviewing
from gongkai.disclosure.models import Edition
from tests.disclosure.app.office import SAID, fresh
from tests.journeys.conftest import Reader
from tests.journeys.disclosure.conftest import County
from tests.journeys.disclosure.looking import Sound
from tests.people import People

OFFLINE = "未保存：网络中断，将重试"
SAVED = "已保存 09:00"
CUT = "net::ERR_INTERNET_DISCONNECTED"

pytestmark = pytest.mark.browser


@pytest.fixture
def edition(county: County) -> Edition:
    """A draft of the clerk."""
    return county.office.draft()


@pytest.fixture
def page(county: County, edition: Edition) -> Page:
    """The editor of the draft, opened by the clerk."""
    return county.as_("clerk", address(edition))


def address(edition: Edition) -> str:
    return f"/office/disclosure/items/{edition.item.key}/edit/"


def text(page: Page) -> Locator:
    """The text as it looks: what is written there is written into the field of the form."""
    return page.get_by_role("textbox", name="正文")


def field(page: Page) -> Locator:
    """The field of the form, as it is sent and kept."""
    return page.locator("#id_body_html")


def line(page: Page) -> Locator:
    return page.locator(".autosave-line")


def write(page: Page, words: str) -> None:
    """Write at the end of the text, and leave the field."""
    text(page).press("Control+End")
    text(page).press_sequentially(words)
    page.locator("#id_title").focus()


def copies(page: Page) -> int:
    """How many texts this browser keeps."""
    count: int = page.evaluate(
        "Object.keys(localStorage).filter((one) => one.startsWith('gongkai.draft:')).length"
    )
    return count


def test_a_pause_in_typing_saves(page: Page, edition: Edition, sound: Sound) -> None:
    text(page).press("Control+End")
    text(page).press_sequentially("另行通知。")
    expect(line(page)).to_have_text("有改动，尚未保存")
    expect(line(page)).to_have_text(SAVED)
    expect(page.locator("#announcer")).to_have_text(SAVED)
    after = fresh(edition)
    assert after.body_html.endswith("另行通知。</p>")
    expect(page.locator("input[name=version]")).to_have_value(str(after.version))
    assert copies(page) == 0
    sound(page, "editor-saved")


def test_leaving_a_field_saves_and_the_buttons_go_on_from_there(
    page: Page, edition: Edition
) -> None:
    write(page, "甲。")
    expect(line(page)).to_have_text(SAVED)
    text(page).press("Control+End")
    text(page).press_sequentially("乙。")
    page.get_by_role("button", name="保存", exact=True).dblclick()
    expect(page.get_by_text("已保存。")).to_be_visible()
    assert fresh(edition).body_html.endswith("甲。乙。</p>")
    assert fresh(edition).version == edition.version + 2
    expect(page.locator(".autosave-offer")).to_have_count(0)


def test_words_are_not_saved_half_composed(page: Page, edition: Edition) -> None:
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.method))
    page.locator("#id_title").evaluate(
        """(field) => {
          field.dispatchEvent(new CompositionEvent("compositionstart", {bubbles: true}));
          field.value += "tong'zhi";
          field.dispatchEvent(new InputEvent("input", {bubbles: true}));
          field.focus(); field.blur();
        }"""
    )
    page.wait_for_timeout(300)
    assert "POST" not in sent
    page.locator("#id_title").evaluate(
        """(field) => {
          field.value = field.value.replace("tong'zhi", "（试行）");
          field.dispatchEvent(new CompositionEvent("compositionend", {bubbles: true}));
          field.focus(); field.blur();
        }"""
    )
    expect(line(page)).to_have_text(SAVED)
    assert fresh(edition).title == f"{SAID.title}（试行）"


def test_without_a_network_nothing_is_lost_and_nothing_is_left_half_done(
    page: Page, edition: Edition, new_page: Reader, sound: Sound
) -> None:
    new_page.allow(CUT, "/edit/")
    new_page.allow(CUT, "/icon.svg", sure=False)  # asked for whenever the browser likes
    page.context.set_offline(True)
    write(page, "断网时写的。")
    expect(line(page)).to_have_text(OFFLINE)
    expect(page.locator("#announcer")).to_have_text(OFFLINE)
    assert copies(page) == 1
    sound(page, "editor-offline")
    page.get_by_role("button", name="保存并送审").click()
    expect(line(page)).to_contain_text("没有提交")
    expect(text(page)).to_be_visible()
    write(page, "又写了一句。")
    page.context.set_offline(False)
    expect(line(page)).to_have_text(SAVED)
    assert copies(page) == 0
    assert fresh(edition).body_html.endswith("断网时写的。又写了一句。</p>")
    assert fresh(edition).state == "draft"


def test_an_answer_lost_on_its_way_is_no_conflict(
    page: Page, edition: Edition, new_page: Reader
) -> None:
    new_page.allow("net::ERR_CONNECTION_RESET", "/edit/")
    lost: list[str] = []

    def lose(route: Route) -> None:
        if route.request.method == "POST" and not lost:
            lost.append(route.fetch().text())
            route.abort("connectionreset")
        else:
            route.continue_()

    page.route("**/edit/", lose)
    write(page, "甲。")
    expect(line(page)).to_have_text(OFFLINE)
    assert fresh(edition).version == edition.version + 1, "it had arrived"
    write(page, "乙。")
    expect(line(page)).to_have_text(SAVED)
    assert fresh(edition).version == edition.version + 2
    assert fresh(edition).body_html.endswith("甲。乙。</p>")


def failing(page: Page) -> None:
    """Let nothing this window sends arrive."""
    page.route(
        "**/edit/",
        lambda route: route.abort() if route.request.method == "POST" else route.continue_(),
    )


@pytest.mark.parametrize("wanted", [True, False])
def test_after_a_crash_the_text_is_offered_back(
    page: Page, edition: Edition, new_page: Reader, sound: Sound, wanted: bool
) -> None:
    new_page.allow("net::ERR_FAILED", "/edit/")
    failing(page)
    write(page, "崩溃前写的。")
    expect(line(page)).to_have_text(OFFLINE)
    again = new_page.beside(page, address(edition))
    page.close(run_before_unload=False)
    offer = again.locator(".autosave-offer")
    expect(offer).to_contain_text("没有保存成功的文字")
    assert "崩溃前" not in field(again).input_value()
    sound(again, "editor-offer")
    offer.get_by_role("button", name="取回" if wanted else "丢弃").click()
    expect(offer).to_have_count(0)
    expect(again.locator("#id_title")).to_be_focused()
    if wanted:
        expect(line(again)).to_have_text(SAVED)
    assert fresh(edition).body_html.endswith("崩溃前写的。</p>") is wanted
    assert copies(again) == 0


def test_a_colleague_is_never_overwritten(
    page: Page, edition: Edition, people: People, new_page: Reader, sound: Sound
) -> None:
    new_page.allow("409", "/edit/")
    colleague = people.viewer("clerk", unit="caizheng", name="李四")
    other = drafting.save_draft(
        edition.pk, version=edition.version, said=replace(SAID, title="李四的标题"), by=colleague
    )
    write(page, "张三写的。")
    expect(line(page)).to_contain_text("李四 在您打开之后保存过这一稿")
    write(page, "停不下来。")
    page.wait_for_timeout(500)
    assert fresh(edition).version == other.version
    sound(page, "editor-conflict")
    page.reload()
    offer = page.locator(".autosave-offer")
    expect(offer).to_contain_text("此后这一稿又有改动")
    offer.get_by_role("button", name="取回").click()
    expect(field(page)).to_have_value(re.compile("张三写的。停不下来。$"))
    expect(line(page)).to_contain_text("自动保存已停止")
    assert fresh(edition).version == other.version, "nothing before a person has looked"
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.get_by_text("已保存。")).to_be_visible()
    assert fresh(edition).body_html.endswith("张三写的。停不下来。</p>")
    assert copies(page) == 0


def test_what_is_no_draft_any_more_is_told(
    county: County, page: Page, edition: Edition, new_page: Reader
) -> None:
    new_page.allow("409", "/edit/")
    reviewing.submit(edition.pk, by=county.office.clerk)
    write(page, "送审后写的。")
    expect(line(page)).to_contain_text("不能修改")
    assert "送审后" not in fresh(edition).body_html


def test_a_secret_is_kept_nowhere(page: Page, edition: Edition, new_page: Reader) -> None:
    new_page.allow("409", "/edit/")
    text(page).fill("机密★5年\n有关情况如下。")
    page.locator("#id_title").focus()
    expect(line(page)).to_contain_text("有密级标志，没有保存")
    text(page).press("Control+End")
    text(page).press_sequentially("再写。")
    page.wait_for_timeout(600)
    assert copies(page) == 0
    text(page).fill("有关情况如下。")
    page.locator("#id_title").focus()
    expect(line(page)).to_have_text(SAVED)


def test_what_is_typed_wrongly_is_told_and_saved_once_mended(
    page: Page, edition: Edition, new_page: Reader
) -> None:
    new_page.allow("422", "/edit/")
    page.locator("#id_issued_on").evaluate("(field) => { field.type = 'text'; }")
    page.locator("#id_issued_on").fill("三月二日")
    page.locator("#id_title").focus()
    expect(line(page)).to_contain_text("日期要写成 2026-03-02")
    page.locator("#id_issued_on").fill("2026-03-02")
    page.locator("#id_title").focus()
    expect(line(page)).to_have_text(SAVED)
    assert str(fresh(edition).issued_on) == "2026-03-02"


def test_who_is_signed_out_finds_the_text_after_signing_in(
    county: County, page: Page, edition: Edition
) -> None:
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    write(page, "登录失效后写的。")
    expect(line(page)).to_contain_text("登录已失效")
    assert copies(page) == 1
    page = county.as_("clerk", address(edition))
    page.locator(".autosave-offer").get_by_role("button", name="取回").click()
    expect(line(page)).to_have_text(SAVED)
    assert fresh(edition).body_html.endswith("登录失效后写的。</p>")


def test_another_person_at_the_same_computer_is_offered_nothing(
    county: County, page: Page, edition: Edition, entered: Callable[..., str]
) -> None:
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    write(page, "张三未保存的。")
    expect(line(page)).to_contain_text("登录已失效")
    session = entered("clerk", unit="caizheng", name="李四")
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session, "url": page.url}
    page.context.add_cookies([cookie])  # type: ignore[list-item]
    page.reload()
    expect(text(page)).to_be_visible()
    expect(page.locator(".autosave-offer")).to_have_count(0)


def test_on_a_phone_the_line_hides_no_field_with_the_focus(
    county: County, edition: Edition, sound: Sound
) -> None:
    county.size = "phone"
    page = county.as_("clerk", address(edition))
    write(page, "手机上写的。")
    expect(line(page)).to_have_text(SAVED)
    text(page).focus()
    for name in ("keywords", "contact", "is_important"):
        page.keyboard.press("Tab")
        field, below = page.locator(f"#id_{name}").bounding_box(), line(page).bounding_box()
        assert field is not None
        assert below is not None
        assert field["y"] + field["height"] <= below["y"]
    sound(page, "editor-phone")


def test_other_forms_of_the_page_take_the_text_along(page: Page, edition: Edition) -> None:
    text(page).press("Control+End")
    text(page).press_sequentially("先写的。")
    page.get_by_role("button", name="保存公开属性").click()
    expect(page.get_by_text("公开属性已保存。")).to_be_visible()
    assert fresh(edition).body_html.endswith("先写的。</p>")
