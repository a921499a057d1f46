"""How far the units of a round are with their self-assessment, as far as a viewer may see."""

from collections.abc import Mapping
from typing import Final

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from gongkai.assessment.current import pack_of
from gongkai.assessment.models import Evidence, NotApplicable, Round, RoundUnit, SelfItem
from gongkai.assessment.queries.rounds import units_seen
from gongkai.assessment.selfform import self_form
from gongkai.core.access import Viewer
from gongkai.rules.rounds import ReportState


def self_units(viewer: Viewer, round_: Round) -> QuerySet[RoundUnit]:
    """Return the units of a round whose self-assessment a viewer may open, with their reports.

    ``answered`` counts saved answers, ``pieces`` the evidence, ``waiting_claims`` the claims of
    inapplicable items nobody has decided.
    """
    given = SelfItem.objects.filter(Q(score__isnull=False) | Q(state__gt=""))
    rows = units_seen(viewer, round_).filter(exempt=False)
    return rows.select_related("self_report").annotate(
        answered=_counted(given),
        pieces=_counted(Evidence.objects.filter(removed_at=None)),
        waiting_claims=_counted(NotApplicable.objects.filter(decided_at=None)),
    )


def _counted(rows: "QuerySet[SelfItem] | QuerySet[Evidence] | QuerySet[NotApplicable]") -> Coalesce:
    """Count rows of a unit apart from its others: joined together they would multiply."""
    mine = rows.filter(round_unit=OuterRef("pk")).order_by().values("round_unit")
    return Coalesce(Subquery(mine.annotate(number=Count("pk")).values("number")), 0)


_STANDING: Final[Mapping[ReportState, Q]] = {
    ReportState.OPEN: Q(self_report=None)
    | Q(self_report__submitted_at=None, self_report__returned_at=None),
    ReportState.SUBMITTED: Q(self_report__submitted_at__isnull=False, self_report__signed_at=None),
    ReportState.SIGNED: Q(self_report__signed_at__isnull=False),
    ReportState.RETURNED: Q(self_report__submitted_at=None, self_report__returned_at__isnull=False),
}


def in_state(rows: QuerySet[RoundUnit], state: ReportState) -> QuerySet[RoundUnit]:
    """Return the units whose report stands so."""
    return rows.filter(_STANDING[state])


def states(round_: Round) -> Mapping[ReportState, int]:
    """Return how many assessed units of a round stand where with their reports."""
    rows = RoundUnit.objects.filter(round=round_, exempt=False)
    counted = rows.aggregate(
        **{state.value: Count("pk", filter=where) for state, where in _STANDING.items()}
    )
    return {ReportState(name): number for name, number in counted.items()}


def questions_by_group(round_: Round) -> Mapping[str, int]:
    """Return how many questions must be answered, by group of units."""
    scheme = pack_of(round_).scheme
    groups = RoundUnit.objects.filter(round=round_).order_by().values_list("group", flat=True)
    return {
        group: sum(1 for one in self_form(scheme, group).questions if one.required)
        for group in set(groups)
    }
