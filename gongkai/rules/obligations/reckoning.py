"""What all kinds of duty share: due dates through the calendar, states on a day."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from gongkai.rules.obligations.facts import Assignment, Exemption, Holding, PlanLine
from gongkai.rules.obligations.results import Cause, Due, Duty, DutyState, Ground
from gongkai.rules.obligations.values import DayUnit, Term
from gongkai.rules.workdays import Certainty, WorkCalendar


@dataclass(frozen=True, slots=True)
class Met:
    """What was found: the day a duty was met and by which item, and how many were found."""

    on: date | None = None
    by: int | None = None
    done: int = 0


NOTHING = Met()


@dataclass(frozen=True, slots=True)
class Reckoning:
    """The day duties are computed for, and the calendar they are computed with.

    Duties that begin after ``through`` are left out, and those due before ``since`` that are
    settled. Facts dated after ``as_of`` are not known yet.
    """

    calendar: WorkCalendar
    as_of: date
    through: date
    since: date = date.min
    _dues: dict[tuple[date, Term], Due] = field(default_factory=dict, compare=False, repr=False)

    def due(self, after: date, term: Term) -> Due:
        """Return the last day of a term that runs from a day; that day itself never counts.

        Raises ``OutsideCalendarError`` for days the calendar does not reach.
        """
        known = self._dues.get((after, term))
        if known is None:
            known = self._dues[after, term] = self._reckon(after, term)
        return known

    def _reckon(self, after: date, term: Term) -> Due:
        if term.unit is DayUnit.DAYS or term.number == 0:
            return Due(after + timedelta(days=term.number), after, term)
        reached = self.calendar.add(after, term.number)
        return Due(reached.day, after, term, reached.certainty is Certainty.PROVISIONAL)

    def known(self, day: date | None) -> date | None:
        """Return a day if it is not after the day of reckoning."""
        return day if day is not None and day <= self.as_of else None

    def met(self, on: date | None, item: int | None) -> Met:
        """Return what one publication is worth on the day of reckoning."""
        return Met(on, item, 1) if self.known(on) else NOTHING

    def wanted(self, duty: Duty) -> bool:
        """Whether a duty belongs in the answer: due in the span, or still owed from before."""
        return duty.due.on >= self.since or duty.state.open

    def duty(
        self,
        assignment: Assignment,
        held: Holding,
        cause: Cause,
        due: Due,
        met: Met,
        wanted: int = 1,
    ) -> Duty:
        """Return the duty of a unit with its state on the day of reckoning."""
        rule = assignment.rule
        warn_on = due.on - timedelta(days=rule.warn_days)
        state, note = self._state(cause.start, warn_on, due.on, met.on), ""
        if state.open and held.exemptions:
            exemption = _covering(held.exemptions, cause.start, min(cause.end, due.on))
            if exemption is not None:
                state, note = DutyState.EXEMPT, exemption.reason
        return Duty(
            assignment.unit,
            assignment.category,
            rule,
            cause,
            due,
            warn_on,
            state,
            met.on,
            met.by,
            met.done,
            wanted,
            note,
            rule.cite,
        )

    def planned(self, line: PlanLine) -> Duty:
        """Return the duty a line of the yearly plan makes."""
        met = self.met(line.published_on, line.item)
        warn_on = line.due_on - timedelta(days=line.warn_days)
        key = f"plan:{line.id}"
        return Duty(
            line.unit,
            line.category,
            None,
            Cause(Ground.PLAN, key, line.title, line.planned_on, line.due_on),
            Due(line.due_on),
            warn_on,
            self._state(line.planned_on, warn_on, line.due_on, met.on),
            met.on,
            met.by,
            met.done,
            cite=line.cite,
        )

    def _state(self, start: date, warn_on: date, due_on: date, met_on: date | None) -> DutyState:
        if met_on is not None:
            return DutyState.MET if met_on <= due_on else DutyState.MET_LATE
        if self.as_of < start:
            return DutyState.NOT_YET
        if self.as_of > due_on:
            return DutyState.OVERDUE
        return DutyState.WARNING if self.as_of >= warn_on else DutyState.DUE


def _covering(exemptions: tuple[Exemption, ...], start: date, end: date) -> Exemption | None:
    return next((one for one in exemptions if one.start <= start and end <= one.end), None)
