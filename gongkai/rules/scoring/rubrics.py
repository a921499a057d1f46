"""Scoring a rubric: dimensions, items that do not apply, caps, and what a missing item means."""

from collections.abc import Mapping
from decimal import Decimal
from operator import attrgetter
from typing import NamedTuple

from gongkai.rules.explain import TraceNode
from gongkai.rules.facts import ItemFacts, NotApplicableClaim
from gongkai.rules.numbers import ZERO, rounded
from gongkai.rules.readings import DeductFloor, Missing, NotApplicable, Readings, RoundAt
from gongkai.rules.scheme import Dimension, Method, Rubric
from gongkai.rules.scoring.items import PENDING, ItemPlan
from gongkai.rules.scoring.points import item_points

_NO_READING: Mapping[str, str] = {}
_VALUE = attrgetter("value")


class _Row(NamedTuple):
    """A dimension with its items prepared; ``untouched`` are their nodes for no facts at all.

    Most items of most units have no deduction, so thousands of units share one node for each.
    """

    dimension: Dimension
    points: Decimal
    plans: tuple[ItemPlan, ...]
    untouched: tuple[TraceNode, ...]


class RubricPlan:
    """A rubric with its items prepared for many units."""

    def __init__(self, rubric: Rubric, readings: Readings) -> None:
        self.rubric = rubric
        self.readings = readings
        points = item_points(rubric, readings)
        self.rows = [self._row(dimension, points) for dimension in rubric.dimensions]
        self.points = sum((row.points for row in self.rows), ZERO)
        self.places = {
            plan.item.id: (row_index, index, plan)
            for row_index, row in enumerate(self.rows)
            for index, plan in enumerate(row.plans)
        }
        # Only these can be without a value: a deduction always leaves one.
        self.uncertain = [
            (row, index)
            for row, index, plan in self.places.values()
            if plan.item.method is not Method.DEDUCT
        ]

    def _row(self, dimension: Dimension, points: Mapping[str, Decimal]) -> _Row:
        plans = tuple(ItemPlan(item, points[item.id], self.readings) for item in dimension.items)
        whole = sum((plan.points for plan in plans), ZERO)
        return _Row(dimension, whole, plans, tuple(self._item(plan, None) for plan in plans))

    def score(
        self,
        items: Mapping[str, ItemFacts],
        claims: tuple[NotApplicableClaim, ...] = (),
    ) -> TraceNode:
        """Score the rubric for one unit. The root has no value when a missing item blocks it."""
        rows = [list(row.untouched) for row in self.rows]
        for item_id, facts in items.items():
            place = self.places.get(item_id)
            if place is not None:
                row, index, plan = place
                # Called as a plain function, a million times: see benchmarks/scoring.py.
                node = plan.score_with(plan, facts)
                rows[row][index] = node if node.value is not None else self._blank(plan, node)
        for claim in claims:
            self._claim(claim, rows)
        if claims or any(rows[row][index].value is None for row, index in self.uncertain):
            self._spread(rows)
            pairs = zip(self.rows, rows, strict=True)
            return self._root(tuple(self._partial(row, nodes) for row, nodes in pairs))
        pairs = zip(self.rows, rows, strict=True)
        return self._root(tuple(self._whole(row, nodes) for row, nodes in pairs))

    def _item(self, plan: ItemPlan, facts: ItemFacts | None) -> TraceNode:
        node = plan.score(facts)
        return node if node.value is not None else self._blank(plan, node)

    def _blank(self, plan: ItemPlan, node: TraceNode) -> TraceNode:
        """Say what an item without a value means: blocked, filled in, or not applicable."""
        readings = self.readings
        if "missing" not in node.inputs:
            if readings.not_applicable is NotApplicable.FULL:
                return plan.node(plan.points, {**node.inputs, "fixed": plan.points})
            return node
        if PENDING in node.inputs or readings.missing_item in {Missing.BLOCK, None}:
            return node
        reading = {**node.reading, "missing_item": str(readings.missing_item)}
        if readings.missing_item is Missing.ZERO:
            filled = plan.node(ZERO, {**node.inputs, "fixed": ZERO})
        else:
            filled = plan.node(None, {**node.inputs, "not_applicable": node.inputs["missing"]})
        return filled._replace(reading=reading)

    def _claim(self, claim: NotApplicableClaim, rows: list[list[TraceNode]]) -> None:
        """Take an item, or every item of a dimension, out of the count."""
        for row, nodes in zip(self.rows, rows, strict=True):
            for index, plan in enumerate(row.plans):
                if claim.item in {plan.item.id, row.dimension.id}:
                    nodes[index] = self._claimed(plan, claim)

    def _claimed(self, plan: ItemPlan, claim: NotApplicableClaim) -> TraceNode:
        inputs: dict[str, object] = {
            "not_applicable": claim.reason,
            "approved_by": claim.approved_by,
        }
        node = plan.node(None, inputs)
        if self.readings.not_applicable is NotApplicable.FULL:
            node = plan.node(plan.points, {**inputs, "fixed": plan.points})
        return node._replace(reading={**node.reading, **self._na_reading()})

    def _spread(self, rows: list[list[TraceNode]]) -> None:
        """Spread the points of inapplicable items equally over all others (one city's rule)."""
        if self.readings.not_applicable is not NotApplicable.SPREAD_EQUALLY:
            return
        every = [node for nodes in rows for node in nodes]
        freed = sum((node.max or ZERO for node in every if _inapplicable(node)), ZERO)
        others = sum(1 for node in every if node.max and not _inapplicable(node))
        if others and freed:
            for nodes in rows:
                nodes[:] = [_raised(node, freed / others) for node in nodes]

    def _whole(self, row: _Row, nodes: list[TraceNode]) -> TraceNode:
        """Add up a dimension in which every item has a value and the points it was given."""
        inputs: dict[str, object] = {}
        value = self._finished(sum(map(_VALUE, nodes), ZERO), inputs)
        return _dimension_node(row, value, row.points, inputs, _NO_READING, nodes)

    def _partial(self, row: _Row, nodes: list[TraceNode]) -> TraceNode:
        """Add up a dimension with items that are blocked, do not apply or carry more points."""
        counted = [node for node in nodes if not _inapplicable(node)]
        applicable = sum((node.max or ZERO for node in counted), ZERO)
        if not applicable and (row.points or not counted):
            inputs: dict[str, object] = {"not_applicable": "各项均不适用"}
            return _dimension_node(row, None, row.points, inputs, _NO_READING, nodes)
        if any(node.value is None for node in counted):
            return _dimension_node(row, None, row.points, {}, _NO_READING, nodes)
        value = sum((node.value for node in counted if node.value is not None), ZERO)
        inputs, maximum, reading = {}, applicable, _NO_READING
        scales = self.readings.not_applicable is NotApplicable.SCALE_PARENT
        if scales and applicable < row.points:
            inputs |= {"scale_from": applicable, "scale_to": row.points}
            value, maximum, reading = (
                value * row.points / applicable,
                row.points,
                self._na_reading(),
            )
        return _dimension_node(row, self._finished(value, inputs), maximum, inputs, reading, nodes)

    def _finished(self, value: Decimal, inputs: dict[str, object]) -> Decimal:
        """Apply the floor and the rounding of a dimension, where the scheme puts them there."""
        if self.readings.deduct_floor is DeductFloor.DIMENSION:
            inputs["floor"] = ZERO
            value = max(value, ZERO)
        rounding = self.readings.round
        if rounding is None or rounding.at is not RoundAt.DIMENSION:
            return value
        inputs |= {"round_digits": rounding.digits, "round_mode": rounding.mode.value}
        return rounded(value, rounding.digits, rounding.mode)

    def _na_reading(self) -> Mapping[str, str]:
        return {"not_applicable": str(self.readings.not_applicable)}

    def _root(self, nodes: tuple[TraceNode, ...]) -> TraceNode:
        inputs: dict[str, object] = {}
        reading = _NO_READING
        value: Decimal | None = None
        counted = [node for node in nodes if not _inapplicable(node)]
        applicable = sum((node.max or ZERO for node in counted), ZERO)
        if not applicable:
            inputs["missing"] = "没有一项适用"
        elif all(node.value is not None for node in counted):
            value = sum((node.value for node in counted if node.value is not None), ZERO)
            spread = self.readings.not_applicable is NotApplicable.SPREAD_EQUALLY
            if applicable < self.points and not spread:
                inputs |= {"scale_from": applicable, "scale_to": self.points}
                value = value * self.points / applicable
                reading = self._na_reading()
            if self.readings.deduct_floor is DeductFloor.TOTAL:
                inputs["floor"] = ZERO
                value = max(value, ZERO)
        rubric = self.rubric
        return TraceNode(
            rubric.id, "量化评分", "sum", value, rubric.points, inputs, (), reading, nodes
        )


def _dimension_node(
    row: _Row,
    value: Decimal | None,
    maximum: Decimal,
    inputs: Mapping[str, object],
    reading: Mapping[str, str],
    nodes: list[TraceNode],
) -> TraceNode:
    dimension = row.dimension
    return TraceNode(
        dimension.id,
        dimension.title,
        "sum",
        value,
        maximum,
        inputs,
        dimension.cite,
        reading,
        tuple(nodes),
    )


def _inapplicable(node: TraceNode) -> bool:
    return node.value is None and "not_applicable" in node.inputs


def _raised(node: TraceNode, share: Decimal) -> TraceNode:
    """Raise an item's points by ``share``, keeping the rate it had reached."""
    if node.value is None or not node.max:
        return node
    raised = node.max + share
    inputs = {**node.inputs, "item_scale_from": node.max, "item_scale_to": raised}
    return node._replace(value=node.value * raised / node.max, max=raised, inputs=inputs)
