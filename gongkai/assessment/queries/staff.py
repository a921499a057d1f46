"""Who scores in a round."""

from datetime import date

from gongkai.assessment.models import Round, Scorer
from gongkai.assessment.queries.candidates import scoring_people
from gongkai.core.models import Person


def staff(round_: Round) -> list[Scorer]:
    """Return who scores in a round, with what and whom."""
    rows = Scorer.objects.filter(round=round_, removed_at=None)
    return list(rows.select_related("person__unit").prefetch_related("units"))


def person_named(round_: Round, pk: int, day: date) -> Person | None:
    """Return somebody who may be asked to score in a round."""
    if pk not in {one for one, _ in scoring_people(round_.unit, day)}:
        return None
    return Person.objects.filter(pk=pk).first()
