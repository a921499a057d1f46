"""Sums, means and places of a month. Totals are added up from the records, never typed (Q33)."""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Final, TypeVar

Key = TypeVar("Key", bound=Hashable)
_CENT: Final = Decimal("0.01")


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitLine:
    """One unit in a month: items published by category, required categories without any item."""

    unit: str
    group: str = ""
    published: Mapping[str, int] = field(default_factory=dict)
    required: int = 0
    gaps: int = 0

    @property
    def total(self) -> int:
        """Items published in all categories."""
        return sum(self.published.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupLine:
    """A district or group: its units, their items, the mean of a unit, and the place by it."""

    group: str
    units: int
    total: int
    none: int
    gaps: int
    mean: Decimal
    place: int


@dataclass(frozen=True, slots=True)
class CategoryLine:
    """A category: items of all units, and how many units published any."""

    category: str
    total: int
    units: int


def places(values: Mapping[Key, int | Fraction]) -> dict[Key, int]:
    """Return the place of each, the highest first; equals share a place and the next is skipped."""
    counted = Counter(values.values())
    found: dict[int | Fraction, int] = {}
    place = 1
    for value in sorted(counted, reverse=True):
        found[value] = place
        place += counted[value]
    return {key: found[value] for key, value in values.items()}


def by_group(lines: Iterable[UnitLine]) -> tuple[GroupLine, ...]:
    """Return the groups by place, those of one place by name.

    The place goes by the exact mean; what is printed of it has two digits.
    """
    groups: dict[str, list[UnitLine]] = {}
    for line in lines:
        groups.setdefault(line.group, []).append(line)
    means = {
        group: Fraction(sum(one.total for one in rows), len(rows)) for group, rows in groups.items()
    }
    at = places(means)
    made = [
        GroupLine(
            group=group,
            units=len(rows),
            total=sum(one.total for one in rows),
            none=sum(one.total == 0 for one in rows),
            gaps=sum(one.gaps for one in rows),
            mean=_printed(means[group]),
            place=at[group],
        )
        for group, rows in groups.items()
    ]
    return tuple(sorted(made, key=lambda one: (one.place, one.group)))


def _printed(value: Fraction) -> Decimal:
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return exact.quantize(_CENT, ROUND_HALF_UP)


def by_category(lines: Iterable[UnitLine]) -> tuple[CategoryLine, ...]:
    """Return the categories in which anything was published, the fullest first, then by id."""
    total: Counter[str] = Counter()
    units: Counter[str] = Counter()
    for line in lines:
        for category, count in line.published.items():
            if count:
                total[category] += count
                units[category] += 1
    made = (CategoryLine(one, total[one], units[one]) for one in total)
    return tuple(sorted(made, key=lambda one: (-one.total, one.category)))
