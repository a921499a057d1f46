"""Pages to publish, a clock that stands still until it is moved, and what a server would find."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from gongkai.portal.tree import PageTree, Rendered, current_generation

PUBLISHED = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
NOON = 1_772_424_000


@dataclass
class Clock:
    """Seconds since 1970, moved by hand."""

    seconds: float = NOON

    def __call__(self) -> float:
        return self.seconds


def page(text: str, *keys: str, withdrawn: bool = False, length: int = 3_000) -> Rendered:
    """A page of some length that says a text."""
    filler = "政务公开" * (length // 12)
    content = f"<!DOCTYPE html><title>{text}</title><p>{text}</p><p>{filler}</p>".encode()
    return Rendered(content, "text/html", frozenset(keys), PUBLISHED, withdrawn)


def tree_at(folder: Path, clock: Clock | None = None) -> PageTree:
    """A tree below a folder; nothing is on disk yet."""
    return PageTree(folder / "site", clock=clock or Clock(), wait=5)


def pages_folder(tree: PageTree) -> Path:
    """The folder servers serve at this moment."""
    generation = current_generation(tree.root)
    assert generation is not None
    return generation.pages


def on_disk(tree: PageTree) -> dict[str, bytes]:
    """Every file servers could serve, compressed ones included, by its path."""
    folder = pages_folder(tree)
    files = (path for path in folder.rglob("*") if not path.is_dir())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def times(tree: PageTree) -> dict[str, int]:
    """The time of every file servers could serve."""
    folder = pages_folder(tree)
    return {
        path.relative_to(folder).as_posix(): path.stat().st_mtime_ns
        for path in folder.rglob("*")
        if not path.is_dir()
    }
