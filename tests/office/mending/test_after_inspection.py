"""What was found on the spot becomes an order by itself, while its round is still running (G5)."""

from collections.abc import Callable
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone

from gongkai.assessment.actions import spot
from gongkai.assessment.models import MendingSource, RectificationOrder
from gongkai.core.actions import Refused
from tests.assessment.app.board import Board
from tests.assessment.app.spot.checking import Checking

pytestmark = pytest.mark.django_db


def test_findings_of_a_unit_are_brought_into_an_order(
    board: Board, signed_in: Callable[..., Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    checking = Checking.begun(board)
    monkeypatch.setattr(timezone, "now", lambda: board.now)
    found = checking.found("minzheng")
    checking.found("minzheng", key="b", text="窗口有人帮老人填表", is_problem=False, item="")
    office = signed_in(board.person("openness_office"))
    unit = f"/office/rounds/{checking.round.key}/spot/units/minzheng/"
    page = unescape(office.get(unit).content.decode())
    path = f"/office/rectifications/new/?round={checking.round.key}&unit=minzheng"
    assert path in page
    answer = office.get(path)
    assert "公开栏的内容停在去年" in answer.content.decode()
    assert "窗口有人帮老人填表" not in answer.content.decode()
    said = {
        "key": answer.context["form"].hidden[0][1],
        "title": "现场检查整改通知",
        "term": "15 个工作日",
        "due_on": "",
        f"problem-finding{found.pk}": found.text,
        f"clause-finding{found.pk}": "第四条",
    }
    assert office.post(path, said).status_code == 302
    order = RectificationOrder.objects.get()
    line = order.lines.get()
    assert (line.finding, line.item, order.source) == (found, found.item, MendingSource.INSPECTION)
    assert order.round_unit == found.round_unit
    assert path not in unescape(office.get(unit).content.decode()), "nothing is left to order"
    with pytest.raises(Refused, match="已经列入整改通知"):
        spot.void_finding(found.pk, reason="记错", by=board.office)
    assessor = signed_in(board.person("assessor", "xian", "李四"))
    assert "发整改通知" not in assessor.get(unit).content.decode()
