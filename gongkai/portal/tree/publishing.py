"""One publication: every page of it, or none, whatever happens to the process or the disk.

1. All new files are written to ``staging/`` and flushed; pages in use are not touched.
2. One transaction of the manifest holds the new state and the moves that lead to it. Its commit
   decides.
3. The moves are made, renames and removals only, and struck out.
Whoever comes next finds either nothing decided, and empties ``staging/``, or moves that are left,
and makes them. All of it runs under the writer's lock.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from enum import StrEnum
from pathlib import Path

from gongkai.portal.tree.absences import write_absences
from gongkai.portal.tree.addresses import file_of, location_of
from gongkai.portal.tree.files import (
    check,
    compressed_beside,
    identity,
    make_folder,
    present,
    put_file,
)
from gongkai.portal.tree.generations import Generation, current_generation, flush, generations
from gongkai.portal.tree.manifest import Manifest, Move, PageRecord
from gongkai.portal.tree.outcomes import Missing, Outcome, Redirect, Rendered
from gongkai.portal.tree.problems import AddressError


class Change(StrEnum):
    """What a publication does to one address."""

    WRITTEN = "written"
    SAME = "same"
    REMOVED = "removed"
    NOTHING = "nothing"


class Publication:
    """Gathers what is to change; see :func:`publication`."""

    def __init__(self, generation: Generation, manifest: Manifest, now: int) -> None:
        self._generation = generation
        self._manifest = manifest
        self._now = now
        self._staged: list[Path] = []

    def put(self, address: str, outcome: Outcome) -> Change:
        """Take in what an address, in its right spelling, comes to.

        Raises:
            AddressError, ContentError: the outcome does not fit the address.
            OSError: the disk is full, or the like; the publication is off.
        """
        if isinstance(outcome, Rendered):
            return self._put_page(address, outcome)
        removed = self._manifest.drop_page(address)
        if isinstance(outcome, Missing):
            news = self._manifest.drop_absence(address)
        else:
            news = self._manifest.put_absence(address, absent_location(address, outcome))
        if removed or present(self._place(address)):
            self._manifest.put_move(Move(address, None))
            return Change.REMOVED
        return Change.REMOVED if news else Change.NOTHING

    def flush(self) -> None:
        """Make the staged files outlive a power cut."""
        if self._staged:
            flush([*self._staged, self._generation.staging])

    def _put_page(self, address: str, rendered: Rendered) -> Change:
        check(address, rendered)
        sha256, size = identity(rendered.content)
        before = self._manifest.page(address)
        self._manifest.put_page(page_record(address, rendered, sha256, size), rendered.depends)
        place = self._place(address)
        old = present(place)
        if before and before.sha256 == sha256 and old and old.size == size:
            return Change.SAME
        make_folder(place.parent)
        staged = self._generation.staging / f"{len(self._staged):07d}"
        twin = put_file(rendered.content, staged, place.name, now=self._now, old=old)
        self._staged += [staged, compressed_beside(staged)] if twin else [staged]
        self._manifest.put_move(Move(address, staged.name, twin))
        return Change.WRITTEN

    def _place(self, address: str) -> Path:
        return self._generation.pages / file_of(address)


@contextmanager
def publication(generation: Generation, manifest: Manifest, now: int) -> Iterator[Publication]:
    """Publish what is put inside, all of it or, if the block ends with an error, nothing."""
    complete(generation, manifest)
    try:
        with manifest.transaction():
            gathered = Publication(generation, manifest, now)
            yield gathered
            gathered.flush()
    except BaseException:
        _empty(generation.staging)
        raise
    complete(generation, manifest)


def complete(generation: Generation, manifest: Manifest) -> bool:
    """Make the moves that are decided and empty the staging folder; say whether any were left."""
    moves = manifest.moves()
    if moves or manifest.lists_are_stale():
        touched = {_make(generation, move).parent for move in moves}
        for move in moves:
            known = manifest.page(move.address)
            if known is None or known.withdrawn:
                _erase_older(generation, move.address)
        flush(touched)
        write_absences(generation, manifest)
        with manifest.transaction():
            manifest.strike_moves()
        for folder in touched:
            _prune(folder, generation.pages)
    _empty(generation.staging)
    return bool(moves)


def page_record(address: str, rendered: Rendered, sha256: bytes, size: int) -> PageRecord:
    """Return what the manifest notes of a page."""
    return PageRecord(
        address, sha256, size, rendered.media_type, rendered.modified, rendered.withdrawn
    )


def absent_location(address: str, outcome: Outcome) -> str | None:
    """Return where an absent page moved to, None if it is gone.

    Raises:
        AddressError: it is said to have moved to where it is.
    """
    if not isinstance(outcome, Redirect):
        return None
    location = location_of(outcome.target)
    if location == location_of(address):
        raise AddressError(address, "不能跳转到自己")
    return location


def _make(generation: Generation, move: Move) -> Path:
    """Make one move; one that is made already is left as it is."""
    place = generation.pages / file_of(move.address)
    twin = compressed_beside(place)
    if move.staged is None:
        place.unlink(missing_ok=True)
        twin.unlink(missing_ok=True)
        return place
    make_folder(place.parent)
    staged = generation.staging / move.staged
    with suppress(FileNotFoundError):
        if move.compressed:
            compressed_beside(staged).replace(twin)
    if not move.compressed:
        twin.unlink(missing_ok=True)
    with suppress(FileNotFoundError):
        staged.replace(place)
    return place


def _erase_older(generation: Generation, address: str) -> None:
    """What was taken back must not wait in a generation that might be put in use again."""
    root = generation.folder.parent
    if current_generation(root) != generation:
        return
    for other in generations(root):
        if other.number < generation.number:
            place = other.pages / file_of(address)
            place.unlink(missing_ok=True)
            compressed_beside(place).unlink(missing_ok=True)


def _prune(folder: Path, top: Path) -> None:
    """Remove a folder without pages, and those above it that it leaves empty."""
    with suppress(OSError):
        while folder != top:
            folder.rmdir()
            folder = folder.parent


def _empty(staging: Path) -> None:
    if any(staging.iterdir()):
        shutil.rmtree(staging)
        staging.mkdir()
