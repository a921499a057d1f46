"""``search``: the one way documents are looked for."""

import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import tantivy
from tantivy import Query as Made

from gongkai.search.assistance import helped, suggested
from gongkai.search.compiling import Compiler, every, ranked
from gongkai.search.documents import Document
from gongkai.search.faceting import Counted, count
from gongkai.search.filters import Filters, conditions, validity_condition
from gongkai.search.generations import damage_reported
from gongkai.search.highlighting import Marker
from gongkai.search.index import Index, View
from gongkai.search.query import Query, parse
from gongkai.search.results import Help, Hit, Results, Sort

MAX_SIZE: Final = 100
MAX_REACH: Final = 10_000
"""Hits that paging can reach; who needs more narrows the search."""

NO_FILTERS: Final = Filters()


def search(
    index: Index,
    text: str,
    *,
    levels: Iterable[str],
    filters: Filters = NO_FILTERS,
    sort: Sort = Sort.RELEVANCE,
    page: int = 1,
    size: int = 20,
) -> Results:
    """Look for a text among the documents of these levels.

    Any text, page and size gives a result. Documents of other levels leave no trace in hits,
    total, facets, suggestion or help. Raises ``IndexUnusableError`` only.
    """
    began = time.perf_counter()
    asked = _Asked(index.view(), parse(text), filters, tuple(dict.fromkeys(levels)))
    size = max(1, min(size, MAX_SIZE))
    with damage_reported(index.folder):
        counted = asked.counted()
        pages = max(1, -(-min(counted.total, MAX_REACH) // size))
        page = max(1, min(page, pages))
        hits = asked.hits(sort, (page - 1) * size, size)
        suggestion, ways_out = ("", Help()) if counted.total else asked.help()
    return Results(
        query=asked.query.text,
        total=counted.total,
        hits=hits,
        page=page,
        pages=pages,
        size=size,
        sort=sort,
        facets=counted.facets,
        ended=counted.ended,
        did_synonyms=asked.query.synonyms,
        suggestion=suggestion,
        help=ways_out,
        shortened=asked.query.shortened,
        took_ms=(time.perf_counter() - began) * 1_000,
    )


@dataclass(frozen=True, slots=True)
class _Asked:
    """One search under way."""

    view: View
    query: Query
    filters: Filters
    levels: tuple[str, ...]

    def counted(self) -> Counted:
        found = Compiler(self.view).found(self.query)
        return count(self.view, found, self.filters, self.levels)

    def hits(self, sort: Sort, offset: int, size: int) -> tuple[Hit, ...]:
        by_relevance = sort is Sort.RELEVANCE and self.query.wanted
        page = self._by_relevance if by_relevance else self._by_date
        marker = Marker(self.query)
        documents = [self._document(address) for _, address in page(offset, size).hits]
        return tuple(
            Hit(one, marker.title(one.title), marker.snippet(one.body)) for one in documents
        )

    def help(self) -> tuple[str, Help]:
        asked = (self.view, self.query, self.filters, self.levels)
        return suggested(*asked), helped(*asked)

    def _by_relevance(self, offset: int, size: int) -> tantivy.SearchResult:
        compiler = Compiler(self.view)
        query = ranked(compiler.found(self.query), self._narrowing(), compiler.lifts(self.query))
        return self.view.searcher.search(query, size, count=False, offset=offset)

    def _by_date(self, offset: int, size: int) -> tantivy.SearchResult:
        found = Compiler(self.view).found(self.query)
        query = every([found, *self._narrowing()])
        return self.view.searcher.search(
            query,
            size,
            count=False,
            order_by_field="published",
            offset=offset,
            order=tantivy.Order.Desc,
        )

    def _narrowing(self) -> list[Made]:
        schema = self.view.schema
        return [
            *conditions(schema, self.filters, self.levels),
            validity_condition(schema, self.filters.shown),
        ]

    def _document(self, address: tantivy.DocAddress) -> Document:
        stored: bytes = self.view.searcher.doc(address)["source"][0]
        return Document.from_bytes(bytes(stored))
