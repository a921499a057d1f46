"""The outbox: what must happen after a change, written in the same transaction as the change."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class JobState(models.TextChoices):
    """States of a job. ``DEAD`` waits for a person."""

    QUEUED = "queued", _("等待")
    RUNNING = "running", _("进行中")
    DONE = "done", _("完成")
    DEAD = "dead", _("失败，待处理")


class Job(models.Model):
    """One thing to do at or after ``run_at``. A worker holds it until ``leased_until``.

    A killed worker's lease runs out and another takes the job, so every handler must be
    idempotent. Of the same ``kind`` and ``key`` only one may wait at a time.
    """

    kind = models.CharField(max_length=60)
    key = models.CharField(max_length=120)
    payload = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=JobState.choices, default=JobState.QUEUED)
    run_at = models.DateTimeField()
    attempts = models.PositiveIntegerField(default=0)
    leased_until = models.DateTimeField(null=True, blank=True)
    lease = models.CharField(max_length=40, blank=True)
    last_error = models.TextField(blank=True)
    created_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["kind", "key"],
                condition=models.Q(state="queued"),
                name="core_job_waits_once",
            )
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["run_at", "id"],
                condition=models.Q(state__in=["queued", "running"]),
                name="core_job_open",
            )
        ]


class PeriodicSlot(models.Model):
    """A time at which something periodic was due, taken by the worker that wrote the row first."""

    name = models.CharField(max_length=60)
    slot = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["name", "slot"], name="core_slot_once")
        ]


class WorkerBeat(models.Model):
    """A worker that runs or ran: when it was last heard of, and what it is at."""

    name = models.CharField(max_length=80, unique=True)
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    stopped_at = models.DateTimeField(null=True, blank=True)
    doing = models.CharField(max_length=200, blank=True)
    done = models.PositiveBigIntegerField(default=0)
