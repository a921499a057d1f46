"""Packs pinned to rounds: a copy of every file that decides, and the scheme read back from it.

A new version of a pack never touches a round; the copy is checked against its hash whenever it is
read, so a round cannot change its rules behind anybody's back.
"""

import json
import tempfile
from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.utils.translation import gettext

from gongkai.assessment.models import PinnedPack
from gongkai.core.actions import Refused
from gongkai.policy.library import Library, PackFolder
from gongkai.policy.loading import Pack, PatchEntry, load_pack
from gongkai.policy.problems import Place, ProblemsError
from gongkai.policy.tree import Branch, Leaf, Node, Row

_FILES: Final = ("pack.yaml", "sources.yaml", "CHANGES.yaml")
READINGS: Final = "readings"


def library() -> Library:
    """Return the packs of this installation: the office's own before the built-in ones."""
    return Library(Path(settings.GONGKAI_DATA) / "packs")


def pin(reference: str, *, at: datetime, packs: Library | None = None) -> PinnedPack:
    """Keep a copy of a pack and of everything it extends; the same content is kept once.

    Raises:
        Refused: there is no such pack, or it has errors; the first is named.
    """
    packs = packs or library()
    try:
        pack = load_pack(reference, packs)
        files = dict(_files(pack.folder, packs))
    except ProblemsError as error:
        problem = error.problems[0]
        words = gettext("规则包 %(pack)s 不能用：%(why)s") % {"pack": reference, "why": problem}
        raise Refused(words, "pack") from error
    row, _ = PinnedPack.objects.get_or_create(
        hash=pack.scheme.hash,
        defaults={
            "pack": pack.scheme.id,
            "version": pack.scheme.version,
            "title": pack.scheme.title,
            "folder": pack.folder.path.name,
            "files": files,
            "pinned_at": at,
        },
    )
    return row


def _files(folder: PackFolder, packs: Library) -> Iterator[tuple[str, str]]:
    """Yield name and text of the files of a pack, then of its base."""
    for name in _FILES:
        path = folder.path / name
        if path.is_file():
            yield f"{folder.path.name}/{name}", path.read_text(encoding="utf-8")
    base = load_pack(str(folder.path), packs).extends
    if base:
        yield from _files(packs.beside(folder).by_id(base), packs)


def pinned(row: PinnedPack, readings: Mapping[str, object]) -> Pack:
    """Return a pinned pack with the readings of a round laid over it.

    Raises:
        ProblemsError: a reading does not fit.
        RuntimeError: the copy is not what was pinned.
    """
    return _kept(row.hash, json.dumps(readings, sort_keys=True, ensure_ascii=False))


def tried(row: PinnedPack, readings: Node, patch: tuple[PatchEntry, ...]) -> Pack:
    """Return a pinned pack with other readings and values, to try them out.

    Raises:
        ProblemsError: a reading or a value does not fit.
    """
    return _load(row, readings, patch)


@lru_cache(maxsize=64)
def _kept(digest: str, readings: str) -> Pack:
    row = PinnedPack.objects.get(hash=digest)
    pack = _load(row, node_of(json.loads(readings), READINGS), ())
    if pack.scheme.hash != digest:
        raise RuntimeError(f"pinned pack {row.pack}: content does not match its hash")
    return pack


def _load(row: PinnedPack, readings: Node, patch: tuple[PatchEntry, ...]) -> Pack:
    with tempfile.TemporaryDirectory(prefix="gongkai-pack-") as name:
        root = Path(name)
        for path, text in row.files.items():
            target = root / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")
        return load_pack(str(root / row.folder), Library(root), readings=readings, patch=patch)


def node_of(value: object, cell: str) -> Node:
    """Return plain JSON as a positioned node, as if it had been read from a file."""
    place = Place(READINGS, cell=cell)
    if isinstance(value, Mapping):
        keys = [str(key) for key in value]
        entries = {str(key): node_of(part, f"{cell}.{key}") for key, part in value.items()}
        return Branch(place, entries, {key: Place(READINGS, cell=f"{cell}.{key}") for key in keys})
    if isinstance(value, list | tuple):
        return Row(place, [node_of(part, f"{cell}[{n}]") for n, part in enumerate(value)])
    return Leaf(place, None if value is None else str(value))


def plain_of(node: Node) -> Any:
    """Return a positioned node as plain JSON; numbers stay texts, as written."""
    if isinstance(node, Leaf):
        return node.text
    if isinstance(node, Row):
        return [plain_of(one) for one in node.items]
    return {key: plain_of(one) for key, one in node.entries.items()}


def kept_readings(row: PinnedPack, chosen: Mapping[str, object]) -> dict[str, object]:
    """Return the readings chosen so far that a pack takes."""
    kept: dict[str, object] = {}
    for name, value in chosen.items():
        try:
            pinned(row, {**kept, name: value})
        except ProblemsError:
            continue
        kept[name] = value
    return kept
