"""How a round stands: its stages on a day, and how far units and scorers are."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from gongkai.assessment.days import plans_of
from gongkai.assessment.models import Deduction, ItemScore, Round, RoundUnit
from gongkai.assessment.queries.self_units import states
from gongkai.rules.rounds import ReportState, StagePlan, StageState


@dataclass(frozen=True, slots=True)
class StageStanding:
    """One stage on a day."""

    plan: StagePlan
    state: StageState


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a round is: its units, the exempt, notices signed for, reports in, units judged.

    A report is in once it is signed: only then does what it says count. ``to_sign`` are submitted
    to the unit's own chief and not signed yet.
    """

    units: int
    exempt: int
    received: int
    reported: int
    to_sign: int
    judged: int

    @property
    def assessed(self) -> int:
        """Units that are assessed."""
        return self.units - self.exempt


def stages_on(round_: Round, day: date) -> tuple[StageStanding, ...]:
    """Return the stages of a round as they stand on a day."""
    return tuple(StageStanding(plan, plan.state(day)) for plan in plans_of(round_))


def progress(round_: Round) -> Progress:
    """Return how far a round is, in five queries however many units it has."""
    units = RoundUnit.objects.filter(round=round_)
    counted = units.aggregate(
        units=Count("pk"),
        exempt=Count("pk", filter=Q(exempt=True)),
        received=Count("pk", filter=Q(received_at__isnull=False)),
    )
    reports = states(round_)
    return Progress(
        **counted,
        reported=reports[ReportState.SIGNED],
        to_sign=reports[ReportState.SUBMITTED],
        judged=len(judged(round_)),
    )


def judged(round_: Round) -> frozenset[int]:
    """Return the units about which somebody other than themselves has established something."""
    scored = units_with(round_, "component_scores__submitted_at__isnull", value=False)
    for table in (ItemScore, Deduction):
        rows = table._default_manager.filter(round_unit__round=round_)
        scored |= set(rows.values_list("round_unit", flat=True))
    return frozenset(scored)


def units_with(round_: Round, lookup: str, *, value: object) -> set[int]:
    """Return the units of a round for which a condition holds."""
    rows = RoundUnit.objects.filter(round=round_, **{lookup: value})
    return set(rows.values_list("pk", flat=True))


def progress_by_round(rounds: list[Round]) -> Mapping[int, int]:
    """Return the number of units of rounds."""
    found = RoundUnit.objects.filter(round__in=rounds).values_list("round").annotate(n=Count("pk"))
    return dict(found)
