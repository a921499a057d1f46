"""The four full schemes of the sources from the first form to the last paper, in a browser."""

import pytest

from tests.assessment.app.asking import Asking
from tests.assessment.app.spot.checking import GROUPS
from tests.journeys.assessment_rounds.course import Course
from tests.journeys.assessment_rounds.hall import Hall

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a1_a_county_checks_on_the_spot_and_grades_by_decision(hall: Hall) -> None:
    course = Course.begun(hall, "a1", "xian-kaohe")
    course.groups(**GROUPS)
    course.reading("抽评单位数", "2")
    course.reading("提前通知天数", "3")
    course.days()
    course.seat("李四", "抽评考核")
    course.notify()
    for code in GROUPS:
        course.reports(code, "96")
    course.scores("caizheng", "93", name="李四")
    course.scores("qingshan", "58", name="李四")
    course.decides("caizheng", "优秀")
    course.decides("qingshan", "不合格")
    course.becomes_final("王五")
    said = course.bulletin()
    for words in ("优秀", "不合格", "青山乡", "1个月"):
        assert words in said, words
    assert "不合格" in course.letter("qingshan")


def test_a3_three_scores_are_weighted_and_a_quota_holds(hall: Hall) -> None:
    course = Course.begun(hall, "a3", "bowang-jiaoyun")
    course.reading("提前通知天数", "10")
    course.days()
    course.seat("李四", "第三方机构测评", "third_party")
    course.seat("王五", "政务公开工作考核")
    course.notify()
    for code, score in (("caizheng", "95"), ("minzheng", "93"), ("qingshan", "91")):
        course.reports(code, score)
        course.scores(code, score, name="李四", role="third_party")
        course.scores(code, score, name="王五")
    course.becomes_final()
    said = course.bulletin()
    # Seven tenths of three are two: the third has 91 points and is 合格 (002 §15).
    assert "优秀单位（2个）" in said
    assert "名额" in course.letter("qingshan")
    page = course.office("approval/")
    assert "目标管理" in course.paper(page, "目标管理考核（Excel）")


def test_a4_grades_are_decided_point_by_point(hall: Hall) -> None:
    course = Course.begun(hall, "a4", "duodao-caizheng")
    course.reading("考核周期", "每年一次")
    course.days()
    course.notify()
    for code in GROUPS:
        course.reports(code)
        course.decides(code, "良好", "认真执行规定")
    course.becomes_final()
    assert "良好单位（3个）" in course.bulletin()
    assert "目标责任考核" in course.letter("caizheng")


def test_a2_sites_lose_points_and_citizens_are_asked(hall: Hall) -> None:
    course = Course.begun(hall, "a2", "shifandian")
    course.reading("问卷最少答卷数", "5")
    course.reading("整改期限", "P1M")
    course.days()
    course.seat("李四", "考核表")
    course.notify()
    asking = Asking.held(hall.board, course.round, strata={"群众": "1"})
    for code, grade in (("caizheng", "5"), ("minzheng", "3"), ("qingshan", "1")):
        course.reports(code)
        asking.people(5, unit=code, **dict.fromkeys(("q1", "q2", "q3", "q4"), grade))
        course.rate(code, "10", "10", name="李四")
    course.loses("minzheng", "公开目录科学清晰", "1", name="李四")
    asking.close()
    course.becomes_final()
    said = course.bulletin()
    for words in ("合格单位（2个）", "基本合格单位（1个）", "青山乡人民政府"):
        assert words in said, words
    assert "整改" in course.letter("qingshan")
