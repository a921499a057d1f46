"""A document repealed by another, in a browser: noted by the office, seen by the public."""

from dataclasses import replace
from datetime import date

import pytest
from playwright.sync_api import expect

from gongkai.disclosure.models import Edition
from tests.disclosure.app.office import SAID
from tests.journeys.disclosure.conftest import County
from tests.journeys.disclosure.looking import Sound

pytestmark = pytest.mark.browser

OLD = replace(
    SAID,
    title="示例县财政局关于印发农资补贴暂行办法的通知",
    document_number="示财规〔2025〕2号",
    effective_on=date(2025, 5, 1),
)
NEW = replace(
    SAID,
    title="示例县财政局关于印发农资补贴管理办法的通知",
    document_number="示财规〔2026〕1号",
    effective_on=date(2026, 3, 1),
)


def rule(county: County, said: object) -> Edition:
    """Publish a normative document, with the interpretation it must not be without."""
    edition = county.office.published(said, category="rules", content_type="normative")  # type: ignore[arg-type]
    county.work()
    return edition


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_a_repealed_document_stays_with_a_banner_and_leaves_the_search(
    county: County, sound: Sound, size: str
) -> None:
    county.size = size
    old, new = rule(county, OLD), rule(county, NEW)
    county.rebuild()
    page = county.as_("openness_office", f"/office/disclosure/items/{old.item.key}/", unit="xian")
    page.get_by_text("标注废止、修改、失效或延长").click()
    form = page.locator("form", has=page.get_by_role("button", name="记下有效性变化"))
    form.get_by_label("发生了什么").select_option("废止")
    form.get_by_label("自哪天起").fill("2026-03-01")
    form.get_by_label("依据的文件（本站已有的）").fill(new.item.index_number)
    sound(page, f"repeal-form-{size}")
    form.get_by_role("button", name="记下有效性变化").click()
    expect(page.get_by_text("已记下，公开页面会显示新的有效性。")).to_be_visible()
    county.work()

    page = county.reader(f"/item/{old.item.key}/")
    banner = page.get_by_role("note")
    expect(banner).to_contain_text("已废止")
    expect(banner).to_contain_text("2026年3月1日")
    expect(page.get_by_role("article")).to_contain_text("认真组织落实")
    sound(page, f"repealed-{size}")
    banner.get_by_role("link", name="查看该文件").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(NEW.title)
    page.get_by_role("link", name=f"{OLD.title}（废止）").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(OLD.title)

    page.goto("/search/?q=农资补贴")
    hits = page.locator(".hits")
    expect(hits).to_contain_text("管理办法")
    expect(hits).not_to_contain_text("暂行办法")
    page.get_by_role("link", name="另有 1 条已废止或已失效的文件，点此一并显示").click()
    expect(hits.get_by_role("listitem").filter(has_text="暂行办法")).to_contain_text("已废止")
    sound(page, f"repealed-search-{size}")
    page.goto("/policies/")
    line = page.get_by_role("listitem").filter(has=page.get_by_role("link", name=OLD.title))
    expect(line).to_contain_text("已废止")


def test_what_was_noted_by_mistake_is_voided_and_the_banner_goes(county: County) -> None:
    county.style()
    old, new = rule(county, OLD), rule(county, NEW)
    place = f"/office/disclosure/items/{old.item.key}/"
    page = county.as_("openness_office", place, unit="xian")
    page.get_by_text("标注废止、修改、失效或延长").click()
    page.get_by_label("自哪天起").fill("2026-03-01")
    page.get_by_label("依据的文件（本站已有的）").fill(f"/item/{new.item.key}/")
    page.get_by_role("button", name="记下有效性变化").click()
    county.work()
    expect(county.reader(f"/item/{old.item.key}/").get_by_role("note")).to_have_count(1)
    page = county.as_("openness_office", place, unit="xian")
    page.get_by_text("标错了，作废").click()
    page.get_by_label("作废“废止”的理由").fill("看错了文号")
    page.get_by_role("button", name="作废这条标注").click()
    expect(page.get_by_text("已作废这条标注。")).to_be_visible()
    county.work()
    page = county.reader(f"/item/{old.item.key}/")
    expect(page.get_by_role("note")).to_have_count(0)
    page.goto("/search/?q=暂行办法")
    expect(page.locator(".hits")).to_contain_text("暂行办法")
