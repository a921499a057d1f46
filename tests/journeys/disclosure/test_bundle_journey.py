"""A release bundle in a browser: before its minute nothing of it is seen, then all at once."""

from dataclasses import replace
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from gongkai.disclosure.actions import files
from gongkai.disclosure.models import Edition, Item
from tests.disclosure.app.office import MORNING, SAID, fresh
from tests.journeys.conftest import Reader
from tests.journeys.disclosure.conftest import County
from tests.journeys.disclosure.looking import Sound

pytestmark = pytest.mark.browser

DOCUMENT = replace(
    SAID,
    title="示例县财政局关于印发农资补贴管理办法的通知",
    document_number="示财规〔2026〕5号",
    effective_on=date(2026, 4, 1),
)
READING = replace(SAID, title="《农资补贴管理办法》政策解读", details={"form": "text"})
FILE = "补贴标准.txt"
BUNDLES = "/office/disclosure/bundles/"


@pytest.fixture
def parts(county: County) -> tuple[Edition, Edition]:
    """A document with a file, and its interpretation, not related yet; both drafts."""
    office = county.office
    document = office.draft(DOCUMENT, category="rules", content_type="normative")
    files.attach_file(document.pk, data="每亩六十元\n".encode(), name=FILE, by=office.clerk)
    reading = office.draft(
        READING, category="interaction.interpretation", content_type="interpretation"
    )
    return document, reading


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_all_of_a_bundle_appears_at_its_minute(
    county: County,
    parts: tuple[Edition, Edition],
    sound: Sound,
    new_page: Reader,
    size: str,
) -> None:
    county.size = size
    county.office.published(replace(SAID, title="春耕生产安排"))
    county.work()
    county.rebuild()
    relate(county, parts[1].item, sound, size)
    for part in parts:
        county.office.submit(fresh(part))
    bring_together(county, sound, size)
    sign_together(county)
    page = county.as_("final_reviewer", BUNDLES)
    page.get_by_role("link", name="补贴办法及解读").click()
    form = page.locator("form", has=page.get_by_role("button", name="定时同时发布"))
    form.get_by_label("日期").fill("2026-03-02")
    form.get_by_label("时间").fill("09:20")
    form.get_by_role("button", name="定时同时发布").click()
    expect(page.get_by_text("已定于 2026年3月2日 09:20 同时发布（北京时间）。")).to_be_visible()
    sound(page, f"bundle-scheduled-{size}")

    county.clock.at = MORNING.replace(minute=19, second=50)
    county.work()
    nothing_is_seen(county, new_page)
    county.clock.at = MORNING.replace(minute=20)
    county.work()
    everything_is_seen(county)
    page = county.as_("clerk", BUNDLES)
    expect(page.get_by_role("row", name="补贴办法及解读")).to_contain_text("已同时发布")
    sound(page, f"bundles-{size}")


def relate(county: County, reading: Item, sound: Sound, size: str) -> None:
    """The clerk says in the editor which document is interpreted, by a word of its title."""
    page = county.as_("clerk", f"/office/disclosure/items/{reading.key}/edit/")
    page.get_by_label("解读或澄清的文件").fill("农资补贴管理办法的通知")
    page.get_by_role("button", name="查找文件").click()
    expect(page.get_by_role("radio", name=DOCUMENT.title)).to_be_checked()
    expect(page.get_by_role("radio", name="解读")).to_be_checked()
    sound(page, f"relate-{size}")
    page.get_by_role("button", name="关联", exact=True).click()
    expect(page.get_by_text("已关联，公开之后两边的页面互相链接。")).to_be_visible()
    expect(page.get_by_role("link", name=DOCUMENT.title)).to_be_visible()


def bring_together(county: County, sound: Sound, size: str) -> None:
    """The clerk makes the bundle and puts both in."""
    page = county.as_("clerk", f"{BUNDLES}new/")
    page.get_by_label("名称").fill("补贴办法及解读")
    page.get_by_role("button", name="建立组合").click()
    page.get_by_label("正在办理的事项").select_option(label=option(page, DOCUMENT.title))
    page.get_by_label("它在组合里是").select_option(label="文件")
    page.get_by_role("button", name="加入组合").click()
    expect(page.get_by_text("已加入组合。")).to_be_visible()
    offered = page.get_by_role("region", name="与组合有关，可以一起发布")
    expect(offered).to_contain_text(READING.title)
    expect(offered).to_contain_text(f"解读“{DOCUMENT.title}”")
    sound(page, f"bundle-offers-{size}")
    offered.get_by_role("button", name="作为解读加入").click()
    expect(page.get_by_role("table")).to_contain_text(READING.title)
    expect(offered).to_have_count(0)
    sound(page, f"bundle-{size}")


def option(page: Page, title: str) -> str:
    """Return the option that names an item."""
    choice = page.get_by_label("正在办理的事项").locator("option", has_text=title)
    return choice.first.inner_text()


def sign_together(county: County) -> None:
    """Each reviewer signs both at once where both wait for the same step."""
    for role in ("secrecy_reviewer", "first_reviewer"):
        page = county.as_(role, BUNDLES)
        page.get_by_role("link", name="补贴办法及解读").click()
        page.get_by_role("button", name="一并同意 2 件").click()
        expect(page.get_by_text("已签批组合里等待的各件。")).to_be_visible()
    for title in (DOCUMENT.title, READING.title):
        county.office.approve(Edition.objects.get(title=title))


def addresses() -> dict[str, str]:
    """Return where the parts will be read."""
    keys = [Item.objects.get(editions__title=one.title).key for one in (DOCUMENT, READING)]
    return {
        "document": f"/item/{keys[0]}/",
        "file": f"/files/{keys[0]}/{FILE}",
        "reading": f"/item/{keys[1]}/",
    }


PLACES = ("/", "/policies/", "/unit/caizheng/", "/column/rules/", "/feed.atom", "/api/items")
WORDS = ("农资补贴管理办法", "每亩六十元")


def nothing_is_seen(county: County, new_page: Reader) -> None:
    """Neither a page nor a line, neither a hit nor a suggestion, neither a file nor a feed."""
    for address in addresses().values():
        page = new_page(address, expect=404)
        assert not any(word in page.content() for word in WORDS)
    page = county.reader("/search/?q=农资补贴管理办法")
    expect(page.get_by_role("status")).to_have_text("没有找到相关信息。")
    suggested = page.request.get("/search/suggest/?q=农资补贴管理").json()
    assert suggested["titles"] == []
    for place in PLACES:
        text = page.request.get(place).text()
        assert not any(word in text for word in WORDS), place
        assert not any(address in text for address in addresses().values()), place


def everything_is_seen(county: County) -> None:
    """The document with its file leads to its interpretation and back; all places name both."""
    to = addresses()
    page = county.reader(to["document"])
    expect(page.get_by_role("article")).to_contain_text("发布时间：2026-03-02 09:20")
    with page.expect_download() as download:
        page.get_by_role("link", name=FILE).click()
    assert download.value.path().read_text(encoding="utf-8") == "每亩六十元\n"
    page.get_by_role("link", name=READING.title).click()
    expect(page.get_by_role("article")).to_contain_text("发布时间：2026-03-02 09:20")
    page.get_by_role("link", name=DOCUMENT.title).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(DOCUMENT.title)
    for place in PLACES:
        text = page.request.get(place).text()
        assert to["document"] in text, place
        assert to["reading"] in text or place == "/column/rules/", place
    page.goto("/search/?q=农资补贴管理办法")
    expect(page.get_by_role("status")).to_have_text("找到 2 条。")
