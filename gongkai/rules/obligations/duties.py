"""From timing rules and facts to dated duties, for any number of units."""

from collections.abc import Iterable, Iterator, Mapping

from gongkai.rules.obligations.facts import Assignment, Holding, PlanLine
from gongkai.rules.obligations.freshness import fresh
from gongkai.rules.obligations.reckoning import Reckoning
from gongkai.rules.obligations.recurring import Recurring
from gongkai.rules.obligations.results import Duty
from gongkai.rules.obligations.single import formed, staged
from gongkai.rules.obligations.values import Fresh, Periodic, Staged, Within, Yearly

Holdings = Mapping[tuple[int, str], Holding]
"""What is known, by unit and category."""

_NONE = Holding()


def duties(
    reckoning: Reckoning, assignments: Iterable[Assignment], holdings: Holdings
) -> Iterator[Duty]:
    """Return the duties of all assignments as they stand on the day of reckoning.

    They come in the order of the assignments, within each in order of time. Raises
    ``OutsideCalendarError`` where a due date lies beyond the calendar.
    """
    recurring = Recurring(reckoning)
    for assignment in assignments:
        if assignment.start > reckoning.through:
            continue
        held = holdings.get((assignment.unit, assignment.category), _NONE)
        yield from _of(reckoning, recurring, assignment, held)


def plan_duties(reckoning: Reckoning, lines: Iterable[PlanLine]) -> Iterator[Duty]:
    """Return the duties the lines of yearly plans make."""
    for line in lines:
        duty = reckoning.planned(line)
        if line.planned_on <= reckoning.through and reckoning.wanted(duty):
            yield duty


def _of(
    reckoning: Reckoning, recurring: Recurring, assignment: Assignment, held: Holding
) -> Iterator[Duty]:
    timing = assignment.rule.timing
    match timing:
        case Periodic():
            yield from recurring.periodic(assignment, timing, held)
        case Yearly():
            yield from recurring.yearly(assignment, timing, held)
        case Within():
            yield from formed(reckoning, assignment, timing.term, held)
        case Staged():
            yield from staged(reckoning, assignment, timing, held)
        case Fresh():
            yield from fresh(reckoning, assignment, timing, held)
            if timing.changed is not None:
                yield from formed(reckoning, assignment, timing.changed, held, changes_only=True)
