"""All pages anew, into a new generation, compared with those in use, then switched to at once.

Publications go on meanwhile. Files whose bytes did not change are shared with the generation in
use, by hard link, so they keep their time and the reader's copy stays valid.
"""

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Final

from gongkai.portal.tree import notes
from gongkai.portal.tree.absences import write_absences
from gongkai.portal.tree.addresses import file_of, normal
from gongkai.portal.tree.files import check, identity, link_pair, make_folder, present, put_file
from gongkai.portal.tree.generations import (
    REBUILD_LOCK,
    Generation,
    locked,
    new_generation,
    remove_unused,
    switch_to,
)
from gongkai.portal.tree.manifest import Manifest
from gongkai.portal.tree.outcomes import (
    Missing,
    Outcome,
    Prepare,
    Render,
    Rendered,
    RenderMany,
    prepare_nothing,
)
from gongkai.portal.tree.pagetree import (
    KEPT_GENERATIONS,
    PageTree,
    batches,
    opened,
    refresh_in,
)
from gongkai.portal.tree.problems import RebuildRefusedError
from gongkai.portal.tree.publishing import absent_location, complete, page_record

# Long enough for a writer that only looks whether a rebuild is alive.
_LOCK_WAIT: Final = 1.0


@dataclass(frozen=True, slots=True)
class Comparison:
    """How new pages differ from those in use, by address; ``same`` is a number."""

    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[str, ...]
    same: int


Accept = Callable[[Comparison], bool]


def accept_any(comparison: Comparison) -> bool:
    """Accept whatever the new pages are."""
    del comparison
    return True


def rebuild(
    tree: PageTree,
    addresses: Iterable[str],
    render: Render,
    *,
    prepare: Prepare = prepare_nothing,
    many: RenderMany | None = None,
    accept: Accept = accept_any,
    keep: int = KEPT_GENERATIONS,
) -> Comparison:
    """Render all addresses into a new generation and switch to it; ``keep`` old ones stay on disk.

    Addresses that are known to be gone or moved stay so unless they are rendered. ``many`` renders
    in place of ``render`` all but what is published meanwhile.

    Raises:
        RebuildRefusedError: ``accept`` did not like the comparison; nothing was switched.
        TreeBusyError: another rebuild is running.
        Whatever ``render`` raises: nothing was switched.
    """
    with locked(tree.root, REBUILD_LOCK, wait=_LOCK_WAIT):
        new = _begin(tree, keep)
        try:
            many = many or partial(_one_after_another, render, prepare)
            for outcomes in many(batches(map(normal, addresses))):
                _fill(tree, new, outcomes)
            return _finish(tree, new, render, prepare, accept)
        finally:
            notes.end(tree.root)
            remove_unused(tree.root, keep=keep)


def _one_after_another(
    render: Render, prepare: Prepare, some: Iterable[list[str]]
) -> Iterator[dict[str, Outcome]]:
    for batch in some:
        prepare(batch)
        yield {address: render(address) for address in batch}


def _begin(tree: PageTree, keep: int) -> Generation:
    """Make the new generation and have every publication noted from here on."""
    with tree.held():
        remove_unused(tree.root, keep=keep)
        new = new_generation(tree.root)
        notes.begin(tree.root)
    return new


def _fill(tree: PageTree, new: Generation, outcomes: dict[str, Outcome]) -> None:
    """Put rendered pages into the new generation, sharing files with the one in use.

    Under the writer's lock, so that what the manifest in use says of a file is true of it.
    """
    with (
        tree.held(patient=True) as current,
        opened(current) as old,
        opened(new, durable=False) as manifest,
    ):
        complete(current, old)
        with manifest.transaction():
            for address, outcome in outcomes.items():
                if isinstance(outcome, Rendered):
                    _put_page(tree.now, (current, old), (new, manifest), address, outcome)
                elif not isinstance(outcome, Missing):
                    manifest.put_absence(address, absent_location(address, outcome))


def _put_page(
    now: int,
    before: tuple[Generation, Manifest],
    after: tuple[Generation, Manifest],
    address: str,
    rendered: Rendered,
) -> None:
    check(address, rendered)
    sha256, size = identity(rendered.content)
    (current, old), (new, manifest) = before, after
    source, place = current.pages / file_of(address), new.pages / file_of(address)
    manifest.put_page(page_record(address, rendered, sha256, size), rendered.depends)
    make_folder(place.parent)
    known, standing = old.page(address), present(source)
    unchanged = known and known.sha256 == sha256 and standing and standing.size == size
    if present(place) is None and not (unchanged and link_pair(source, place)):
        put_file(rendered.content, place, place.name, now=now, old=standing)


def _finish(
    tree: PageTree, new: Generation, render: Render, prepare: Prepare, accept: Accept
) -> Comparison:
    """Bring the new generation up to date, compare, and put it in use."""
    with tree.held(patient=True) as current:
        with opened(current) as old, opened(new, durable=False) as manifest:
            complete(current, old)
            _carry_absences(old, manifest)
            refresh_in(new, manifest, *notes.noted(tree.root), render, prepare, tree.now)
            write_absences(new, manifest)
            added, removed, changed, same = manifest.compared(current.manifest)
        comparison = Comparison(tuple(added), tuple(removed), tuple(changed), same)
        if not accept(comparison):
            raise RebuildRefusedError(
                f"重建的页面与现有页面相差过大（新增 {len(added)}、减少 {len(removed)}、"
                f"改变 {len(changed)}、不变 {same}），没有启用；现有页面照常提供。"
            )
        os.sync()
        switch_to(new)
        notes.end(tree.root)
        return comparison


def _carry_absences(old: Manifest, manifest: Manifest) -> None:
    """Let what is gone or moved stay so, unless it was rendered."""
    with manifest.transaction():
        rendered = dict(manifest.absences())
        for address, location in old.absences():
            if address not in rendered and manifest.page(address) is None:
                manifest.put_absence(address, location)
