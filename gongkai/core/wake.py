"""Waking the workers of this machine the moment a job is written, instead of at their next look.

Each worker waits at a pipe with the number of its process in ``GONGKAI_VAR/wake``; whoever has
committed a job writes a mark into every pipe there. Nothing depends on it: a worker on another
machine, or one that missed the mark, looks for itself every ``worker.LOOK``.
"""

import os
import select
from contextlib import suppress
from pathlib import Path
from typing import Final

from django.conf import settings

_MARK: Final = b"."
_FULL: Final = 4096  # more marks than this wait for nobody: one is enough


def ring() -> None:
    """Wake every worker of this machine. Never fails: a worker not woken looks for itself."""
    with suppress(OSError):
        for place in _folder().iterdir():
            _ring_at(place)


def _ring_at(place: Path) -> None:
    try:
        handle = os.open(place, os.O_WRONLY | os.O_NONBLOCK)
    except OSError:  # nobody reads there any more: the worker was killed
        place.unlink(missing_ok=True)
        return
    try:
        with suppress(BlockingIOError):  # so many marks are there already
            os.write(handle, _MARK)
    finally:
        os.close(handle)


def _folder() -> Path:
    return Path(settings.VAR) / "wake"


class Bell:
    """What one worker waits at. Where no pipe can be made it is a mere pause.

    ``lane`` tells several of one process apart.
    """

    def __init__(self, lane: str = "") -> None:
        self._place = _folder() / f"{os.getpid()}{lane}"
        self._read, self._write = os.pipe()
        os.set_blocking(self._write, False)
        self._named: int | None = None
        with suppress(OSError):
            self._place.parent.mkdir(parents=True, exist_ok=True)
            self._place.unlink(missing_ok=True)
            os.mkfifo(self._place, 0o600)
            self._named = os.open(self._place, os.O_RDWR | os.O_NONBLOCK)

    def wait(self, seconds: float) -> None:
        """Wait until rung or until the time is over."""
        handles = [self._read] if self._named is None else [self._read, self._named]
        for handle in select.select(handles, (), (), max(seconds, 0))[0]:
            os.read(handle, _FULL)

    def ring(self) -> None:
        """Wake this worker alone. Safe in a signal handler."""
        with suppress(OSError):
            os.write(self._write, _MARK)

    def close(self) -> None:
        """Take the pipe away."""
        self._place.unlink(missing_ok=True)
        for handle in (self._named, self._read, self._write):
            if handle is not None:
                os.close(handle)
        self._named = None
