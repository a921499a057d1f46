"""The address of a search: what it asks for, read from parameters anybody may have typed."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.http import QueryDict

from gongkai.search import MAX_CHARACTERS, Filters, Sort, Validity

SIZE: Final = 20
_NAMES: Final = ("q", "column", "unit", "kind", "year", "validity", "from", "to", "sort", "page")
_MOST_VALUES: Final = 20
_LONGEST: Final = 100
_ALL: Final = "all"


@dataclass(frozen=True, slots=True)
class Asked:
    """A search as asked for. Whatever makes no sense in the address is left out."""

    words: str
    filters: Filters
    sort: Sort
    page: int


def kept(query: QueryDict) -> QueryDict:
    """Return what a search knows of an address, cut to what people choose.

    Each link of the page repeats it: ten kilobytes would make three megabytes. One character more
    of the words than are looked for stays, so that the page says they were cut.
    """
    known = QueryDict(mutable=True)
    for name in _NAMES:
        longest = MAX_CHARACTERS + 1 if name == "q" else _LONGEST
        values = [value[:longest] for value in query.getlist(name)[:_MOST_VALUES]]
        if values:
            known.setlist(name, values)
    return known


def read(query: QueryDict) -> Asked:
    """Read the parameters of a search."""
    return Asked(
        words=query.get("q", "").strip(),
        filters=Filters(
            columns=frozenset(filter(None, query.getlist("column"))),
            within=frozenset(filter(None, query.getlist("unit"))),
            kinds=frozenset(filter(None, query.getlist("kind"))),
            years=frozenset(int(y) for y in query.getlist("year") if _is_number(y, 4)),
            validity=_validity(query.get("validity", "")),
            published_from=_day(query.get("from", "")),
            published_to=_day(query.get("to", "")),
        ),
        sort=Sort.DATE if query.get("sort") == Sort.DATE else Sort.RELEVANCE,
        page=int(page) if _is_number(page := query.get("page", ""), 6) else 1,
    )


def _is_number(text: str, digits: int) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= digits


def _validity(value: str) -> frozenset[Validity] | None:
    """``all`` shows what has ended too; one state shows that state; nothing hides the ended."""
    if value == _ALL:
        return frozenset(Validity)
    return frozenset({Validity(value)}) if value in set(Validity) else None


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None
