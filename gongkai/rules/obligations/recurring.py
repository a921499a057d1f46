"""Duties that come again: each month or quarter, each year by a date.

A publication that names the period it covers counts for that period, late or not. One that does
not counts once, for the earliest period that is open on its day and lacks one: so a report handed
in during the days of grace serves the period that ended, and never two. Publications are taken in
the order of their dates, so a later day or a further publication never takes back what was met.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import takewhile

from gongkai.rules.obligations.facts import Assignment, Holding, Publication
from gongkai.rules.obligations.periods import Stretch, stretch_of, stretches
from gongkai.rules.obligations.reckoning import NOTHING, Met, Reckoning
from gongkai.rules.obligations.results import Cause, Due, Duty, Ground
from gongkai.rules.obligations.values import Period, Periodic, Yearly


@dataclass(frozen=True, slots=True)
class Slot:
    """A stretch of days with its due date: the same for every unit under the rule."""

    cause: Cause
    due: Due


@dataclass(slots=True)
class _Filled:
    """A slot and the publications that serve it so far."""

    slot: Slot
    wanted: int
    found: list[Publication] = field(default_factory=list)

    @property
    def full(self) -> bool:
        """Whether nothing is lacking."""
        return len(self.found) >= self.wanted

    def met(self) -> Met:
        """What was found; the duty is met by the publication that completed it."""
        if not self.found:
            return NOTHING
        if not self.full:
            return Met(done=len(self.found))
        last = self.found[self.wanted - 1]
        return Met(last.on, last.item, len(self.found))


class Recurring:
    """Duties of periodic and yearly rules; keeps the slots of each rule between units."""

    def __init__(self, reckoning: Reckoning) -> None:
        self._reckoning = reckoning
        self._slots: dict[tuple[Periodic | Yearly, date], tuple[Slot, ...]] = {}

    def periodic(self, assignment: Assignment, timing: Periodic, held: Holding) -> Iterator[Duty]:
        """Return the duties of a periodic rule, one for each period that was begun."""
        slots = self._of(assignment, timing, timing.period)
        filled = [_Filled(slot, timing.at_least) for slot in slots]
        for publication in self._known(held):
            taker = _taker(filled, publication, timing.period)
            if taker is not None:
                taker.found.append(publication)
        return self._duties(assignment, held, filled)

    def yearly(self, assignment: Assignment, timing: Yearly, held: Holding) -> Iterator[Duty]:
        """Return the duties of a yearly rule; a date before the assignment began binds nobody."""
        slots = self._of(assignment, timing, Period.YEAR)
        filled = [_Filled(slot, 1) for slot in slots if slot.due.on >= assignment.start]
        by_year = {one.slot.cause.start.year: one for one in filled}
        for publication in self._known(held):
            covers = publication.covers
            year = covers.year + timing.lag if covers else publication.on.year
            taker = by_year.get(year)
            if taker is not None:
                taker.found.append(publication)
        return self._duties(assignment, held, filled)

    def _known(self, held: Holding) -> list[Publication]:
        known = [one for one in held.publications if one.on <= self._reckoning.as_of]
        return sorted(known, key=lambda one: one.on)

    def _of(self, assignment: Assignment, timing: Periodic | Yearly, period: Period) -> list[Slot]:
        """The slots of an assignment: from the period it began in to the last it holds whole.

        A period cut short by the end of an assignment is the successor's.
        """
        first = stretch_of(period, assignment.start).start
        slots = self._slots.get((timing, first))
        if slots is None:
            stretched = stretches(period, first, self._reckoning.through)
            slots = tuple(self._slot(timing, stretch) for stretch in stretched)
            self._slots[timing, first] = slots
        end = assignment.end or date.max
        return list(takewhile(lambda slot: slot.cause.end <= end, slots))

    def _slot(self, timing: Periodic | Yearly, stretch: Stretch) -> Slot:
        yearly = isinstance(timing, Yearly)
        ground = Ground.YEAR if yearly else Ground.PERIOD
        cause = Cause(ground, stretch.key, stretch.title, stretch.start, stretch.end)
        if isinstance(timing, Yearly):
            return Slot(cause, Due(date(stretch.start.year, timing.month, timing.day)))
        return Slot(cause, self._reckoning.due(stretch.end, timing.grace))

    def _duties(
        self, assignment: Assignment, held: Holding, filled: Sequence[_Filled]
    ) -> Iterator[Duty]:
        for one in filled:
            slot = one.slot
            duty = self._reckoning.duty(
                assignment, held, slot.cause, slot.due, one.met(), one.wanted
            )
            if self._reckoning.wanted(duty):
                yield duty


def _taker(filled: Sequence[_Filled], publication: Publication, period: Period) -> _Filled | None:
    """The slot a publication serves; ``filled`` is in order of time."""
    if publication.covers is not None:
        start = stretch_of(period, publication.covers).start
        claimed = (one for one in filled if one.slot.cause.start == start)
        return next((one for one in claimed if publication.on >= start), None)
    for one in filled:
        open_then = one.slot.cause.start <= publication.on <= one.slot.due.on
        if open_then and not one.full:
            return one
    return None
