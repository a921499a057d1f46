"""Explanations are open to recomputation, and a false one is found out."""

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from gongkai.rules.explain import TraceNode, recompute
from gongkai.rules.scoring import score_units
from tests.rules.strategies import cases, nodes


def node(method: str, value: str | None, *children: TraceNode, **inputs: object) -> TraceNode:
    held = None if value is None else Decimal(value)
    return TraceNode("n", "n", method, held, Decimal(10), inputs, (), {}, children)


@pytest.mark.parametrize(
    ("told", "value"),
    [
        (node("deduct", "0", deducted=Decimal("2.5")), "7.5"),
        (node("deduct", "0", deducted=Decimal(12)), "-2"),
        (node("deduct", "0", deducted=Decimal(12), floor=Decimal(0)), "0"),
        (node("levels", "0", points=Decimal(6)), "6"),
        (node("computed", "0", rule="zero"), "0"),
        (node("computed", "0", rule="full"), "10"),
        (node("sum", "0", node("levels", "3", points=Decimal(3)), node("levels", None)), "3"),
        (
            node("weighted", "0", weight=Decimal(40), score=Decimal(90), score_max=Decimal(100)),
            "36",
        ),
        (node("bonus", "0", awarded=Decimal(12)), "10"),
        (node("bonus", "0", awarded=Decimal(12), gate_open=False), "0"),
        (node("veto", "0", total=Decimal(59)), "59"),
        (node("survey", "0", mean=Decimal(4), scale_min=Decimal(0), scale_max=Decimal(5)), "8"),
        (node("sum", "0", fixed=Decimal(4)), "4"),
    ],
)
def test_a_value_follows_from_inputs_alone(told: TraceNode, value: str) -> None:
    assert recompute(told) == Decimal(value)


def test_no_value_stays_no_value() -> None:
    assert recompute(node("survey", None, missing="没有问卷结果")) is None


def test_an_input_that_is_no_number_is_an_error_of_the_engine() -> None:
    with pytest.raises(TypeError, match="deducted"):
        recompute(node("deduct", "1", deducted="二"))


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(cases(), st.data())
def test_a_falsified_item_is_found_out(case: object, data: st.DataObject) -> None:
    scores = score_units(case.scheme, case.facts)  # type: ignore[attr-defined]
    told = [
        one
        for score in scores
        for one in nodes(score.trace)
        if one.method == "deduct" and one.value and "fixed" not in one.inputs
    ]
    assume(told)
    chosen = data.draw(st.sampled_from(told))
    false = chosen._replace(inputs={**chosen.inputs, "deducted": Decimal(-99)})
    assert recompute(false) != false.value
