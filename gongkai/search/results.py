"""What a search answers. Texts come in segments; how they are marked is the page's business."""

from dataclasses import dataclass, field
from enum import StrEnum

from gongkai.search.documents import Document


class Sort(StrEnum):
    """The order of the hits."""

    RELEVANCE = "relevance"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of text; ``marked`` where the query was found."""

    text: str
    marked: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """One document found, with title and excerpt in segments."""

    document: Document
    title: tuple[Segment, ...]
    snippet: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class FacetValue:
    """How many documents a value would leave; ``chosen`` if it is a filter now."""

    key: str
    name: str
    count: int
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Facets:
    """Counts under the query and all other filters, the own filter of each facet set aside."""

    columns: tuple[FacetValue, ...] = ()
    units: tuple[FacetValue, ...] = ()
    kinds: tuple[FacetValue, ...] = ()
    years: tuple[FacetValue, ...] = ()
    validity: tuple[FacetValue, ...] = ()


@dataclass(frozen=True, slots=True)
class WordCount:
    """A part of the query alone, and how many documents it finds."""

    text: str
    total: int


@dataclass(frozen=True, slots=True)
class Help:
    """Ways out when nothing was found; only ways that lead to something.

    ``without`` gives totals when a filter (named as in ``Filters``) is dropped, and under
    ``all`` when all are.
    """

    words: tuple[WordCount, ...] = ()
    without: tuple[WordCount, ...] = ()
    related: tuple[WordCount, ...] = ()


@dataclass(frozen=True, slots=True)
class SearchLog:
    """What may be recorded of a search to find bad answers and slow ones; nothing of a person."""

    query: str
    total: int
    took_ms: float


@dataclass(frozen=True, slots=True)
class Results:
    """One page of an answer. ``total`` is exact.

    ``ended`` counts the expired and repealed documents left out. ``did_synonyms`` lists words
    also looked for under another name. ``suggestion`` is a query that finds something when this
    one found nothing. ``pages`` ends where paging is allowed to end; ``page`` is the page given,
    which may be nearer than the one asked for.
    """

    query: str
    total: int
    hits: tuple[Hit, ...]
    page: int
    pages: int
    size: int
    sort: Sort
    facets: Facets
    ended: int = 0
    did_synonyms: tuple[tuple[str, str], ...] = ()
    suggestion: str = ""
    help: Help = field(default_factory=Help)
    shortened: bool = False
    took_ms: float = 0.0

    @property
    def log(self) -> SearchLog:
        """The record of this search."""
        return SearchLog(self.query, self.total, self.took_ms)


@dataclass(frozen=True, slots=True)
class Completion:
    """What is offered while somebody types: titles with their address, and units."""

    titles: tuple[tuple[str, str], ...] = ()
    units: tuple[FacetValue, ...] = ()
