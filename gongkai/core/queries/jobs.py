"""Background jobs as the office sees them."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, QuerySet

from gongkai.core.access import Viewer
from gongkai.core.models import Job, JobState, WorkerBeat
from gongkai.core.worker import SILENT, is_silent


def jobs(viewer: Viewer) -> "QuerySet[Job]":
    """Return all jobs for those who manage them, none for others."""
    return Job.objects.all() if viewer.may("jobs.manage") else Job.objects.none()


def counts(viewer: Viewer) -> dict[JobState, int]:
    """Return how many jobs are in each state."""
    found = jobs(viewer).order_by().values_list("state").annotate(n=Count("pk"))
    known = dict(found)
    return {state: known.get(state.value, 0) for state in JobState}


def overdue(viewer: Viewer) -> int:
    """Count waiting jobs that should have been taken by now, some minutes ago at least."""
    late = viewer.at - SILENT
    return jobs(viewer).filter(state=JobState.QUEUED, run_at__lt=late).count()


@dataclass(frozen=True, slots=True)
class Worker:
    """A worker as the office sees it."""

    name: str
    started_at: datetime
    seen_at: datetime
    stopped_at: datetime | None
    doing: str
    done: int
    alive: bool


def workers(viewer: Viewer, limit: int = 20) -> tuple[Worker, ...]:
    """Return the workers last heard of, newest first."""
    if not viewer.may("jobs.manage"):
        return ()
    beats = WorkerBeat.objects.order_by("-seen_at")[:limit]
    return tuple(
        Worker(
            beat.name,
            beat.started_at,
            beat.seen_at,
            beat.stopped_at,
            beat.doing,
            beat.done,
            beat.stopped_at is None and beat.seen_at > viewer.at - SILENT,
        )
        for beat in beats
    )


def nobody_works(viewer: Viewer) -> bool:
    """Whether no worker was heard of for minutes; known to everybody it harms."""
    return is_silent(viewer.at)
