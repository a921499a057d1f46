"""The fields of the index, and a document laid out in them."""

import zlib
from datetime import date
from typing import Final

import tantivy

from gongkai.rules import document_numbers
from gongkai.search.documents import Document, Named
from gongkai.search.folding import fold, letters_only
from gongkai.search.pinyin import typed_forms
from gongkai.search.words import characters, index_words, known_words, pairs

FORMAT: Final = 2
"""Raised with every change of the fields; an index of another format must be built again."""

FACETS: Final = {"column": "column_facet", "unit": "unit_facet", "kind": "kind_facet"}
"""Facets of things with a name: the field holds the id and the name people read."""

_EXACT: Final = ("id", "level", "unit", "within", "column", "kind", "number", "index_number")
_BETWEEN: Final = "\x1f"  # between id and name; folding leaves it in no id
_TIE_BITS: Final = 32


def build_schema() -> tantivy.Schema:
    """The schema of a generation of the index."""
    builder = tantivy.SchemaBuilder()
    for name in (*_EXACT, "unit_typed"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in (*FACETS.values(), "validity"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
    for name in ("words", "title_words", "known"):
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="freq")
    for name in ("pairs", "title_pairs"):
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="position")
    builder.add_text_field("characters", tokenizer_name="whitespace", index_option="basic")
    builder.add_unsigned_field("year", indexed=True, fast=True)
    builder.add_unsigned_field("published", indexed=True, fast=True)
    builder.add_bytes_field("source", stored=True)
    return builder.build()


def lay_out(document: Document) -> tantivy.Document:
    """Turn a document into the index's fields."""
    title = fold(document.title)
    text = "\n".join((title, fold(document.number), fold(document.body), *_around(document)))
    row = tantivy.Document()
    for name, values in _exact_values(document).items():
        for value in values:
            row.add_text(name, value)
    row.add_text("words", " ".join(index_words(text)))
    row.add_text("title_words", " ".join(index_words(title)))
    row.add_text("known", " ".join(known_words(text)))
    row.add_text("pairs", " ".join(pairs(text)))
    row.add_text("title_pairs", " ".join(pairs(title)))
    row.add_text("characters", " ".join(characters(text)))
    row.add_unsigned("year", document.year)
    row.add_unsigned("published", day_key(document.published_on) + _tie(document.id))
    row.add_bytes("source", document.to_bytes())
    return row


def _around(document: Document) -> list[str]:
    return [fold(word) for word in (*document.keywords, document.unit.name)]


def _exact_values(document: Document) -> dict[str, tuple[str, ...]]:
    kind = (document.kind,) if document.kind else ()
    units = (*document.unit_path, document.unit)
    return {
        "id": (clean_id(document.id),),
        "level": (clean_id(document.level),),
        "unit": (clean_id(document.unit.id),),
        "within": tuple(clean_id(unit.id) for unit in units),
        "column": tuple(clean_id(column.id) for column in document.columns),
        "kind": tuple(clean_id(one.id) for one in kind),
        "number": _numbers(document.number),
        "index_number": tuple(filter(None, (letters_only(fold(document.index_number)),))),
        "unit_typed": typed_forms(fold(document.unit.name)),
        "validity": (document.validity.value,),
        "column_facet": tuple(map(facet_key, document.columns)),
        "unit_facet": (facet_key(document.unit),),
        "kind_facet": tuple(map(facet_key, kind)),
    }


def _numbers(printed: str) -> tuple[str, ...]:
    """Every number of a joint issue, in the official spelling; else the cell as it is."""
    found = tuple(fold(number.canonical) for number in document_numbers.parse_all(printed))
    plain = letters_only(fold(printed))
    return found or ((plain,) if plain else ())


def facet_key(named: Named) -> str:
    """The value of a facet field: id and name."""
    return f"{clean_id(named.id)}{_BETWEEN}{clean_id(named.name)}"


def from_facet_key(key: str) -> Named:
    """Read what ``facet_key`` wrote."""
    return Named(*key.split(_BETWEEN, 1))


def clean_id(text: str) -> str:
    """An id the index can keep: without characters that are none."""
    return text.encode("utf-8", "replace").decode().replace(_BETWEEN, " ")


def day_key(day: date) -> int:
    """Where a day begins in the order of publication; the ids order one day's documents."""
    return day.toordinal() << _TIE_BITS


def _tie(document_id: str) -> int:
    return zlib.crc32(document_id.encode("utf-8", "replace"))
