"""Rounds within rounds: a unit assesses its subordinates before it is assessed itself (000 §5)."""

from datetime import date

from gongkai.assessment.days import works_for
from gongkai.assessment.models import Round, RoundUnit
from gongkai.assessment.queries.rounds import rounds_seen
from gongkai.core.access import Viewer
from gongkai.core.days import day_of
from gongkai.rules.rounds import Phase
from gongkai.rules.scheme import Work


def asked_to(viewer: Viewer) -> list[RoundUnit]:
    """Return the places in running rounds whose units are asked to assess those below them now.

    Only of units whose rounds the viewer runs.
    """
    rows = RoundUnit.objects.filter(
        viewer.reach_of("assessment.run", "unit__path"),
        exempt=False,
        round__notified_at__isnull=False,
        round__approved_at=None,
        round__cancelled_at=None,
    )
    today = day_of(viewer.at)
    found = rows.select_related("unit", "round__unit", "round__pack").order_by("-round", "position")
    return [row for row in found if is_asked(row.round, row, today)]


def is_asked(round_: Round, row: RoundUnit, today: date) -> bool:
    """Whether a unit of a round is asked to assess its subordinates on a day."""
    return round_.phase is Phase.RUNNING and Work.NESTED in works_for(round_, today, row)


def nested_in(viewer: Viewer, round_: Round) -> list[Round]:
    """Return the rounds that units of a round held of their subordinates, as the viewer sees."""
    return list(rounds_seen(viewer).filter(within=round_).order_by("unit__path", "id"))
