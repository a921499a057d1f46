"""The address of a search: what it asks for, read from parameters anybody may have typed."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.http import QueryDict

from gongkai.search import Filters, Sort, Validity

SIZE: Final = 20
_ALL: Final = "all"


@dataclass(frozen=True, slots=True)
class Asked:
    """A search as asked for. Whatever makes no sense in the address is left out."""

    words: str
    filters: Filters
    sort: Sort
    page: int


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
