"""A reader answers a survey on a phone or a desk, with scripts off, in large type too."""

import re

import pytest
from django.core.cache import cache
from playwright.sync_api import Page, expect

from gongkai.assessment.models import Answer
from gongkai.counter import guards
from tests.assessment.app.asking import Asking
from tests.journeys.assessment_rounds.hall import Hall

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("journeys")]
SIZES = pytest.mark.parametrize("size", ["desktop", "phone"])


@pytest.fixture(autouse=True)
def _no_counts() -> None:
    cache.clear()


def choose(page: Page, step: str) -> None:
    """Tick the same step of every scale."""
    for group in page.get_by_role("group").all():
        option = group.get_by_label(step)
        if option.count():
            option.check()


@SIZES
def test_with_a_code_and_scripts_off(hall: Hall, size: str) -> None:
    asking = Asking.held(hall.board)
    code, other = asking.codes(2)
    page = hall.open(f"/survey/{asking.survey.key}/", size=size, scripts=False)
    page.get_by_label("编码").fill(code.lower())
    page.get_by_role("button", name="继续").click()
    expect(page.get_by_text("评价单位：示例县财政局")).to_be_visible()
    choose(page, "满意（4）")
    page.get_by_label("网站").check()
    page.get_by_label("您还有什么建议？").fill("窗口再多一个就好了。")
    hall.board.wait(seconds=30)
    page.get_by_role("button", name="提交答卷").click()
    expect(page.get_by_text("答卷已收到，谢谢您。")).to_be_visible()
    page.go_back()
    page.reload()
    expect(page.get_by_label("编码")).to_be_visible()
    page.goto(f"/survey/{asking.survey.key}/?code={other}")
    assert "code" not in page.url
    (answer,) = Answer.objects.all()
    assert answer.answers == {
        "q1": 4,
        "q2": 4,
        "q3": 4,
        "q4": 4,
        "way": 1,
        "more": "窗口再多一个就好了。",
    }


@SIZES
def test_every_page_is_sound(hall: Hall, size: str) -> None:
    asking = Asking.held(hall.board, to_all=True)
    home = f"/survey/{asking.survey.key}/"
    page = hall.open("/survey/", size=size, bare=True)
    hall.sound(page, f"survey-list-{size}")
    page.get_by_role("link", name="政务公开群众满意度问卷").click()
    hall.sound(page, f"survey-questions-{size}")
    hall.board.wait(seconds=30)
    page.get_by_label("您评价哪个单位？").select_option("示例县财政局")
    hall.open.allow("422", home)  # type: ignore[attr-defined]
    page.get_by_role("button", name="提交答卷").click()
    expect(page.get_by_text("有 5 处需要改正")).to_be_visible()
    hall.sound(page, f"survey-wrong-{size}")
    page.get_by_label("群众").check()
    choose(page, "非常满意（5）")
    page.get_by_role("button", name="提交答卷").click()
    expect(page.get_by_role("link", name="继续评价其余单位")).to_be_visible()
    hall.sound(page, f"survey-thanks-{size}")
    page.goto(f"{home}?with-code=1")
    hall.sound(page, f"survey-code-{size}")
    (code,) = asking.codes(1, "代表", "caizheng", "minzheng", together=True)
    page.get_by_label("编码").fill(code)
    page.get_by_role("button", name="继续").click()
    page.get_by_role("link", name="示例县财政局").click()
    choose(page, "一般（3）")
    hall.board.wait(seconds=30)
    page.get_by_role("button", name="提交答卷").click()
    page.get_by_role("link", name="继续评价其余单位").click()
    expect(page.get_by_text("已评价")).to_be_visible()
    hall.sound(page, f"survey-units-{size}")
    hall.board.wait(days=10)
    page.goto(home)
    hall.sound(page, f"survey-over-{size}")


def test_in_large_type_it_still_fits_a_phone(hall: Hall) -> None:
    asking = Asking.held(hall.board, to_all=True)
    page = hall.open(f"/survey/{asking.survey.key}/", size="phone", bare=True, large=True)
    hall.sound(page, "survey-questions-large")
    page.get_by_role("link", name="退出长者模式").click()
    expect(page.get_by_role("link", name="长者模式", exact=True)).to_be_visible()
    expect(page).to_have_url(re.compile(f"/survey/{asking.survey.key}/$"))


def test_what_was_sent_too_fast_is_asked_for_again_and_kept(hall: Hall) -> None:
    asking = Asking.held(hall.board)
    (code,) = asking.codes(1)
    home = f"/survey/{asking.survey.key}/"
    page = hall.open(f"{home}?code={code}", size="phone", scripts=False)
    choose(page, "不满意（2）")
    hall.open.allow("422", home)  # type: ignore[attr-defined]
    page.get_by_role("button", name="提交答卷").click()
    expect(page.get_by_text("过几秒再提交一次")).to_be_visible()
    hall.board.wait(seconds=guards.FASTEST.total_seconds())
    page.get_by_role("button", name="提交答卷").click()
    expect(page.get_by_text("答卷已收到，谢谢您。")).to_be_visible()
    assert Answer.objects.get().answers["q1"] == 2
