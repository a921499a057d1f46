"""What changes while a new generation is being built, so that the switch loses none of it.

The notes exist exactly while a rebuild runs. Every publication is noted before it is made in the
generation in use; the rebuild renders what is noted once more before it switches.
"""

import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from gongkai.portal.tree.generations import REBUILD_LOCK, locked
from gongkai.portal.tree.problems import TreeBusyError

_NOTES: Final = "rebuild.notes"


def begin(root: Path) -> None:
    """Start noting, from nothing."""
    (root / _NOTES).write_bytes(b"")


def end(root: Path) -> None:
    """Stop noting."""
    (root / _NOTES).unlink(missing_ok=True)


def note(root: Path, keys: Iterable[str], addresses: Iterable[str]) -> None:
    """Note what changed, where a rebuild is running. Called with the writer's lock held."""
    path = root / _NOTES
    if not path.exists():
        return
    if _abandoned(root):
        end(root)
        return
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps([sorted(keys), sorted(addresses)], ensure_ascii=False) + "\n")
        file.flush()
        os.fsync(file.fileno())


def noted(root: Path) -> tuple[set[str], set[str]]:
    """Return the keys and the addresses that changed. Called with the writer's lock held."""
    keys: set[str] = set()
    addresses: set[str] = set()
    with (root / _NOTES).open(encoding="utf-8") as file:
        for line in file:
            more_keys, more_addresses = json.loads(line)
            keys.update(more_keys)
            addresses.update(more_addresses)
    return keys, addresses


def _abandoned(root: Path) -> bool:
    """Whether the rebuild died: its lock is free."""
    try:
        with locked(root, REBUILD_LOCK, wait=0):
            return True
    except TreeBusyError:
        return False
