"""The answers of a unit as they stand in the tables, read at once however many there are."""

from collections.abc import Mapping

from django.db.models import Count, Q

from gongkai.assessment.models import Evidence, NotApplicable, RoundUnit, SelfItem, SelfReport
from gongkai.assessment.selfform import Answer, SelfForm
from gongkai.rules.rounds import ReportMoments, ReportState, report_state

STANDING = Q(removed_at=None) & (Q(ledger=None) | Q(ledger__voided_at=None))
"""The evidence that counts: not removed, and no entry of the ledger that was voided since."""


def answers_of(unit: RoundUnit) -> Mapping[str, Answer]:
    """Return what a unit has said, by item, with the number of pieces of evidence that stand."""
    rows = {row.item: row for row in SelfItem.objects.filter(round_unit=unit)}
    pieces = Evidence.objects.filter(STANDING, round_unit=unit).order_by().values_list("item")
    counted = dict(pieces.annotate(number=Count("pk")))
    return {
        item: _answer(rows.get(item), counted.get(item, 0)) for item in rows.keys() | counted.keys()
    }


def _answer(row: SelfItem | None, evidence: int) -> Answer:
    if row is None:
        return Answer(evidence=evidence)
    return Answer(score=row.score, state=row.state, reason=row.reason, evidence=evidence)


def claimed_items(unit: RoundUnit, form: SelfForm) -> frozenset[str]:
    """Return the items a unit says it cannot have, as long as nobody refused."""
    claims = NotApplicable.objects.filter(round_unit=unit).exclude(approved=False)
    return frozenset(
        item for claim in claims.values_list("item", flat=True) for item in form.under(claim)
    )


def state_of(report: SelfReport | None) -> ReportState:
    """Return where a report stands; one that was never saved is open."""
    if report is None:
        return ReportState.OPEN
    return report_state(ReportMoments(report.submitted_at, report.signed_at, report.returned_at))
