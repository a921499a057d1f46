"""Duties of units on a day: computed from what was published, never stored.

The number of database queries does not depend on how many units, categories or items there are.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Final

from django.db.models import DateField, Max, Prefetch, Q, Value

from gongkai.core.access import Viewer
from gongkai.core.days import ZONE, day_of
from gongkai.core.models import Unit
from gongkai.disclosure import models, rulebook
from gongkai.disclosure.models import OPEN_STATES, DutyWaiver, Edition, MatterStage
from gongkai.disclosure.queries.listed import INNER_KINDS
from gongkai.disclosure.queries.matters import matter_fact
from gongkai.disclosure.queries.plans import plan_fact
from gongkai.disclosure.queries.visibility import answers_for
from gongkai.policy.disclosure import UnitKind as PackUnitKind
from gongkai.policy.national_values import Level
from gongkai.rules import obligations as rules
from gongkai.rules.obligations import Duty, Staged, UnitSummary, summarise
from gongkai.rules.publishing.values import Attribute, EditionState

# A term that began this long before the span may still fall due in it.
_LONGEST_TERM: Final = timedelta(days=90)
# How far ahead duties are shown.
_AHEAD: Final = timedelta(days=60)
Place = tuple[int, str]


@dataclass(frozen=True, slots=True)
class Duties:
    """The duties of units on a day, and the units they are of, by id."""

    as_of: date
    units: dict[int, Unit]
    duties: tuple[Duty, ...]

    @property
    def summaries(self) -> dict[int, UnitSummary]:
        """How each unit stands."""
        return summarise(self.duties)

    def open(self) -> tuple[Duty, ...]:
        """Return what is still to be done, the earliest due first."""
        waiting = (duty for duty in self.duties if duty.state.open)
        return tuple(sorted(waiting, key=lambda duty: (duty.due_on, duty.unit)))


def duties(
    viewer: Viewer,
    *,
    as_of: date,
    since: date | None = None,
    through: date | None = None,
    unit_ids: Iterable[int] | None = None,
) -> Duties:
    """Return the duties of the units a viewer may see, as they stand on a day.

    ``since`` is the first day asked about (without it the first of the year): what was settled
    before is left out, and units answer from it on. ``through`` is the last day (without it two
    months ahead). A section's items count for the organ it belongs to.
    """
    start = since or date(as_of.year, 1, 1)
    end = through or as_of + _AHEAD
    units = units_with_duties(viewer, as_of, unit_ids)
    reckoning = rules.Reckoning(rulebook.national().calendar, as_of, end, start)
    facts = _Facts(units, start)
    holdings = facts.holdings()
    assignments = (*_assignments(units.values(), start), *_named_by(facts.matters, units, start))
    found = [
        *rules.duties(reckoning, assignments, holdings),
        *rules.plan_duties(reckoning, _plan_lines(units, start, end)),
    ]
    return Duties(as_of, units, tuple(found))


def units_with_duties(
    viewer: Viewer, as_of: date, ids: Iterable[int] | None = None
) -> dict[int, Unit]:
    """Return the units in force whose duties a viewer may see, by id, in the order of the tree."""
    found = Unit.objects.filter(
        answers_for(viewer, "path"), Q(until=None) | Q(until__gt=as_of), since__lte=as_of
    ).exclude(kind__in=INNER_KINDS)
    if ids is not None:
        found = found.filter(pk__in=list(ids))
    return {unit.pk: unit for unit in found.order_by("path")}


def _assignments(units: Iterable[Unit], start: date) -> Iterator[rules.Assignment]:
    """Yield what each unit answers for by its level and kind, looked up once for each pair."""
    known: dict[tuple[str, str], list[tuple[str, rules.TimingRule]]] = {}
    for unit in units:
        pair = (unit.level, unit.kind)
        if pair not in known:
            known[pair] = _answered_for(*pair)
        for category, rule in known[pair]:
            yield rules.Assignment(
                unit=unit.pk, category=category, rule=rule, start=max(unit.since, start)
            )


def _named_by(
    places: Iterable[Place], units: dict[int, Unit], start: date
) -> Iterator[rules.Assignment]:
    """Yield what units answer for because of their matters, in catalogues that bind no unit alone.

    Who opens a project or a decision of the party by stages is named by having begun it.
    """
    pack = rulebook.pack()
    for pk, category in places:
        unit = units[pk]
        known = {one for one, _ in _answered_for(unit.level, unit.kind)}
        if category in known or not pack.has_node(category):
            continue
        for rule in map(pack.timing_rule, pack.node(category).timing):
            if isinstance(rule.timing, Staged):
                since = max(unit.since, start)
                yield rules.Assignment(unit=pk, category=category, rule=rule, start=since)


def _answered_for(level: str, kind: str) -> list[tuple[str, rules.TimingRule]]:
    """Return categories with their rules; a level the law does not know has no duties."""
    if level not in set(Level) or kind not in set(PackUnitKind):
        return []
    pack = rulebook.pack()
    nodes = pack.duties_of(Level(level), PackUnitKind(kind))
    return [(node.id, pack.timing_rule(rule)) for node in nodes for rule in node.timing]


def rules_for(unit: Unit, category: str) -> tuple[rules.TimingRule, ...]:
    """Return the rules a unit, or the organ it is a part of, answers under for a category."""
    organ = organ_of(unit)
    return tuple(rule for one, rule in _answered_for(organ.level, organ.kind) if one == category)


def organ_of(unit: Unit) -> Unit:
    """Return the organ a unit is a part of, or itself."""
    while unit.kind in INNER_KINDS and unit.parent is not None:
        unit = unit.parent
    return unit


def _plan_lines(units: dict[int, Unit], start: date, end: date) -> Iterator[rules.PlanLine]:
    lines = models.PlanLine.objects.filter(
        unit_id__in=units, dropped_at=None, due_on__gte=start, due_on__lte=end
    ).select_related("item")
    yield from map(plan_fact, lines)


@dataclass
class _Facts:
    """What is known of the units' categories, read in a fixed number of queries."""

    units: dict[int, Unit]
    since: date
    publications: dict[Place, list[rules.Publication]] = field(
        default_factory=lambda: defaultdict(list)
    )
    formations: dict[Place, list[rules.Formation]] = field(
        default_factory=lambda: defaultdict(list)
    )
    matters: dict[Place, list[rules.Matter]] = field(default_factory=lambda: defaultdict(list))
    exemptions: dict[Place, list[rules.Exemption]] = field(
        default_factory=lambda: defaultdict(list)
    )

    def __post_init__(self) -> None:
        self.start = datetime.combine(self.since, time(), ZONE)
        self.organ = self._organs()

    def _organs(self) -> dict[int, int]:
        """Return for every unit the organ it answers with: itself, or what it is a part of."""
        organs = {pk: pk for pk in self.units}
        inner = Unit.objects.filter(kind__in=INNER_KINDS).values_list("pk", "path")
        for pk, path in inner:
            above = [int(part) for part in path.split("/") if part]
            organ = next((one for one in reversed(above) if one in self.units), None)
            if organ is not None:
                organs[pk] = organ
        return organs

    def holdings(self) -> dict[Place, rules.Holding]:
        """Return everything known, by unit and category."""
        self._read_publications()
        self._read_formations()
        self._read_changes()
        self._read_matters()
        self._read_waivers()
        parts = (self.publications, self.formations, self.matters, self.exemptions)
        return {
            place: rules.Holding(
                publications=tuple(self.publications.get(place, ())),
                formations=tuple(self.formations.get(place, ())),
                matters=tuple(self.matters.get(place, ())),
                exemptions=tuple(self.exemptions.get(place, ())),
            )
            for place in {place for part in parts for place in part}
        }

    def _place(self, unit: int, category: str) -> Place | None:
        organ = self.organ.get(unit)
        return (organ, category) if organ is not None else None

    def _read_publications(self) -> None:
        """Read what was published in the span, and of earlier times only the last."""
        published = Edition.objects.filter(
            state__in=[EditionState.LIVE, EditionState.SUPERSEDED],
            item__attribute=Attribute.PUBLIC,
        )
        inside = published.filter(published_at__gte=self.start).values_list(
            "item__unit_id", "item__category", "item_id", "published_at", "covers_until"
        )
        before = (
            published.filter(published_at__lt=self.start)
            .values_list("item__unit_id", "item__category")
            .annotate(
                item=Max("item_id"), last=Max("published_at"), covers=Value(None, DateField())
            )
            .order_by()
        )
        for unit, category, item, at, covers in (*before, *inside.iterator(chunk_size=5000)):
            place = self._place(unit, category)
            if place is not None:
                self.publications[place].append(
                    rules.Publication(item=item, on=day_of(at), covers=covers)
                )

    def _read_formations(self) -> None:
        """Read when information was formed, of items whose term may still run or ran out."""
        due = (
            Q(item__first_published_at=None)
            | Q(item__first_published_at__gte=self.start)
            | Q(issued_on__gte=self.since - _LONGEST_TERM)
        )
        rows = Edition.objects.filter(
            due,
            state__in=[EditionState.LIVE, *OPEN_STATES],
            issued_on__isnull=False,
            item__attribute=Attribute.PUBLIC,
        ).values_list(
            "item__unit_id", "item__category", "item_id", "issued_on", "item__first_published_at"
        )
        seen: set[int] = set()
        # The live edition first: what is being changed was formed when it was first issued.
        for unit, category, item, on, first in rows.order_by("item_id", "number").iterator(5000):
            place = self._place(unit, category)
            if place is None or on is None or item in seen:
                continue
            seen.add(item)
            self.formations[place].append(
                rules.Formation(item=item, on=on, published_on=day_of(first) if first else None)
            )

    def _read_changes(self) -> None:
        """Read what was asked to be changed, unless it was declined."""
        rows = models.ChangeRequest.objects.filter(
            Q(closed_at=None) | Q(edition__published_at__isnull=False),
            Q(closed_at=None) | Q(asked_on__gte=self.since - _LONGEST_TERM),
            item__attribute=Attribute.PUBLIC,
        ).values_list(
            "item__unit_id", "item__category", "item_id", "asked_on", "edition__published_at"
        )
        for unit, category, item, on, at in rows:
            place = self._place(unit, category)
            if place is not None:
                self.formations[place].append(
                    rules.Formation(
                        item=item, on=on, published_on=day_of(at) if at else None, changed=True
                    )
                )

    def _read_matters(self) -> None:
        stages = MatterStage.objects.select_related("item")
        found = models.Matter.objects.filter(
            Q(closed_on=None) | Q(closed_on__gte=self.since)
        ).prefetch_related(Prefetch("stages", stages))
        for matter in found:
            place = self._place(matter.unit_id, matter.category)
            if place is not None:
                self.matters[place].append(matter_fact(matter))

    def _read_waivers(self) -> None:
        rows = DutyWaiver.objects.filter(end__gte=self.since).values_list(
            "unit_id", "category", "start", "end", "reason"
        )
        for unit, category, start, end, reason in rows:
            place = self._place(unit, category)
            if place is not None:
                self.exemptions[place].append(rules.Exemption(start=start, end=end, reason=reason))
