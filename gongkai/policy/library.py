"""Where packs stand, and how a pack is found by id, by ``id@version`` or by folder."""

import os
from dataclasses import dataclass
from pathlib import Path

from gongkai.policy.problems import Place, Problem, ProblemsError, shown, suggestion

BUILT_IN = Path(__file__).resolve().parent.parent / "packs"
ENVIRONMENT = "GONGKAI_PACKS"


@dataclass(frozen=True, slots=True)
class PackFolder:
    """A folder that holds a ``pack.yaml``; ``shown`` is how messages name it."""

    path: Path
    shown: str

    @property
    def main(self) -> Path:
        """Return the path of ``pack.yaml``."""
        return self.path / "pack.yaml"

    def named(self, name: str) -> str:
        """Return how messages name a file of this folder."""
        return f"{self.shown}/{name}"


class Library:
    """The packs that ship with gongkai, and those of the office that uses it.

    Folders given by hand or by ``GONGKAI_PACKS`` come first, so an office can try its own version
    of a pack under the same id.
    """

    def __init__(self, *folders: Path) -> None:
        more = [Path(part) for part in os.environ.get(ENVIRONMENT, "").split(os.pathsep) if part]
        self.roots = [*folders, *more, BUILT_IN]

    def beside(self, folder: PackFolder) -> "Library":
        """Return the library with the folder in which ``folder`` stands as a last resort.

        An office keeps its own base and the rules over it side by side.
        """
        library = Library()
        library.roots = [*self.roots, folder.path.resolve().parent]
        return library

    def folders(self) -> list[PackFolder]:
        """Return every pack folder, each id once, the first root winning."""
        found: dict[str, PackFolder] = {}
        for root in self.roots:
            for path in _listed(root):
                if _is_file(path / "pack.yaml"):
                    shown_as = f"packs/{path.name}" if root == BUILT_IN else str(path)
                    found.setdefault(path.name, PackFolder(path, shown_as))
        return sorted(found.values(), key=lambda folder: folder.path.name)

    def find(self, reference: str) -> PackFolder:
        """Return the folder of ``reference``: a path, or the id of a pack of the library.

        Raises :class:`ProblemsError` naming the nearest known pack.
        """
        path = Path(reference)
        if path.name == "pack.yaml" and _is_file(path):
            path = path.parent
        if _is_file(path / "pack.yaml"):
            return PackFolder(path, str(path))
        return self.by_id(reference)

    def by_id(self, reference: str) -> PackFolder:
        """Return the folder of a pack of the library, by ``id`` or ``id@version`` alone.

        What ``extends`` names: it may not depend on the folder that a command was started in.
        """
        known = {folder.path.name: folder for folder in self.folders()}
        name = reference.partition("@")[0]
        if name in known:
            return known[name]
        near = suggestion(name, known)
        listed = "、".join(known)
        message = f"没有规则包 {shown(reference)}{near}（现有：{listed}；也可写规则包文件夹的路径）"
        raise ProblemsError([Problem(Place(shown(reference)), "X-UNKNOWN", message)])


def _listed(root: Path) -> list[Path]:
    try:
        return sorted(root.iterdir())
    except OSError:
        return []


def _is_file(path: Path) -> bool:
    """Whether a file stands at ``path``; False too where the system will not say."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False
