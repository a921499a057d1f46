"""Counts by column, unit, kind, year and validity, exact, and the total with them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from tantivy import Query as Made

from gongkai.rules.publishing.validity import Validity
from gongkai.search.compiling import every
from gongkai.search.filters import ENDED, Filters, conditions, validity_condition
from gongkai.search.index import View
from gongkai.search.results import Facets, FacetValue
from gongkai.search.schema import FACETS, from_facet_key

SHOWN: Final = 50
"""Values listed of one facet; a chosen one is listed even if it comes later."""

_MAX_VALUES: Final = 65_000  # the engine allows 65,535 buckets; counts below that are exact
_FIELDS: Final = {**FACETS, "year": "year", "validity": "validity"}
# The condition that belongs to each facet: set aside when its values are counted.
_OWN: Final = {"column": "columns", "unit": "units", "kind": "kinds", "year": "years"}


@dataclass(frozen=True, slots=True)
class Counted:
    """Facets, the exact total of what is shown, and how many ended documents are left out."""

    facets: Facets
    total: int
    ended: int


def count(view: View, found: Made, filters: Filters, levels: Iterable[str]) -> Counted:
    """Count what a query finds under filters and levels."""
    allowed = tuple(levels)
    validity = _terms(view, _narrowed(view, found, filters, allowed, None), ["validity"])
    by_validity = validity["validity"]
    shown = {state.value for state in filters.shown}
    total = sum(number for state, number in by_validity.items() if state in shown)
    chosen = [name for name, own in _OWN.items() if getattr(filters, own)]
    free = [name for name in _OWN if name not in chosen]
    counts = _terms(view, _narrowed(view, found, filters, allowed, filters.shown), free)
    for name in chosen:
        aside = filters.less(_OWN[name])
        counts |= _terms(view, _narrowed(view, found, aside, allowed, filters.shown), [name])
    return Counted(
        facets=_facets(counts, by_validity, filters),
        total=total,
        ended=sum(by_validity.get(one.value, 0) for one in ENDED - filters.shown),
    )


def total_of(view: View, found: Made, filters: Filters, levels: Iterable[str]) -> int:
    """The exact total alone."""
    query = _narrowed(view, found, filters, tuple(levels), filters.shown)
    result: Any = view.searcher.search(query, 1, count=True)
    return int(result.count)


def _narrowed(
    view: View,
    found: Made,
    filters: Filters,
    levels: Sequence[str],
    shown: Iterable[Validity] | None,
) -> Made:
    parts = [found, *conditions(view.schema, filters, levels)]
    if shown is not None:
        parts.append(validity_condition(view.schema, shown))
    return every(parts)


def _terms(view: View, query: Made, names: Sequence[str]) -> dict[str, dict[Any, int]]:
    """How often each value of some facets occurs among the documents of a query."""
    if not names:
        return {}
    asked = {name: {"terms": {"field": _FIELDS[name], "size": _MAX_VALUES}} for name in names}
    answer = view.searcher.aggregate(query, asked)
    return {
        name: {one["key"]: int(one["doc_count"]) for one in answer[name]["buckets"]}
        for name in names
    }


def _facets(
    counts: Mapping[str, Mapping[Any, int]], validity: Mapping[Any, int], filters: Filters
) -> Facets:
    years = {int(year): number for year, number in counts["year"].items()}
    return Facets(
        columns=_named(counts["column"], filters.columns),
        units=_named(counts["unit"], filters.units),
        kinds=_named(counts["kind"], filters.kinds),
        years=tuple(
            FacetValue(str(year), str(year), years[year], year in filters.years)
            for year in sorted(years, reverse=True)
        ),
        validity=tuple(
            FacetValue(one.value, one.label, validity[one.value], one in (filters.validity or ()))
            for one in Validity
            if one.value in validity
        ),
    )


def _named(counts: Mapping[Any, int], chosen: frozenset[str]) -> tuple[FacetValue, ...]:
    """The values with most documents first; one id under two names (renamed) is one value."""
    names: dict[str, str] = {}
    totals: dict[str, int] = {}
    for key, number in counts.items():
        named = from_facet_key(key)
        names.setdefault(named.id, named.name)
        totals[named.id] = totals.get(named.id, 0) + number
    ordered = sorted(totals, key=lambda one: (-totals[one], names[one]))
    listed = [one for place, one in enumerate(ordered) if place < SHOWN or one in chosen]
    return tuple(FacetValue(one, names[one], totals[one], one in chosen) for one in listed)
