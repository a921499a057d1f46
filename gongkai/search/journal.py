"""What is written while a new generation is being built, so that the switch loses none of it.

The journal exists exactly while a rebuild runs. Every batch is noted in it before it goes into
the generation in use; the rebuild replays it before it switches.
"""

import json
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from gongkai.search.documents import Document
from gongkai.search.generations import REBUILD_LOCK, locked
from gongkai.search.problems import IndexBusyError

_JOURNAL: Final = "journal"


def begin(folder: Path) -> None:
    """Start noting, from nothing."""
    (folder / _JOURNAL).write_bytes(b"")


def end(folder: Path) -> None:
    """Stop noting."""
    (folder / _JOURNAL).unlink(missing_ok=True)


def note(folder: Path, batch: Sequence[Document] | Sequence[str]) -> None:
    """Note documents put in, or ids taken out, where a rebuild is running.

    Called with the writer's lock held, so it never meets the switch.
    """
    path = folder / _JOURNAL
    if not path.exists():
        return
    if _abandoned(folder):
        end(folder)
        return
    with path.open("ab") as file:
        for one in batch:
            entry = one.to_bytes() if isinstance(one, Document) else json.dumps(one).encode()
            file.write(entry + b"\n")
        file.flush()
        os.fsync(file.fileno())


def replay(folder: Path) -> Iterator[Document | str]:
    """Every document put in and every id taken out, in order."""
    with (folder / _JOURNAL).open("rb") as file:
        for line in file:
            entry = json.loads(line)
            yield entry if isinstance(entry, str) else Document.from_bytes(line)


def _abandoned(folder: Path) -> bool:
    """Whether the rebuild died: its lock is free."""
    try:
        with locked(folder, REBUILD_LOCK, wait=0):
            return True
    except IndexBusyError:
        return False
