"""What is done again and again: every so many minutes, or every day at a time.

::

    @every("disclosure.due", gettext_lazy("检查公开任务"), daily=time(6, 30))
    def check_due(run: Run) -> None:
        ...

Whatever worker first writes the row of a slot has taken it, so several workers do it once. A slot
missed while nothing ran is made up for once, not as often as it was missed. The work itself is a
job of the outbox, with its tries, its errors and its place in the office.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.functional import Promise

from gongkai.core.models import PeriodicSlot
from gongkai.core.outbox import Handler, enqueue, job

_ZONE: Final = ZoneInfo("Asia/Shanghai")
_DAY: Final = timedelta(days=1)
_EPOCH: Final = datetime(2020, 1, 1, tzinfo=_ZONE)


@dataclass(frozen=True, slots=True)
class Schedule:
    """When something is due: every ``minutes``, or ``daily`` at a local time."""

    name: str
    title: str | Promise
    minutes: int = 0
    daily: time | None = None

    def latest(self, now: datetime) -> datetime:
        """Return the last slot that is not after ``now``."""
        if self.daily is None:
            step = timedelta(minutes=self.minutes)
            return _EPOCH + (now - _EPOCH) // step * step
        local = now.astimezone(_ZONE)
        today = datetime.combine(local.date(), self.daily, _ZONE)
        return today if today <= local else today - _DAY

    def following(self, now: datetime) -> datetime:
        """Return the first slot after ``now``."""
        step = _DAY if self.daily is not None else timedelta(minutes=self.minutes)
        return self.latest(now) + step


_SCHEDULES: dict[str, Schedule] = {}


def every(
    name: str,
    title: str | Promise,
    *,
    minutes: int = 0,
    daily: time | None = None,
    slow: bool = False,
) -> Callable[[Handler], Handler]:
    """Register a handler with its schedule; the job is of the kind ``name``, ``slow`` or not.

    Raises:
        ValueError: neither or both of ``minutes`` and ``daily`` are given.
    """
    if (minutes > 0) is (daily is not None):
        raise ValueError(f"{name}: say either minutes or daily")
    schedule = Schedule(name, title, minutes, daily)

    def register(handler: Handler) -> Handler:
        _SCHEDULES[name] = schedule
        return job(name, title, slow=slow)(handler)

    return register


def schedules() -> Mapping[str, Schedule]:
    """Return the registered schedules by name."""
    return _SCHEDULES


def plan(now: datetime) -> int:
    """Write the jobs of slots that are due and not taken yet; return how many were written."""
    written = 0
    for schedule in _SCHEDULES.values():
        slot = schedule.latest(now)
        if PeriodicSlot.objects.filter(name=schedule.name, slot=slot).exists():
            continue
        with transaction.atomic():
            _, first = PeriodicSlot.objects.get_or_create(name=schedule.name, slot=slot)
            if first:
                enqueue(schedule.name, slot.isoformat(), {"slot": slot.isoformat()}, at=now)
                written += 1
    return written


def note_done(name: str, now: datetime) -> None:
    """Note that something periodic has just been done in another way: its present slot is taken.

    Raises:
        KeyError: nothing periodic is called so.
    """
    PeriodicSlot.objects.get_or_create(name=name, slot=_SCHEDULES[name].latest(now))


def next_slot(now: datetime) -> datetime | None:
    """Return when the next periodic thing is due."""
    return min((one.following(now) for one in _SCHEDULES.values()), default=None)
