"""Where the tree lives: generations in folders of their own, one of them in use.

<root>/current               link to the generation in use, replaced at once
<root>/g-000007/pages/       what servers serve, and nothing else
<root>/g-000007/manifest.db  what each page is and depends on (see ``manifest``)
<root>/g-000007/staging/     files of a publication that is not yet decided
<root>/g-000007/absent.json  and the maps for nginx beside it (see ``absences``)
<root>/writer.lock           held while pages change or a generation is switched
<root>/rebuild.lock          held while a new generation is built
<root>/rebuild.notes         what changed meanwhile (see ``notes``)
<root>/nginx.reload          touched whenever nginx has something to read anew
"""

import fcntl
import os
import shutil
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from gongkai.portal.tree.files import make_folder
from gongkai.portal.tree.problems import TreeBusyError, TreeError

CURRENT: Final = "current"
RELOAD: Final = "nginx.reload"
WRITER_LOCK: Final = "writer.lock"
REBUILD_LOCK: Final = "rebuild.lock"
WAIT_SECONDS: Final = 120.0
_PREFIX: Final = "g-"
_PAUSE_SECONDS: Final = 0.01
# Above this many places one call that flushes the whole disk is quicker than one call for each.
_FLUSH_ONE_BY_ONE: Final = 64


@dataclass(frozen=True, slots=True)
class Generation:
    """One whole tree of pages with what is known about it."""

    folder: Path

    @property
    def number(self) -> int:
        """Its place in the order of generations."""
        return int(self.folder.name.removeprefix(_PREFIX))

    @property
    def pages(self) -> Path:
        """The folder servers serve."""
        return self.folder / "pages"

    @property
    def staging(self) -> Path:
        """The folder of files that are not yet decided."""
        return self.folder / "staging"

    @property
    def manifest(self) -> Path:
        """The file of the manifest."""
        return self.folder / "manifest.db"


def current_generation(root: Path) -> Generation | None:
    """Return the generation in use, or None where there is none yet.

    Raises:
        TreeError: the link leads nowhere.
    """
    try:
        name = os.readlink(root / CURRENT)
    except FileNotFoundError:
        return None
    generation = Generation(root / name)
    if not generation.pages.is_dir():
        raise TreeError(f"门户页面目录 {root} 的当前一代 {name} 不存在，请重建全部页面。")
    return generation


def generations(root: Path) -> list[Generation]:
    """Return every generation on disk, oldest first."""
    found = [Generation(path) for path in root.glob(f"{_PREFIX}*") if _is_generation(path)]
    return sorted(found, key=lambda one: one.number)


def new_generation(root: Path) -> Generation:
    """Make the next generation, empty and not in use."""
    last = max((one.number for one in generations(root)), default=0)
    generation = Generation(root / f"{_PREFIX}{last + 1:06d}")
    for folder in (generation.folder, generation.pages, generation.staging):
        make_folder(folder)
    return generation


def switch_to(generation: Generation) -> None:
    """Put a generation in use, at once and durably."""
    root = generation.folder.parent
    beside = root / f"{CURRENT}.new"
    beside.unlink(missing_ok=True)
    beside.symlink_to(generation.folder.name)
    beside.replace(root / CURRENT)
    flush([root])
    ask_for_reload(root)


def ask_for_reload(root: Path) -> None:
    """Tell who watches the file that nginx has to be reloaded."""
    (root / RELOAD).write_bytes(b"")


def remove_unused(root: Path, *, keep: int) -> None:
    """Remove generations that never came into use, and old ones but the ``keep`` latest."""
    current = current_generation(root)
    if current is None:
        return
    old = [one for one in generations(root) if one.number < current.number]
    never_used = [one for one in generations(root) if one.number > current.number]
    for one in (*old[: max(len(old) - keep, 0)], *never_used):
        shutil.rmtree(one.folder, ignore_errors=True)


@contextmanager
def locked(root: Path, name: str, *, wait: float = WAIT_SECONDS) -> Iterator[None]:
    """Hold a lock between processes and threads; it ends with the process that holds it.

    Raises:
        TreeBusyError: somebody else held it for all of ``wait`` seconds.
    """
    make_folder(root)
    with (root / name).open("w") as file:
        deadline = time.monotonic() + wait
        while not _try_lock(file.fileno()):
            if time.monotonic() >= deadline:
                raise TreeBusyError(root)
            time.sleep(_PAUSE_SECONDS)
        yield


def flush(paths: Iterable[Path]) -> None:
    """Return when files or folders, in their present state, would outlive a power cut."""
    places = list(paths)
    if len(places) > _FLUSH_ONE_BY_ONE:
        os.sync()
        return
    for path in places:
        with suppress(FileNotFoundError):
            descriptor = os.open(path, os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)


def _is_generation(path: Path) -> bool:
    return path.name.removeprefix(_PREFIX).isdigit() and path.is_dir() and not path.is_symlink()


def _try_lock(descriptor: int) -> bool:
    with suppress(BlockingIOError):
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return True
    return False
