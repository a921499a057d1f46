"""From a Word file to the portal: imported, checked, reviewed, published, found by the public."""

from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import Page, expect

from gongkai.core.audit import verify
from gongkai.disclosure.models import Item
from tests.journeys.disclosure.conftest import County
from tests.journeys.disclosure.looking import Sound

TITLE = "示例县财政局关于印发惠农补贴资金管理办法的通知"
NUMBER = "示财发〔2026〕3号"
PARAGRAPHS = (
    "示例县财政局文件",
    NUMBER,
    TITLE,
    "各乡镇人民政府、县直有关单位：",
    "现将《惠农补贴资金管理办法》印发给你们，请认真贯彻执行。",
    "一、补贴对象",
    "在本县从事粮食种植的农户。",
    "二、补贴标准",
    "每亩补贴六十元。",
    "示例县财政局",
    "2026年2月27日",
)
STEPS = (
    ("secrecy_reviewer", "保密审查"),
    ("first_reviewer", "初审"),
    ("final_reviewer", "终审"),
)

pytestmark = pytest.mark.browser


@pytest.fixture
def word_file(tmp_path: Path) -> Path:
    """A document as an office writes it."""
    document = Document()
    for line in PARAGRAPHS:
        document.add_paragraph(line)
    path = tmp_path / "惠农补贴通知.docx"
    document.save(str(path))
    return path


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_from_a_word_file_to_the_portal(
    county: County, sound: Sound, word_file: Path, size: str
) -> None:
    county.size = size
    county.style()
    page = county.as_("clerk", "/office/disclosure/")
    sound(page, f"items-empty-{size}")
    bring_in(page, word_file, sound, size)
    accept_and_submit(page, sound, size)
    key = Item.objects.get().key
    for role, step in STEPS:
        review(county.as_(role, f"/office/disclosure/items/{key}/"), step, sound, size)
    publish(county.as_("final_reviewer", f"/office/disclosure/items/{key}/"))
    county.work()
    stands_in_public(county, sound, key, size)
    assert list(verify()) == []


def bring_in(page: Page, file: Path, sound: Sound, size: str) -> None:
    """Import the file: what it is called, its number, issuer and date are read from it."""
    page.get_by_role("link", name="新建或导入").first.click()
    sound(page, f"start-{size}")
    page.get_by_label("从文件导入（可选）").set_input_files(file)
    page.get_by_label("体裁").select_option(label="其他政策文件")
    page.get_by_role("button", name="建立草稿").click()
    expect(page.get_by_role("heading", name="请核对导入结果")).to_be_visible()
    for name, value in (
        ("标题", TITLE),
        ("文号", NUMBER),
        ("制发机关（发布前必填）", "示例县财政局"),
        ("成文日期（发布前必填）", "2026-02-27"),
    ):
        expect(page.get_by_role("form", name="稿件").get_by_label(name)).to_have_value(value)
    sound(page, f"draft-{size}")


def accept_and_submit(page: Page, sound: Sound, size: str) -> None:
    """Accept the import, then send the draft to its first reviewer."""
    page.get_by_role("button", name="核对无误，确认导入").click()
    expect(page.get_by_role("heading", name="导入报告（已确认）")).to_be_visible()
    page.get_by_role("button", name="保存并检查").click()
    expect(page.get_by_text("检查完毕")).to_be_visible()
    sound(page, f"draft-checked-{size}")
    page.get_by_role("button", name="保存并送审").click()
    expect(page.get_by_text("已送审。")).to_be_visible()
    sound(page, f"item-submitted-{size}")


def review(page: Page, step: str, sound: Sound, size: str) -> None:
    """See the text and what the checks say of it, and sign."""
    expect(page.get_by_role("heading", name="首次公开的内容")).to_be_visible()
    expect(page.locator("main")).to_contain_text("每亩补贴六十元。")
    sound(page, f"item-{step}-{size}")
    page.get_by_role("button", name=f"同意（{step}）").click()
    expect(page.get_by_text("已签批。")).to_be_visible()


def publish(page: Page) -> None:
    """Publish at once."""
    page.get_by_role("button", name="立即发布").click()
    expect(page.get_by_text("已发布，公开页面马上更新。")).to_be_visible()


def stands_in_public(county: County, sound: Sound, key: str, size: str) -> None:
    """Read it as a citizen does: from the front, on its page, by searching, in the feed."""
    page = county.reader("/")
    page.get_by_role("link", name=TITLE).first.click()
    expect(page).to_have_url(f"{page.url.split('/item/')[0]}/item/{key}/")
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    expect(page.locator("main")).to_contain_text(NUMBER)
    sound(page, f"public-item-{size}")
    page.goto("/search/?q=惠农补贴")
    expect(page.locator(".hits").get_by_role("link", name=TITLE)).to_be_visible()
    sound(page, f"public-search-{size}")
    feed = page.request.get("/feed.atom")
    assert feed.ok
    assert f"/item/{key}/" in feed.text()
