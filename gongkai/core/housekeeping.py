"""Throwing away what nobody needs any more: finished jobs, used slots, dead sessions."""

from datetime import time, timedelta
from typing import Final

from django.contrib.sessions.models import Session
from django.utils.translation import gettext_lazy as _

from gongkai.core.models import Job, JobState, PeriodicSlot, WorkerBeat
from gongkai.core.outbox import Run
from gongkai.core.periodic import every

# Long enough to look something up, short enough that the tables stay small.
KEPT: Final = timedelta(days=30)


@every("core.housekeeping", _("清理过期的后台数据"), daily=time(3, 10))
def tidy(run: Run) -> None:
    """Delete what is older than a month; jobs that wait for a person stay."""
    before = run.at - KEPT
    Job.objects.filter(state=JobState.DONE, finished_at__lt=before).delete()
    PeriodicSlot.objects.filter(slot__lt=before).delete()
    WorkerBeat.objects.filter(seen_at__lt=before).delete()
    Session.objects.filter(expire_date__lt=run.at).delete()
