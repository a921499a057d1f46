"""What a search is narrowed by."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Self

import tantivy
from tantivy import FieldType
from tantivy import Query as Made

from gongkai.rules.publishing.validity import Validity
from gongkai.search.compiling import any_of
from gongkai.search.schema import clean_id, day_key

ENDED: Final = frozenset(one for one in Validity if one.ended)
IN_USE: Final = frozenset(Validity) - ENDED
"""What is shown unless something else is asked for: neither expired nor repealed."""

_FIRST_YEAR, _LAST_YEAR = 0, 9_999


@dataclass(frozen=True, slots=True)
class Filters:
    """Conditions on a search; within one condition any value will do, all conditions must hold.

    ``within`` names units and means them with all units below; ``published_from`` and
    ``published_to`` are inclusive. An empty condition does not narrow, except ``validity``: None
    is ``IN_USE``.
    """

    columns: frozenset[str] = frozenset()
    units: frozenset[str] = frozenset()
    within: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    years: frozenset[int] = frozenset()
    validity: frozenset[Validity] | None = None
    published_from: date | None = None
    published_to: date | None = None

    @property
    def shown(self) -> frozenset[Validity]:
        """The states of validity that are shown."""
        return IN_USE if self.validity is None else self.validity

    @property
    def active(self) -> tuple[str, ...]:
        """The names of the conditions that narrow."""
        names = ("columns", "units", "within", "kinds", "years", "published_from", "published_to")
        set_ones = [name for name in names if getattr(self, name)]
        return (*set_ones, *(("validity",) if self.validity is not None else ()))

    def less(self, *names: str) -> Self:
        """The same without some conditions."""
        none = Filters()
        return replace(self, **{name: getattr(none, name) for name in names})


def conditions(schema: tantivy.Schema, filters: Filters, levels: Iterable[str]) -> list[Made]:
    """Everything but validity, for the engine. Levels always narrow: none given, none found."""
    made = [_one_of(schema, "level", levels)]
    for field, ids in (
        ("column", filters.columns),
        ("unit", filters.units),
        ("within", filters.within),
        ("kind", filters.kinds),
    ):
        if ids:
            made.append(_one_of(schema, field, ids))
    if filters.years:
        credible = [year for year in filters.years if _FIRST_YEAR <= year <= _LAST_YEAR]
        made.append(any_of([Made.term_query(schema, "year", year) for year in credible]))
    if filters.published_from or filters.published_to:
        made.append(_published(schema, filters))
    return made


def validity_condition(schema: tantivy.Schema, shown: Iterable[Validity]) -> Made:
    """Documents in one of these states of validity."""
    return _one_of(schema, "validity", (one.value for one in shown))


def _one_of(schema: tantivy.Schema, field: str, values: Iterable[str]) -> Made:
    terms = [Made.term_query(schema, field, clean_id(value), "basic") for value in values]
    return any_of(terms)


def _published(schema: tantivy.Schema, filters: Filters) -> Made:
    first = filters.published_from or date.min
    last = filters.published_to or date.max
    return Made.range_query(
        schema,
        "published",
        FieldType.Unsigned,
        day_key(first),
        day_key(last) + day_key(date.min),
        include_upper=False,
    )
