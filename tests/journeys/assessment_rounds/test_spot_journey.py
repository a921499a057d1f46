"""From the fixed list to the signed record: the office's screens of spot checks in a browser."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.assessment.app.spot.checking import SEED, SOURCE, Checking
from tests.journeys.assessment_rounds.hall import Hall
from tests.photographs import JPEG

pytestmark = pytest.mark.browser


@pytest.fixture
def checking(hall: Hall) -> Checking:
    """A running round under the county plan."""
    return Checking.begun(hall.board)


def place(checking: Checking, rest: str = "") -> str:
    return f"/office/rounds/{checking.round.key}/spot/{rest}"


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_the_office_draws_before_a_witness_and_anybody_may_do_it_again(
    hall: Hall, checking: Checking, size: str
) -> None:
    hall.size = size
    page = hall.as_("openness_office", place(checking), unit="xian")
    hall.sound(page, f"spot-empty-{size}")
    page.get_by_role("link", name="抽取单位").click()
    hall.sound(page, f"spot-draws-empty-{size}")
    page.get_by_role("link", name="固定名单").click()
    groups = page.locator("section.panel")
    groups.filter(has_text="中省直驻县单位").get_by_label("个单位里抽").fill("0")
    groups.filter(has_text="乡镇政府").get_by_label("个单位里抽").fill("1")
    groups.filter(has_text="县政府直属单位").get_by_label("个单位里抽").fill("1")
    left_out = groups.filter(has_text="中省直驻县单位")
    left_out.locator("summary").click()
    left_out.get_by_label("示例县民政局不参加抽取的理由").fill("今年新设")
    hall.sound(page, f"spot-draw-new-{size}")
    page.get_by_role("button", name="固定名单，算出校验值").click()
    expect(page.get_by_text("请先把校验值告诉见证人或公布")).to_be_visible()
    expect(page.locator("code.long-code").first).to_have_text(re.compile("[0-9a-f]{64}"))
    hall.sound(page, f"spot-fixed-{size}")
    page.locator("#id_seed").fill(SEED)
    page.get_by_label("种子来源").fill(SOURCE)
    page.get_by_label("见证人").fill("王五")
    page.get_by_role("button", name="按这个种子抽取").click()
    expect(page.get_by_text("已按名单和种子重新算过，结果一致")).to_be_visible()
    page.get_by_text("自己算一遍").click()
    hall.sound(page, f"spot-drawn-{size}")
    with page.expect_download() as download:
        page.get_by_role("link", name="抽取记录（Word，供签名）").click()
    assert download.value.suggested_filename.endswith(".docx")


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_visits_findings_and_the_record_on_the_screen(
    hall: Hall, checking: Checking, size: str
) -> None:
    hall.size = size
    checking.drawn()
    checking.visited("minzheng", "discussion.central", people={"机关干部代表": 2})
    checking.found("minzheng", photo=(JPEG, "a.jpg"))
    checking.found("minzheng", key="b", text="窗口有人帮老人填表", is_problem=False, item="")
    page = hall.as_("openness_office", place(checking), unit="xian")
    hall.sound(page, f"spot-overview-{size}")
    page.get_by_role("link", name="示例县财政局").click()
    page.get_by_text("安排一次检查").click()
    page.get_by_label("检查形式").select_option(label="县直单位座谈会")
    page.get_by_label("日期").fill("2026-11-20")
    page.get_by_label("时间（可不填）").fill("9:30")
    page.get_by_label("地点（可不填）").fill("三楼会议室")
    hall.sound(page, f"spot-plan-{size}")
    page.get_by_role("button", name="安排", exact=True).click()
    expect(page.get_by_text("已安排。")).to_be_visible()
    page.get_by_role("link", name="2026年11月20日").click()
    page.get_by_text("登记已检查").first.click()
    hall.sound(page, f"spot-visit-{size}")
    hall.as_("openness_office", place(checking, "units/minzheng/"), unit="xian")
    hall.sound(page, f"spot-unit-{size}")
    page.get_by_role("link", name="2026年11月16日").first.click()
    expect(page.get_by_text("参加人员与规定不符")).to_be_visible()
    hall.sound(page, f"spot-lacking-{size}")
    hall.as_("openness_office", place(checking, "findings/"), unit="xian")
    hall.sound(page, f"spot-findings-{size}")
    page.get_by_role("link", name="公开栏的内容停在去年").click()
    picture = page.get_by_role("img", name="照片：公开栏的内容停在去年")
    expect(picture).to_be_visible()
    expect(picture).to_have_js_property("naturalWidth", 16)
    hall.sound(page, f"spot-finding-{size}")


def test_a_unit_sees_when_it_will_be_visited(hall: Hall, checking: Checking) -> None:
    from gongkai.assessment.actions import spot

    spot.plan_visit(
        checking.board.unit(checking.round).pk,
        key="a",
        form="files",
        plan=checking.plan(),
        by=checking.board.office,
    )
    page: Page = hall.as_("clerk", f"/office/rounds/{checking.round.key}/")
    page.get_by_role("link", name="抽查").click()
    page.get_by_role("link", name="示例县财政局").click()
    hall.sound(page, "spot-own-unit")
    expect(page.get_by_role("link", name="2026年11月16日")).to_be_visible()
    expect(page.get_by_text("现场检查记录")).to_have_count(0)
