"""Duties counted per unit, for lists, bulletins and indicators."""

from collections.abc import Iterable
from dataclasses import dataclass

from gongkai.rules.obligations.results import Duty, DutyState


@dataclass(frozen=True, slots=True)
class UnitSummary:
    """How many duties a unit met on time, met late, missed so far, and has still before it.

    ``on_time`` over ``judged`` is the on-time rate; a unit without judged duties has none.
    """

    unit: int
    on_time: int = 0
    late: int = 0
    missed: int = 0
    warning: int = 0
    due: int = 0
    exempt: int = 0
    not_yet: int = 0

    @property
    def judged(self) -> int:
        """The duties whose outcome is known: the denominator of the on-time rate."""
        return self.on_time + self.late + self.missed


_FIELDS = {
    DutyState.MET: "on_time",
    DutyState.MET_LATE: "late",
    DutyState.OVERDUE: "missed",
    DutyState.WARNING: "warning",
    DutyState.DUE: "due",
    DutyState.EXEMPT: "exempt",
    DutyState.NOT_YET: "not_yet",
}


def summarise(duties: Iterable[Duty]) -> dict[int, UnitSummary]:
    """Return the counts per unit, for the units that have duties, in the order they appear."""
    counts: dict[int, dict[DutyState, int]] = {}
    for duty in duties:
        unit = counts.setdefault(duty.unit, dict.fromkeys(_FIELDS, 0))
        unit[duty.state] += 1
    return {
        unit: UnitSummary(unit, **{_FIELDS[state]: number for state, number in found.items()})
        for unit, found in counts.items()
    }
