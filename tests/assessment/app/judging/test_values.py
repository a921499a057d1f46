"""Levels and rates set by hand, items looked at, and what these do to the total."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from gongkai.assessment.actions import judging
from gongkai.assessment.current import current_facts, pack_of
from gongkai.assessment.models import ItemLook, ItemScore, Origin
from gongkai.core.actions import Refused
from tests.assessment.app.board import Board
from tests.assessment.app.judging.bench import ATTENTION, FEEDBACK, RATIO, Bench

pytestmark = pytest.mark.django_db


def rate(bench: Bench, numerator: str, denominator: str, **said: object) -> ItemScore:
    usual: dict[str, object] = {"records": "申请登记台账", "version": 0, "by": bench.scorer}
    return judging.set_rate(
        bench.unit().pk,
        item=RATIO,
        numerator=Decimal(numerator),
        denominator=Decimal(denominator),
        **{**usual, **said},  # type: ignore[arg-type]
    )


def test_a_rate_by_hand_counts_and_names_its_records(bench: Bench) -> None:
    row = rate(bench, "19", "20")
    assert bench.value(RATIO) == 4
    assert (row.origin, row.records, row.name) == (Origin.SCORER, "申请登记台账", "李四")


@pytest.mark.parametrize(
    ("numerator", "denominator", "field"),
    [("21", "20", "numerator"), ("-1", "20", "numerator"), ("1", "NaN", "denominator"),
     ("1", "Infinity", "denominator"), ("1", "99999999999", "denominator"),
     ("1", "1e999999", "denominator"), ("0.00001", "1", "numerator")],
)  # fmt: skip
def test_what_is_no_rate_is_refused(
    bench: Bench, numerator: str, denominator: str, field: str
) -> None:
    with pytest.raises(Refused) as refused:
        rate(bench, numerator, denominator)
    assert refused.value.field == field


def test_a_rate_needs_its_records_and_the_right_item(bench: Bench) -> None:
    with pytest.raises(Refused, match="没有写记录"):
        rate(bench, "1", "2", records=" ")
    with pytest.raises(Refused, match="不按比率"):
        judging.set_rate(
            bench.unit().pk,
            item=FEEDBACK,
            numerator=Decimal(1),
            denominator=Decimal(1),
            records="台账",
            by=bench.scorer,
        )


def test_two_at_one_value_do_not_overwrite_each_other(bench: Bench) -> None:
    rate(bench, "19", "20")
    colleague = bench.board.scorer(bench.round, name="王五")
    with pytest.raises(Refused) as refused:
        rate(bench, "10", "20", by=colleague)
    assert refused.value.code == "score.overtaken"
    rate(bench, "10", "20", version=1, by=colleague)
    assert ItemScore.objects.get().numerator == 10


def test_what_was_computed_is_replaced_only_with_a_reason(bench: Bench) -> None:
    ItemScore.objects.create(
        round_unit=bench.unit(),
        item=RATIO,
        origin=Origin.COMPUTED,
        numerator=1,
        denominator=2,
        at=bench.board.now,
    )
    with pytest.raises(Refused, match="没有写理由"):
        rate(bench, "19", "20", version=1)
    assert rate(bench, "19", "20", version=1, reason="补录三件").origin == Origin.SCORER


def test_a_value_is_taken_back_with_a_reason(bench: Bench) -> None:
    rate(bench, "10", "20")
    bench.deduct("1", RATIO)

    def clear(version: int = 1, reason: str = "看错") -> None:
        judging.clear_value(
            bench.unit().pk, item=RATIO, reason=reason, version=version, by=bench.scorer
        )

    with pytest.raises(Refused, match="还有扣分"):
        clear()
    judging.withdraw_deduction(bench.unit().deductions.get().pk, reason="看错", by=bench.scorer)
    with pytest.raises(Refused, match="没有写理由"):
        clear(reason="")
    with pytest.raises(Refused, match="刚被别人改过"):
        clear(version=7)
    clear()
    assert bench.value(RATIO) is None
    with pytest.raises(Refused, match="没有手工填写"):
        clear()


def test_a_level_below_the_best_says_why(board: Board, level_pack: str) -> None:
    bench = Bench.set_up(board, level_pack)

    def choose(level: str, reason: str = "", version: int = 0) -> ItemScore:
        return judging.set_level(
            bench.unit().pk,
            item="site.look",
            level=level,
            reason=reason,
            version=version,
            by=bench.scorer,
        )

    with pytest.raises(Refused, match="没有选择档次"):
        choose("superb")
    with pytest.raises(Refused, match="没有写理由"):
        choose("fair")
    choose("fair", "栏目陈旧")
    assert bench.value("site.look") == 5
    assert choose("fair", "栏目陈旧", 1).version == 1
    choose("good", "", 1)
    assert bench.value("site.look") == 10


def test_looked_at_is_ones_own_and_taken_back(bench: Bench) -> None:
    unit = bench.unit().pk
    assert judging.look(unit, items=[FEEDBACK, ATTENTION, FEEDBACK], by=bench.scorer) == 2
    assert judging.look(unit, items=[FEEDBACK], by=bench.scorer) == 0
    colleague = bench.board.scorer(bench.round, name="王五")
    assert judging.look(unit, items=[FEEDBACK], by=colleague) == 1
    judging.unlook(unit, items=[FEEDBACK], by=bench.scorer)
    judging.unlook(unit, items=[FEEDBACK], by=bench.scorer)
    left = set(ItemLook.objects.values_list("item", "name"))
    assert left == {(ATTENTION, "李四"), (FEEDBACK, "王五")}
    with pytest.raises(PermissionDenied):
        judging.look(unit, items=[FEEDBACK], by=bench.board.clerk())


def test_a_rubric_beside_other_components_counts_once_somebody_looked(board: Board) -> None:
    groups = {"caizheng": "业务部门", "minzheng": "业务部门", "qingshan": "综合部门"}
    bench = Bench.set_up(board, "bianti-shi", **groups)
    assert bench.value("check") is None
    judging.look(bench.unit().pk, items=["release.columns"], by=bench.scorer)
    assert bench.value("check") == 30
    assert set(current_facts(bench.round).units[0].items) == {"release.columns"}
    bench.deduct("5", "release.columns")
    assert bench.value("check") == Decimal("28.5")
    assert pack_of(bench.round).scheme.readings.deduct_step is None
