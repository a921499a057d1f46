"""What a clock says: states, intervals with their grounds, the timeline."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class State(StrEnum):
    """Where a request stands on a day. Overdue is computed, never stored."""

    NOT_RECEIVED = "not_received"
    AWAITING_CONFIRMATION = "awaiting_confirmation"
    AWAITING_CORRECTION = "awaiting_correction"
    AWAITING_PAYMENT = "awaiting_payment"
    PAUSED = "paused"
    RUNNING = "running"
    OVERDUE = "overdue"
    ANSWERED = "answered"
    ANSWERED_LATE = "answered_late"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """Days from ``start`` to ``end``, both included, that count or do not, and on what ground."""

    start: date
    end: date
    counts: bool
    working_days: int
    ground: str
    cite: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """The clock of one request on one day; ``due_on`` is None while it cannot be known.

    ``provisional`` marks a due date that rests on a year whose calendar is not official yet.
    """

    received_on: date | None
    due_on: date | None
    state: State
    working_days_used: int
    working_days_left: int | None
    intervals: tuple[Interval, ...]
    warnings: tuple[str, ...]
    provisional: bool
