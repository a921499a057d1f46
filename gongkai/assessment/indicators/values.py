"""What an indicator is, and for whom it is counted."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from django.db.models import Q

from gongkai.assessment.models import Round, RoundUnit
from gongkai.policy.indicator_names import INDICATORS
from gongkai.rules.tallies import Span, Tally

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Scope:
    """The units of a round, by the id of the unit in the register, and the days counted.

    ``organ`` is the path of the organ that runs the round; ``units`` leads to the unit's place in
    the round and ``paths`` to its path.
    """

    organ: str
    span: Span
    units: Mapping[int, int]
    paths: Mapping[int, str]
    _found: dict[str, int | None] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def of(cls, round_: Round, until: date) -> "Scope":
        """Return everybody assessed in a round, and its year until a day."""
        rows = RoundUnit.objects.filter(round=round_, exempt=False)
        found = list(rows.values_list("unit", "pk", "unit__path"))
        return cls(
            organ=round_.unit.path,
            span=Span.of_year(round_.year, until),
            units={unit: pk for unit, pk, _ in found},
            paths={unit: path for unit, _, path in found},
        )

    @property
    def roots(self) -> tuple[str, ...]:
        """The fewest paths under which all of these units are."""
        outside = sorted(p for p in self.paths.values() if not p.startswith(self.organ))
        return (self.organ, *outside) if self.paths else ()

    def under(self, field_: str) -> Q:
        """Return the condition on the path of a record's unit."""
        condition = Q(pk__in=())
        for path in self.roots:
            condition |= Q(**{f"{field_}__startswith": path})
        return condition

    def place(self, path: str) -> int | None:
        """Return whose record one of the unit at ``path`` is: the nearest assessed unit upwards.

        What a section does counts for the organ it belongs to.
        """
        if path not in self._found:
            ids = reversed([int(part) for part in path.split("/") if part])
            self._found[path] = next((self.units[one] for one in ids if one in self.units), None)
        return self._found[path]

    def by_place(self, rows: Iterable[tuple[str, Row]]) -> Mapping[int, list[Row]]:
        """Group records that come with the path of their unit."""
        found: dict[int, list[Row]] = defaultdict(list)
        for path, row in rows:
            place = self.place(path)
            if place is not None:
                found[place].append(row)
        return found

    def each(
        self, rows: Mapping[int, list[Row]], tally: Callable[[list[Row]], Tally]
    ) -> Iterator[tuple[int, Tally]]:
        """Yield the tally of every unit, of those without records too."""
        for place in self.units.values():
            yield place, tally(rows.get(place, []))


Tallies = Mapping[int, Tally]
"""What was counted, by the unit's place in the round."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """One indicator: what it counts, over which period, from which source.

    ``counts`` is the rule in a sentence; ``source`` is the clause that asks for it. Without
    ``family`` the platform has no records of the kind, and people enter the rate by hand.
    ``is_share`` is false where the numerator may pass the denominator (items a month).
    """

    id: str
    counts: str
    period: str
    source: str
    family: str = ""
    is_share: bool = True

    @property
    def title(self) -> str:
        """What people call it."""
        return INDICATORS[self.id]

    @property
    def is_counted(self) -> bool:
        """Whether the platform holds the records."""
        return bool(self.family)
