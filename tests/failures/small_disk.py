"""A disk of a few megabytes that is really full, and really has space again."""

import gc
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest


@dataclass(frozen=True)
class SmallDisk:
    """A mounted disk; ``place`` is its folder."""

    place: Path

    @property
    def _filler(self) -> Path:
        return self.place / "filler"

    def fill(self, leave: int = 0) -> None:
        """Fill it up to the last block, or leave some bytes."""
        with self._filler.open("wb", buffering=0) as file:
            try:
                while True:
                    file.write(bytes(4096))
            except OSError:
                file.truncate(file.tell() - leave)

    def free(self) -> None:
        """Let there be space again."""
        self._filler.unlink(missing_ok=True)


@contextmanager
def small_disk(place: Path, megabytes: int) -> Iterator[SmallDisk]:
    """Mount a disk in memory; where that is not allowed, the test is skipped."""
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "none", str(place)]
    if os.name != "posix" or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("没有挂载小磁盘的权限（mounting a small disk needs root）")
    try:
        yield SmallDisk(place)
        gc.collect()  # an upload cut short leaves its file to the one who clears up
    finally:
        # Lazily: an index that was searched stays mapped until its reader is gone.
        subprocess.run(["umount", "-l", str(place)], check=True)
