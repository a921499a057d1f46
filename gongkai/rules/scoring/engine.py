"""The scoring engine: rubric or components, bonus past its gate, veto, one rounding.

The engine takes facts and a scheme and returns totals with their explanation. It never guesses:
what blocks a total is returned as a problem that names the unit, the part and the mend.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from gongkai.rules.explain import TraceNode
from gongkai.rules.facts import Ballot, Facts, UnitFacts
from gongkai.rules.numbers import ZERO, exact, plain, rounded, settled
from gongkai.rules.readings import Readings, Rounding
from gongkai.rules.scheme import Scheme, Source, Veto
from gongkai.rules.scoring.collector import collector_at_rest
from gongkai.rules.scoring.components import Below, Sources, score_components
from gongkai.rules.scoring.items import ItemPlan
from gongkai.rules.scoring.notes import (
    ScoreProblem,
    leaf_scores,
    over_deducted,
    problems,
    self_gaps,
)
from gongkai.rules.scoring.polls import PollScore, tally
from gongkai.rules.scoring.rubrics import RubricPlan
from gongkai.rules.scoring.vetoes import found_vetoes, line_vetoes, stopping

UNSAMPLED = "已自评未定等"


class UnitScore(NamedTuple):
    """The score of one unit. ``total`` is the printed number, rounded once."""

    unit: UnitFacts
    total: Decimal | None
    trace: TraceNode | None
    notes: tuple[str, ...]
    problems: tuple[ScoreProblem, ...]
    vetoes: tuple[Veto, ...]


def score_units(scheme: Scheme, facts: Facts) -> tuple[UnitScore, ...]:
    """Score every unit, in the order given. The order never changes a score."""
    with exact(), collector_at_rest():
        return _Run(scheme, facts).all()


class _Run:
    """One assessment: plans are prepared once, subordinates are scored before their superiors."""

    def __init__(self, scheme: Scheme, facts: Facts) -> None:
        self.scheme = scheme
        self.facts = facts
        self.plans = {rubric.id: RubricPlan(rubric, scheme.readings) for rubric in scheme.rubrics}
        self.bonus = _bonus_plans(scheme)
        self.polls = _polls(scheme, facts.ballots)
        self.by_id = {unit.id: unit for unit in facts.units}
        self.below = _below(scheme, facts.units)
        self.done: dict[str, UnitScore] = {}
        self.lined = {
            rubric.id
            for rubric in scheme.rubrics
            if any(dimension.veto_below is not None for dimension in rubric.dimensions)
        }

    def all(self) -> tuple[UnitScore, ...]:
        return tuple(self.of(unit) for unit in self.facts.units)

    def of(self, unit: UnitFacts) -> UnitScore:
        """Return a unit's score, after those of all units below it.

        A stack instead of recursion: a chain of superiors may be as long as the list of units.
        Should superiors go round in a circle, the circle is cut and blocks for want of a total.
        """
        stack, entered = [unit], set[str]()
        while unit.id not in self.done:
            head = stack[-1]
            if head.id not in entered:
                entered.add(head.id)
                below = self.below.get(head.id, ())
                stack += [u for u in below if u.id not in self.done and u.id not in entered]
            else:
                stack.pop()
                self.done[head.id] = self._score(head)
        return self.done[unit.id]

    def _score(self, unit: UnitFacts) -> UnitScore:
        if unit.exempt:
            why = f"：{unit.exempt_reason}" if unit.exempt_reason else ""
            return UnitScore(unit, None, None, (f"免予考核{why}",), (), ())
        vetoes = found_vetoes(self.scheme, unit)
        if not self.scheme.rubrics and not self.scheme.components:
            return UnitScore(unit, None, None, (), (), vetoes)
        plan, rubric = self._rubric(unit)
        base = self._base(unit, rubric)
        if self._unsampled(unit, base):
            return UnitScore(unit, None, base, (UNSAMPLED,), (), vetoes)
        if plan is not None and rubric is not None and plan.rubric.id in self.lined:
            vetoes += tuple(line_vetoes(self.scheme, plan, rubric))
        trace, total = self._total(unit, base, stopping(vetoes))
        missing = () if total is not None or stopping(vetoes) else tuple(problems(unit.id, trace))
        notes = (*over_deducted(rubric), *self_gaps(self.scheme, base))
        return UnitScore(unit, total, trace, notes, missing, vetoes)

    def _rubric(self, unit: UnitFacts) -> tuple[RubricPlan | None, TraceNode | None]:
        """Score the rubric of a unit; beside components only where something was looked at."""
        rubric = self.scheme.rubric_for(unit.group)
        if rubric is None:
            return None, None
        plan = self.plans[rubric.id]
        if self.scheme.components and not unit.items and not unit.not_applicable:
            return plan, None
        return plan, plan.score(unit.items, unit.not_applicable)

    def _base(self, unit: UnitFacts, rubric: TraceNode | None) -> TraceNode:
        if self.scheme.components:
            sources = Sources(rubric, self.polls.get(unit.id, {}), self._subordinates(unit))
            return score_components(self.scheme.components, unit, sources, self.scheme.readings)
        if rubric is None:
            raise ValueError(f"{unit.id}: no rubric for group {unit.group!r}")
        return rubric

    def _subordinates(self, unit: UnitFacts) -> Mapping[str, Below]:
        """Return what is known of the units below, by group; those left unsampled do not count."""
        totals: dict[str, dict[str, Decimal]] = {}
        without: dict[str, list[str]] = {}
        for below in self.below.get(unit.id, ()):
            score = self.done.get(below.id)
            if score is not None and score.total is not None:
                totals.setdefault(below.group, {})[below.id] = score.total
            elif score is None or UNSAMPLED not in score.notes:
                without.setdefault(below.group, []).append(below.id)
        return {
            group: Below(totals.get(group, {}), tuple(without.get(group, ())))
            for group in totals.keys() | without.keys()
        }

    def _unsampled(self, unit: UnitFacts, base: TraceNode) -> bool:
        """Whether only self-assessment exists and the scheme leaves such units ungraded (Q23)."""
        if self.scheme.readings.unsampled != "not_graded" or unit.items:
            return False
        scores = leaf_scores(self.scheme, base)
        return not any(leaf.weight > ZERO and leaf.id in scores for leaf in self.scheme.leaves())

    def _total(
        self, unit: UnitFacts, base: TraceNode, stop: Veto | None
    ) -> tuple[TraceNode, Decimal | None]:
        if stop is not None:
            inputs: dict[str, object] = {"veto": stop.title}
            if stop.total is not None:
                inputs["total"] = stop.total
            return self._rounded("veto", stop.total, self.scheme.max, inputs, (base,), stop.cite)
        children, maximum = self._parts(unit, base)
        value = None
        if all(node.value is not None for node in children):
            value = sum((node.value or ZERO for node in children), ZERO)
        return self._rounded("sum", value, maximum, {}, children, ())

    def _parts(self, unit: UnitFacts, base: TraceNode) -> tuple[tuple[TraceNode, ...], Decimal]:
        if self.scheme.bonus is None or base.value is None:
            return (base,), self.scheme.max
        bonus = self._bonus(unit, base.value)
        return (base, bonus), self.scheme.max + self.scheme.bonus.max

    def _bonus(self, unit: UnitFacts, base: Decimal) -> TraceNode:
        """Return the bonus node. The gate looks at the base score as it would be printed."""
        rule = self.scheme.bonus
        if rule is None:
            raise ValueError(f"{self.scheme.id}: no bonus")
        nodes = tuple(plan.score(unit.items.get(plan.item.id)) for plan in self.bonus)
        printed = _printed(base, self.scheme.readings)
        inputs: dict[str, object] = {"base": printed, "cap": rule.max}
        value = min(sum((node.value or ZERO for node in nodes), ZERO), rule.max)
        if rule.gate is not None and printed is not None:
            gate = rule.gate
            is_open = printed > gate.value if gate.strict else printed >= gate.value
            word = "高于" if gate.strict else "不低于"
            inputs |= {"gate": f"基础分{word} {plain(gate.value)} 分才计", "gate_open": is_open}
            value = value if is_open else ZERO
        return TraceNode("bonus", "加分", "bonus", value, rule.max, inputs, rule.cite, {}, nodes)

    def _rounded(
        self,
        method: str,
        value: Decimal | None,
        maximum: Decimal,
        inputs: dict[str, object],
        children: tuple[TraceNode, ...],
        cite: tuple[str, ...],
    ) -> tuple[TraceNode, Decimal | None]:
        """Return the node of the total and the total as printed: in the digits of the pack.

        Where a scheme rounds items or dimensions, this changes a sum only if points were scaled or
        weighted afterwards.
        """
        rounding = self.scheme.readings.round or Rounding()
        total = _printed(value, self.scheme.readings)
        reading: dict[str, str] = {}
        if value is not None:
            inputs["exact"] = settled(value)
            inputs["round_digits"] = rounding.digits
            inputs["round_mode"] = rounding.mode.value
            reading["round"] = f"{rounding.at} {rounding.digits} {rounding.mode}"
        return TraceNode(
            "total", "总分", method, total, maximum, inputs, cite, reading, children
        ), total


def _printed(value: Decimal | None, readings: Readings) -> Decimal | None:
    rounding = readings.round or Rounding()
    return None if value is None else rounded(value, rounding.digits, rounding.mode)


def _bonus_plans(scheme: Scheme) -> list[ItemPlan]:
    items = scheme.bonus.items if scheme.bonus else ()
    return [ItemPlan(item, item.points or ZERO, scheme.readings) for item in items]


def _polls(scheme: Scheme, ballots: tuple[Ballot, ...]) -> Mapping[str, Mapping[str, PollScore]]:
    """Return poll scores as unit → component → score."""
    result: dict[str, dict[str, PollScore]] = {}
    for leaf in scheme.leaves():
        if leaf.source is Source.POLL and leaf.poll is not None:
            for unit, score in tally(ballots, leaf.poll).items():
                result.setdefault(unit, {})[leaf.id] = score
    return result


def _below(scheme: Scheme, units: tuple[UnitFacts, ...]) -> Mapping[str, list[UnitFacts]]:
    if not any(leaf.source is Source.SUBORDINATES for leaf in scheme.leaves()):
        return {}
    below: dict[str, list[UnitFacts]] = {}
    for unit in units:
        if unit.parent and not unit.exempt:
            below.setdefault(unit.parent, []).append(unit)
    return below
