"""What is said beside a score: deductions beyond an item, self-scores far off, what is missing."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from gongkai.rules.explain import TraceNode
from gongkai.rules.numbers import HUNDRED, ZERO, RoundMode, plain, rounded
from gongkai.rules.scheme import Scheme


class ScoreProblem(NamedTuple):
    """Why a unit has no total: the part that is missing and what would mend it."""

    unit: str
    part: str
    message: str


def problems(unit: str, trace: TraceNode) -> Iterator[ScoreProblem]:
    """Yield the lowest parts that keep a total from being established."""
    below = [problem for child in trace.children for problem in problems(unit, child)]
    yield from below
    blocks = "missing" in trace.inputs and "not_applicable" not in trace.inputs
    if trace.value is None and blocks and not below:
        yield ScoreProblem(unit, trace.id, f"{trace.title}：{trace.inputs['missing']}")


def over_deducted(rubric: TraceNode | None) -> Iterator[str]:
    """Yield a note for every item whose deductions were worth more than its points."""
    for dimension in rubric.children if rubric else ():
        for node in dimension.children:
            # Only an item at nothing can be over-deducted; this asks a million times.
            if node.value or "floor" not in node.inputs:
                continue
            deducted = node.inputs["deducted"]
            base = node.inputs.get("item_scale_from", node.max)
            if isinstance(deducted, Decimal) and isinstance(base, Decimal) and deducted > base:
                yield f"{node.title}：应扣 {plain(deducted)} 分，扣完该项 {plain(base)} 分为止"


def leaf_scores(scheme: Scheme, base: TraceNode) -> Mapping[str, Decimal]:
    """Return the score of every weighted component that has one, before its weight."""
    wanted = {leaf.id for leaf in scheme.leaves()}
    scores: dict[str, Decimal] = {}
    stack = [base] if wanted else []
    while stack:
        node = stack.pop()
        if "weight" not in node.inputs:
            stack += [child for child in node.children if child.method == node.method]
            continue
        score = node.inputs["score"] if "score" in node.inputs else node.children[0].value
        if node.id in wanted and isinstance(score, Decimal):
            scores[node.id] = score
    return scores


def self_gaps(scheme: Scheme, base: TraceNode) -> Iterator[str]:
    """Yield a note where a self-score differs from another by more than the alert (Q20, Q25)."""
    alert = scheme.readings.self_gap_alert
    if alert is None:
        return
    scores = leaf_scores(scheme, base)
    rates = [
        (leaf, scores[leaf.id] * HUNDRED / leaf.max)
        for leaf in scheme.leaves()
        if leaf.id in scores
    ]
    for mine, own in rates:
        for other, rate in rates:
            gap = own - rate
            if mine.scorer == "unit" and other.scorer != "unit" and abs(gap) > alert:
                yield (
                    f"自评与{other.title}相差 {_brief(abs(gap))} 分"
                    f"（{'高' if gap > ZERO else '低'}），超过 {plain(alert)} 分"
                )


def _brief(value: Decimal) -> str:
    return plain(rounded(value, 2, RoundMode.HALF_UP))
