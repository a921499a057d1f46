"""The office builds a survey, prints slips, enters paper by keyboard and reads what it says."""

import pytest
from playwright.sync_api import expect

from gongkai.assessment.models import Answer, ItemScore, Survey
from gongkai.core.actions.bodies import BodyDraft, MemberDraft, create_body, join_body, leave_body
from tests.assessment.app.asking import STRATA, Asking
from tests.journeys.assessment_rounds.hall import Hall
from tests.people import SINCE, SYSTEM

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("journeys")]
SIZES = pytest.mark.parametrize("size", ["desktop", "phone"])
ROLE = "openness_office"


def home(asking: Asking, part: str = "") -> str:
    return f"/office/rounds/{asking.survey.round.key}/surveys/{asking.survey.key}/{part}"


@SIZES
def test_a_survey_is_built_from_what_the_pack_asks_for(hall: Hall, size: str) -> None:
    hall.size = size
    round_ = hall.board.running()
    page = hall.as_(ROLE, f"/office/rounds/{round_.key}/", unit="xian")
    page.get_by_role("link", name="问卷", exact=True).click()
    hall.sound(page, f"surveys-none-{size}")
    page.get_by_role("link", name="现在建立").click()
    page.get_by_label("名称").fill("政务公开群众满意度问卷")
    hall.sound(page, f"survey-new-{size}")
    page.get_by_role("button", name="建立").click()
    for name in ("q1", "q2", "q3", "q4"):
        page.get_by_role("link", name=f"添加 {name}").click()
        page.locator("[name=text]").fill(f"您对第 {name[1]} 方面满意吗？")
        page.get_by_role("button", name="保存题目").click()
        expect(page.get_by_text("题目已保存。")).to_be_visible()
    hall.sound(page, f"survey-build-{size}")
    page.get_by_role("link", name="答卷人", exact=True).click()
    for number, (name, weight) in enumerate(STRATA.items(), 1):
        page.get_by_label(f"第 {number} 类的名称").fill(name)
        page.get_by_label(f"第 {number} 类的权重").fill(weight)
    page.get_by_role("button", name="保存", exact=True).click()
    hall.sound(page, f"survey-people-{size}")
    page.get_by_role("link", name="概况").last.click()
    hall.sound(page, f"survey-unready-{size}")
    page.get_by_label("开始日期").fill("2026-11-16")
    page.get_by_label("结束日期").fill("2026-11-27")
    page.get_by_role("button", name="保存日期").click()
    page.get_by_role("button", name="开放问卷").click()
    expect(page.get_by_text("填答中")).to_be_visible()
    hall.sound(page, f"survey-held-{size}")
    assert Survey.objects.get().published_at is not None


@SIZES
def test_slips_and_the_roster(hall: Hall, size: str) -> None:
    hall.size = size
    unit = hall.board.people.unit("xian")
    body = create_body(unit.pk, BodyDraft("supervisors", "社会监督员"), since=SINCE, by=SYSTEM)
    for name in ("张三", "李四", "王五", "赵六", "孙七", "周八"):
        join_body(body.pk, MemberDraft(name, "监督员", unit.pk), since=SINCE, by=SYSTEM)
    leave_body(body.memberships.get(name="周八").pk, on=SINCE.replace(year=2025), by=SYSTEM)
    asking = Asking.held(hall.board)
    asking.people(7)
    page = hall.as_(ROLE, home(asking, "tickets/"), unit="xian")
    hall.sound(page, f"survey-tickets-{size}")
    page.get_by_label("示例县财政局").check()
    page.get_by_label("发给哪一类人").select_option("群众")
    page.get_by_label("份数", exact=True).fill("8")
    page.get_by_role("button", name="制作并打印").click()
    expect(page.locator(".slip")).to_have_count(8)
    hall.sound(page, f"survey-slips-{size}")
    page.get_by_role("link", name="监督员", exact=True).click()
    hall.sound(page, f"survey-roster-{size}")
    page.get_by_role("button", name="制作 5 张并打印").click()
    expect(page.locator(".slip")).to_have_count(5)


@SIZES
def test_paper_is_typed_without_the_mouse(hall: Hall, size: str) -> None:
    hall.size = size
    asking = Asking.held(hall.board)
    page = hall.as_(ROLE, home(asking, "paper/"), unit="xian")
    page.get_by_label("大约几份").fill("6")
    page.get_by_role("button", name="打开录入表").click()
    page.get_by_label("第 1 份第 1 题").focus()
    for digits in ("5443", "5554", "3219"):
        page.keyboard.type(digits)
        page.keyboard.press("Enter")
    expect(page.get_by_label("第 4 份第 1 题")).to_be_focused()
    hall.open.allow("422", "/paper/new/")  # type: ignore[attr-defined]
    page.get_by_role("button", name="保存这一批").click()
    expect(page.get_by_text("第 3 份第 4 题：只能填 1 到 5")).to_be_visible()
    hall.sound(page, f"survey-grid-{size}")
    page.get_by_label("第 3 份第 4 题").fill("1")
    page.get_by_role("button", name="保存这一批").click()
    expect(page.get_by_text("已录入 3 份。")).to_be_visible()
    hall.sound(page, f"survey-paper-{size}")
    assert sorted(row.answers["q1"] for row in Answer.objects.all()) == [3, 5, 5]


@SIZES
def test_what_it_says_while_open_and_when_closed(hall: Hall, size: str) -> None:
    hall.size = size
    asking = Asking.held(hall.board)
    asking.people(8, "群众", q1="5", q2="4", way="1", more="网站能按村查就好了。")
    asking.people(6, "企业", q1="3", q2="4", way="2", more="请回电 13812345678。")
    asking.people(2, "代表", q1="2", q2="1")
    asking.people(6, "群众", "minzheng", q1="4")
    asking.people(3, "群众", "qingshan")
    hall.board.wait(days=2)
    asking.people(5, "群众", q1="1")
    page = hall.as_(ROLE, home(asking, "results/"), unit="xian")
    expect(page.get_by_text("问卷还没有结束。")).to_be_visible()
    hall.sound(page, f"survey-preview-{size}")
    page.get_by_role("link", name="概况").last.click()
    page.locator("summary", has_text="结束").click()
    page.get_by_role("button", name="结束问卷，确定结果").click()
    expect(page.get_by_text("问卷已结束，结果已用于计分。")).to_be_visible()
    hall.sound(page, f"survey-closed-{size}")
    page.get_by_role("link", name="统计", exact=True).click()
    page.wait_for_load_state()
    for summary in page.locator("main summary").all():
        summary.click()
    hall.sound(page, f"survey-results-{size}")
    assert ItemScore.objects.filter(item="effect.rights").count() == 2
