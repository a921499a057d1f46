"""An information officer nobody has taught: from the to-do list through 27 items to the report.

Only what stands on the page is used: the words of buttons, links and labels.
"""

import re
from dataclasses import replace
from datetime import date

import pytest
from playwright.sync_api import Locator, Page, expect

from gongkai.assessment.actions.ledger import EntryDraft, add_entry
from gongkai.assessment.actions.selfing.answering import Said, save_answer
from gongkai.assessment.models import Evidence, RoundUnit, SelfItem, SelfReport
from tests.assessment.app.board import NOVEMBER
from tests.assessment.app.selfing.filling import fill, submitted, write
from tests.disclosure.app.office import SAID, Office
from tests.journeys.assessment_rounds.hall import Hall
from tests.journeys.conftest import Reader
from tests.photographs import PNG

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("journeys")]
SAVED = re.compile(r"已保存 \d\d:\d\d")


def work_of_a_year(hall: Hall) -> None:
    """What the system knows already: a ledger kept all year, publications."""
    unit = hall.board.people.unit("caizheng").pk
    rows = (
        EntryDraft(
            kind="meeting",
            title="政务公开领导小组第一次会议",
            on=date(2026, 3, 5),
            people=12,
            leader=True,
        ),
        EntryDraft(kind="report_heard", title="局长听取政务公开工作汇报", on=date(2026, 6, 9)),
        EntryDraft(kind="inspection", title="三季度公开情况督查", on=date(2026, 9, 9)),
        EntryDraft(kind="training", title="信息员业务培训", on=date(2026, 9, 4), people=36),
    )
    for row in rows:
        add_entry(unit, row, by=hall.board.clerk())
    office = Office(hall.board.people, now=NOVEMBER)
    for title in ("政务公开领导小组名单", "关于召开水价调整听证会的公告"):
        office.published(replace(SAID, title=title))


def item(page: Page, number: str) -> Locator:
    """Return the panel of an item."""
    return page.locator("details.answer", has=page.get_by_text(number, exact=True))


def on_to_the_next(page: Page, panel: Locator) -> Locator:
    """Go on to the next item that has points to give."""
    panel.get_by_role("link", name="下一项").click()
    following = page.locator("details.answer:target")
    expect(following.get_by_label("说明")).to_be_visible()
    if following.get_by_label("自评得分").count():
        return following
    return on_to_the_next(page, following)


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_an_information_officer_finishes_27_items_from_the_to_do_list(
    hall: Hall, new_page: Reader, size: str
) -> None:
    hall.size = size
    new_page.allow("409", "/submit/")
    new_page.allow("409", "/submit/#submit")
    work_of_a_year(hall)
    round_ = hall.board.running()
    page = hall.as_("clerk", "/office/")
    page.get_by_role("link", name="2026 年度考核：填报自评").click()
    hall.sound(page, f"self-first-{size}")
    page.get_by_role("button", name="签收通知").click()
    expect(page.get_by_text("已签收。")).to_be_visible()
    page = hall.as_("clerk", f"/office/rounds/{round_.key}/self/caizheng/")

    # The first item: points, the reason, and what the system offers as evidence.
    first = item(page, "1.1")
    first.get_by_label("自评得分").fill("3.5")
    first.get_by_label("说明").fill("上半年有一次会议没有记录。")
    first.get_by_role("button", name="用作佐证：2026年3月5日").click()
    expect(page.get_by_text("佐证已添加。")).to_be_visible()
    expect(item(page, "1.1").get_by_text("自评 3.5 分")).to_be_visible()
    hall.sound(page, f"self-known-{size}")

    # The next: a file that is dropped in, and the way on.
    item(page, "1.1").get_by_role("link", name="下一项").click()
    second = item(page, "1.2")
    second.get_by_label("自评得分").fill("4")
    second.get_by_text("添加佐证").click()
    second.get_by_label("文件", exact=True).set_input_files(
        {"name": "机构文件.png", "mimeType": "image/png", "buffer": PNG}
    )
    second.get_by_role("button", name="添加").click()
    expect(page.get_by_text("佐证已添加。")).to_be_visible()
    expect(item(page, "1.2").get_by_text("自评 4 分")).to_be_visible()

    # A hearing this bureau does not hold.
    page.get_by_text("听证制度", exact=True).click()
    hearing = item(page, "4.2")
    hearing.get_by_text("这一项不适用").click()
    hearing.get_by_label("为什么不适用").fill("本单位没有听证职能。")
    hearing.get_by_role("button", name="申请不适用").click()
    expect(page.get_by_text("已申请，等考核办公室决定。")).to_be_visible()

    # All others: the line that stays in sight leads to the first, each to the next; typing is
    # enough to save.
    page.get_by_role("link", name="下一项没填的").click()
    panel = page.locator("details.answer[open]").last
    for count in range(24):
        most = panel.locator(".field-suffix").inner_text().split()[-2]
        panel.get_by_label("自评得分").fill(most)
        panel.get_by_label("说明").fill("已落实，资料在办公室存档。")
        page.locator("h1").click()
        expect(panel.locator(".autosave-line")).to_have_text(SAVED)
        expect(page.locator("#self-done")).to_have_text(f"已填 {count + 4} / 27 项")
        if count < 23:
            panel = on_to_the_next(page, panel)
    expect(page.locator("#missing-count")).to_contain_text("各项都已填完")
    assert SelfItem.objects.exclude(score=None).count() == 26

    # The report: proposed words, read, added to, submitted.
    page.get_by_role("button", name="提交，请负责人签发").click()
    expect(page.get_by_text("还不能提交")).to_be_in_viewport()
    page.get_by_role("button", name="按台账和自评起草").click()
    expect(page.get_by_text("已起草，还没有保存")).to_be_in_viewport()
    expect(page.get_by_label("主要做法和成效")).to_have_value(
        "2026 年，召开领导小组会议 1 次；主要负责人听取汇报 1 次；举办培训 1 次，36 人参加；"
        "开展督查检查 1 次；在政府网站公开信息 2 条。"
    )
    plans = page.get_by_label("下一步打算")
    plans.fill("补齐会议记录。")
    hall.sound(page, f"self-report-{size}")
    page.get_by_role("button", name="提交，请负责人签发").click()
    expect(page.get_by_text("已提交，等本单位负责人签发。").first).to_be_visible()
    hall.sound(page, f"self-submitted-{size}")
    report = SelfReport.objects.get()
    assert report.submitted_at is not None
    assert (report.plans, report.problems[:4]) == ("补齐会议记录。", "1.1 ")
    assert Evidence.objects.filter(removed_at=None).count() == 2

    # The chief reads and signs; the office sees it, and sends it back.
    page = hall.as_("final_reviewer", "/office/")
    page.get_by_role("link", name="2026 年度考核：签发自评报告").click()
    page.get_by_role("button", name="全部展开").click()
    expect(page.get_by_text("上半年有一次会议没有记录。").first).to_be_visible()
    hall.sound(page, f"self-sign-{size}")
    page.get_by_role("button", name="同意，签发报送").click()
    expect(page.get_by_text("已签发，报送考核办公室。")).to_be_visible()
    page = hall.as_("openness_office", f"/office/rounds/{round_.key}/self/", unit="xian")
    hall.sound(page, f"self-units-{size}")
    page.get_by_role("link", name="示例县财政局").click()
    hall.sound(page, f"self-office-{size}")
    page.get_by_text("退回，请单位补充").click()
    page.get_by_label("要补充什么").fill("请补充培训签到表。")
    page.get_by_role("button", name="退回补充").click()
    expect(page.get_by_text("已退回，已通知填报人。")).to_be_visible()
    page = hall.as_("clerk", "/office/")
    expect(page.get_by_text("被退回：请补充培训签到表。")).to_be_visible()
    page.get_by_role("link", name="2026 年度考核：填报自评").click()
    expect(page.get_by_text("已退回补充")).to_be_visible()
    hall.sound(page, f"self-returned-{size}")


@pytest.fixture
def form(hall: Hall) -> tuple[Page, RoundUnit]:
    """A clerk at the form of the finance bureau."""
    unit = hall.board.unit(hall.board.running())
    return hall.as_("clerk", f"/office/rounds/{unit.round.key}/self/caizheng/"), unit


def test_two_people_at_one_form_are_told_of_each_other(
    hall: Hall, form: tuple[Page, RoundUnit], new_page: Reader
) -> None:
    page, unit = form
    new_page.allow("409", "/items/org.attention/")
    colleague = hall.board.viewer("clerk", "caizheng", "李四")
    save_answer(unit.pk, "org.attention", Said(reason="李四写的。"), version=0, by=colleague)
    save_answer(unit.pk, "org.plan", Said(reason="李四也写了。"), version=0, by=colleague)
    panel = item(page, "1.1")
    panel.get_by_label("说明").fill("张三写的。")
    page.locator("h1").click()
    expect(panel.locator(".autosave-line")).to_contain_text("李四 在您打开之后保存过这一项")
    other = item(page, "1.2")
    other.locator("summary").first.click()
    other.get_by_label("说明").fill("另一项照常保存。")
    page.locator("h1").click()
    expect(other.locator(".autosave-line")).to_have_text(SAVED)
    assert SelfItem.objects.get(item="org.attention").reason == "李四写的。"
    assert SelfItem.objects.get(item="org.mechanism").reason == "另一项照常保存。"
    page.reload()
    offer = item(page, "1.1").locator(".autosave-offer")
    expect(offer).to_contain_text("此后这一稿又有改动")
    offer.get_by_role("button", name="取回").click()
    expect(item(page, "1.1").get_by_label("说明")).to_have_value("张三写的。")


def test_what_is_typed_in_several_items_goes_along_with_another_button(
    form: tuple[Page, RoundUnit], new_page: Reader
) -> None:
    page, unit = form
    new_page.allow("409", "/submit/")
    new_page.allow("409", "/submit/#submit")
    for number, score in (("1.1", "4"), ("1.2", "3")):
        panel = item(page, number)
        if panel.get_attribute("open") is None:
            panel.locator("summary").first.click()
        panel.get_by_label("自评得分").fill(score)
    page.get_by_role("button", name="提交，请负责人签发").click()
    expect(page.get_by_text("还不能提交")).to_be_in_viewport()
    scores = SelfItem.objects.filter(round_unit=unit).values_list("item", "score")
    assert {name: str(score) for name, score in scores} == {
        "org.attention": "4.00",
        "org.mechanism": "3.00",
    }


def test_what_was_wrong_is_gone_once_the_mended_score_is_saved(
    form: tuple[Page, RoundUnit], new_page: Reader
) -> None:
    page, _ = form
    new_page.allow("422", "/items/org.attention/")
    panel = item(page, "1.1")
    line = panel.locator(".autosave-line")
    panel.get_by_label("自评得分").fill("2")
    panel.get_by_role("button", name="保存").click()
    expect(page.get_by_text("已保存。")).to_be_visible()
    panel.get_by_label("自评得分").fill("9")
    page.locator("h1").click()
    expect(line).to_contain_text("应在 0 到 4 分之间")
    panel.get_by_label("自评得分").fill("2")
    page.locator("h1").click()
    expect(line).to_have_text("")
    panel.get_by_label("自评得分").fill("9")
    panel.get_by_role("button", name="保存").click()
    expect(panel.locator(".field-error")).to_be_visible()
    panel.get_by_label("自评得分").fill("2")
    page.locator("h1").click()
    expect(line).to_have_text(SAVED)
    expect(panel.locator(".field-error, .error-summary")).to_have_count(0)
    expect(panel.get_by_label("自评得分")).not_to_have_attribute("aria-invalid", "true")


@pytest.mark.parametrize("pack", ["bowang-jiaoyun", "xian-kaohe", "duodao-caizheng"])
def test_the_forms_of_other_packs_are_sound(hall: Hall, pack: str) -> None:
    round_ = hall.board.running(pack)
    address = f"/office/rounds/{round_.key}/self/caizheng/"
    page = hall.as_("clerk", address)
    panel = page.locator("details.answer").first
    panel.get_by_label("部分落实").check()
    panel.get_by_label("说明").fill("正在办理。")
    page.locator("h1").click()
    expect(panel.locator(".answer-mark")).to_have_text("部分落实")
    hall.sound(page, f"self-{pack}")


def test_without_scripts_the_buttons_do_the_same(hall: Hall, new_page: Reader) -> None:
    unit = hall.board.unit(hall.board.running())
    address = f"/office/rounds/{unit.round.key}/self/caizheng/"
    page = new_page(address, scripts=False, session=hall.key("clerk"))
    panel = item(page, "1.1")
    panel.get_by_label("自评得分").fill("4")
    panel.get_by_label("说明").fill("齐全。")
    panel.get_by_role("button", name="保存").click()
    expect(page.get_by_text("已保存。")).to_be_visible()
    page.get_by_role("link", name="下一项没填的").click()
    expect(item(page, "1.2").get_by_label("自评得分")).to_be_visible()
    assert str(SelfItem.objects.get().score) == "4.00"
    fill(hall.board, unit)
    write(hall.board, unit)
    page.goto(address)
    page.get_by_role("button", name="提交，请负责人签发").click()
    expect(page.get_by_text("已提交，等本单位负责人签发。").first).to_be_visible()


def test_the_line_that_stays_in_sight_hides_no_field_with_the_focus(
    form: tuple[Page, RoundUnit],
) -> None:
    page, _unit = form
    page.set_viewport_size({"width": 390, "height": 844})
    item(page, "1.1").get_by_label("自评得分").focus()
    for _ in range(12):
        page.keyboard.press("Tab")
        focused = page.evaluate("document.activeElement.getBoundingClientRect().bottom")
        bar = page.locator(".answer-bar").bounding_box()
        assert bar is not None
        inside = page.evaluate("Boolean(document.activeElement.closest('.answer-bar'))")
        assert inside or focused <= bar["y"] + 1


def test_a_submitted_report_is_read_by_the_office_alone_and_whole(hall: Hall) -> None:
    unit = hall.board.unit(hall.board.running())
    submitted(hall.board, unit)
    address = f"/office/rounds/{unit.round.key}/self/caizheng/"
    page = hall.as_("openness_office", address, unit="xian")
    page.get_by_role("button", name="全部展开").click()
    expect(page.get_by_text("资料齐全。")).to_have_count(27)
    expect(page.locator("input[name=score]")).to_have_count(0)
