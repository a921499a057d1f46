"""How far scorers are: one's own units with what is left, and every scorer's for the office."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max

from gongkai.assessment.current import pack_of
from gongkai.assessment.days import plans_of
from gongkai.assessment.models import (
    ComponentScore,
    Deduction,
    ItemLook,
    Round,
    RoundUnit,
    Scorer,
)
from gongkai.assessment.queries.judging.marks import Marks, marks_of
from gongkai.assessment.queries.judging.sight import Sight, sights
from gongkai.assessment.rubric import Place, judges_rubric, places
from gongkai.core.access import Viewer
from gongkai.rules.rounds import Relation, open_until
from gongkai.rules.scheme import Component, Scheme, Source, Work


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One unit to judge. Items and components count together; ``drafts`` are scores not sent in.

    ``unchecked`` are entries of others that wait for this person's confirmation.
    """

    unit: RoundUnit
    done: int
    all: int
    drafts: int
    unchecked: int

    @property
    def left(self) -> int:
        """How much is still to be judged."""
        return self.all - self.done

    @property
    def is_done(self) -> bool:
        """Whether nothing is left, neither to judge nor to confirm."""
        return not self.left and not self.unchecked


def tasks(viewer: Viewer, round_: Round) -> tuple[Task, ...]:
    """Return the units assigned to a viewer in a round, with how far they are."""
    seen = [sight for sight in sights(viewer, round_) if sight.seats and not sight.unit.exempt]
    if not seen or viewer.person_id is None:
        return ()
    units = [sight.unit.pk for sight in seen]
    marks = marks_of(round_, units=units, people=[viewer.person_id])
    by_group = _by_group(seen[0].scheme, {sight.unit.group for sight in seen})
    return tuple(_task(sight, marks, by_group[sight.unit.group]) for sight in seen)


def _by_group(scheme: Scheme, groups: set[str]) -> Mapping[str, tuple[Place, ...]]:
    return {group: tuple(places(scheme, group)) for group in groups}


def _task(sight: Sight, marks: Marks, found: tuple[Place, ...]) -> Task:
    done, every = marks.left(sight, found)
    drafts = 0
    for component in sight.components:
        own = [
            row for row in marks.given_to(sight.unit.pk, component) if row.person == sight.person
        ]
        if sight.is_asked_component(component):
            every += 1
            done += any(row.is_submitted for row in own)
        drafts += any(not row.is_submitted for row in own)
    checks = any(row.checks for row in sight.seats)
    return Task(
        unit=sight.unit,
        done=done,
        all=every,
        drafts=drafts,
        unchecked=marks.unchecked(sight) if checks else 0,
    )


def scoring_until(round_: Round) -> date | None:
    """Return the last day of scoring, where there is one."""
    return open_until(Work.SCORE, plans_of(round_))


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatProgress:
    """How far one scorer is with one assignment; ``part`` is empty for the rubric.

    For who checks others the entries to confirm count, not the items.
    """

    seat: Scorer
    part: str
    units: int
    finished: int
    done: int
    all: int
    drafts: int
    last: datetime | None


def progress(viewer: Viewer, round_: Round) -> tuple[SeatProgress, ...]:
    """Return how far every scorer is; for the office that runs the round and nobody else."""
    if not (viewer.is_system or viewer.may("assessment.run", round_.unit.path)):
        return ()
    rows = Scorer.objects.filter(round=round_, removed_at=None)
    seats = list(rows.select_related("person__unit").prefetch_related("units"))
    units = list(RoundUnit.objects.filter(round=round_, exempt=False).select_related("unit"))
    scheme = pack_of(round_).scheme
    marks = marks_of(round_)
    by_group = _by_group(scheme, {unit.group for unit in units})
    last = _last(round_)
    titles = {leaf.id: leaf for leaf in scheme.leaves()}
    return tuple(
        _seat_progress(
            seat, titles.get(seat.component), _assigned(seat, units), marks, by_group, scheme, last
        )
        for seat in seats
    )


def _assigned(seat: Scorer, units: list[RoundUnit]) -> list[RoundUnit]:
    home, covers = seat.person.unit.path, _covers(seat)
    return [unit for unit in units if covers(unit) and not home.startswith(unit.unit.path)]


def _covers(seat: Scorer) -> Callable[[RoundUnit], bool]:
    """Return the question whether a unit is assigned; the list is read once for hundreds."""
    units = {one.pk for one in seat.units.all()}
    return lambda unit: not units or unit.pk in units


def _seat_progress(
    seat: Scorer,
    leaf: Component | None,
    units: list[RoundUnit],
    marks: Marks,
    by_group: Mapping[str, tuple[Place, ...]],
    scheme: Scheme,
    last: Mapping[int, datetime],
) -> SeatProgress:
    seen = [_as(seat, unit, scheme) for unit in units]
    counted = [_task(sight, marks, by_group[sight.unit.group]) for sight in seen]
    checks = [row for sight in seen for row in marks.to_check(sight)] if seat.checks else []
    return SeatProgress(
        seat=seat,
        part=leaf.title if leaf is not None else "",
        units=len(counted),
        finished=sum(1 for one in counted if one.is_done),
        done=sum(one.done for one in counted) + sum(1 for row in checks if row.is_checked),
        all=sum(one.all for one in counted) + len(checks),
        drafts=sum(one.drafts for one in counted),
        last=last.get(seat.person_id),
    )


def _as(seat: Scorer, unit: RoundUnit, scheme: Scheme) -> Sight:
    """Return what the scorer of one assignment sees of a unit."""
    return Sight(
        unit=unit,
        scheme=scheme,
        relation=Relation.BLIND_SCORER if seat.blind else Relation.SCORER,
        person=seat.person_id,
        scores=False,
        seats=(seat,),
    )


def _last(round_: Round) -> Mapping[int, datetime]:
    """Return when each person last did something at the desk."""
    found: dict[int, datetime] = {}
    for table in (Deduction, ItemLook, ComponentScore):
        rows = table._default_manager.filter(round_unit__round=round_, person__isnull=False)
        for person, at in rows.order_by().values_list("person").annotate(at=Max("at")):
            found[person] = max(at, found.get(person, at))
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Uncovered:
    """Items or components of units that nobody is asked to judge: they would get full marks."""

    unit: RoundUnit
    items: int
    components: tuple[str, ...]


def uncovered(viewer: Viewer, round_: Round) -> tuple[Uncovered, ...]:
    """Return what nobody is assigned, by unit; for the office that runs the round."""
    if not (viewer.is_system or viewer.may("assessment.run", round_.unit.path)):
        return ()
    scheme = pack_of(round_).scheme
    seats = list(Scorer.objects.filter(round=round_, removed_at=None).prefetch_related("units"))
    by_hand = [
        leaf
        for leaf in scheme.leaves()
        if leaf.source is Source.SCORE and leaf.scorer != "unit" and leaf.weight
    ]
    units = RoundUnit.objects.filter(round=round_, exempt=False).select_related("unit")
    by_group = _by_group(scheme, set(units.values_list("group", flat=True)))
    covering = [(seat, _covers(seat)) for seat in seats]
    found = []
    for unit in units:
        rows = [seat for seat, covers in covering if covers(unit)]
        rubric = [seat for seat in rows if judges_rubric(scheme, seat.component)]
        items = sum(
            1
            for place in by_group[unit.group]
            if place.by_hand
            and not place.is_bonus
            and not any(not seat.items or place.item.id in seat.items for seat in rubric)
        )
        parts = tuple(
            leaf.title for leaf in by_hand if all(seat.component != leaf.id for seat in rows)
        )
        if items or parts:
            found.append(Uncovered(unit=unit, items=items, components=parts))
    return tuple(found)
