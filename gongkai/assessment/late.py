"""What a late finding would do to everybody: points less for one unit, the quota shared anew.

Nothing is stored; who wants it done deducts, or begins a correction after the approval.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from gongkai.assessment.assess import assess
from gongkai.assessment.opened import OpenRound
from gongkai.assessment.results import Assessment
from gongkai.assessment.rubric import places
from gongkai.rules.facts import Deduction, Facts, Finding, ItemFacts, UnitFacts
from gongkai.rules.numbers import ZERO
from gongkai.rules.scheme import Scheme, Source


@dataclass(frozen=True, slots=True)
class Place:
    """Where points can be taken: an item of the rubric, a component, a fact that decides alone."""

    id: str
    title: str
    part: str
    most: Decimal | None = None


def where(scheme: Scheme, group: str) -> Iterator[Place]:
    """Yield where a late finding can fall for units of a group, in printed order."""
    for one in places(scheme, group):
        if one.deducts and one.dimension is not None:
            yield Place(f"item:{one.item.id}", one.item.title, one.dimension.title, one.points)
    for leaf in scheme.leaves():
        if leaf.source is Source.SCORE:
            yield Place(f"component:{leaf.id}", leaf.title, "", leaf.max)
    for finding, title in scheme.findings().items():
        yield Place(f"finding:{finding}", title, "")


def with_finding(round_: OpenRound, unit: str, place: str, points: Decimal) -> Assessment:
    """Return the result with points less for one unit at a place of ``where``.

    Raises:
        KeyError: the round has no such unit, or the unit no such component.
    """
    found = {one.id: one for one in round_.facts.units}
    kind, _, name = place.partition(":")
    changed = _changed(found[unit], kind, name, points)
    units = tuple(changed if one.id == unit else one for one in round_.facts.units)
    facts = Facts(
        units=units, ballots=round_.facts.ballots, tie_decisions=round_.facts.tie_decisions
    )
    return assess(round_.pack.scheme, facts)


def _changed(unit: UnitFacts, kind: str, name: str, points: Decimal) -> UnitFacts:
    if kind == "component":
        left = max(unit.components[name] - points, ZERO)
        return replace(unit, components={**unit.components, name: left})
    if kind == "finding":
        return replace(unit, findings=(*unit.findings, Finding(id=name)))
    known = unit.items.get(name, ItemFacts())
    taken = (*known.deductions, Deduction(points, "late"))
    return replace(unit, items={**unit.items, name: known._replace(deductions=taken)})
