"""What has been done to every item of every unit of a round, in a handful of queries."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Q

from gongkai.assessment.current import pack_of
from gongkai.assessment.models import (
    ComponentScore,
    Deduction,
    DeductionKind,
    ItemLook,
    ItemScore,
    NotApplicable,
    Round,
)
from gongkai.assessment.queries.judging.sight import Sight
from gongkai.assessment.rubric import Place
from gongkai.rules.numbers import ZERO
from gongkai.rules.scheme import Method, Otherwise, Rubric

Spot = tuple[int, str]
"""A unit of a round, by its row, and an item or component."""


@dataclass(frozen=True, slots=True)
class Taken:
    """One standing deduction or award, as much of it as progress and sums need."""

    person: int | None
    points: Decimal
    is_award: bool
    is_checked: bool


@dataclass(frozen=True, slots=True)
class Set:
    """A value that was set: by whom, whether it says anything, whether the rate has full points."""

    person: int | None
    is_full: bool


@dataclass(frozen=True, slots=True)
class Given:
    """One scorer's standing score in a component."""

    person: int | None
    value: Decimal | None
    is_submitted: bool
    is_checked: bool


@dataclass(slots=True)
class Marks:
    """Everything done to the items and components of the units of a round.

    ``looks`` is by person, then by unit; ``looked`` by unit, whoever looked.
    """

    taken: dict[int, dict[str, list[Taken]]] = field(default_factory=dict)
    values: dict[Spot, Set] = field(default_factory=dict)
    looks: dict[int, dict[int, set[str]]] = field(default_factory=dict)
    looked: dict[int, set[str]] = field(default_factory=dict)
    inapplicable: set[Spot] = field(default_factory=set)
    given: dict[int, dict[str, list[Given]]] = field(default_factory=dict)

    def taken_from(self, unit: int, item: str) -> list[Taken]:
        """Return what stands against an item of a unit."""
        rows = self.taken.get(unit)
        return rows.get(item, []) if rows is not None else []

    def given_to(self, unit: int, component: str) -> list[Given]:
        """Return what was given a unit in a component, drafts too."""
        return self.given.get(unit, {}).get(component, [])

    def points_off(self, sight: Sight, item: str) -> Decimal:
        """Return the points taken off an item, as far as a viewer sees them; awards count up."""
        rows = self.taken_from(sight.unit.pk, item)
        if not rows:
            return ZERO
        seen = [row for row in rows if sight.sees_item(item, row.person)]
        return sum((-row.points if row.is_award else row.points for row in seen), ZERO)

    def applies(self, unit: int, place: Place) -> bool:
        """Whether an item was not found inapplicable to a unit."""
        if not self.inapplicable:
            return True
        dimension = place.dimension.id if place.dimension is not None else ""
        return not {(unit, place.item.id), (unit, dimension)} & self.inapplicable

    def is_settled(self, sight: Sight, place: Place) -> bool:
        """Whether nothing is left for a viewer to do about an item assigned to them."""
        unit, item = sight.unit.pk, place.item.id
        touched = any(sight.sees_item(item, row.person) for row in self.taken_from(unit, item))
        if place.item.method is Method.DEDUCT:
            return touched or item in self.looks.get(sight.person or 0, {}).get(unit, ())
        return self.says_enough(unit, place) or (touched and (unit, item) in self.values)

    def says_enough(self, unit: int, place: Place) -> bool:
        """Whether the value of an item was set and asks for no deduction."""
        value = self.values.get((unit, place.item.id))
        if value is None:
            return False
        rule = place.item.computed
        return rule is None or rule.otherwise is not Otherwise.DEDUCT or value.is_full

    def seen_looks(self, sight: Sight) -> set[str]:
        """Return the items of a unit that were looked at, as far as a viewer sees it."""
        if sight.scores:
            return self.looked.get(sight.unit.pk, set())
        return self.looks.get(sight.person or 0, {}).get(sight.unit.pk, set())

    def left(self, sight: Sight, places: Iterable[Place]) -> tuple[int, int]:
        """Return how many items a viewer is done with, and how many are assigned to them."""
        mine = [
            place
            for place in places
            if is_asked(place)
            and sight.is_asked(place.item.id)
            and self.applies(sight.unit.pk, place)
        ]
        return sum(1 for place in mine if self.is_settled(sight, place)), len(mine)

    def unchecked(self, sight: Sight) -> int:
        """Return how many deductions and scores of others a viewer has to confirm at a unit."""
        return sum(1 for row in self.to_check(sight) if not row.is_checked)

    def to_check(self, sight: Sight) -> list[Taken | Given]:
        """Return what others did at a unit that is for the viewer to confirm."""
        rows: list[Taken | Given] = []
        for item, taken in self.taken.get(sight.unit.pk, {}).items():
            rows += taken if sight.checks_item(item) else []
        for component, given in self.given.get(sight.unit.pk, {}).items():
            submitted = [row for row in given if row.is_submitted]
            rows += submitted if sight.checks_component(component) else []
        return [row for row in rows if row.person not in {None, sight.person}]


def is_asked(place: Place) -> bool:
    """Whether a scorer has to say something of an item: a bonus may, a survey speaks for itself."""
    return place.by_hand and not place.is_bonus


def marks_of(
    round_: Round, units: Collection[int] | None = None, people: Collection[int] | None = None
) -> Marks:
    """Return what was done in a round, to some units only, with the looks of some people only."""
    where = Q(round_unit__round=round_) if units is None else Q(round_unit__in=units)
    marks = Marks()
    for unit, item, person, points, kind, checked in Deduction.objects.filter(
        where, withdrawn_at=None
    ).values_list("round_unit", "item", "person", "points", "kind", "checked_at"):
        row = Taken(person, points, kind == DeductionKind.AWARD, checked is not None)
        marks.taken.setdefault(unit, {}).setdefault(item, []).append(row)
    looks = ItemLook.objects.filter(where)
    looks = looks if people is None else looks.filter(person__in=people)
    for person, unit, item in looks.values_list("person", "round_unit", "item"):
        marks.looks.setdefault(person, {}).setdefault(unit, set()).add(item)
        marks.looked.setdefault(unit, set()).add(item)
    marks.inapplicable = set(
        NotApplicable.objects.filter(where, approved=True).values_list("round_unit", "item")
    )
    _fill_values(marks, round_, where)
    for unit, component, person, value, submitted, checked in ComponentScore.objects.filter(
        where, withdrawn_at=None
    ).values_list("round_unit", "component", "person", "value", "submitted_at", "checked_at"):
        given = Given(person, value, submitted is not None, checked is not None)
        marks.given.setdefault(unit, {}).setdefault(component, []).append(given)
    return marks


def _fill_values(marks: Marks, round_: Round, where: Q) -> None:
    lines = _lines(pack_of(round_).scheme.rubrics)
    rows = ItemScore.objects.filter(where).values_list(
        "round_unit", "item", "person", "numerator", "denominator"
    )
    for unit, item, person, numerator, denominator in rows:
        line = lines.get(item)
        if line is None:
            marks.values[unit, item] = Set(person, is_full=True)
        elif numerator is not None and denominator is not None:
            full = numerator >= line * denominator
            marks.values[unit, item] = Set(person, is_full=full)


def _lines(rubrics: Iterable[Rubric]) -> Mapping[str, Decimal]:
    """Return the line of every rate: from there on it has full points."""
    return {
        item.id: item.computed.full_at_least
        for rubric in rubrics
        for item in rubric.items()
        if item.computed is not None
    }
