"""Duties of what is open for good: it must exist, and must not grow older than its limit.

The page is checked on check days: the next one lies the limit after the newest publication known
on the last. Whatever is published between two check days counts as one, so that publishing every
day neither earns nor costs more than publishing in time.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from gongkai.rules.obligations.facts import Assignment, Holding, Publication
from gongkai.rules.obligations.reckoning import NOTHING, Reckoning
from gongkai.rules.obligations.results import Cause, Due, Duty, Ground
from gongkai.rules.obligations.values import Fresh

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class _Check:
    """A stretch up to a check day, with the due date and the publication that met it."""

    ground: Ground
    start: date
    due: Due
    met: Publication | None


def fresh(
    reckoning: Reckoning, assignment: Assignment, timing: Fresh, held: Holding
) -> Iterator[Duty]:
    """Return the duties of an assignment; the last one is open or has not begun."""
    known = [one for one in held.publications if one.on <= reckoning.as_of]
    published = sorted(known, key=lambda one: one.on)
    last = min(reckoning.through, assignment.end or date.max)
    for number, check in enumerate(_checks(reckoning, assignment, timing, published), start=1):
        if check.start > last:
            return
        met = reckoning.met(check.met.on, check.met.item) if check.met else NOTHING
        duty = reckoning.duty(assignment, held, _cause(check, number), check.due, met)
        if reckoning.wanted(duty):
            yield duty


def _checks(
    reckoning: Reckoning, assignment: Assignment, timing: Fresh, published: list[Publication]
) -> Iterator[_Check]:
    start = assignment.start
    before = [one for one in published if one.on < start]
    ground, due = Ground.FIRST, reckoning.due(start, timing.first)
    if before:
        if timing.at_most is None:
            return
        # Whoever takes over a page that is nearly stale has as long as for a new one.
        kept = reckoning.due(before[-1].on, timing.at_most)
        ground, due = Ground.UPDATE, kept if kept.on > due.on else due
    while True:
        met = _meeting(published, start, due.on)
        yield _Check(ground, start, due, met)
        if met is None or timing.at_most is None:
            return
        start = max(met.on, due.on) + _DAY
        kept = reckoning.due(met.on, timing.at_most)
        # A first publication long before it was due must not bring the next check forward.
        ground, due = Ground.UPDATE, kept if kept.on >= start else Due(start)


def _meeting(published: list[Publication], start: date, due_on: date) -> Publication | None:
    """The newest publication in time, else the first one late."""
    since = [one for one in published if one.on >= start]
    in_time = [one for one in since if one.on <= due_on]
    return in_time[-1] if in_time else next(iter(since), None)


def _cause(check: _Check, number: int) -> Cause:
    end = max(check.due.on, check.met.on) if check.met else date.max
    if check.ground is Ground.FIRST:
        return Cause(check.ground, "first", "首次公开", check.start, end)
    return Cause(check.ground, f"update:{number}", "保持更新", check.start, end)
