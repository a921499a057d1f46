"""The index: opened by any number of readers, written by one process at a time.

Readers look at two small files before each search, so what another process has committed, or a
generation it has switched to, is seen at once and without a restart. What ``upsert`` and
``delete`` have returned from is on disk.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from threading import Lock
from typing import Self

import tantivy

from gongkai.search import generations, journal
from gongkai.search.documents import Document
from gongkai.search.problems import IndexUnusableError
from gongkai.search.writing import COMMIT_EVERY, erase, write


@dataclass(frozen=True, slots=True)
class View:
    """The index as it stood at one moment; a search uses one view throughout."""

    searcher: tantivy.Searcher
    schema: tantivy.Schema
    same_dictionary: bool


class Index:
    """The search index in a folder. Safe to share between threads."""

    def __init__(self, folder: Path) -> None:
        self.folder = Path(folder)
        self._lock = Lock()
        self._signature: tuple[int, ...] = ()
        self._generation: Path | None = None
        self._index: tantivy.Index | None = None
        self._view: View | None = None

    @classmethod
    def create(cls, folder: Path) -> Self:
        """Make an empty index, or open the one that is there and can be used."""
        index = cls(folder)
        with generations.locked(index.folder, generations.WRITER_LOCK):
            try:
                generations.current_generation(index.folder)
            except IndexUnusableError:
                generations.switch_to(generations.new_generation(index.folder))
        index.view()
        return index

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Open an index; raises ``IndexUnusableError`` where there is none to use."""
        index = cls(folder)
        index.view()
        return index

    @property
    def outdated(self) -> bool:
        """Whether the dictionary has changed since it was built: a rebuild would rank better."""
        return generations.is_outdated(generations.current_generation(self.folder))

    def view(self) -> View:
        """The newest state; raises ``IndexUnusableError``."""
        with self._lock:
            found = generations.signature(self.folder)
            if self._view is None or found != self._signature:
                self._view = self._newest()
                self._signature = found
            return self._view

    def upsert(self, documents: Iterable[Document]) -> int:
        """Put documents in, each in place of the one with its id; return how many.

        Written in batches of ``COMMIT_EVERY``. When this raises, whole batches may be in and the
        rest is not: hand all of them over again. Of one id the last document counts.
        """
        source = iter(documents)
        count = 0
        while part := list({one.id: one for one in islice(source, COMMIT_EVERY)}.values()):
            with self._writing():
                journal.note(self.folder, part)
                count += write(generations.current_generation(self.folder), part)
        return count

    def delete(self, ids: Iterable[str]) -> None:
        """Take documents out; ids that are not there do not matter."""
        gone = list(ids)
        if not gone:
            return
        with self._writing():
            journal.note(self.folder, gone)
            erase(generations.current_generation(self.folder), gone)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        with (
            generations.full_disk_reported(self.folder),
            generations.locked(self.folder, generations.WRITER_LOCK),
        ):
            yield

    def _newest(self) -> View:
        """Open, or reload; a generation removed under our hands has a successor."""
        for _ in range(3):
            generation = generations.current_generation(self.folder)
            try:
                return self._read(generation)
            except IndexUnusableError:
                if generations.current_generation(self.folder) == generation:
                    raise
        raise IndexUnusableError(self.folder, "索引正在频繁切换")

    def _read(self, generation: Path) -> View:
        if self._index is None or self._generation != generation:
            self._index = generations.open_generation(generation)
            self._generation = generation
        with generations.damage_reported(self.folder):
            self._index.reload()
            same = not generations.is_outdated(generation)
            return View(self._index.searcher(), self._index.schema, same)


def ids_of(view: View) -> Iterator[str]:
    """The ids of all documents in the index."""
    everything = tantivy.Query.all_query()
    yield from (term for term, _ in view.searcher.terms_with_prefix("id", "", everything))
