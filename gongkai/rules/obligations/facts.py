"""The facts that timing rules look at: who answers for what, and what was published when."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from gongkai.rules.obligations.values import TimingRule


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
