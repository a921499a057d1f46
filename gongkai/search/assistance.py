"""Help for who found nothing or is still typing; only from what the searcher may see."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, Final

from tantivy import Query as Made

from gongkai.search.compiling import Compiler, any_of, every
from gongkai.search.documents import Document
from gongkai.search.faceting import total_of
from gongkai.search.filters import Filters, conditions, validity_condition
from gongkai.search.folding import fold, letters_only
from gongkai.search.index import Index, View
from gongkai.search.query import Clause, Query, parse
from gongkai.search.results import Completion, FacetValue, Help, WordCount
from gongkai.search.schema import from_facet_key
from gongkai.search.words import domain_words, pairs, word_edges

_MIN_MENDABLE: Final = 3
_MAX_MENDABLE: Final = 16
_TITLES_LOOKED_AT: Final = 40
_MAX_MENDS_TRIED: Final = 6
_MAX_RELATED: Final = 5
_MAX_UNITS: Final = 5
_MIN_TYPED: Final = 2


def suggested(view: View, query: Query, filters: Filters, levels: tuple[str, ...]) -> str:
    """A query one slip away that finds something, or nothing.

    Tried: terms of government one character off, then stretches of visible titles that are.
    """
    if len(query.clauses) != 1 or not query.wanted or query.numbers:
        return ""
    typed = query.wanted[0].text
    if not _MIN_MENDABLE <= len(typed) <= _MAX_MENDABLE:
        return ""
    compiler = Compiler(view)
    for mended in islice(dict.fromkeys(_mends(view, typed, levels)), _MAX_MENDS_TRIED):
        if total_of(view, compiler.found(parse(mended)), filters, levels):
            return mended
    return ""


def helped(view: View, query: Query, filters: Filters, levels: tuple[str, ...]) -> Help:
    """Totals of each part alone, without each filter, and of related terms."""
    compiler = Compiler(view)

    def total(asked: Query, under: Filters) -> int:
        return total_of(view, compiler.found(asked), under, levels)

    alone = [(word, parse(word)) for word in _words_of(query)] if len(_words_of(query)) > 1 else []
    without = [(name, filters.less(name)) for name in filters.active]
    if len(without) > 1:
        without.append(("all", filters.less(*filters.active)))
    return Help(
        words=_leading((word, total(asked, filters)) for word, asked in alone),
        without=_leading((name, total(query, under)) for name, under in without),
        related=_leading((one, total(parse(one), filters)) for one in _related(query)),
    )


def complete(index: Index, typed: str, *, levels: Iterable[str], limit: int = 8) -> Completion:
    """Offer titles that contain what is typed, those that begin with it first, and units.

    Units are found by any stretch of their name or by pinyin. Never raises for what is typed.
    """
    query = parse(typed)
    allowed = tuple(dict.fromkeys(levels))
    letters = letters_only(query.text)
    if len(letters) < _MIN_TYPED:
        return Completion()
    view = index.view()
    return Completion(_titles(view, query.text, allowed, limit), _units(view, letters, allowed))


def units_meant(
    index: Index, typed: str, *, levels: Iterable[str], few: int = 3
) -> tuple[FacetValue, ...]:
    """Return the units a query names, where it names only a few; else it names none."""
    letters = letters_only(parse(typed).text)
    if len(letters) < _MIN_TYPED:
        return ()
    found = _units(index.view(), letters, tuple(dict.fromkeys(levels)))
    return found if len(found) <= few else ()


def _titles(
    view: View, text: str, levels: tuple[str, ...], limit: int
) -> tuple[tuple[str, str], ...]:
    compiler = Compiler(view)
    terms = compiler.exactly(" ".join(text.split()), "title_pairs")
    documents = _some(view, terms, levels, _TITLES_LOOKED_AT)
    start = letters_only(text)
    ordered = sorted(documents, key=lambda one: not letters_only(fold(one.title)).startswith(start))
    first: dict[str, str] = {}
    for one in ordered:
        first.setdefault(one.title, one.url)
    return tuple(first.items())[:limit]


def _units(view: View, letters: str, levels: tuple[str, ...]) -> tuple[FacetValue, ...]:
    compiler = Compiler(view)
    by_letters = compiler.unit_typed(letters, whole=False)
    narrowed = every(conditions(view.schema, Filters(), levels))
    query = every([narrowed, by_letters]) if by_letters is not None else narrowed
    asked = {"unit": {"terms": {"field": "unit_facet", "size": 65_000}}}
    buckets: list[dict[str, Any]] = view.searcher.aggregate(query, asked)["unit"]["buckets"]
    units = ((from_facet_key(one["key"]), int(one["doc_count"])) for one in buckets)
    return tuple(
        FacetValue(unit.id, unit.name, number)
        for unit, number in units
        if by_letters is not None or letters in letters_only(fold(unit.name))
    )[:_MAX_UNITS]


def _some(view: View, found: Made, levels: tuple[str, ...], limit: int) -> list[Document]:
    parts = [found, *conditions(view.schema, Filters(), levels)]
    parts.append(validity_condition(view.schema, Filters().shown))
    result = view.searcher.search(every(parts), limit, count=False)
    stored = (view.searcher.doc(address)["source"][0] for _, address in result.hits)
    return [Document.from_bytes(bytes(one)) for one in stored]


def _mends(view: View, typed: str, levels: tuple[str, ...]) -> Iterator[str]:
    yield from (word for word in domain_words() if _one_slip(typed, word))
    compiler = Compiler(view)
    terms = [compiler.term("title_pairs", pair) for pair in dict.fromkeys(pairs(typed))]
    for document in _some(view, any_of(terms), levels, _TITLES_LOOKED_AT):
        title = letters_only(fold(document.title))
        edges = word_edges(title)  # half a word is nothing anybody looks for
        for size in (len(typed), len(typed) + 1, len(typed) - 1):
            for start in sorted(edges):
                if start + size in edges and _one_slip(typed, title[start : start + size]):
                    yield title[start : start + size]


def _one_slip(one: str, other: str) -> bool:
    """Whether one character was mistyped, left out, put in, or swapped with its neighbour."""
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    start = _common(one, other)
    if len(one) == len(other):
        rest_one, rest_other = one[start + 1 :], other[start + 1 :]
        swapped = one[start : start + 2] == other[start : start + 2][::-1]
        return rest_one == rest_other or (swapped and one[start + 2 :] == other[start + 2 :])
    short, long = sorted((one, other), key=len)
    return short[start:] == long[start + 1 :]


def _common(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    for place, (mine, yours) in enumerate(zip(one, other, strict=False)):
        if mine != yours:
            return place
    return min(len(one), len(other))


def _words_of(query: Query) -> tuple[str, ...]:
    texts = (text for clause in query.wanted for text in _texts(clause))
    return tuple(dict.fromkeys(texts))


def _texts(clause: Clause) -> tuple[str, ...]:
    return (clause.phrase,) if clause.phrase else tuple(word.text for word in clause.words)


def _related(query: Query) -> list[str]:
    """Terms of government that share a word of the query, nearest in length first."""
    words = [word for word in _words_of(query) if len(word) >= _MIN_TYPED]
    near = [term for term in domain_words() if any(word in term and word != term for word in words)]
    return sorted(near, key=len)[:_MAX_RELATED]


def _leading(counts: Iterable[tuple[str, int]]) -> tuple[WordCount, ...]:
    return tuple(WordCount(text, number) for text, number in counts if number)
