"""What a unit gives itself is added up as the scores others give it are."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.rules.facts import Deduction, Facts, ItemFacts, NotApplicableClaim, UnitFacts
from gongkai.rules.numbers import RoundMode
from gongkai.rules.readings import DeductFloor, NotApplicable, Readings, RoundAt, Rounding
from gongkai.rules.scheme import Dimension, Method, Rubric
from gongkai.rules.scoring import score_units
from gongkai.rules.scoring.own import OwnPlan
from tests.rules.scheme_fixture import dimension, item, scheme

POINTS = ("10", "20", "30", "40")
RULES = tuple(one for one in NotApplicable if one is not NotApplicable.FORBID)


READINGS = Readings(
    round=Rounding(RoundAt.TOTAL, 2, RoundMode.HALF_UP),
    not_applicable=NotApplicable.SCALE_PARENT,
    deduct_floor=DeductFloor.ITEM,
)


def parts(method: Method = Method.DEDUCT) -> tuple[Dimension, ...]:
    """Two dimensions of two items, 10 + 20 and 30 + 40 points."""
    items = [item(f"i{n}", points, method=method) for n, points in enumerate(POINTS)]
    return dimension("first", *items[:2]), dimension("second", *items[2:])


def rubric(method: Method = Method.DEDUCT) -> Rubric:
    return Rubric(id="rubric", points=Decimal(100), dimensions=parts(method))


def claims(names: set[str]) -> tuple[NotApplicableClaim, ...]:
    return tuple(NotApplicableClaim(item=one, reason="无此职能", approved_by="办") for one in names)


shares = st.lists(st.integers(0, 10), min_size=4, max_size=4)
waived = st.sets(st.sampled_from(["i0", "i1", "i2", "first"]))


@settings(max_examples=150, deadline=None)
@given(shares, waived, st.sampled_from(RULES))
def test_held_against_the_score_of_who_agrees_with_the_unit_there_is_no_gap(
    tenths: list[int], names: set[str], rule: NotApplicable
) -> None:
    """A scorer who takes off exactly what the unit did not claim comes to the same total."""
    readings = replace(READINGS, not_applicable=rule)
    own = {
        f"i{n}": Decimal(points) * tenth / 10
        for n, (points, tenth) in enumerate(zip(POINTS, tenths, strict=True))
    }
    gone = {"i0", "i1"} if "first" in names else set()
    facts = {
        item: ItemFacts(deductions=(Deduction(Decimal(POINTS[int(item[1])]) - score, "缺"),))
        for item, score in own.items()
        if item not in names | gone and score < Decimal(POINTS[int(item[1])])
    }
    unit = UnitFacts(id="u", name="甲", items=facts, not_applicable=claims(names))
    (scored,) = score_units(scheme(*parts(), readings=readings), Facts(units=(unit,)))
    total = OwnPlan(rubric(), readings).total(own, claims(names))
    assert total is not None
    assert scored.total is not None
    assert abs(total - scored.total) <= Decimal("0.005")


def test_without_inapplicable_items_it_is_the_plain_sum() -> None:
    plan = OwnPlan(rubric(Method.LEVELS), READINGS)
    own = {"i0": Decimal("9.5"), "i1": Decimal(20), "i2": Decimal(1), "beyond": Decimal(5)}
    assert plan.total(own) == Decimal("30.5")


@pytest.mark.parametrize(
    ("rule", "total"),
    [
        (NotApplicable.SCALE_PARENT, "100"),
        (NotApplicable.SCALE_TOTAL, "100"),
        (NotApplicable.FULL, "100"),
        (NotApplicable.SPREAD_EQUALLY, "100"),
    ],
)
def test_full_marks_on_all_that_applies_are_full_marks(rule: NotApplicable, total: str) -> None:
    own = {"i0": Decimal(10), "i2": Decimal(30), "i3": Decimal(40)}
    plan = OwnPlan(rubric(), replace(READINGS, not_applicable=rule))
    assert plan.total(own, claims({"i1"})) == Decimal(total)


def test_nothing_applies() -> None:
    assert OwnPlan(rubric(), READINGS).total({}, claims({"first", "second"})) is None
