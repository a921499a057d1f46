"""Writing documents into one generation of the index."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Final

import tantivy

from gongkai.search.documents import Document
from gongkai.search.generations import damage_reported, open_generation
from gongkai.search.schema import clean_id, lay_out

COMMIT_EVERY: Final = 20_000
"""A crash loses at most what was handed over since the last commit, and never half of it."""

_SMALL_HEAP: Final = 32 << 20
_LARGE_HEAP: Final = 256 << 20
_LARGE: Final = 2_000  # from here on a second thread and more memory pay


@contextmanager
def _writer(generation: Path, *, large: bool) -> Iterator[tantivy.IndexWriter]:
    """A writer that is gone afterwards, with its merges done."""
    with damage_reported(generation.parent):
        index = open_generation(generation)
        writer = index.writer(_LARGE_HEAP if large else _SMALL_HEAP, 2 if large else 1)
        try:
            yield writer
        finally:
            writer.wait_merging_threads()


def write(generation: Path, documents: Iterable[Document]) -> int:
    """Put documents in, each in place of the one with its id; return how many."""
    source = iter(documents)
    first = list(islice(source, _LARGE))
    count = 0
    with _writer(generation, large=len(first) == _LARGE) as writer:
        for part in _parts(first, source):
            for document in part:
                writer.delete_documents_by_term("id", clean_id(document.id))
                writer.add_document(lay_out(document))
                count += 1
            writer.commit()
    return count


def erase(generation: Path, ids: Iterable[str]) -> None:
    """Take documents out; ids that are not there do not matter."""
    with _writer(generation, large=False) as writer:
        for one in ids:
            writer.delete_documents_by_term("id", clean_id(one))
        writer.commit()


def _parts(first: list[Document], rest: Iterator[Document]) -> Iterator[list[Document]]:
    part = first
    while part:
        yield part
        part = list(islice(rest, COMMIT_EVERY))
