"""What units owe a round of their self-assessment, and what its office has to see to.

Work is a person's where the role was given: at the unit itself, or between the unit and the organ
that runs the round. Who may look at everything is not asked to fill in everything.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from gongkai.assessment.answers import state_of
from gongkai.assessment.days import extensions_of, plans_of
from gongkai.assessment.models import NotApplicable, Round, RoundUnit
from gongkai.assessment.queries.rounds import is_own, own_units
from gongkai.assessment.queries.self_units import in_state, states
from gongkai.core.access import Viewer
from gongkai.core.days import day_of
from gongkai.rules.rounds import ReportState, StageState, open_until
from gongkai.rules.scheme import Work

_RUNNING = Q(notified_at__isnull=False, approved_at=None, cancelled_at=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitWork:
    """What a unit owes now. ``returned`` is the reason a report came back with."""

    unit: RoundUnit
    receives: bool
    fills: bool
    signs: bool
    returned: str
    stage: StageState
    until: date | None


def unit_work(viewer: Viewer) -> Iterator[UnitWork]:
    """Yield what the viewer's units owe the rounds that run."""
    if not (viewer.may("assessment.self") or viewer.may("assessment.sign")):
        return
    rows = own_units(viewer).filter(
        exempt=False,
        round__notified_at__isnull=False,
        round__approved_at=None,
        round__cancelled_at=None,
    )
    found = rows.select_related("self_report", "round__pack").defer("round__pack__files")
    for unit in found.prefetch_related("round__stages", "extensions").order_by("round", "pk"):
        work = _owed(viewer, unit)
        if work.receives or work.fills or work.signs:
            yield work


def _owed(viewer: Viewer, unit: RoundUnit) -> UnitWork:
    report = getattr(unit, "self_report", None)
    state = state_of(report)
    stage, until = _stage(unit, day_of(viewer.at))
    fills = is_own(viewer, "assessment.self", unit)
    signs = is_own(viewer, "assessment.sign", unit)
    return UnitWork(
        unit=unit,
        receives=fills and unit.received_at is None,
        fills=fills and state.is_writable and stage is not StageState.AHEAD,
        signs=signs and state is ReportState.SUBMITTED and stage is StageState.OPEN,
        returned=report.return_reason
        if report is not None and state is ReportState.RETURNED
        else "",
        stage=stage,
        until=until,
    )


def _stage(unit: RoundUnit, today: date) -> tuple[StageState, date | None]:
    """Return where the stage of self-assessment stands for a unit, and its last day."""
    plans = [plan for plan in plans_of(unit.round) if Work.SELF in plan.does]
    more = extensions_of(unit)
    until = {one.stage: one.until for one in more}
    found = {plan.state(today, until.get(plan.id)) for plan in plans}
    order = (StageState.OPEN, StageState.OVER, StageState.AHEAD)
    state = next((one for one in order if one in found), StageState.AHEAD)
    return state, open_until(Work.SELF, plans, more)


def unreported(round_: Round, today: date) -> Iterator[tuple[RoundUnit, ReportState, date]]:
    """Yield the units that may still hand in and have not: where the report stands, the last day.

    Without a viewer, for the clock that reminds them.
    """
    rows = RoundUnit.objects.filter(round=round_, exempt=False)
    for unit in rows.select_related("unit", "self_report").prefetch_related("extensions"):
        unit.round = round_
        state = state_of(getattr(unit, "self_report", None))
        stage, until = _stage(unit, today)
        if stage is StageState.OPEN and until is not None and state is not ReportState.SIGNED:
            yield unit, state, until


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeWork:
    """Where the reports of a round stand: units by state, and claims nobody has decided.

    ``late`` are units that have not handed in although they have no more time than the others;
    ``unreceived`` have not signed for the notice.
    """

    round: Round
    units: int
    signed: int
    returned: int
    late: int
    claims: int
    unreceived: int
    until: date | None


def office_work(viewer: Viewer) -> Iterator[OfficeWork]:
    """Yield where the reports stand in the running rounds of the organs one has the role at."""
    organs = {one.unit_path for one in viewer.grants if "assessment.run" in one.permissions}
    if not organs:
        return
    rounds = Round.objects.filter(_RUNNING, unit__path__in=organs).select_related("unit", "pack")
    for round_ in rounds.defer("pack__files").prefetch_related("stages"):
        yield _seen(round_, day_of(viewer.at))


def _seen(round_: Round, today: date) -> OfficeWork:
    counted = states(round_)
    claims = NotApplicable.objects.filter(round_unit__round=round_, decided_at=None)
    return OfficeWork(
        round=round_,
        units=sum(counted.values()),
        signed=counted[ReportState.SIGNED],
        returned=counted[ReportState.RETURNED],
        late=_late(round_, today).count(),
        claims=claims.count(),
        unreceived=round_.units.filter(exempt=False, received_at=None).count(),
        until=open_until(Work.SELF, plans_of(round_)),
    )


def _late(round_: Round, today: date) -> QuerySet[RoundUnit]:
    rows = RoundUnit.objects.filter(round=round_, exempt=False)
    signed = in_state(rows, ReportState.SIGNED).values("pk")
    return rows.exclude(pk__in=signed).exclude(extensions__until__gte=today)
