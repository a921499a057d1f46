"""Where a counted number and what stands at an item part: taken over, or held by deductions.

An item whose rate is below its line is the assessor's: deductions with reasons. When the records
later say that the line is reached, the engine would give full points and no deduction would count.
So the number waits until the assessor withdraws them, or says by hand why the rate is another.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Sum

from gongkai.assessment.current import pack_of
from gongkai.assessment.models import (
    Deduction,
    IndicatorCount,
    ItemScore,
    Origin,
    Round,
    RoundUnit,
)
from gongkai.rules.numbers import ZERO
from gongkai.rules.scheme import Item, Method, Otherwise, Scheme
from gongkai.rules.tallies import reaches


@dataclass(frozen=True, slots=True, kw_only=True)
class Taking:
    """A number that differs from what stands at an item; ``held`` are the points in its way."""

    unit: int
    item: str
    count: IndicatorCount
    value: ItemScore | None
    held: Decimal = ZERO

    @property
    def is_held(self) -> bool:
        """Whether standing deductions keep the number from being taken over."""
        return self.held > ZERO


def computed_items(scheme: Scheme) -> Mapping[str, Item]:
    """Return the items of all rubrics that are computed from an indicator."""
    return {
        item.id: item
        for rubric in scheme.rubrics
        for item in rubric.items()
        if item.method is Method.COMPUTED and item.computed is not None
    }


def scoring_indicators(scheme: Scheme, group: str | None = None) -> Mapping[str, tuple[str, ...]]:
    """Return the indicators that give points, each with the titles of the items computed from it.

    Of the rubric of a group, or of all rubrics. Every other indicator is shown for information.
    """
    rubric = scheme.rubric_for(group) if group is not None else None
    if group is not None and rubric is None:
        return {}
    own = {item.id for item in rubric.items()} if rubric is not None else None
    found: dict[str, list[str]] = defaultdict(list)
    for name, item in computed_items(scheme).items():
        if item.computed is not None and (own is None or name in own):
            found[item.computed.indicator].append(item.title)
    return {name: tuple(dict.fromkeys(titles)) for name, titles in found.items()}


def leaves_deductions(item: Item, numerator: Decimal, denominator: Decimal) -> bool:
    """Whether deductions on an item count under a rate: below its line, where people deduct."""
    rule = item.computed
    if rule is None or rule.otherwise is not Otherwise.DEDUCT or not denominator:
        return False
    return not reaches(numerator, denominator, rule.full_at_least)


def takings(round_: Round, *, unit: int | None = None, item: str = "") -> Iterator[Taking]:
    """Yield the numbers that are not what stands at their items, of a round or of one item.

    What people entered by hand is left out: it stands until they clear it.
    """
    scheme = pack_of(round_).scheme
    items = computed_items(scheme)
    wanted = {item: items[item]} if item in items else items
    if not wanted or (item and item not in items):
        return
    counts = _counts(round_, wanted, unit)
    if not counts:
        return
    values, points = _standing(round_, wanted, unit)
    for place, group in _units(round_, unit):
        rubric = scheme.rubric_for(group)
        for one in rubric.items() if rubric is not None else ():
            count = _count_of(counts, place, wanted.get(one.id))
            value = values.get((place, one.id))
            if count is None or not _differs(value, count):
                continue
            keeps = leaves_deductions(one, Decimal(count.numerator), Decimal(count.denominator))
            held = ZERO if keeps else points.get((place, one.id), ZERO)
            yield Taking(unit=place, item=one.id, count=count, value=value, held=held)


Counts = Mapping[tuple[int, str], IndicatorCount]


def _counts(round_: Round, items: Mapping[str, Item], unit: int | None) -> Counts:
    names = {one.computed.indicator for one in items.values() if one.computed is not None}
    rows = IndicatorCount.objects.filter(
        round_unit__round=round_, indicator__in=names, replaced_at=None
    )
    if unit is not None:
        rows = rows.filter(round_unit=unit)
    chosen = rows.select_related("run").defer("records")
    return {(row.round_unit_id, row.indicator): row for row in chosen}


def _count_of(counts: Counts, unit: int, item: Item | None) -> IndicatorCount | None:
    rule = item.computed if item is not None else None
    return counts.get((unit, rule.indicator)) if rule is not None else None


def _standing(
    round_: Round, items: Mapping[str, Item], unit: int | None
) -> tuple[Mapping[tuple[int, str], ItemScore], Mapping[tuple[int, str], Decimal]]:
    """Return the values and the points taken off that stand, by unit and item."""
    where: dict[str, object] = {"round_unit__round": round_, "item__in": list(items)}
    if unit is not None:
        where["round_unit"] = unit
    values = {(row.round_unit_id, row.item): row for row in ItemScore.objects.filter(**where)}
    points: dict[tuple[int, str], Decimal] = defaultdict(Decimal)
    taken = Deduction.objects.filter(withdrawn_at=None, **where).order_by()
    for place, item, sum_ in taken.values_list("round_unit", "item").annotate(Sum("points")):
        points[place, item] = sum_
    return values, points


def _units(round_: Round, unit: int | None) -> Iterator[tuple[int, str]]:
    rows = RoundUnit.objects.filter(round=round_, exempt=False)
    if unit is not None:
        rows = rows.filter(pk=unit)
    yield from rows.values_list("pk", "group")


def _differs(value: ItemScore | None, count: IndicatorCount) -> bool:
    if value is None:
        return True
    if value.origin != Origin.COMPUTED:
        return False
    return bool(value.details.get("count") != count.pk)
