"""The tree of pages on disk: written to at publication, read by any server of files."""

import math
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final

from gongkai.portal.tree import notes
from gongkai.portal.tree.absences import write_absences
from gongkai.portal.tree.addresses import normal
from gongkai.portal.tree.generations import (
    WAIT_SECONDS,
    WRITER_LOCK,
    Generation,
    current_generation,
    locked,
    new_generation,
    switch_to,
)
from gongkai.portal.tree.manifest import Manifest, PageRecord
from gongkai.portal.tree.outcomes import (
    GONE,
    MISSING,
    Gone,
    Missing,
    Prepare,
    Redirect,
    Render,
    Rendered,
    prepare_nothing,
)
from gongkai.portal.tree.publishing import Change, complete, publication

KEPT_GENERATIONS: Final = 2
# Addresses that are prepared together; in a rebuild their pages wait in memory for the lock.
BATCH: Final = 100


@dataclass(frozen=True, slots=True)
class Plan:
    """The addresses that have to be rendered anew, in order."""

    addresses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """What a refresh did, by address; ``nothing`` were absent before and after."""

    written: tuple[str, ...] = ()
    same: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    nothing: tuple[str, ...] = ()


class PageTree:
    """The tree below ``root``. Cheap to make; any number of processes may have one.

    Every method that writes waits for its turn, first completes or undoes what a killed process
    left behind, and raises ``TreeBusyError`` after ``wait`` seconds, ``AddressError`` or
    ``ContentError`` for what does not fit, ``OSError`` where the disk refuses. After an error the
    pages are what they were.
    """

    def __init__(
        self,
        root: Path,
        *,
        clock: Callable[[], float] = time.time,
        wait: float = WAIT_SECONDS,
    ) -> None:
        self.root = root
        self._clock = clock
        self._wait = wait

    @property
    def now(self) -> int:
        """The time of files written now, in whole seconds as HTTP has them."""
        return int(self._clock())

    def write(self, address: str, rendered: Rendered) -> bool:
        """Put one page in its place and say whether its bytes are new."""
        return self._put(address, rendered) is Change.WRITTEN

    def remove(self, address: str, outcome: Gone | Redirect | Missing = GONE) -> bool:
        """Take one page away, leaving 410, 301 or, with ``MISSING``, no trace."""
        return self._put(address, outcome) is Change.REMOVED

    def forget(self, address: str) -> bool:
        """Take one page away, or the memory of one, and answer 404 from then on."""
        return self.remove(address, MISSING)

    def plan(self, changed: Iterable[str], extra: Iterable[str] = ()) -> Plan:
        """Return what :meth:`refresh` would render for the changed keys and extra addresses."""
        with self._reading() as manifest:
            return _plan(manifest, set(changed), {normal(address) for address in extra})

    def refresh(
        self,
        changed: Iterable[str],
        render: Render,
        extra: Iterable[str] = (),
        *,
        prepare: Prepare = prepare_nothing,
    ) -> Report:
        """Render every page that depends on a changed key, and the extra addresses, at once.

        Two workers take turns, rendering included, so that the later state always wins. An error
        of ``render`` leaves everything as it was.
        """
        keys, addresses = set(changed), {normal(address) for address in extra}
        with self._writing() as (generation, manifest):
            notes.note(self.root, keys, addresses)
            return refresh_in(generation, manifest, keys, addresses, render, prepare, self.now)

    def recover(self) -> bool:
        """Complete or undo what a killed process left; say whether a publication was completed."""
        if current_generation(self.root) is None:
            return False
        with self.held() as generation, opened(generation) as manifest:
            return complete(generation, manifest)

    def pages_depending_on(self, keys: Iterable[str]) -> list[str]:
        """Return the addresses of pages made from any of the keys, in order."""
        with self._reading() as manifest:
            return sorted(manifest.dependents(keys))

    def page(self, address: str) -> PageRecord | None:
        """Return what is known of the page at an address."""
        with self._reading() as manifest:
            return manifest.page(normal(address))

    def pages(self) -> Iterator[PageRecord]:
        """Every page by address, as a site map needs them."""
        with self._reading() as manifest:
            yield from manifest.pages()

    def absences(self) -> dict[str, str | None]:
        """Return addresses where pages were, with the location of those that moved."""
        with self._reading() as manifest:
            return dict(manifest.absences())

    @contextmanager
    def held(self, *, patient: bool = False) -> Iterator[Generation]:
        """Keep every other writer out; makes the first generation where there is none.

        ``patient`` waits without end, for work of minutes that one long turn must not spoil.
        """
        with locked(self.root, WRITER_LOCK, wait=math.inf if patient else self._wait):
            generation = current_generation(self.root)
            if generation is None:
                generation = new_generation(self.root)
                with opened(generation) as manifest:
                    write_absences(generation, manifest)
                switch_to(generation)
            yield generation

    def _put(self, address: str, outcome: Rendered | Gone | Redirect | Missing) -> Change:
        right = normal(address)
        with self._writing() as (generation, manifest):
            notes.note(self.root, (), (right,))
            with publication(generation, manifest, self.now) as gathered:
                return gathered.put(right, outcome)

    @contextmanager
    def _writing(self) -> Iterator[tuple[Generation, Manifest]]:
        with self.held() as generation, opened(generation) as manifest:
            yield generation, manifest

    @contextmanager
    def _reading(self) -> Iterator[Manifest]:
        generation = current_generation(self.root)
        if generation is None:
            with self.held() as generation:
                pass
        with opened(generation) as manifest:
            yield manifest


@contextmanager
def opened(generation: Generation, *, durable: bool = True) -> Iterator[Manifest]:
    """Open the manifest of a generation and close it again."""
    manifest = Manifest(generation.manifest, durable=durable)
    try:
        yield manifest
    finally:
        manifest.close()


def refresh_in(
    generation: Generation,
    manifest: Manifest,
    keys: set[str],
    addresses: set[str],
    render: Render,
    prepare: Prepare,
    now: int,
) -> Report:
    """Render what depends on the keys, and the addresses, in one publication."""
    done: dict[Change, list[str]] = {change: [] for change in Change}
    complete(generation, manifest)
    with publication(generation, manifest, now) as gathered:
        for batch in batches(_plan(manifest, keys, addresses).addresses):
            prepare(batch)
            for address in batch:
                done[gathered.put(address, render(address))].append(address)
    return Report(**{change.value: tuple(found) for change, found in done.items()})


def batches(addresses: Iterable[str]) -> Iterator[list[str]]:
    """Yield addresses in lists of those that are prepared together."""
    rest = iter(addresses)
    while batch := list(islice(rest, BATCH)):
        yield batch


def _plan(manifest: Manifest, keys: set[str], addresses: set[str]) -> Plan:
    return Plan(tuple(sorted(manifest.dependents(keys) | addresses)))
