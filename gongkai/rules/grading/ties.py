"""Tie-breaks at a quota's edge: the total first, then what the pack names, part by part (Q13)."""

from collections.abc import Mapping
from decimal import Decimal

from gongkai.rules.explain import TraceNode
from gongkai.rules.grading.quota import SortKey
from gongkai.rules.numbers import ZERO
from gongkai.rules.scoring import UnitScore


def sort_keys(scores: Mapping[str, UnitScore], ties: tuple[str, ...]) -> Mapping[str, SortKey]:
    """Return what orders units under a quota, greater first.

    A tie-break decides among equals only where every one of them has the score it names: a part
    that was not assessed is no reason to come last.
    """
    keys: dict[str, SortKey] = {unit: (score.total or ZERO,) for unit, score in scores.items()}
    for name in ties:
        equal: dict[SortKey, list[str]] = {}
        for unit, key in keys.items():
            equal.setdefault(key, []).append(unit)
        for key, units in equal.items():
            values = [_named(scores[unit].trace, name) for unit in units] if len(units) > 1 else []
            whole = [value for value in values if value is not None]
            parts = whole if len(whole) == len(units) else [ZERO] * len(units)
            for unit, part in zip(units, parts, strict=True):
                keys[unit] = (*key, part)
    return keys


def _named(trace: TraceNode | None, name: str) -> Decimal | None:
    """Return the score of a component before its weight, or the value of a part of the rubric."""
    stack = [trace] if trace else []
    while stack:
        node = stack.pop()
        if node.id == name:
            return _score(node)
        stack += node.children
    return None


def _score(node: TraceNode) -> Decimal | None:
    if "weight" not in node.inputs:
        return node.value
    score = node.inputs["score"] if "score" in node.inputs else node.children[0].value
    return score if isinstance(score, Decimal) else None
