"""What servers must know beside the files: where pages were, moved to, or were withdrawn.

Written beside the pages whenever it changes: ``absent.json`` for the embedded server, and three
maps in ``nginx/`` which nginx reads when it is reloaded. Until then a removed page answers 404
there and not 410; its content is gone from the first moment.
"""

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from gongkai.portal.tree.files import READABLE, make_folder
from gongkai.portal.tree.generations import Generation, ask_for_reload, flush
from gongkai.portal.tree.manifest import Manifest

ABSENT: Final = "absent.json"
MAPS: Final = "nginx"


@dataclass(frozen=True, slots=True)
class Absences:
    """Addresses without a page: moved to a location, or gone; and pages that were withdrawn."""

    moved: dict[str, str] = field(default_factory=dict)
    gone: frozenset[str] = frozenset()
    withdrawn: frozenset[str] = frozenset()


def write_absences(generation: Generation, manifest: Manifest) -> None:
    """Write what the manifest knows of absences for both servers."""
    known = dict(manifest.absences())
    moved = {address: location for address, location in known.items() if location is not None}
    gone = sorted(known.keys() - moved.keys())
    withdrawn = manifest.withdrawn()
    maps = generation.folder / MAPS
    make_folder(maps)
    written = [
        _replace(maps / "moved.map", _map(moved.items())),
        _replace(maps / "gone.map", _map((address, "1") for address in gone)),
        _replace(maps / "withdrawn.map", _map((address, "noindex") for address in withdrawn)),
        _replace(
            generation.folder / ABSENT,
            json.dumps({"moved": moved, "gone": gone, "withdrawn": withdrawn}, ensure_ascii=False),
        ),
    ]
    flush([*written, maps, generation.folder])
    ask_for_reload(generation.folder.parent)


def read_absences(path: Path) -> Absences:
    """Read what :func:`write_absences` wrote; nothing where there is no such file."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Absences()
    return Absences(found["moved"], frozenset(found["gone"]), frozenset(found["withdrawn"]))


def _map(entries: Iterable[tuple[str, str]]) -> str:
    """Lines of an nginx map. Addresses hold no quote or backslash, locations no ``$``."""
    return "".join(f'"{address}" "{value}";\n' for address, value in entries)


def _replace(path: Path, text: str) -> Path:
    beside = path.with_name(f"{path.name}.new")
    beside.write_text(text, encoding="utf-8")
    os.chmod(beside, READABLE)
    beside.replace(path)
    return path
