"""Loading a disclosure pack: compose, read, check; every problem at once, and kept once read."""

import threading
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from gongkai.policy.cites import Cites
from gongkai.policy.cursor import Cursor, Log
from gongkai.policy.disclosure.catalogues import Known, read_catalogues
from gongkai.policy.disclosure.chains import read_chains
from gongkai.policy.disclosure.composing import Composed, composed, join_sources
from gongkai.policy.disclosure.content_types import (
    read_channels,
    read_content_types,
    read_forms,
    read_releases,
)
from gongkai.policy.disclosure.local import check_strict
from gongkai.policy.disclosure.pack import DisclosurePack
from gongkai.policy.disclosure.reading import Reading
from gongkai.policy.disclosure.timing import read_timing
from gongkai.policy.disclosure.values import Defaults
from gongkai.policy.library import Library, PackFolder
from gongkai.policy.loading import content_hash, optional_tree, pack_id
from gongkai.policy.national import DEFAULT, load_national
from gongkai.policy.national_values import NationalPack
from gongkai.policy.problems import ProblemsError
from gongkai.policy.sections.national import refer
from gongkai.policy.tree import Branch, Row

_BASELESS = {"X-BASE", "X-CYCLE", "X-KIND"}
_Stamp = tuple[tuple[str, int, int], ...]
_Key = tuple[str, tuple[Path, ...], date | None]


@dataclass(frozen=True)
class _Kept:
    """A pack read before, with the state of the files it was read from."""

    pack: DisclosurePack
    folders: tuple[PackFolder, ...]
    stamp: _Stamp


_kept: dict[_Key, _Kept] = {}
_lock = threading.Lock()


def load_disclosure(
    reference: str, library: Library | None = None, *, on: date | None = None
) -> DisclosurePack:
    """Return the disclosure pack ``reference`` (an id, ``id@version`` or a folder).

    A pack is read again only after one of its files changed. ``on`` is the day whose law fills in
    the terms taken from the national pack; without it the newest. Raises :class:`ProblemsError`
    with everything that is wrong in the pack and in those it uses.
    """
    library = library or Library()
    # Roots that are not there hold nothing; where one is made later, the key is another one.
    key = (reference, tuple(root for root in library.roots if root.is_dir()), on)
    kept = _kept.get(key)
    if kept is not None and kept.stamp == _stamp(kept.folders):
        return kept.pack
    pack, folders = _load(reference, library, on)
    with _lock:
        _kept[key] = _Kept(pack, folders, _stamp(folders))
    return pack


def _stamp(folders: tuple[PackFolder, ...]) -> _Stamp:
    """Return name, time and size of every file that decides what a pack says."""
    found = []
    for folder in folders:
        for path in (folder.main, folder.path / "sources.yaml", folder.path / "calendar.yaml"):
            try:
                state = path.stat()
            except OSError:
                continue
            found.append((str(path), state.st_mtime_ns, state.st_size))
    return tuple(found)


def _load(
    reference: str, library: Library, on: date | None
) -> tuple[DisclosurePack, tuple[PackFolder, ...]]:
    folder = library.find(reference)
    log = Log()
    whole = composed(folder, library, log)
    if whole is None or _BASELESS & {problem.code for problem in log.errors}:
        # What a missing pack would have said must not be reported as missing here.
        raise ProblemsError(log.problems)
    header = Cursor(whole.header, log, "pack")
    law = load_national(library, header.text("national", DEFAULT))
    pack = _build(whole, header, law, log, folder, on)
    check_strict(whole, pack, Reading(cites=Cites(), law=law, on=on), log)
    _check_version(reference, pack, whole, log)
    if log.errors:
        raise ProblemsError(log.problems)
    _check_folder(library, folder, pack, whole, log)
    return replace(pack, notes=tuple(log.problems)), (*whole.folders, law.folder)


def _build(
    whole: Composed,
    header: Cursor,
    law: NationalPack,
    log: Log,
    folder: PackFolder,
    on: date | None,
) -> DisclosurePack:
    root = Cursor(whole.root, log, "规则包")
    reading = Reading(cites=_cites(whole, law, log), law=law, on=on)
    timing = read_timing(root, reading)
    channels, forms = read_channels(root, reading), read_forms(root, reading)
    chains, types = read_chains(root, reading), read_content_types(root, reading)
    known = Known(
        timing=[rule.id for rule in timing],
        channels=[channel.id for channel in channels],
        content_types=[entry.id for entry in types],
        chains=[chain.id for chain in chains],
        national={category.id: category for category in law.categories},
    )
    pack = DisclosurePack(
        id=pack_id(header),
        version=header.text("version", required=True),
        title=header.text("title", required=True),
        summary=header.text("summary"),
        hash=content_hash(Row(whole.root.place, [whole.root, whole.header])),
        national=law.id,
        uses=whole.uses,
        sources=tuple(reading.cites.documents.values()),
        reasons=law.reasons,
        channels=channels,
        forms=forms,
        timing=timing,
        chains=chains,
        content_types=types,
        releases=read_releases(root, reading, types, forms),
        catalogues=read_catalogues(root, reading, known),
        defaults=_defaults(root, known),
        remarks=reading.remarks,
        folder=folder,
    )
    header.text("kind")
    header.done()
    root.done()
    return pack


def _cites(whole: Composed, law: NationalPack, log: Log) -> Cites:
    """Return the sources of the pack, of all it uses, and of the national pack."""
    sources = Branch(whole.sources.place, dict(whole.sources.entries), dict(whole.sources.keys))
    national = optional_tree(law.folder, "sources.yaml")
    if isinstance(national, Branch):
        join_sources(sources, national, log)
    cites = Cites()
    cites.read(sources, log)
    return cites


def _defaults(root: Cursor, known: Known) -> Defaults:
    """Read ``defaults``; required only where a catalogue lets items be filed."""
    cursor = root.child("defaults", "defaults")
    if cursor is None:
        return Defaults(chain="", chains=(), categories=())
    chain = cursor.text("chain", required=True)
    refer(cursor, "chain", chain, known.chains, "审核流程")
    reassessment = cursor.text("reassessment")
    if reassessment:
        refer(cursor, "reassessment", reassessment, known.timing, "公开时限规则")
    defaults = Defaults(
        chain=chain,
        reassessment=reassessment,
        chains=_by_type(cursor, "chains", known.chains, "审核流程", known),
        categories=_by_type(cursor, "categories", known.nodes, "类别", known),
    )
    cursor.done()
    return defaults


def _by_type(
    cursor: Cursor, key: str, values: Iterable[str], what: str, known: Known
) -> tuple[tuple[str, str], ...]:
    """Read ``{content type: id}``."""
    child = cursor.child(key, key)
    if child is None:
        return ()
    found = []
    for type_id, place, _ in list(child.entries()):
        value = child.text(type_id, required=True)
        if type_id not in known.content_types:
            child.log.error(place, "N-UNKNOWN", f"没有体裁 {type_id}")
        refer(child, type_id, value, values, what)
        found.append((type_id, value))
    return tuple(found)


def _check_version(reference: str, pack: DisclosurePack, whole: Composed, log: Log) -> None:
    wanted = reference.partition("@")[2] if "/" not in reference else ""
    if wanted and wanted != pack.version:
        log.error(whole.header.place, "X-VERSION", f"要的是 {wanted} 版，现有 {pack.version} 版")


def _check_folder(
    library: Library, folder: PackFolder, pack: DisclosurePack, whole: Composed, log: Log
) -> None:
    if folder.path.parent in library.roots and folder.path.name != pack.id:
        message = f"规则包编号是 {pack.id}，文件夹名是 {folder.path.name}；两者一致才好找"
        log.note(whole.header.place, "ID-FOLDER", message)
