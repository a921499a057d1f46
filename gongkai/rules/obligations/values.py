"""Timing rules (公开时限规则), the facts they look at, and the duties they make.

A timing rule of a pack says when something must be open. Applied to a unit and a category it
makes dated duties (公开任务). A duty's state is computed for a day and never stored.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class DayUnit(StrEnum):
    """What a term counts."""

    DAYS = "days"
    WORKING_DAYS = "working_days"

    @property
    def label(self) -> str:
        """The words a reader sees."""
        return "个工作日" if self is DayUnit.WORKING_DAYS else "天"


@dataclass(frozen=True, slots=True)
class Term:
    """A number of days, e.g. 20 working days (条例 §26). The starting day never counts."""

    number: int
    unit: DayUnit = DayUnit.WORKING_DAYS

    def __str__(self) -> str:
        return f"{self.number} {self.unit.label}"


class Period(StrEnum):
    """The stretches of a calendar year in which something recurs."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    YEAR = "year"

    @property
    def months(self) -> int:
        """How many months one lasts."""
        return _MONTHS[self]

    @property
    def label(self) -> str:
        """The words a reader sees."""
        return _PERIOD_LABELS[self]


_MONTHS = {Period.MONTH: 1, Period.QUARTER: 3, Period.HALF_YEAR: 6, Period.YEAR: 12}
_PERIOD_LABELS = {
    Period.MONTH: "每月",
    Period.QUARTER: "每季度",
    Period.HALF_YEAR: "每半年",
    Period.YEAR: "每年",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Within:
    """Within a term of the day something was formed or changed.

    ``prompt`` marks terms that give a number to "及时" or "立即"; it changes words only.
    """

    term: Term
    prompt: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Periodic:
    """At least ``at_least`` times in each period; ``grace`` runs from the period's last day."""

    period: Period
    at_least: int = 1
    grace: Term = Term(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fresh:
    """Open for good: exists within ``first``, and is never older than ``at_most``.

    With ``changed`` a change must show within that term. ``at_most`` is None where the source
    asks for changes only.
    """

    first: Term
    at_most: Term | None = None
    changed: Term | None = None


class StageStart(StrEnum):
    """From which day the term of a stage runs."""

    MATTER = "matter"
    STAGE = "stage"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A named stage of a matter and how soon it must be open.

    ``start`` MATTER counts from the day the matter began, STAGE from the day the stage was
    reached. A date given by the matter itself comes first.
    """

    id: str
    title: str
    term: Term
    start: StageStart = StageStart.STAGE


@dataclass(frozen=True, slots=True, kw_only=True)
class Staged:
    """Stage by stage, for each matter (a project, a land acquisition, a recruitment)."""

    stages: tuple[Stage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Yearly:
    """Each year by a fixed date, e.g. the annual report (条例 §49)."""

    month: int
    day: int


Timing = Within | Periodic | Fresh | Staged | Yearly


@dataclass(frozen=True, slots=True, kw_only=True)
class TimingRule:
    """One timing rule of a pack. ``warn_days`` calendar days before it is due it warns."""

    id: str
    title: str
    timing: Timing
    cite: tuple[str, ...] = ()
    warn_days: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """A unit answers for a category under a rule, from a day on (until a day, both included)."""

    unit: int
    category: str
    rule: TimingRule
    start: date
    end: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """An edition that went live. ``covers`` is the last day of the period it reports on, if said.

    A late report names the period it belongs to; without that it counts where it was published.
    """

    item: int
    on: date
    covers: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Formation:
    """Information was formed or changed on a day, and possibly published later."""

    item: int
    on: date
    published_on: date | None = None
    changed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class StageFact:
    """What is known of one stage of a matter; ``due_on`` is a date the matter itself gives."""

    reached_on: date | None = None
    due_on: date | None = None
    published_on: date | None = None
    item: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """Something that is opened stage by stage."""

    id: int
    title: str
    started_on: date
    stages: Mapping[str, StageFact] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Exemption:
    """In these days (both included) there was nothing to open, or the duty was waived; why."""

    start: date
    end: date
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """Everything known of one unit and category."""

    publications: tuple[Publication, ...] = ()
    formations: tuple[Formation, ...] = ()
    matters: tuple[Matter, ...] = ()
    exemptions: tuple[Exemption, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanLine:
    """A line of a unit's yearly disclosure plan (年度公开计划)."""

    id: int
    unit: int
    category: str
    title: str
    planned_on: date
    due_on: date
    published_on: date | None = None
    item: int | None = None
    cite: tuple[str, ...] = ()
    warn_days: int = 0


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
        return self in {DutyState.DUE, DutyState.WARNING, DutyState.OVERDUE}


_STATE_LABELS = {
    DutyState.NOT_YET: "未到时间",
    DutyState.DUE: "待公开",
    DutyState.WARNING: "即将到期",
    DutyState.OVERDUE: "已逾期",
    DutyState.MET: "已按时公开",
    DutyState.MET_LATE: "逾期后公开",
    DutyState.EXEMPT: "无需公开",
}


class Ground(StrEnum):
    """What makes a duty, and so how its due date is explained."""

    FORMED = "formed"
    CHANGED = "changed"
    PERIOD = "period"
    FIRST = "first"
    UPDATE = "update"
    STAGE = "stage"
    YEAR = "year"
    PLAN = "plan"


@dataclass(frozen=True, slots=True)
class Duty:
    """One dated duty of a unit on the day it was computed for.

    ``key`` is stable within unit, category and rule (``2026Q1``, ``item:42:2026-03-02``).
    ``start`` and ``end`` are the first and last day whose publication counts without naming a
    period; ``after`` is the day from which the term runs. ``done`` of ``wanted`` publications
    were found. ``provisional`` marks a due date resting on a year without an official calendar.
    """

    unit: int
    category: str
    rule: TimingRule | None
    ground: Ground
    key: str
    title: str
    start: date
    end: date
    after: date
    due_on: date
    warn_on: date
    state: DutyState
    met_on: date | None = None
    met_by: int | None = None
    done: int = 0
    wanted: int = 1
    note: str = ""
    provisional: bool = False
    cite: tuple[str, ...] = ()
