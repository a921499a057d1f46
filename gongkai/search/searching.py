"""``search``: the one way documents are looked for."""

import time
from collections.abc import Iterable
from typing import Final

import tantivy
from tantivy import Query as Made

from gongkai.search.assistance import helped, suggested
from gongkai.search.compiling import Compiler, every, ranked
from gongkai.search.documents import Document
from gongkai.search.faceting import count
from gongkai.search.filters import Filters, conditions, validity_condition
from gongkai.search.generations import damage_reported
from gongkai.search.highlighting import Marker
from gongkai.search.index import Index, View
from gongkai.search.query import parse
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
    allowed = tuple(dict.fromkeys(levels))
    view = index.view()
    query = parse(text)
    compiler = Compiler(view.schema)
    found = compiler.found(query)
    with damage_reported(view.folder):
        counted = count(view, found, filters, allowed)
        size = max(1, min(size, MAX_SIZE))
        pages = max(1, -(-min(counted.total, MAX_REACH) // size))
        page = max(1, min(page, pages))
        narrowing = [
            *conditions(view.schema, filters, allowed),
            validity_condition(view.schema, filters.shown),
        ]
        lifts = compiler.lifts(query) if sort is Sort.RELEVANCE and query.wanted else None
        documents = _page(view, found, narrowing, lifts, (page - 1) * size, size)
        nothing = counted.total == 0
        suggestion = suggested(view, query, filters, allowed) if nothing else ""
        ways_out = helped(view, query, filters, allowed) if nothing else Help()
    marker = Marker(query)
    return Results(
        query=query.text,
        total=counted.total,
        hits=tuple(
            Hit(one, marker.title(one.title), marker.snippet(one.body)) for one in documents
        ),
        page=page,
        pages=pages,
        size=size,
        sort=sort,
        facets=counted.facets,
        ended=counted.ended,
        did_synonyms=query.synonyms,
        suggestion=suggestion,
        help=ways_out,
        shortened=query.shortened,
        took_ms=(time.perf_counter() - began) * 1_000,
    )


def _page(
    view: View,
    found: Made,
    narrowing: list[Made],
    lifts: list[Made] | None,
    offset: int,
    size: int,
) -> list[Document]:
    """One page of documents, by relevance, or by date where there is nothing to rank by."""
    if lifts is None:
        result = view.searcher.search(
            every([found, *narrowing]),
            size,
            count=False,
            order_by_field="published",
            offset=offset,
            order=tantivy.Order.Desc,
        )
    else:
        query = ranked(found, narrowing, lifts)
        result = view.searcher.search(query, size, count=False, offset=offset)
    return [_document(view, address) for _, address in result.hits]


def _document(view: View, address: tantivy.DocAddress) -> Document:
    stored: bytes = view.searcher.doc(address)["source"][0]
    return Document.from_bytes(bytes(stored))
