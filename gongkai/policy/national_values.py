"""What the national pack says: dated values, reasons, decisions, remedies, categories.

Law changes on a day. A value is therefore never a bare number but a list of numbers with the day
each came into force, its article, and whether a person has checked it against the official text.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Generic, TypeAlias, TypeVar

from gongkai.policy.library import PackFolder
from gongkai.policy.problems import Problem, suggestion
from gongkai.rules.numbers import ZERO
from gongkai.rules.scheme import SourceDocument
from gongkai.rules.workdays import WorkCalendar

T = TypeVar("T")


class ValueUnit(StrEnum):
    """What a parameter is counted in."""

    WORKING_DAYS = "working_days"
    DAYS = "days"
    MONTHS = "months"
    HOURS = "hours"
    MONTH_DAY = "month_day"
    FEE = "fee"


class Level(StrEnum):
    """Levels of government, for the categories of 条例 §20 and §21."""

    STATE = "state"
    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"
    TOWNSHIP = "township"


class Remedy(StrEnum):
    """Where an applicant may turn: 复议前置, or 复议 and 诉讼 at choice."""

    REVIEW_FIRST = "review_first"
    FREE_CHOICE = "free_choice"


@dataclass(frozen=True, slots=True, order=True)
class MonthDay:
    """A day that comes every year, such as 31 January (条例 §49)."""

    month: int
    day: int

    def of(self, year: int) -> date:
        """Return the day in one year."""
        return date(year, self.month, self.day)


@dataclass(frozen=True, slots=True)
class FeeTier:
    """What each piece above ``over`` costs.

    With ``every`` the rate rises by ``step`` after each further ``every`` pieces.
    """

    over: int
    rate: Decimal
    every: int | None = None
    step: Decimal = ZERO


@dataclass(frozen=True, slots=True)
class FeeScale:
    """A progressive scale: every piece is charged at the rate of its own tier (109号 §3)."""

    tiers: tuple[FeeTier, ...]

    def rate(self, piece: int) -> Decimal:
        """Return what the ``piece``-th piece costs, in yuan; the first is piece 1."""
        reached = [tier for tier in self.tiers if piece > tier.over]
        if not reached:
            return ZERO
        tier = reached[-1]
        bands = (piece - tier.over - 1) // tier.every if tier.every else 0
        return tier.rate + tier.step * bands

    def amount(self, pieces: int) -> Decimal:
        """Return what ``pieces`` pieces cost together, in yuan.

        Raises ``ValueError`` for a negative number.
        """
        if pieces < 0:
            raise ValueError(f"件数或页数不能是负数：{pieces}")
        return sum((self.rate(piece) for piece in range(1, pieces + 1)), ZERO)


ParameterValue: TypeAlias = int | MonthDay | FeeScale


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedValue(Generic[T]):
    """A value with the first day it holds, its article, and whether the text was checked.

    Where ``verified`` is false administrators are shown a mark: the fact is well known, the
    official text was not at hand.
    """

    start: date
    value: T
    cite: tuple[str, ...]
    verified: bool = True
    note: str = ""


def in_force(values: Iterable[DatedValue[T]], on: date) -> DatedValue[T] | None:
    """Return the value in force on a day, or None before the first one."""
    return max(
        (value for value in values if value.start <= on), key=lambda v: v.start, default=None
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """One number of the law through time; ``values`` newest first."""

    id: str
    title: str
    unit: ValueUnit
    values: tuple[DatedValue[ParameterValue], ...]

    def at(self, on: date) -> DatedValue[ParameterValue] | None:
        """Return what holds on a day, or None where the law did not say anything yet."""
        return in_force(self.values, on)

    def whole(self, on: date) -> int | None:
        """Return the plain number that holds on a day: days, working days, months or hours.

        Raises ``TypeError`` for a parameter that is a yearly day or a fee scale.
        """
        held = self.at(on)
        if held is None:
            return None
        if not isinstance(held.value, int):
            raise TypeError(f"{self.id} is a {self.unit}, not a number")
        return held.value


@dataclass(frozen=True, slots=True, kw_only=True)
class RemedyRule:
    """Which remedies a group of decisions carries, through time."""

    id: str
    title: str
    values: tuple[DatedValue[Remedy], ...]

    def at(self, on: date) -> DatedValue[Remedy] | None:
        """Return the remedy for a decision made on a day."""
        return in_force(self.values, on)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """A ground for not disclosing (条例 §14–16), with its row in the annual table.

    ``third_party`` marks the grounds that stand in somebody's interest who is asked first (§32);
    ``discretion`` those where the organ may disclose all the same.
    """

    id: str
    title: str
    decision: str
    cite: tuple[str, ...]
    third_party: bool = False
    discretion: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A result of a request: a row of table 3 of the annual report, and a kind of letter."""

    id: str
    row: str
    title: str
    remedy: str
    cite: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """A kind of information that must be published (条例 §20, §21) and who must."""

    id: str
    title: str
    levels: frozenset[Level]
    cite: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NationalPack:
    """The national rules, with the working-day calendar."""

    id: str
    version: str
    title: str
    hash: str
    sources: tuple[SourceDocument, ...]
    parameters: tuple[Parameter, ...]
    remedies: tuple[RemedyRule, ...]
    decisions: tuple[Decision, ...]
    reasons: tuple[Reason, ...]
    categories: tuple[Category, ...]
    calendar: WorkCalendar
    notes: tuple[Problem, ...]
    folder: PackFolder

    def parameter(self, name: str) -> Parameter:
        """Return a parameter by id. Raises ``KeyError`` naming the nearest known one."""
        found = next((entry for entry in self.parameters if entry.id == name), None)
        if found is None:
            known = [entry.id for entry in self.parameters]
            raise KeyError(f"没有参数 {name}{suggestion(name, known)}")
        return found

    def remedy(self, decision: str, on: date) -> DatedValue[Remedy] | None:
        """Return the remedy that a decision made on a day carries.

        Raises ``KeyError`` for a decision that is not in the catalogue.
        """
        row = next((entry for entry in self.decisions if entry.id == decision), None)
        if row is None:
            known = [entry.id for entry in self.decisions]
            raise KeyError(f"没有答复类型 {decision}{suggestion(decision, known)}")
        rule = next(entry for entry in self.remedies if entry.id == row.remedy)
        return rule.at(on)

    def categories_of(self, level: Level) -> tuple[Category, ...]:
        """Return what a government of a level must publish, in the order of the articles."""
        return tuple(category for category in self.categories if level in category.levels)

    def unverified(self) -> tuple[str, ...]:
        """Return the ids of parameters and remedies with a value that nobody has checked yet."""
        listed = [(entry.id, all(v.verified for v in entry.values)) for entry in self.parameters]
        listed += [(rule.id, all(v.verified for v in rule.values)) for rule in self.remedies]
        return tuple(name for name, checked in listed if not checked)
