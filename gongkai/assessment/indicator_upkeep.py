"""Indicators counted by the worker: on demand, and every night while units assess themselves.

Importing this registers both.

Once that stage is over a number changes only when somebody counts again: nobody scores on ground
that moves.
"""

from datetime import date, time

from django.utils.translation import gettext_lazy as _

from gongkai.assessment.actions.counting import RECOUNT, recount
from gongkai.assessment.days import works_for
from gongkai.assessment.models import Round
from gongkai.core.access import Viewer
from gongkai.core.days import day_of
from gongkai.core.outbox import Run, job
from gongkai.core.periodic import every
from gongkai.rules.scheme import Work


@job(RECOUNT, _("计算指标"))
def count_asked(run: Run) -> None:
    """Count what somebody asked for; counting twice changes nothing."""
    day = date.fromisoformat(run.payload["as_of"])
    by = Viewer.system(run.payload["name"], run.at)
    recount(run.payload["round"], as_of=day, by=by)


@every("assessment.indicators", _("自评期间重新计算指标"), daily=time(1, 10))
def count_indicators(run: Run) -> None:
    """Count the indicators of the rounds in which units assess themselves today."""
    day = day_of(run.at)
    rounds = Round.objects.filter(
        notified_at__isnull=False, approved_at=None, cancelled_at=None, year__lte=day.year
    )
    for round_ in rounds.select_related("unit", "pack").prefetch_related("stages"):
        if Work.SELF in works_for(round_, day):
            recount(round_.pk, by=Viewer.system(str(_("定时任务")), run.at))
