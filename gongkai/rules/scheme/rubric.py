"""Rubrics: dimensions and items with points, and how each item is scored."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Method(StrEnum):
    """The named scoring methods. There is no expression language: a pack can be proved complete."""

    DEDUCT = "deduct"
    LEVELS = "levels"
    SURVEY = "survey"
    COMPUTED = "computed"
    SUM = "sum"
    WEIGHTED = "weighted"
    BONUS = "bonus"
    VETO = "veto"


class Otherwise(StrEnum):
    """What a computed item is worth below its full mark."""

    DEDUCT = "deduct"
    ZERO = "zero"
    PROPORTIONAL = "proportional"


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """One step of a ``levels`` item and the points it gives."""

    id: str
    title: str
    points: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyRule:
    """Which questions feed a ``survey`` item, and how few answers are too few."""

    survey: str
    questions: tuple[str, ...]
    map: str | None
    min_answers: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ComputedRule:
    """The rate from which a ``computed`` item has full points, and what holds below it."""

    indicator: str
    full_at_least: Decimal
    otherwise: Otherwise


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """The smallest thing that is scored.

    ``points`` is None where the source lists the item without points (Q19). ``title`` is our own
    short wording; ``cite`` leads to the clause. ``known`` are indicators shown beside the item to
    those who judge it; they decide nothing. ``categories`` are those of the catalogue of disclosure
    whose items may serve as evidence.
    """

    id: str
    title: str
    points: Decimal | None
    method: Method
    cite: tuple[str, ...]
    scorer: str = ""
    evidence: tuple[str, ...] = ()
    note: str = ""
    levels: tuple[Level, ...] = ()
    survey: SurveyRule | None = None
    computed: ComputedRule | None = None
    known: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Dimension:
    """A first-level part of a rubric. Below ``veto_below`` the unit fails whatever its total."""

    id: str
    title: str
    points: Decimal | None
    items: tuple[Item, ...]
    cite: tuple[str, ...]
    veto_below: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rubric:
    """Dimensions that add up to ``points``; ``groups`` limits it to units of these groups."""

    id: str
    points: Decimal
    dimensions: tuple[Dimension, ...]
    groups: tuple[str, ...] = ()

    def items(self) -> Iterator[Item]:
        """Yield every item in printed order."""
        for dimension in self.dimensions:
            yield from dimension.items

    @property
    def complete(self) -> bool:
        """Whether every item has points of its own."""
        return all(item.points is not None for item in self.items())


@dataclass(frozen=True, slots=True, kw_only=True)
class BonusGate:
    """The base score from which bonus points count; ``strict`` means "above", else "at least"."""

    value: Decimal
    strict: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Bonus:
    """Points beyond the rubric, capped, and counted only past the gate."""

    max: Decimal
    gate: BonusGate | None
    items: tuple[Item, ...]
    cite: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Veto:
    """A finding that decides alone: a grade, and either a fixed total or none at all.

    With ``stops`` the points are not counted any more: the unit has ``total`` (59 in one city) or,
    where that is None, no total. A dimension that fell below its line fails without stopping.
    """

    id: str
    title: str
    cite: tuple[str, ...]
    grade: str
    total: Decimal | None = None
    stops: bool = True
