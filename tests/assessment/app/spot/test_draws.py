"""A draw is fixed, then drawn once, before a witness; whoever reads the record can do it again."""

import hashlib

import pytest
from django.core.exceptions import PermissionDenied

from gongkai.assessment.actions import notifying, spot
from gongkai.assessment.inspection import plan_of
from gongkai.assessment.models import Draw, Round
from gongkai.assessment.queries.spot import comes_out_again
from gongkai.core.actions import Refused
from gongkai.core.models import Event
from tests.assessment.app.board import Board
from tests.assessment.app.spot.checking import SEED, SIZES, SOURCE, Checking

pytestmark = pytest.mark.django_db


def test_the_hash_is_known_before_there_is_a_seed(checking: Checking) -> None:
    fixed = checking.fixed()
    assert (fixed.seed, fixed.drawn, fixed.drawn_at) == ("", [], None)
    assert fixed.list_hash == hashlib.sha256(plan_of(fixed).text().encode()).hexdigest()
    event = Event.objects.get(verb="spot.fix")
    assert event.data["hash"] == fixed.list_hash
    assert not Event.objects.filter(verb="spot.draw").exists()


def test_the_drawn_units_follow_from_list_and_seed(checking: Checking) -> None:
    row = checking.drawn()
    assert row.drawn == ["qingshan", "caizheng"]  # the order of the groups
    assert comes_out_again(row)
    event = Event.objects.get(verb="spot.draw")
    assert event.data["witness"] == "王五"
    assert event.data["drawn"] == ["青山乡人民政府", "示例县财政局"]


def test_a_record_that_was_changed_no_longer_comes_out(checking: Checking) -> None:
    row = checking.drawn()
    row.drawn = ["qingshan", "minzheng"]
    assert not comes_out_again(row)
    row.refresh_from_db()
    row.listed = row.listed[:-1]
    assert not comes_out_again(row)


def test_it_is_drawn_once_and_the_same_seed_again_changes_nothing(checking: Checking) -> None:
    row = checking.drawn()
    again = spot.run_draw(
        row.pk, seed=SEED, seed_source="别处", witness="赵六", by=checking.board.office
    )
    assert again.seed_source == SOURCE
    with pytest.raises(Refused, match="不能换种子再抽"):
        spot.run_draw(
            row.pk, seed="99999999", seed_source=SOURCE, witness="王五", by=checking.board.office
        )
    assert Event.objects.filter(verb="spot.draw").count() == 1


def test_a_second_draw_needs_the_first_voided_with_a_reason(checking: Checking) -> None:
    row = checking.drawn()
    with pytest.raises(Refused, match="已经有一次抽取"):
        checking.fixed()
    with pytest.raises(Refused, match="没有写理由"):
        spot.void_draw(row.pk, reason=" ", by=checking.board.office)
    spot.void_draw(row.pk, reason="名单漏了一个单位", by=checking.board.office)
    assert checking.fixed().pk != row.pk
    assert Draw.objects.get(pk=row.pk).drawn == row.drawn


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"seed": "１２３４５６"}, "seed"),
        ({"seed": "123"}, "seed"),
        ({"seed_source": " "}, "seed_source"),
        ({"witness": ""}, "witness"),
        ({"witness": "张三（openness_office）"}, "witness"),
    ],
)
def test_a_seed_is_public_and_somebody_else_looks_on(
    checking: Checking, said: dict[str, str], field: str
) -> None:
    usual = {"seed": SEED, "seed_source": SOURCE, "witness": "王五"}
    with pytest.raises(Refused) as refused:
        spot.run_draw(checking.fixed().pk, **{**usual, **said}, by=checking.board.office)
    assert refused.value.field == field


def test_the_numbers_add_up_to_the_reading(checking: Checking) -> None:
    with pytest.raises(Refused, match="定的抽评单位数是 2 个，各组合计是 3 个"):
        checking.fixed(**dict.fromkeys(("县政府直属单位", "中省直驻县单位", "乡镇政府"), 1))
    with pytest.raises(Refused, match="抽不出 2 个"):
        checking.fixed(乡镇政府=2)


def test_who_takes_no_part_is_named_with_the_reason(checking: Checking) -> None:
    office = checking.board.office
    with pytest.raises(Refused, match="为什么不参加抽取") as refused:
        spot.fix_list(
            checking.round.pk, stage="spot", sizes=SIZES, excluded={"minzheng": ""}, by=office
        )
    assert refused.value.field == "reason-minzheng"
    row = spot.fix_list(
        checking.round.pk, stage="spot", sizes=SIZES, excluded={"minzheng": "今年新设"}, by=office
    )
    assert row.excluded == {"minzheng": "今年新设"}
    assert "minzheng,示例县民政局,今年新设" in plan_of(row).text()


def test_exempt_units_stand_on_the_list_and_take_no_part(checking: Checking) -> None:
    unit = checking.board.unit(checking.round, "minzheng")
    notifying.exempt_unit(unit.pk, exempt=True, reason="机构改革", by=checking.board.office)
    assert checking.fixed().excluded == {"minzheng": "免予考核：机构改革"}


def test_an_exemption_after_the_list_was_fixed_stops_the_draw(checking: Checking) -> None:
    row = checking.fixed()
    unit = checking.board.unit(checking.round, "caizheng")
    notifying.exempt_unit(unit.pk, exempt=True, reason="机构改革", by=checking.board.office)
    with pytest.raises(Refused, match="示例县财政局在名单固定之后免予考核"):
        spot.run_draw(
            row.pk, seed=SEED, seed_source=SOURCE, witness="王五", by=checking.board.office
        )


def test_a_list_that_was_changed_behind_the_hash_is_not_drawn_from(checking: Checking) -> None:
    row = checking.fixed()
    Draw.objects.filter(pk=row.pk).update(sizes={"县政府直属单位": 1})
    with pytest.raises(Refused, match="名单与校验值不符"):
        spot.run_draw(
            row.pk, seed=SEED, seed_source=SOURCE, witness="王五", by=checking.board.office
        )


def test_only_the_office_draws_and_only_while_the_round_runs(checking: Checking) -> None:
    row = checking.fixed()
    for viewer in (checking.inspector, checking.board.clerk(), checking.board.leader):
        with pytest.raises(PermissionDenied):
            spot.void_draw(row.pk, reason="试试", by=viewer)
    Round.objects.filter(pk=checking.round.pk).update(approved_at=checking.board.now)
    with pytest.raises(Refused, match="已经审定"):
        spot.run_draw(
            row.pk, seed=SEED, seed_source=SOURCE, witness="王五", by=checking.board.office
        )


def test_a_stage_without_spot_checks_has_no_draw(checking: Checking) -> None:
    with pytest.raises(Refused, match="没有抽查"):
        spot.fix_list(
            checking.round.pk, stage="self", sizes=SIZES, excluded={}, by=checking.board.office
        )


def test_a_pack_without_stages_or_a_number_may_draw_too(board: Board) -> None:
    round_ = board.running("duodao-caizheng")
    row = spot.fix_list(round_.pk, stage="round", sizes={"": 2}, excluded={}, by=board.office)
    drawn = spot.run_draw(
        row.pk, seed=SEED, seed_source=SOURCE, witness="王五", by=board.office
    ).drawn
    assert len(set(drawn)) == 2
