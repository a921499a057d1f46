"""What scorers of components wrote about a unit: why the score is what it is, nobody's name."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from gongkai.assessment.models import ComponentScore, Round
from gongkai.rules.scheme import Scheme


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidOf:
    """One scorer's words on one component. Who it was stays inside."""

    component: str
    title: str
    value: Decimal
    reason: str
    at: datetime


def said_of(round_: Round, scheme: Scheme, code: str = "") -> Mapping[str, list[SaidOf]]:
    """Return what was written about units, by their codes; about one where its code is given.

    Who may read a unit's scores may read it: the caller has asked.
    """
    rows = ComponentScore.objects.filter(
        round_unit__round=round_, submitted_at__isnull=False, withdrawn_at=None
    ).exclude(reason="")
    if code:
        rows = rows.filter(round_unit__unit__code=code)
    order = {leaf.id: place for place, leaf in enumerate(scheme.leaves())}
    titles = {leaf.id: leaf.title for leaf in scheme.leaves()}
    found: dict[str, list[SaidOf]] = {}
    for row in rows.select_related("round_unit__unit").order_by("submitted_at", "id"):
        if row.value is not None and row.submitted_at is not None:
            found.setdefault(row.round_unit.unit.code, []).append(
                SaidOf(
                    component=row.component,
                    title=titles.get(row.component, row.component),
                    value=row.value,
                    reason=row.reason,
                    at=row.submitted_at,
                )
            )
    for said in found.values():
        said.sort(key=lambda one: order.get(one.component, len(order)))
    return found
