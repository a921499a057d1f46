"""The worker: takes jobs from the outbox, one after another, until it is told to stop.

Several may run at once, on one machine or many. Each is woken by whoever writes a job, writes a
heartbeat, renews its lease while a job takes long, wakes for the minute at which the next job is
due, and finishes the job it is at before it stops. One that is killed loses nothing: the lease
runs out and another takes the job.
"""

import logging
import os
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Final

from django.db import DatabaseError, InterfaceError, close_old_connections, connection
from django.db.models import Min, Q
from django.utils import timezone

from gongkai.core import outbox, periodic, warming
from gongkai.core.models import Job, JobState, WorkerBeat
from gongkai.core.wake import Bell

_log: Final = logging.getLogger("gongkai.worker")
# A job written on another machine is seen at the next look, which is one small query; of one
# written on this machine the worker is told (see ``wake``).
LOOK: Final = timedelta(seconds=0.2)
BEAT: Final = timedelta(seconds=10)
SILENT: Final = timedelta(minutes=5)
_AFTER_FAULT: Final = 2.0
# Seconds after which the office is told what a worker is at.
_LONG: Final = 2.0

Clock = Callable[[], datetime]


def worker_name() -> str:
    """Return what this process is called in the office: machine and process."""
    return f"{socket.gethostname()[:60]}:{os.getpid()}"


class Worker:
    """One worker of this process. ``parent`` is a process it must not outlive.

    ``slow`` is the lane it works in: jobs that may take long, the others, or (``None``) all. The
    slow one of a process plans nothing and writes no heartbeat: the other does both.
    """

    def __init__(
        self,
        *,
        name: str = "",
        clock: Clock = timezone.localtime,
        parent: int = 0,
        slow: bool | None = None,
    ) -> None:
        self.name = name or worker_name()
        self.clock = clock
        self.parent = parent
        self.slow = slow
        self.done = 0
        self._stop = threading.Event()
        self._bell: Bell | None = None
        self._beaten: datetime | None = None
        self._planned: tuple[datetime, datetime] | None = None
        self._next_run: datetime | None = None
        self._taken_over = False
        self._warmed = False

    def stop(self) -> None:
        """Stop after the job under way. Safe to call from a signal handler."""
        self._stop.set()
        if self._bell is not None:
            self._bell.ring()

    @property
    def is_stopping(self) -> bool:
        """Whether it was told to stop, or the process it belongs to has gone."""
        orphaned = bool(self.parent) and os.getppid() != self.parent
        return self._stop.is_set() or orphaned

    def run(self, *, until_idle: bool = False) -> int:
        """Work until stopped, or until nothing is due; return how many jobs were run."""
        self._bell = None if until_idle else Bell("-slow" if self.slow else "")
        try:
            while not self.is_stopping:
                try:
                    close_old_connections()
                    self._take_over()
                    if self.step():
                        continue
                    if until_idle:
                        break
                    self._warm()
                    self._wait()
                except (DatabaseError, InterfaceError):
                    if until_idle:
                        raise
                    # The database restarts or is locked: the jobs are safe there, so try again.
                    _log.exception("worker %s: database not available", self.name)
                    close_old_connections()
                    self._stop.wait(_AFTER_FAULT)
        finally:
            self._farewell()
            if self._bell is not None:
                self._bell.close()
                self._bell = None
        return self.done

    def _take_over(self) -> None:
        """Once, at the start: what a worker held that died on this machine need not wait."""
        if not self._taken_over:
            outbox.free_orphans(self.clock())
            self._taken_over = True

    def _warm(self) -> None:
        """Once, before the first rest: who gives it work then need not wait for it to begin."""
        if not self._warmed and not self.slow:
            self._warmed = True
            warming.warm(self.clock())

    def step(self) -> bool:
        """Plan what is periodic and run one job; return whether there was one."""
        now = self.clock()
        if not self.slow:
            self._plan(now)
            self._beat(now)
        # Looked at without taking the lock that writers need.
        self._next_run = _next_run(self.slow)
        if self._next_run is None or self._next_run > now:
            return False
        taken = outbox.take(now, slow=self.slow)
        if taken is None:
            return False
        with self._renewing(taken):
            outbox.run(taken, now)
        self.done += 1
        return True

    def _plan(self, now: datetime) -> None:
        """Plan what is periodic; until the next slot there is nothing to ask the database for."""
        if self._planned is not None and self._planned[0] <= now < self._planned[1]:
            return
        periodic.plan(now)
        following = periodic.next_slot(now)
        self._planned = (now, following) if following is not None else None

    def _wait(self) -> None:
        """Sleep until a job is written, the next is due, or a periodic slot; a look at most."""
        now = self.clock()
        times = [one for one in (self._next_run, periodic.next_slot(now)) if one is not None]
        left = min([*(one - now for one in times), LOOK])
        if left > timedelta() and self._bell is not None:
            self._bell.wait(left.total_seconds())

    def _beat(self, now: datetime) -> None:
        """Write the heartbeat, seldom enough to cost nothing."""
        if self._beaten is not None and now - self._beaten < BEAT:
            return
        fields: dict[str, object] = {"seen_at": now, "doing": "", "done": self.done}
        if self._beaten is None:
            fields |= {"started_at": now, "stopped_at": None}
            WorkerBeat.objects.update_or_create(name=self.name, defaults=fields)
        else:
            WorkerBeat.objects.filter(name=self.name).update(**fields)
        self._beaten = now

    def _farewell(self) -> None:
        if self._beaten is None:
            return
        try:
            now = self.clock()
            WorkerBeat.objects.filter(name=self.name).update(
                seen_at=now, stopped_at=now, doing="", done=self.done
            )
        except (DatabaseError, InterfaceError):
            _log.exception("worker %s: could not sign off", self.name)

    @contextmanager
    def _renewing(self, taken: Job) -> Iterator[None]:
        """Renew the lease from a second thread while a long job runs, and say what it is at."""
        over = threading.Event()
        thread = threading.Thread(target=self._renew, args=(taken, over), daemon=True)
        thread.start()
        try:
            yield
        finally:
            over.set()
            thread.join()

    def _renew(self, taken: Job, over: threading.Event) -> None:
        pause = outbox.LEASE.total_seconds() / 3
        wait = min(pause, _LONG)
        while not over.wait(wait):
            wait = pause
            try:
                now = self.clock()
                held = Job.objects.filter(
                    pk=taken.pk, lease=taken.lease, state=JobState.RUNNING
                ).update(leased_until=now + outbox.LEASE)
                if not self.slow:
                    doing = f"{taken.kind} {taken.key}"[:200]
                    WorkerBeat.objects.filter(name=self.name).update(seen_at=now, doing=doing)
                if not held:
                    return
            except (DatabaseError, InterfaceError):
                _log.warning("worker %s: lease not renewed", self.name, exc_info=True)
            finally:
                connection.close()


def _next_run(slow: bool | None) -> datetime | None:
    """Return when the next job may be taken: a waiting one's time, or a lease's end."""
    waiting = Min("run_at", filter=Q(state=JobState.QUEUED))
    left = Min("leased_until", filter=Q(state=JobState.RUNNING))
    found = Job.objects.filter(outbox.of_lane(slow), state__in=[JobState.QUEUED, JobState.RUNNING])
    times = found.aggregate(waiting=waiting, left=left).values()
    return min((one for one in times if one is not None), default=None)


def is_silent(now: datetime) -> bool:
    """Whether no worker has been heard of for a while: nothing happens by itself then."""
    return not WorkerBeat.objects.filter(stopped_at=None, seen_at__gt=now - SILENT).exists()
