"""Duties (公开任务): what a unit must open, by when; the state is computed, never stored."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from gongkai.rules.obligations.values import Term, TimingRule


class DutyState(StrEnum):
    """Where a duty stands on a day."""

    NOT_YET = "not_yet"
    DUE = "due"
    WARNING = "warning"
    OVERDUE = "overdue"
    MET = "met"
    MET_LATE = "met_late"
    EXEMPT = "exempt"

    @property
    def label(self) -> str:
        """The words a reader sees."""
        return _STATE_LABELS[self]

    @property
    def open(self) -> bool:
        """Whether something is still to be done."""
        return self in _OPEN


_STATE_LABELS = {
    DutyState.NOT_YET: "未到时间",
    DutyState.DUE: "待公开",
    DutyState.WARNING: "即将到期",
    DutyState.OVERDUE: "已逾期",
    DutyState.MET: "已按时公开",
    DutyState.MET_LATE: "逾期后公开",
    DutyState.EXEMPT: "无需公开",
}
_OPEN = frozenset({DutyState.DUE, DutyState.WARNING, DutyState.OVERDUE})


class Ground(StrEnum):
    """What makes a duty."""

    FORMED = "formed"
    CHANGED = "changed"
    PERIOD = "period"
    FIRST = "first"
    UPDATE = "update"
    STAGE = "stage"
    YEAR = "year"
    PLAN = "plan"


@dataclass(frozen=True, slots=True)
class Cause:
    """What a duty is about.

    ``key`` is stable within unit, category and rule (``2026Q1``, ``item:42:2026-03-02``).
    ``start`` and ``end`` are the first and last day of the stretch the duty answers for; ``end``
    is ``date.max`` while that is open.
    """

    ground: Ground
    key: str
    title: str
    start: date
    end: date


@dataclass(frozen=True, slots=True)
class Due:
    """The last day in time: ``term`` counted from ``after``, or a given date without a term.

    ``provisional`` marks a date resting on a year without an official calendar.
    """

    on: date
    after: date | None = None
    term: Term | None = None
    provisional: bool = False


@dataclass(frozen=True, slots=True)
class Duty:
    """One dated duty of a unit on the day it was computed for.

    ``met_by`` is the item that met it on ``met_on``; ``done`` of ``wanted`` publications were
    found. ``rule`` is None for lines of a plan. ``note`` is why a duty is exempt.
    """

    unit: int
    category: str
    rule: TimingRule | None
    cause: Cause
    due: Due
    warn_on: date
    state: DutyState
    met_on: date | None = None
    met_by: int | None = None
    done: int = 0
    wanted: int = 1
    note: str = ""
    cite: tuple[str, ...] = ()

    @property
    def due_on(self) -> date:
        """The last day in time."""
        return self.due.on
