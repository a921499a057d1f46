"""Demonstration sites in a browser, at both sizes: the notice, the file of a site, revocation."""

from datetime import date

import pytest
from playwright.sync_api import Page, expect

from gongkai.assessment.actions import sites
from gongkai.assessment.actions.sites import Happened
from gongkai.assessment.models import Site
from tests.assessment.app.sites.life import evaluated, named
from tests.journeys.assessment_rounds.hall import Hall
from tests.journeys.conftest import Reader

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("journeys")]
SITES = "/office/sites/"


def busy_year(hall: Hall) -> list[Site]:
    """Sites of the county with what a year brings."""
    rows = named(hall.board)
    keys = [one.pk for one in rows]
    for said in (
        Happened(
            kind="training",
            on=date(2026, 3, 24),
            title="信息公开业务技术培训",
            text="目录编制、网上发布和公开属性认定。",
        ),
        Happened(
            kind="visit", on=date(2026, 4, 15), title="示范点建设调研", text="公开栏内容偏少。"
        ),
        Happened(kind="exchange", on=date(2026, 5, 20), title="示范点工作座谈会"),
    ):
        sites.record(keys, said, by=hall.board.office)
    plan = Happened(kind="plan", on=date(2026, 3, 30), title="示范点建设实施方案")
    sites.record([rows[0].pk], plan, by=hall.board.clerk())
    return rows


def tick(page: Page, *names: str) -> None:
    for name in names:
        page.get_by_label(name, exact=True).check()


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_the_office_enters_a_notice_and_records_a_training(
    hall: Hall, new_page: Reader, size: str
) -> None:
    hall.size = size
    new_page.allow("422", "/sites/new/")
    page = hall.as_("openness_office", SITES, unit="xian")
    hall.sound(page, f"sites-empty-{size}")
    page.get_by_role("link", name="登记确定通知").click()
    tick(page, "示例县财政局", "青山乡人民政府")
    page.get_by_label("文号").fill("第四号")
    page.get_by_role("button", name="登记", exact=True).click()
    expect(page.get_by_text("文号要写成").first).to_be_visible()
    expect(page.get_by_label("示例县财政局", exact=True)).to_be_checked()
    hall.sound(page, f"sites-new-{size}")
    page.get_by_label("文号").fill("示公开〔2026〕4号")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="下载通知草稿（Word）").click()
    assert waiting.value.suggested_filename == "确定示范点的通知（草稿）.docx"
    page.get_by_role("button", name="登记", exact=True).click()
    expect(page.get_by_text("已登记 2 个示范点")).to_be_visible()
    page.get_by_role("link", name="登记一次活动").click()
    hall.sound(page, f"sites-choose-{size}")
    page.get_by_role("link", name="登记培训").click()
    tick(page, "示例县财政局", "青山乡人民政府")
    page.get_by_role("button", name="登记", exact=True).click()
    expect(page.get_by_text("已登记。")).to_be_visible()
    hall.sound(page, f"sites-{size}")


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_a_year_of_a_site_ends_in_november_with_what_its_grade_demands(
    hall: Hall, size: str
) -> None:
    hall.size = size
    busy_year(hall)
    evaluated(hall.board)
    page = hall.as_("openness_office", "/office/", unit="xian")
    page.get_by_role("link", name="2026 年度考核：记入示范点").click()
    hall.sound(page, f"sites-waiting-{size}")
    page.get_by_role("button", name="记入 3 个示范点").click()
    expect(page.get_by_text("已记入 3 个示范点")).to_be_visible()
    page.get_by_role("link", name="青山乡人民政府").first.click()
    expect(page.get_by_text("考评为不合格，按办法要处理")).to_be_visible()
    hall.sound(page, f"site-owed-{size}")
    page.get_by_role("link", name="取消资格").click()
    page.get_by_label("文号").fill("示公开〔2026〕32号")
    page.get_by_label("取消的理由").fill("考评不合格，公开内容长期不更新。")
    hall.sound(page, f"site-revoke-{size}")
    page.get_by_role("button", name="取消资格并公布").click()
    expect(page.get_by_text("已取消资格").first).to_be_visible()
    hall.sound(page, f"site-revoked-{size}")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="通知（Word）").first.click()
    assert waiting.value.suggested_filename == "取消示范点资格的通知-示公开〔2026〕32号.docx"
