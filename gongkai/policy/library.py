"""Where packs stand, and how a pack is found by id, by ``id@version`` or by folder."""

import os
from dataclasses import dataclass
from pathlib import Path

from gongkai.policy.problems import Place, Problem, ProblemsError, suggestion

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

    def folders(self) -> list[PackFolder]:
        """Return every pack folder, each id once, the first root winning."""
        found: dict[str, PackFolder] = {}
        for root in self.roots:
            for path in sorted(root.iterdir()) if root.is_dir() else ():
                if (path / "pack.yaml").is_file():
                    found.setdefault(path.name, PackFolder(path, f"packs/{path.name}"))
        return sorted(found.values(), key=lambda folder: folder.path.name)

    def find(self, reference: str) -> PackFolder:
        """Return the folder of ``reference``.

        Raises :class:`ProblemsError` naming the nearest known pack.
        """
        path = Path(reference)
        if path.name == "pack.yaml" and path.is_file():
            path = path.parent
        if (path / "pack.yaml").is_file():
            return PackFolder(path, str(path))
        known = {folder.path.name: folder for folder in self.folders()}
        name = reference.partition("@")[0]
        if name in known:
            return known[name]
        near = suggestion(name, known)
        listed = "、".join(known)
        message = f"没有规则包 {reference}{near}（现有：{listed}；也可写规则包文件夹的路径）"
        raise ProblemsError([Problem(Place(reference), "X-UNKNOWN", message)])
