"""Findings: in words, with place, time and photograph; a basis for deductions and orders."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from gongkai.assessment.actions import spot, staffing
from gongkai.assessment.actions.judging import deduct, withdraw_deduction
from gongkai.assessment.models import (
    SpotFinding,
)
from gongkai.core.actions import Refused
from gongkai.core.files import FileRefused, read_bytes
from gongkai.core.models import Event
from tests.assessment.app.board import Board
from tests.assessment.app.spot.checking import Checking
from tests.photographs import JPEG, PLACE, from_camera

pytestmark = pytest.mark.django_db


def test_a_finding_bears_item_clause_place_time_and_photograph(checking: Checking) -> None:
    visit = checking.visited()
    row = checking.found(photo=(from_camera(1), "C:\\IMG_01.jpg"), visit=visit)
    assert (row.item, row.clause, row.place) == ("information", "xk#3.2", "一楼大厅")
    assert row.seen_at == checking.board.now - timedelta(minutes=20)
    assert row.photo_name == "IMG_01.jpg"
    assert row.photo is not None
    assert PLACE not in read_bytes(row.photo)
    event = Event.objects.get(verb="finding.record")
    assert event.data["photo"] == row.photo.sha256


def test_without_an_item_the_clause_is_that_of_the_form(checking: Checking) -> None:
    visit = checking.visited(form="files", people={})
    assert checking.found(item="", visit=visit).clause == "xk#4.2.5"
    assert checking.found(item="", key="b").clause == ""


def test_what_is_sent_twice_is_one_finding(checking: Checking) -> None:
    first = checking.found(photo=(JPEG, "a.jpg"))
    assert checking.found(text="别的").pk == first.pk
    checking.board.wait(days=30)
    assert checking.found(seen_at=checking.board.now).pk == first.pk
    assert SpotFinding.objects.count() == 1


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"text": "  "}, "text"),
        ({"text": "长" * 1001}, "text"),
        ({"item": "nothing"}, "item"),
        ({"place": "长" * 101}, "place"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(
    checking: Checking, said: dict[str, object], field: str
) -> None:
    with pytest.raises(Refused) as refused:
        checking.found(**said)  # type: ignore[arg-type]
    assert refused.value.field == field


def test_a_clock_that_goes_wrong_is_told_and_a_little_ahead_is_now(checking: Checking) -> None:
    now = checking.board.now
    assert checking.found(seen_at=now + timedelta(minutes=5)).seen_at == now
    with pytest.raises(Refused, match="核对手机的时间"):
        checking.found(key="b", seen_at=now + timedelta(hours=1))
    with pytest.raises(Refused, match="早于考核通知"):
        checking.found(key="c", seen_at=now - timedelta(days=400))


def test_a_photograph_that_is_none_leaves_nothing(checking: Checking) -> None:
    with pytest.raises(FileRefused, match="已损坏"):
        checking.found(photo=(JPEG[:50], "a.jpg"))
    assert not SpotFinding.objects.exists()


def test_a_visit_of_another_unit_is_refused(checking: Checking) -> None:
    visit = checking.visited("minzheng", "discussion.central")
    with pytest.raises(Refused, match="不是这个单位的"):
        checking.found(visit=visit)


def test_who_is_assigned_some_items_finds_only_there(board: Board) -> None:
    checking = Checking.begun(board, "shifandian")
    inspector = board.viewer("assessor", "xian", "李四")
    items = _items(checking)
    staffing.add_scorer(
        checking.round.pk,
        person=board.person("assessor", "xian", "李四"),
        items=items[:1],
        by=board.office,
    )
    assert checking.found(item=items[0], by=inspector).item == items[0]
    with pytest.raises(PermissionDenied, match="没有分配给您检查"):
        checking.found(item=items[1], key="b", by=inspector)
    assert checking.found(item="", key="c", by=inspector).item == ""


def _items(checking: Checking) -> list[str]:
    from gongkai.assessment.current import pack_of
    from gongkai.assessment.inspection import targets

    return [one.id for one in targets(pack_of(checking.round).scheme, "")]


def test_a_finding_becomes_a_deduction_and_then_cannot_be_voided(board: Board) -> None:
    checking = Checking.begun(board, "shifandian")
    inspector = board.scorer(checking.round)
    item = _items(checking)[0]
    row = checking.found(item=item, by=inspector)
    taken = deduct(
        row.round_unit_id,
        item=item,
        points=Decimal("0.5"),
        reason=row.text,
        finding=row,
        by=inspector,
    )
    with pytest.raises(Refused, match="已经据此扣分"):
        spot.void_finding(row.pk, reason="看错了", by=inspector)
    withdraw_deduction(taken.pk, reason="看错了", by=inspector)
    spot.void_finding(row.pk, reason="看错了", by=inspector)
    row.refresh_from_db()
    assert row.void_reason == "看错了"


def test_a_finding_in_an_order_to_rectify_cannot_be_voided(checking: Checking) -> None:
    row = checking.found()
    checking.ordered(row)
    with pytest.raises(Refused, match="已经列入整改通知"):
        spot.void_finding(row.pk, reason="看错了", by=checking.board.office)


def test_a_finding_is_voided_by_its_maker_or_the_office(checking: Checking) -> None:
    row = checking.found()
    other = checking.board.scorer(checking.round, "spot", name="赵六")
    with pytest.raises(PermissionDenied, match="别人登记的"):
        spot.void_finding(row.pk, reason="看错了", by=other)
    spot.void_finding(row.pk, reason="看错了", by=checking.board.office)
    spot.void_finding(row.pk, reason="又一次", by=checking.inspector)
    row.refresh_from_db()
    assert row.void_reason == "看错了"
