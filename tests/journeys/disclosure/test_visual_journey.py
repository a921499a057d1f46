"""The text of a draft written as it will look: with mouse and keys, pasted, and as it is typed."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from gongkai.disclosure.models import Edition
from tests.disclosure.app.office import fresh
from tests.journeys.conftest import Reader
from tests.journeys.disclosure.conftest import County
from tests.journeys.disclosure.looking import Sound
from tests.photographs import PNG

SAVED = re.compile(r"已保存 09:00")

CLIPBOARD = Path(__file__).parent / "clipboard"
# Of Word: styles, a link nobody may follow, lists as paragraphs, a picture that is not there.
WORD = (CLIPBOARD / "word.html").read_text(encoding="utf-8")
EXCEL = (CLIPBOARD / "excel.html").read_text(encoding="utf-8")

pytestmark = pytest.mark.browser


@pytest.fixture
def edition(county: County) -> Edition:
    """A draft of the clerk."""
    return county.office.draft()


def address(edition: Edition) -> str:
    return f"/office/disclosure/items/{edition.item.key}/edit/"


def sheet(page: Page) -> Locator:
    """The text as it looks."""
    return page.get_by_role("textbox", name="正文")


def source(page: Page) -> str:
    """The text as it is typed."""
    return page.locator("#id_body_html").input_value()


def tool(page: Page, name: str) -> Locator:
    return page.get_by_role("toolbar").get_by_role("button", name=name, exact=True)


def style(page: Page, name: str) -> None:
    page.get_by_label("段落样式").select_option(label=name)


def empty(page: Page) -> None:
    sheet(page).press("Control+a")
    sheet(page).press("Delete")


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_a_text_is_written_as_it_looks(
    county: County, edition: Edition, sound: Sound, size: str
) -> None:
    county.size = size
    page = county.as_("clerk", address(edition))
    empty(page)
    page.keyboard.type("一、补贴标准")
    page.keyboard.press("Enter")
    page.keyboard.type("每亩补贴")
    tool(page, "加粗").click()
    page.keyboard.type("一百元")
    tool(page, "加粗").click()
    page.keyboard.type("。")
    page.keyboard.press("Enter")
    tool(page, "分条").click()
    page.keyboard.type("种粮农户")
    page.keyboard.press("Enter")
    page.keyboard.type("合作社")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    tool(page, "表格").click()
    window = page.get_by_role("dialog", name="插入表格")
    window.get_by_label("行数").fill("2")
    window.get_by_label("列数").fill("2")
    sound(page, f"visual-window-{size}")
    window.get_by_label("列数").press("Enter")
    for words in ("品种", "元", "小麦", "100"):
        page.keyboard.type(words)
        page.keyboard.press("Tab")
    expect(sheet(page).get_by_role("columnheader", name="品种")).to_be_visible()
    sheet(page).locator("td").last.click()
    tool(page, "下加行").click()
    sheet(page).locator("tr").last.locator("td").first.click()
    page.keyboard.type("玉米")
    sound(page, f"visual-written-{size}")
    page.locator("#id_title").focus()
    expect(page.locator(".autosave-line")).to_have_text(SAVED)
    assert fresh(edition).body_html == (
        "<h2>一、补贴标准</h2><p>每亩补贴<strong>一百元</strong>。</p>"
        "<ul><li>种粮农户</li><li>合作社</li></ul>"
        '<table><thead><tr><th scope="col">品种</th><th scope="col">元</th></tr></thead>'
        "<tbody><tr><td>小麦</td><td>100</td></tr><tr><td>玉米</td><td></td></tr></tbody></table>"
    )
    assert source(page) == (
        "一、补贴标准\n每亩补贴**一百元**。\n• 种粮农户\n• 合作社\n品种\t元\n小麦\t100\n玉米\t"
    )


def paste(page: Page, html: str, text: str = "") -> None:
    """Paste as the browser does, with what other programs put on the clipboard."""
    sheet(page).evaluate(
        """(box, [html, text]) => {
          const data = new DataTransfer();
          if (html) data.setData("text/html", html);
          data.setData("text/plain", text);
          box.dispatchEvent(new ClipboardEvent("paste",
            {clipboardData: data, bubbles: true, cancelable: true}));
        }""",
        [html, text],
    )


def test_what_word_brings_is_kept_and_its_styles_are_not(
    county: County, edition: Edition, sound: Sound
) -> None:
    page = county.as_("clerk", address(edition))
    empty(page)
    paste(page, WORD)
    expect(page.locator("#announcer")).to_have_text(re.compile("图片没有带过来"))
    sound(page, "visual-pasted")
    assert source(page).splitlines() == [
        "# 关于发放补贴的通知",
        "按照**示例县**要求，请各单位于**三月底**前[办理](https://example.gov.cn/ban)，不得拖延。",
        "一、补贴标准",
        "第一条　种粮农户可以申请。",
        "• 身份证",
        "• 土地证",
        "№ 申请",
        "№ 审核",
        "品种\t元/亩",
        "小麦\t100↵（上限）",
        "合计\t<",
        "→ 示例县财政局",
    ]
    page.locator("#id_title").focus()
    expect(page.locator(".autosave-line")).to_have_text(SAVED)
    assert "style" not in fresh(edition).body_html


def test_rows_of_excel_become_a_table_or_fill_one(county: County, edition: Edition) -> None:
    page = county.as_("clerk", address(edition))
    empty(page)
    paste(page, EXCEL, "单位\t金额\n甲村\t3,200\n")
    assert source(page) == "单位\t金额\n甲村\t3,200"
    sheet(page).locator("td").first.click()
    tool(page, "下加行").click()
    sheet(page).locator("tr").last.locator("td").first.click()
    paste(page, "", "乙村\t40\n丙村\t50")
    assert source(page) == "单位\t金额\n甲村\t3,200\n乙村\t40\n丙村\t50"
    sheet(page).press("Control+z")
    assert source(page) == "单位\t金额\n甲村\t3,200\n\t"
    sheet(page).press("Control+y")
    assert "丙村" in source(page)


WHOLE = "为做好春季农资补贴发放，现将有关事项通知如下，请各乡镇认真组织落实。"
KEPT = "<p>总则</p>\n<p>见<em>附件</em>  </p>\n<ol><li>甲<p>乙</p></li></ol>\n<p>丙</p>"


def test_as_it_looks_and_as_it_is_typed_are_one_text(
    county: County, edition: Edition, sound: Sound
) -> None:
    page = county.as_("clerk", address(edition))
    tool_source = page.get_by_role("button", name="源文")
    tool_source.click()
    field = page.locator("#id_body_html")
    expect(field).to_be_focused()
    sound(page, "visual-source")
    field.fill(KEPT)
    page.get_by_role("button", name="可视").click()
    expect(sheet(page)).to_be_focused()
    expect(sheet(page).get_by_text("这一块有特殊格式")).to_be_visible()
    sound(page, "visual-kept")
    assert source(page) == KEPT
    sheet(page).get_by_text("丙").click()
    page.keyboard.press("End")
    page.keyboard.type("丁")
    assert source(page) == KEPT.replace("丙", "丙丁")
    page.keyboard.press("Control+z")
    assert source(page) == KEPT
    tool_source.click()
    field.fill("一、甲\n№ 乙\n№ 丙")
    page.locator("#id_title").focus()
    expect(page.locator(".autosave-line")).to_have_text(SAVED)
    page.reload()
    expect(field).to_be_visible()  # the choice is remembered
    expect(field).to_have_value("一、甲\n№ 乙\n№ 丙")
    page.get_by_role("button", name="可视").click()
    expect(sheet(page).get_by_role("heading", name="一、甲")).to_be_visible()
    expect(sheet(page).get_by_role("listitem")).to_have_count(2)


def test_headings_follow_their_words_once_the_line_is_left(
    county: County, edition: Edition
) -> None:
    page = county.as_("clerk", address(edition))
    empty(page)
    page.keyboard.type("（一）申请")
    expect(sheet(page).get_by_role("heading")).to_have_count(0)
    page.keyboard.press("Enter")
    expect(sheet(page).get_by_role("heading", level=3, name="（一）申请")).to_be_visible()
    page.keyboard.type("第一条 应当申请。")
    page.keyboard.press("Enter")
    page.keyboard.type("附则")
    style(page, "一级标题")
    assert source(page) == "（一）申请\n第一条 应当申请。\n# 附则"
    style(page, "靠右（落款）")
    assert source(page) == "（一）申请\n第一条 应当申请。\n→ 附则"


def test_links_are_made_mended_and_taken_away(
    county: County, edition: Edition, sound: Sound
) -> None:
    page = county.as_("clerk", address(edition))
    empty(page)
    tool(page, "链接").click()
    window = page.get_by_role("dialog", name="链接")
    window.get_by_label("显示的文字").fill("县政府")
    window.get_by_label("网址或邮箱").fill("javascript:alert(1)")
    window.get_by_role("button", name="放进正文").click()
    expect(window.get_by_role("alert")).to_contain_text("网址不对")
    sound(page, "visual-link")
    window.get_by_label("网址或邮箱").fill("www.example.gov.cn/a(1)")
    window.get_by_role("button", name="放进正文").click()
    assert source(page) == "[县政府](https://www.example.gov.cn/a%281%29)"
    tool(page, "链接").click()
    window.get_by_role("button", name="去掉链接").click()
    assert source(page) == "县政府"


def test_a_picture_is_brought_with_its_words_and_saving_goes_on(
    county: County, edition: Edition, sound: Sound, tmp_path: Path
) -> None:
    picture = tmp_path / "窗口.png"
    picture.write_bytes(PNG)
    page = county.as_("clerk", address(edition))
    sheet(page).press("Control+End")
    page.keyboard.type("见图。")
    tool(page, "图片").click()
    window = page.get_by_role("dialog", name="图片")
    window.get_by_label("从电脑选择").set_input_files(picture)
    window.get_by_role("button", name="放进正文").click()
    expect(window.get_by_role("alert")).to_contain_text("请写替代文字")
    window.get_by_label("替代文字").fill("办事窗口")
    sound(page, "visual-picture-window")
    window.get_by_role("button", name="放进正文").click()
    expect(window).to_be_hidden()
    shown = sheet(page).get_by_role("img", name="办事窗口")
    expect(shown).to_be_visible()
    assert shown.evaluate("(img) => img.decode().then(() => img.naturalWidth)") == 16
    page.keyboard.type("图一")
    page.locator("#id_title").focus()
    expect(page.locator(".autosave-line")).to_have_text(SAVED)
    saved = fresh(edition)
    [kept] = saved.attachments.all()
    assert (kept.kind, kept.description) == ("image", "办事窗口")
    assert f'<img src="images/{kept.name}" alt="办事窗口">' in saved.body_html
    assert saved.body_html.count("见图。") == 1
    sound(page, "visual-picture")
    page.reload()
    shown.click()
    tool(page, "图片").click()
    window.get_by_label("替代文字").fill("大厅窗口")
    window.get_by_role("button", name="放进正文").click()
    expect(sheet(page).get_by_role("img", name="大厅窗口")).to_be_visible()
    page.get_by_role("button", name="保存并送审").click()
    expect(page.get_by_text("已送审")).to_be_visible()
    assert 'alt="大厅窗口"' in fresh(edition).body_html


def test_cells_are_merged_and_split_and_a_table_taken_away(
    county: County, edition: Edition
) -> None:
    page = county.as_("clerk", address(edition))
    empty(page)
    paste(page, EXCEL)
    cells = sheet(page).locator("td")
    start, end = cells.first.bounding_box(), cells.last.bounding_box()
    assert start
    assert end
    page.mouse.move(start["x"] + 10, start["y"] + 10)
    page.mouse.down()
    page.mouse.move(end["x"] + 10, end["y"] + 10, steps=4)
    page.mouse.up()
    tool(page, "合并").click()
    assert source(page) == "单位\t金额\n甲村↵3,200\t<"
    tool(page, "拆分").click()
    assert source(page) == "单位\t金额\n甲村↵3,200\t"
    sheet(page).locator("th").first.click()
    tool(page, "右加列").click()
    tool(page, "行名列").click()
    assert source(page) == "【表 首列】\n单位\t\t金额\n甲村↵3,200\t\t"
    tool(page, "删表").click()
    assert source(page) == ""


def test_everything_is_had_from_the_keyboard(county: County, edition: Edition) -> None:
    page = county.as_("clerk", address(edition))
    empty(page)
    page.keyboard.press("Alt+F10")
    expect(page.get_by_label("段落样式")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(tool(page, "加粗")).to_be_focused()
    page.keyboard.press("Enter")
    expect(sheet(page)).to_be_focused()
    page.keyboard.type("甲")
    page.keyboard.press("Control+b")
    page.keyboard.type("乙")
    assert source(page) == "**甲**乙"
    page.keyboard.press("Alt+F10")
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    expect(sheet(page)).not_to_be_focused()


def test_without_scripts_the_field_is_there_as_ever(
    county: County, edition: Edition, new_page: Reader, sound: Sound
) -> None:
    page = new_page(address(edition), bare=True, session=county.key("clerk"))
    expect(page.get_by_role("toolbar")).to_have_count(0)
    page.locator("#id_body_html").fill(f"{WHOLE}\n№ 乙\n品种\t元\n小麦\t1")
    sound(page, "visual-bare")
    page.get_by_role("button", name="保存并送审").click()
    expect(page.get_by_text("已送审")).to_be_visible()
    assert "<ol><li>乙</li></ol><table>" in fresh(edition).body_html
