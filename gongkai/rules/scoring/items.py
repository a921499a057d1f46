"""Scoring one item by its named method.

Each method takes the item's facts and returns a trace node. A node whose value is None carries the
reason under ``missing``; what a missing part means is decided above, by a reading.
"""

from collections.abc import Callable, Mapping
from decimal import Decimal

from gongkai.rules.explain import TraceNode
from gongkai.rules.facts import ItemFacts
from gongkai.rules.numbers import ZERO, plain, rounded
from gongkai.rules.readings import DeductFloor, NoCases, Readings, RoundAt, SurveyMap
from gongkai.rules.scheme import Item, Method, Otherwise

NO_FACTS = ItemFacts()
# Marks a missing value that no reading may fill in: the assessor still has to decide.
PENDING = "pending"
_new = tuple.__new__


class ItemPlan:
    """An item with everything that does not depend on the unit worked out once."""

    __slots__ = (
        "floored",
        "item",
        "points",
        "reading",
        "readings",
        "rounding",
        "score_with",
        "texts",
    )

    def __init__(self, item: Item, points: Decimal, readings: Readings) -> None:
        self.item = item
        self.points = points
        self.readings = readings
        rounding = readings.round
        self.rounding = rounding if rounding and rounding.at is RoundAt.ITEM else None
        self.floored = readings.deduct_floor is DeductFloor.ITEM
        self.score_with = _METHODS[item.method]
        self.texts = (item.id, item.title, item.method.value, item.cite)
        self.reading = _reading_text(item, readings)

    def node(self, value: Decimal | None, inputs: dict[str, object]) -> TraceNode:
        """Return the trace node of this item, rounded where the scheme rounds items."""
        if self.rounding and value is not None:
            value = rounded(value, self.rounding.digits, self.rounding.mode)
            inputs["round_digits"] = self.rounding.digits
            inputs["round_mode"] = self.rounding.mode.value
        name, title, method, cite = self.texts
        # Made from a plain tuple, in half the time of a call with nine arguments, a million times.
        return _new(
            TraceNode, (name, title, method, value, self.points, inputs, cite, self.reading, ())
        )

    def missing(self, why: str, **inputs: object) -> TraceNode:
        """Return a node without a value, with the reason."""
        return self.node(None, {"missing": why, **inputs})

    def score(self, facts: ItemFacts | None) -> TraceNode:
        """Score the item for one unit."""
        return self.score_with(self, facts or NO_FACTS)


_USED: Mapping[Method, tuple[str, ...]] = {
    Method.DEDUCT: ("deduct_step", "deduct_floor"),
    Method.SURVEY: ("map", "min_answers"),
    Method.COMPUTED: ("no_cases",),
}


def _reading_text(item: Item, readings: Readings) -> Mapping[str, str]:
    """Return the readings that decide this item, for its trace node."""
    texts: dict[str, str] = {}
    used = _USED.get(item.method, ())
    if item.computed is not None and item.computed.otherwise is Otherwise.DEDUCT:
        used += _USED[Method.DEDUCT]
    for name in used:
        own = getattr(item.survey, name, None) if item.survey else None
        value = own if own is not None else getattr(readings, name)
        if value is not None:
            texts[name] = plain(value) if isinstance(value, Decimal) else str(value)
    return texts


def _deduct(plan: ItemPlan, facts: ItemFacts, inputs: dict[str, object] | None = None) -> TraceNode:
    """Take the deductions off the points, or take over the score that remained."""
    inputs = {} if inputs is None else inputs
    if facts.score is not None:
        deducted = plan.points - facts.score
        inputs["score"] = facts.score
    else:
        entries = facts.deductions
        deducted = (
            entries[0].points if len(entries) == 1 else sum((e.points for e in entries), ZERO)
        )
    inputs["deducted"] = deducted
    inputs["deductions"] = facts.deductions
    value = plan.points - deducted
    if plan.floored:
        inputs["floor"] = ZERO
        if value < ZERO:
            value = ZERO
    return plan.node(value, inputs)


def _levels(plan: ItemPlan, facts: ItemFacts) -> TraceNode:
    if facts.level is None:
        return plan.missing("未选定档次")
    level = next(level for level in plan.item.levels if level.id == facts.level)
    return plan.node(level.points, {"level": level.title, "points": level.points})


def _survey(plan: ItemPlan, facts: ItemFacts) -> TraceNode:
    rule = plan.item.survey
    if rule is None or facts.mean is None or facts.scale is None or facts.answers is None:
        return plan.missing("没有问卷结果")
    low, high = facts.scale
    how = rule.map or (plan.readings.map.value if plan.readings.map else "")
    least = rule.min_answers if rule.min_answers is not None else plan.readings.min_answers
    inputs: dict[str, object] = {
        "mean": facts.mean,
        "scale_min": low,
        "scale_max": high,
        "answers": facts.answers,
        "map": how,
    }
    if least is not None and facts.answers < least:
        return plan.missing(f"答卷 {facts.answers} 份，少于最少 {least} 份", **inputs)
    if how == SurveyMap.RATIO:
        return plan.node(plan.points * facts.mean / high, inputs)
    return plan.node(plan.points * (facts.mean - low) / (high - low), inputs)


def _no_cases(plan: ItemPlan, inputs: Mapping[str, object]) -> TraceNode:
    if plan.readings.no_cases is NoCases.FULL:
        return plan.node(plan.points, {**inputs, "rule": "full", "no_cases": True})
    if plan.readings.no_cases is NoCases.NOT_APPLICABLE:
        return plan.node(None, {**inputs, "not_applicable": "全年没有可计算的事项"})
    return plan.node(ZERO, {**inputs, "rule": "zero", "no_cases": True})


def _computed(plan: ItemPlan, facts: ItemFacts) -> TraceNode:
    rule = plan.item.computed
    if rule is None or facts.numerator is None or facts.denominator is None:
        return plan.missing("没有计算结果")
    inputs: dict[str, object] = {
        "indicator": rule.indicator,
        "numerator": facts.numerator,
        "denominator": facts.denominator,
        "full_at_least": rule.full_at_least,
    }
    if facts.records:
        inputs["records"] = facts.records
    if facts.denominator == ZERO:
        return _no_cases(plan, inputs)
    # Compared by multiplication: 19/20 against 0.95 is exact, a quotient need not be.
    if facts.numerator >= rule.full_at_least * facts.denominator:
        return plan.node(plan.points, {**inputs, "rule": "full"})
    return _below(plan, facts, rule.otherwise, inputs)


def _below(
    plan: ItemPlan, facts: ItemFacts, otherwise: Otherwise, inputs: Mapping[str, object]
) -> TraceNode:
    if otherwise is Otherwise.ZERO:
        return plan.node(ZERO, {**inputs, "rule": "zero"})
    if otherwise is Otherwise.PROPORTIONAL:
        target = Decimal(str(inputs["full_at_least"])) * (facts.denominator or ZERO)
        value = plan.points * (facts.numerator or ZERO) / target
        return plan.node(value, {**inputs, "rule": "proportional"})
    if not facts.deductions and facts.score is None:
        # A rate below the line is a known fault: leaving it out would reward it.
        return plan.missing("低于满分线，须由考评人扣分并写明理由", **{**inputs, PENDING: True})
    return _deduct(plan, facts, {**inputs, "rule": "deduct"})


def _bonus(plan: ItemPlan, facts: ItemFacts) -> TraceNode:
    awarded = sum((entry.points for entry in facts.awards), ZERO)
    inputs: dict[str, object] = {"awarded": awarded, "awards": facts.awards}
    return plan.node(min(awarded, plan.points), inputs)


_METHODS: Mapping[Method, Callable[[ItemPlan, ItemFacts], TraceNode]] = {
    Method.DEDUCT: _deduct,
    Method.LEVELS: _levels,
    Method.SURVEY: _survey,
    Method.COMPUTED: _computed,
    Method.BONUS: _bonus,
}
