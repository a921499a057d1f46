"""The outbox: jobs written with the change, taken by workers, tried again, never lost.

A worker takes a job by a lease. When it dies the lease runs out and another takes the job, so a
handler must be able to run twice. A job that keeps failing becomes ``DEAD`` and waits for a person
in the office. Trying on a full disk is not counted: such a job waits until there is space.

Kinds that may take a minute are ``slow``: a worker does them beside the others, so that nothing
due at its minute waits behind them.
"""

import os
import secrets
import socket
import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext

from gongkai.core.models import Job, JobState
from gongkai.core.wake import ring
from gongkai.ui.faults import is_no_space

Handler = Callable[["Run"], None]
LEASE: Final[timedelta] = settings.JOB_LEASE


@dataclass(frozen=True, slots=True)
class Run:
    """What a handler gets: the payload, and the moment it runs at."""

    key: str
    payload: Mapping[str, Any]
    at: datetime
    attempt: int


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of job: its handler, and how often it is tried before a person must look."""

    name: str
    handler: Handler
    title: str | Promise
    tries: int
    pause: timedelta
    slow: bool = False


_KINDS: dict[str, Kind] = {}


def job(
    name: str,
    title: str | Promise,
    *,
    tries: int = 6,
    pause: timedelta = timedelta(seconds=20),
    slow: bool = False,
) -> Callable[[Handler], Handler]:
    """Register a handler. Pauses between tries double, beginning with ``pause``.

    One that may take long is ``slow``, so that the others do not wait for it.
    """

    def register(handler: Handler) -> Handler:
        _KINDS[name] = Kind(name, handler, title, tries, pause, slow)
        return handler

    return register


def kinds() -> Mapping[str, Kind]:
    """Return the registered kinds by name."""
    return _KINDS


def enqueue(
    kind: str,
    key: str,
    payload: Mapping[str, Any],
    *,
    at: datetime,
    run_at: datetime | None = None,
) -> None:
    """Write a job in the present transaction.

    A waiting job of the same kind and key is replaced: it takes the newer payload and the earlier
    time. Raises ``LookupError`` for an unknown kind.
    """
    if kind not in _KINDS:
        raise LookupError(f"no job of kind {kind!r} is registered")
    with transaction.atomic():
        waiting, made = Job.objects.select_for_update().get_or_create(
            kind=kind,
            key=key,
            state=JobState.QUEUED,
            defaults={"payload": dict(payload), "run_at": run_at or at, "created_at": at},
        )
        if not made:
            waiting.payload = dict(payload)
            waiting.run_at = min(waiting.run_at, run_at or at)
            waiting.save(update_fields=["payload", "run_at"])
        transaction.on_commit(ring)


def of_lane(slow: bool | None) -> Q:
    """Return the condition on jobs that may take long, on the others, or (``None``) on all."""
    if slow is None:
        return Q()
    named = Q(kind__in=[one.name for one in _KINDS.values() if one.slow])
    return named if slow else ~named


def take(now: datetime, *, slow: bool | None = None) -> Job | None:
    """Take the next job that is due, or one whose worker has died; ``None`` where there is none.

    ``slow`` names the lane, see :func:`of_lane`.
    """
    with transaction.atomic():
        due = Job.objects.filter(
            Q(state=JobState.QUEUED, run_at__lte=now)
            | Q(state=JobState.RUNNING, leased_until__lt=now),
            of_lane(slow),
        ).order_by("run_at", "id")
        found = _unlocked(due).first()
        if found is None:
            return None
        found.state = JobState.RUNNING
        found.attempts += 1
        found.leased_until = now + LEASE
        found.lease = f"{_holder(os.getpid())}{secrets.token_hex(8)}"
        found.save(update_fields=["state", "attempts", "leased_until", "lease"])
        return found


def is_given_up(kind: str, key: str) -> bool:
    """Whether the newest job of a kind and key failed for good and waits for a person."""
    return key in given_up(kind, [key])


def given_up(kind: str, keys: Iterable[str]) -> frozenset[str]:
    """Return the keys whose newest job of a kind failed for good, asked for all of them at once."""
    found = Job.objects.filter(kind=kind, key__in=list(keys)).order_by("id")
    newest = dict(found.values_list("key", "state"))
    return frozenset(key for key, state in newest.items() if state == JobState.DEAD)


def free_orphans(now: datetime) -> int:
    """Let jobs go that a process of this machine held when it died; return how many.

    Whoever starts after a death need not wait for the lease to run out.
    """
    held = Job.objects.filter(
        state=JobState.RUNNING, leased_until__gte=now, lease__startswith=_machine()
    )
    dead = [
        pk for pk, lease in held.values_list("pk", "lease") if not _is_alive(lease.split(".")[1])
    ]
    return Job.objects.filter(pk__in=dead, state=JobState.RUNNING).update(
        leased_until=now - timedelta(seconds=1)
    )


def _machine() -> str:
    return f"{zlib.crc32(socket.gethostname().encode()):08x}."


def _holder(pid: int) -> str:
    """Return how the leases of a process begin."""
    return f"{_machine()}{pid}."


def _is_alive(pid: str) -> bool:
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return False
    except PermissionError:  # somebody else's process
        return True
    return True


def _unlocked(jobs: "QuerySet[Job]") -> "QuerySet[Job]":
    """Pass over rows another worker holds, where the database can; SQLite has one writer anyway."""
    skip = connection.features.has_select_for_update_skip_locked
    return jobs.select_for_update(skip_locked=skip)


def run(taken: Job, now: datetime) -> bool:
    """Run a taken job and note how it went. Return whether it succeeded."""
    kind = _KINDS.get(taken.kind)
    try:
        if kind is None:
            raise LookupError(f"本版本没有“{taken.kind}”这种任务")
        if taken.attempts > kind.tries:
            raise RuntimeError("执行这个任务的进程多次中断，请查明原因后再重试")
        kind.handler(Run(taken.key, taken.payload, now, taken.attempts))
    except Exception as error:
        # Whatever fails is noted and tried again; nothing a handler does may stop the worker.
        _failed(taken, kind, error, now)
        return False
    held = Job.objects.filter(pk=taken.pk, lease=taken.lease, state=JobState.RUNNING)
    held.update(state=JobState.DONE, finished_at=now, leased_until=None, last_error="")
    return True


def _failed(taken: Job, kind: Kind | None, error: Exception, now: datetime) -> None:
    """Put a failed job back for later, or lay it aside for a person."""
    full = is_no_space(error)
    again = kind is not None and (taken.attempts < kind.tries or full)
    pause = kind.pause * 2 ** (taken.attempts - 1) if kind is not None else timedelta()
    with transaction.atomic():
        held = Job.objects.select_for_update().filter(pk=taken.pk, lease=taken.lease).first()
        if held is None or held.state != JobState.RUNNING:
            return
        newer = Job.objects.filter(kind=held.kind, key=held.key, state=JobState.QUEUED).exists()
        held.last_error = _told(error)[:2000]
        if full:
            held.attempts = max(held.attempts - 1, 0)
        held.leased_until = None
        if again and not newer:
            held.state, held.run_at = JobState.QUEUED, now + pause
        elif again:
            # A newer job of the same key waits already and will do this one's work.
            held.state, held.finished_at = JobState.DONE, now
        else:
            held.state, held.finished_at = JobState.DEAD, now
        held.save(
            update_fields=[
                *("state", "run_at", "attempts", "last_error", "leased_until", "finished_at")
            ]
        )


def _told(error: Exception) -> str:
    """Say what went wrong to who looks after the machine."""
    said = f"{type(error).__name__}: {error}"
    if not is_no_space(error):
        return said
    mend = gettext("服务器磁盘已满。请清理或扩容磁盘；有了空间，任务会自动重试，不需要再操作。")
    return f"{mend}\n{said}"


def run_due(now: datetime, limit: int = 1000) -> int:
    """Run what is due, at most ``limit`` jobs; return how many were run."""
    done = 0
    while done < limit and (taken := take(now)) is not None:
        run(taken, now)
        done += 1
    return done
