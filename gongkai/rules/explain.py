"""The explanation tree: every number with its inputs, clause and reading, open to recomputation."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import NamedTuple

from gongkai.rules.numbers import ZERO, RoundMode, exact, rounded


class TraceNode(NamedTuple):
    """One explained value.

    ``value`` is None where it could not be established or does not apply; ``inputs`` then says
    why. A named tuple: an assessment of a province makes a million of them.
    """

    id: str
    title: str
    method: str
    value: Decimal | None
    max: Decimal | None
    inputs: Mapping[str, object]
    cite: tuple[str, ...]
    reading: Mapping[str, str]
    children: tuple["TraceNode", ...] = ()


def _number(node: TraceNode, key: str, default: Decimal = ZERO) -> Decimal:
    value = node.inputs.get(key, default)
    if not isinstance(value, Decimal):
        raise TypeError(f"{node.id}: {key} is {value!r}, not a number")
    return value


def _apply_rounding(node: TraceNode, value: Decimal) -> Decimal:
    digits = node.inputs.get("round_digits")
    if not isinstance(digits, int):
        return value
    return rounded(value, digits, RoundMode(str(node.inputs["round_mode"])))


def _scaled(node: TraceNode, value: Decimal) -> Decimal:
    """Apply the factor that a node states, multiplying before dividing to stay exact."""
    if "scale_from" in node.inputs:
        value = value * _number(node, "scale_to") / _number(node, "scale_from")
    return value


def _sum(node: TraceNode) -> Decimal:
    parts = sum((recompute(child) or ZERO for child in node.children), ZERO)
    value = _scaled(node, parts)
    if "floor" in node.inputs:
        value = max(value, _number(node, "floor"))
    if "cap" in node.inputs:
        value = min(value, _number(node, "cap"))
    return value


def _base(node: TraceNode) -> Decimal:
    """Return the points an item had before the points of inapplicable items were spread on it."""
    return _number(node, "item_scale_from", node.max or ZERO)


def _deduct(node: TraceNode) -> Decimal:
    value = _base(node) - _number(node, "deducted")
    return max(value, ZERO) if "floor" in node.inputs else value


def _survey(node: TraceNode) -> Decimal:
    span = _number(node, "scale_max") - _number(node, "scale_min")
    above = _number(node, "mean") - _number(node, "scale_min")
    if node.inputs.get("map") == "ratio":
        above, span = _number(node, "mean"), _number(node, "scale_max")
    return _base(node) * above / span


def _computed(node: TraceNode) -> Decimal:
    rule = node.inputs["rule"]
    if rule == "full":
        return _base(node)
    if rule == "deduct":
        return _deduct(node)
    if rule == "proportional":
        numerator = _number(node, "numerator")
        target = _number(node, "full_at_least") * _number(node, "denominator")
        return _base(node) * numerator / target
    return ZERO


def _weighted(node: TraceNode) -> Decimal:
    if "weight" not in node.inputs:
        return _sum(node)
    score = _number(node, "score") if "score" in node.inputs else recompute(node.children[0])
    return _number(node, "weight") * (score or ZERO) / _number(node, "score_max")


def _bonus(node: TraceNode) -> Decimal:
    if node.inputs.get("gate_open") is False:
        return ZERO
    value = _sum(node) if node.children else _number(node, "awarded")
    return min(value, node.max) if node.max is not None else value


_RULES: Mapping[str, Callable[[TraceNode], Decimal]] = {
    "sum": _sum,
    "deduct": _deduct,
    "survey": _survey,
    "computed": _computed,
    "weighted": _weighted,
    "bonus": _bonus,
    "levels": lambda node: _number(node, "points"),
    "veto": lambda node: _number(node, "total"),
}


def recompute(node: TraceNode) -> Decimal | None:
    """Return the value of a node from its inputs and children alone.

    Written apart from the engine on purpose: a test holds the two against each other for every
    node of every assessment.
    """
    if node.value is None:
        return None
    with exact():
        fixed = "fixed" in node.inputs
        value = _number(node, "fixed") if fixed else _RULES[node.method](node)
        if "item_scale_from" in node.inputs:
            value = value * _number(node, "item_scale_to") / _number(node, "item_scale_from")
        return _apply_rounding(node, value)
