"""How the office comes to an order from a result, and what a unit is told that signs for it."""

from collections.abc import Callable
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone

from gongkai.assessment.actions import approving, mending
from gongkai.assessment.models import RectificationOrder
from gongkai.ui.templatetags.ui import plain
from tests.assessment.app.board import Board
from tests.assessment.app.mending import following as results
from tests.assessment.app.mending.following import Following

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]


def text(client: Client, path: str) -> str:
    answer = client.get(path, follow=True)
    assert answer.status_code == 200, answer.status_code
    return unescape(answer.content.decode())


def received(client: Client, following: Following, unit: str) -> str:
    path = f"/office/rounds/{following.round.key}/units/{unit}/receive-result/"
    return unescape(client.post(path, follow=True).content.decode())


@pytest.fixture
def passed(board: Board, monkeypatch: pytest.MonkeyPatch) -> Following:
    """An announced round in which nobody failed, and that allows appeals."""
    monkeypatch.setitem(results.SCORES, "caizheng", "93")
    made = Following.announced(board, appeal_within="5 个工作日", appeal_decide="20 日")
    monkeypatch.setattr(timezone, "now", lambda: board.now)
    return made


def test_where_nobody_has_to_rectify_it_says_who_would_and_leads_to_the_other_way(
    passed: Following, signed_in: SignIn
) -> None:
    office = signed_in(passed.board.person("openness_office"))
    page = text(office, f"/office/rounds/{passed.round.key}/rectifications/")
    assert "按结果拟整改通知" not in page
    assert "等次为“不合格”" in page
    assert 'href="/office/rectifications/new/"' in page


def test_a_units_result_leads_to_an_order_for_it(passed: Following, signed_in: SignIn) -> None:
    board, round_ = passed.board, passed.round
    office = signed_in(board.person("openness_office"))
    result = f"/office/rounds/{round_.key}/results/units/minzheng/"
    way = f"/office/rectifications/new/?round={round_.key}&unit=minzheng"
    assert f'href="{way}"' in text(office, result)
    page = text(office, way)
    assert "2026 年度考核整改通知" in page
    assert board.unit(round_, "minzheng").name in page
    approving.close_round(round_.pk, by=board.office)
    unit = board.people.unit("minzheng")
    way = f"/office/rectifications/new/?unit={unit.pk}"
    assert f'href="{way}"' in text(office, result)
    assert f'<option value="{unit.pk}" selected' in text(office, way)
    clerk = signed_in(board.person("clerk", "minzheng"))
    assert "发整改通知" not in text(clerk, result)


def test_a_failed_units_result_leads_to_the_orders_of_the_round(
    following: Following, signed_in: SignIn
) -> None:
    office = signed_in(following.board.person("openness_office"))
    orders = f"/office/rounds/{following.round.key}/rectifications/"
    page = text(office, f"/office/rounds/{following.round.key}/results/units/caizheng/")
    assert f'class="btn btn-secondary" href="{orders}"' in page
    assert "按结果拟整改通知" in text(office, orders)


def test_a_round_that_is_over_offers_no_drafting(following: Following, signed_in: SignIn) -> None:
    approving.close_round(following.round.pk, by=following.board.office)
    office = signed_in(following.board.person("openness_office"))
    page = text(office, f"/office/rounds/{following.round.key}/rectifications/")
    assert "按结果拟整改通知" not in page
    assert "还没有整改通知" in page


def test_units_stand_in_the_order_of_the_register_and_terms_are_taken_in_words(
    following: Following, signed_in: SignIn
) -> None:
    people = following.board.people
    last = people.unit("caizheng")
    last.position = 99
    last.save(update_fields=["position"])
    office = signed_in(following.board.person("openness_office"))
    page = text(office, "/office/rectifications/new/")
    assert page.index(f'value="{people.unit("minzheng").pk}"') < page.index(f'value="{last.pk}"')
    key = office.get("/office/rectifications/new/").context["form"].hidden[0][1]
    said = {
        "key": key,
        "unit": last.pk,
        "title": "通知",
        "term": "一个月",
        "problem-new0": "栏目旧",
    }
    office.post("/office/rectifications/new/", said)
    order = RectificationOrder.objects.get()
    assert "签收次日起 1 个月" in text(office, f"/office/rectifications/{order.pk}/")


def test_the_signer_sees_when_each_line_was_done(following: Following, signed_in: SignIn) -> None:
    order = following.received()
    order = following.filled()
    mending.submit_order_report(order.pk, version=order.version, by=following.board.clerk())
    chief = signed_in(following.board.person("final_reviewer", "caizheng"))
    line = order.lines.first()
    assert line is not None
    line.done_on = following.today
    line.save(update_fields=["done_on"])
    page = text(chief, f"/office/rectifications/{order.pk}/")
    assert "完成日期" in page
    assert plain(following.today) in page


def test_a_unit_is_told_of_rectification_only_where_its_grade_has_it(
    following: Following, signed_in: SignIn
) -> None:
    board = following.board
    page = received(signed_in(board.person("clerk", "caizheng")), following, "caizheng")
    assert "需要整改" in page
    assert "可以申诉" not in page
    page = received(signed_in(board.person("clerk", "minzheng")), following, "minzheng")
    assert "已签收。" in page
    assert "需要整改" not in page
    assert "可以申诉" not in page


def test_a_unit_is_told_of_appeals_where_there_are_some(
    passed: Following, signed_in: SignIn
) -> None:
    clerk = signed_in(passed.board.person("clerk", "caizheng"))
    assert "申诉的期限从签收的次日起算" in text(clerk, "/office/")
    page = received(clerk, passed, "caizheng")
    assert "可以申诉，期限从明天起算" in page
    assert "需要整改" not in page
    notice = page[page.index("可以申诉") :]
    assert f'href="/office/rounds/{passed.round.key}/appeals/"' in notice[:600]
