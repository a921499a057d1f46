"""Facts about units: what people and systems established, before any conclusion is drawn."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple


class Deduction(NamedTuple):
    """Points taken off an item: by whom, when, why, and on what evidence."""

    points: Decimal
    reason: str
    evidence: str = ""
    by: str = ""
    on: date | None = None


class Award(NamedTuple):
    """Points given on a bonus item."""

    points: Decimal
    reason: str
    evidence: str = ""
    by: str = ""
    on: date | None = None


class ItemFacts(NamedTuple):
    """What is known about one item of one unit; which fields matter depends on the method."""

    deductions: tuple[Deduction, ...] = ()
    awards: tuple[Award, ...] = ()
    score: Decimal | None = None
    level: str | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    mean: Decimal | None = None
    scale: tuple[Decimal, Decimal] | None = None
    answers: int | None = None
    records: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotApplicableClaim:
    """An item or dimension a unit cannot have, with the reason and who agreed."""

    item: str
    reason: str
    approved_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """An established fact that decides alone, such as fraud."""

    id: str
    reason: str = ""
    evidence: str = ""
    by: str = ""
    on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DecidedGrade:
    """A grade decided by people, with the reason and who decided."""

    grade: str
    reason: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitFacts:
    """Everything known about one unit in one assessment."""

    id: str
    name: str
    group: str = ""
    parent: str = ""
    components: Mapping[str, Decimal] = field(default_factory=dict)
    items: Mapping[str, ItemFacts] = field(default_factory=dict)
    not_applicable: tuple[NotApplicableClaim, ...] = ()
    findings: tuple[Finding, ...] = ()
    decided_grade: DecidedGrade | None = None
    exempt: bool = False
    exempt_reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ballot:
    """The scores one rater gave to several units."""

    rater: str
    scores: Mapping[str, Decimal]


@dataclass(frozen=True, slots=True, kw_only=True)
class TieDecision:
    """A minuted decision on the order of units with equal totals at a quota's edge (Q13)."""

    grade: str
    order: tuple[str, ...]
    minutes: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """The input of one assessment."""

    units: tuple[UnitFacts, ...]
    ballots: tuple[Ballot, ...] = ()
    tie_decisions: tuple[TieDecision, ...] = ()
