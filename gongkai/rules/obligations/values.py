"""Timing rules (公开时限规则): when something must be open. Every number comes from a pack."""

from dataclasses import dataclass
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
    """Each year by a fixed date, e.g. the annual report (条例 §49).

    ``lag`` is how many years earlier the year is that it reports on: 1 for the annual report,
    0 for a plan of the same year.
    """

    month: int
    day: int
    lag: int = 0


Timing = Within | Periodic | Fresh | Staged | Yearly


@dataclass(frozen=True, slots=True, kw_only=True)
class TimingRule:
    """One timing rule of a pack. ``warn_days`` calendar days before it is due it warns."""

    id: str
    title: str
    timing: Timing
    cite: tuple[str, ...] = ()
    warn_days: int = 0
