"""Draws, visits and findings as a viewer sees them, and the units a viewer may check.

The office sees everything; who is assigned a unit, what was done there, and a blind scorer only
the own work; who decides, the findings once a result is proposed. A unit sees the visits it was
told of beforehand, and findings with the bulletin.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from gongkai.assessment.inspection import plan_of, spot_stages
from gongkai.assessment.models import (
    Deduction,
    Draw,
    OrderLine,
    Round,
    RoundUnit,
    SpotFinding,
    Visit,
)
from gongkai.assessment.queries.rounds import own_units, proposed, scorers_of, units_seen
from gongkai.core.access import Viewer
from gongkai.rules.rounds import Relation, What, sees
from gongkai.rules.rounds.draws import repeated


def runs(viewer: Viewer, round_: Round) -> bool:
    """Whether a viewer is of the office that runs the round."""
    return viewer.is_system or viewer.may("assessment.run", round_.unit.path)


def _oversees(viewer: Viewer, round_: Round) -> bool:
    return viewer.may("assessment.oversee", round_.unit.path)


def has_checks(viewer: Viewer, round_: Round) -> bool:
    """Whether there is anything of spot checks for a viewer to open: to see, or to do."""
    if round_.notified_at is None or not spot_stages(round_):
        return False
    return (
        runs(viewer, round_)
        or _oversees(viewer, round_)
        or bool(scorers_of(viewer, round_))
        or visits_seen(viewer, round_).exists()
        or findings_seen(viewer, round_).exists()
    )


def draws_seen(viewer: Viewer, round_: Round) -> QuerySet[Draw]:
    """Return the draws of a round, the voided too; the assessed see them with the bulletin."""
    told = sees(Relation.OWN, What.SCORES, round_.phase)
    if runs(viewer, round_) or _oversees(viewer, round_) or told or scorers_of(viewer, round_):
        return Draw.objects.filter(round=round_)
    return Draw.objects.none()


def find_draw(viewer: Viewer, round_: Round, draw_id: int) -> Draw | None:
    """Return a draw of a round, where the viewer may see it."""
    return draws_seen(viewer, round_).filter(pk=draw_id).first()


def comes_out_again(draw: Draw) -> bool:
    """Whether a recorded draw comes out again from its list and seed, and the list is untouched."""
    plan = plan_of(draw)
    return plan.digest() == draw.list_hash and repeated(draw.drawn, plan, draw.seed)


def visits_seen(viewer: Viewer, round_: Round) -> QuerySet[Visit]:
    """Return the visits of a round a viewer sees, planned ones among them."""
    rows = Visit.objects.filter(round_unit__round=round_).select_related(
        "round_unit__unit", "round_unit__round__unit"
    )
    if runs(viewer, round_):
        return rows
    own = _own(viewer, round_)
    seen = Q(round_unit__in=own, announced=True, voided_at=None)
    if _oversees(viewer, round_):
        seen |= ~Q(round_unit__in=own)
    return rows.filter(seen | (_assigned(viewer, round_) & ~Q(round_unit__in=own)))


def find_visit(viewer: Viewer, round_: Round, visit_id: int) -> Visit | None:
    """Return a visit, where the viewer may see it."""
    return visits_seen(viewer, round_).filter(pk=visit_id).first()


def findings_seen(viewer: Viewer, round_: Round) -> QuerySet[SpotFinding]:
    """Return the findings of a round a viewer sees.

    ``finding.deducted`` says that points went for it, ``finding.ordered`` that it stands in an
    order to rectify.
    """
    standing = Deduction.objects.filter(finding=OuterRef("pk"), withdrawn_at=None)
    ordered = OrderLine.objects.filter(finding=OuterRef("pk"), order__cancelled_at=None)
    rows = (
        SpotFinding.objects.filter(round_unit__round=round_)
        .select_related("round_unit__unit", "round_unit__round__unit", "visit", "photo")
        .annotate(deducted=Exists(standing), ordered=Exists(ordered))
    )
    if runs(viewer, round_):
        return rows
    own, seen = _own(viewer, round_), Q(pk__in=())
    if sees(Relation.OWN, What.SCORES, round_.phase):
        seen |= Q(round_unit__in=own, voided_at=None)
    decides = sees(Relation.DECIDER, What.SCORES, round_.phase, proposed=proposed(round_))
    if decides and _oversees(viewer, round_):
        seen |= ~Q(round_unit__in=own)
    return rows.filter(seen | (_assigned(viewer, round_) & ~Q(round_unit__in=own)))


def find_finding(viewer: Viewer, round_: Round, finding_id: int) -> SpotFinding | None:
    """Return a finding, where the viewer may see it."""
    return findings_seen(viewer, round_).filter(pk=finding_id).first()


def sees_notes(viewer: Viewer, round_: Round, unit: RoundUnit) -> bool:
    """Whether a viewer reads what inspectors wrote of a visit; a unit does with the bulletin."""
    own = _own(viewer, round_).filter(pk=unit.pk).exists()
    return runs(viewer, round_) or not own or sees(Relation.OWN, What.SCORES, round_.phase)


def _own(viewer: Viewer, round_: Round) -> QuerySet[RoundUnit]:
    rows: QuerySet[RoundUnit] = own_units(viewer).filter(round=round_).order_by()
    return rows.select_related(None).only("pk")


def _assigned(viewer: Viewer, round_: Round) -> Q:
    """Return the condition on what belongs to units assigned to a viewer; blind: the own work."""
    found = Q(pk__in=())
    for seat in scorers_of(viewer, round_):
        units = [one.pk for one in seat.units.all()]
        condition = Q(round_unit__in=units) if units else ~Q(pk__in=())
        found |= condition & Q(person=viewer.person_id) if seat.blind else condition
    return found


def to_check(viewer: Viewer, round_: Round) -> QuerySet[RoundUnit]:
    """Return the units a viewer may check: assigned, or all for the office; never the own."""
    rows = _others(viewer, round_)
    return rows if runs(viewer, round_) else rows.filter(_seated(viewer, round_))


def _others(viewer: Viewer, round_: Round) -> QuerySet[RoundUnit]:
    """Return the units that are assessed, without the viewer's own and those above it."""
    parts = viewer.unit_path.strip("/").split("/") if viewer.unit_path else []
    above = [f"/{'/'.join(parts[: count + 1])}/" for count in range(len(parts))]
    rows = RoundUnit.objects.filter(round=round_, exempt=False).exclude(unit__path__in=above)
    return rows.select_related("unit", "round__unit")


def _seated(viewer: Viewer, round_: Round) -> Q:
    found = Q(pk__in=())
    for seat in scorers_of(viewer, round_):
        units = [one.pk for one in seat.units.all()]
        found |= Q(pk__in=units) if units else ~Q(pk__in=())
    return found


def drawn_codes(round_: Round) -> frozenset[str]:
    """Return the codes of the units the draws of a round chose."""
    rows = Draw.objects.filter(round=round_, voided_at=None).values_list("drawn", flat=True)
    return frozenset(code for drawn in rows for code in drawn)


@dataclass(slots=True)
class UnitChecks:
    """What was planned, done and found at one unit, as far as the viewer sees it."""

    unit: RoundUnit
    drawn: bool
    visits: list[Visit] = field(default_factory=list)
    problems: int = 0
    others: int = 0


def unit_checks(viewer: Viewer, round_: Round) -> tuple[UnitChecks, ...]:
    """Return the units that were drawn or visited, in the order of the round."""
    visits: dict[int, list[Visit]] = defaultdict(list)
    for visit in visits_seen(viewer, round_).filter(voided_at=None):
        visits[visit.round_unit_id].append(visit)
    counted = Counter(
        findings_seen(viewer, round_)
        .filter(voided_at=None)
        .order_by()
        .values_list("round_unit", "is_problem")
    )
    drawn = drawn_codes(round_) if draws_seen(viewer, round_).exists() else frozenset()
    found = []
    for unit in units_seen(viewer, round_):
        checks = UnitChecks(
            unit,
            unit.unit.code in drawn,
            visits.get(unit.pk, []),
            counted[unit.pk, True],
            counted[unit.pk, False],
        )
        if checks.drawn or checks.visits or checks.problems or checks.others:
            found.append(checks)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Ahead:
    """A visit that has not been held; ``own`` says that it is to the viewer's own unit."""

    visit: Visit
    own: bool


def ahead(viewer: Viewer) -> Iterable[Ahead]:
    """Yield the visits a viewer has before them: to units to check, or announced at one's own."""
    rows = (
        _waiting()
        .select_related("round_unit__unit", "round_unit__round__unit", "round_unit__round__pack")
        .defer("round_unit__round__pack__files")
        .order_by("on", "time", "pk")
    )
    own = {one.pk for one in own_units(viewer).only("pk").select_related(None)}
    rounds: dict[int, frozenset[int]] = {}
    for row in rows:
        if row.round_unit_id in own:
            if row.announced:
                yield Ahead(row, own=True)
            continue
        round_ = row.round_unit.round
        if round_.pk not in rounds:
            mine = _others(viewer, round_).filter(_seated(viewer, round_))
            rounds[round_.pk] = frozenset(mine.values_list("pk", flat=True))
        if row.round_unit_id in rounds[round_.pk]:
            yield Ahead(row, own=False)


def _waiting() -> QuerySet[Visit]:
    return Visit.objects.filter(
        held_at=None,
        voided_at=None,
        round_unit__exempt=False,
        round_unit__round__notified_at__isnull=False,
        round_unit__round__approved_at=None,
        round_unit__round__cancelled_at=None,
    )


def visits_late(rounds: Iterable[int], day: date) -> Iterable[int]:
    """Return the round of each visit whose day is past and that nobody recorded as held."""
    late = _waiting().filter(round_unit__round__in=list(rounds), on__lt=day)
    return late.order_by().values_list("round_unit__round", flat=True)
