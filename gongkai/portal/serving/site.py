"""What the embedded server knows of the tree: the generation in use and who is absent from it."""

import os
from pathlib import Path
from typing import Final

from gongkai.portal.serving.answers import OpenFile, open_inside
from gongkai.portal.tree import Absences, read_absences
from gongkai.portal.tree.absences import ABSENT
from gongkai.portal.tree.generations import CURRENT

_NOTHING: Final = Absences()


class Site:
    """Read access to the tree below ``root``, which need not be there yet."""

    def __init__(self, root: Path) -> None:
        self.root = os.path.realpath(root)
        self._stamp: tuple[int, int, int] | None = None
        self._absences = _NOTHING

    def open(self, relative: str) -> OpenFile | None:
        """Open a file of the generation in use."""
        folder = self._generation()
        return open_inside(f"{folder}/pages", relative) if folder else None

    def absences(self) -> Absences:
        """Return who is absent; read anew when a publication or a switch changed it.

        Two threads may both read it anew; each then holds a whole and right answer.
        """
        path = f"{self.root}/{CURRENT}/{ABSENT}"
        try:
            about = os.stat(path)
        except OSError:
            return _NOTHING
        stamp = (about.st_ino, about.st_mtime_ns, about.st_size)
        if stamp != self._stamp:
            self._absences = read_absences(Path(path))
            self._stamp = stamp
        return self._absences

    def _generation(self) -> str | None:
        try:
            return f"{self.root}/{os.readlink(f'{self.root}/{CURRENT}')}"
        except OSError:
            return None
