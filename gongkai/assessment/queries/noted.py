"""Problems that were written down in a round: findings of visits, words beside component scores."""

from gongkai.assessment.models import ComponentScore, Round, SpotFinding
from gongkai.assessment.noted import Noted


def noted_in(round_: Round) -> tuple[Noted, ...]:
    """Return what stands written of the units of a round, in their order; nobody's name.

    Who may read the result of all units may read it: the caller has asked.
    """
    scores = ComponentScore.objects.filter(
        round_unit__round=round_, submitted_at__isnull=False, withdrawn_at=None
    ).exclude(reason="")
    findings = SpotFinding.objects.filter(
        round_unit__round=round_, is_problem=True, voided_at=None
    ).exclude(item="")
    rows = [
        *findings.order_by("round_unit__position", "id").values_list(
            "item", "round_unit__name", "text"
        ),
        *scores.order_by("round_unit__position", "id").values_list(
            "component", "round_unit__name", "reason"
        ),
    ]
    return tuple(Noted(about=about, unit=unit, text=text) for about, unit, text in rows)
