"""What rendering an address may come to. The tree asks; whoever knows the content answers."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final, TypeAlias


@dataclass(frozen=True, slots=True)
class FileContent:
    """Bytes that already stand in a store of files, by path and SHA-256 (hex)."""

    path: Path
    sha256: str


@dataclass(frozen=True, slots=True)
class Rendered:
    """A page or file as it should stand in the tree.

    ``depends`` are the keys of what it was made from, such as ``item:42`` or ``unit:7``: when one
    of them changes, the page is rendered anew. ``modified`` is when its content last changed, an
    aware time, for site maps. A ``withdrawn`` page shows a notice in place of the content and
    tells search engines to leave.
    """

    content: bytes | FileContent
    media_type: str
    depends: frozenset[str]
    modified: datetime
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class Redirect:
    """The address moved for good: an address of this site, or the whole one of another (301)."""

    target: str


@dataclass(frozen=True, slots=True)
class Gone:
    """There was a page here and it was removed on purpose (410)."""


@dataclass(frozen=True, slots=True)
class Missing:
    """Nothing is here and nothing need be said about it (404)."""


GONE: Final = Gone()
MISSING: Final = Missing()
Outcome: TypeAlias = Rendered | Redirect | Gone | Missing
Render: TypeAlias = Callable[[str], Outcome]
Prepare: TypeAlias = Callable[[Sequence[str]], None]
"""Told which addresses are rendered next, so that what they need can be fetched together."""
RenderMany: TypeAlias = Callable[[Iterable[list[str]]], Iterator[dict[str, Outcome]]]
"""Renders batches of addresses, as many processes as it likes at once."""


def prepare_nothing(addresses: Sequence[str]) -> None:
    """Leave every address to itself."""
    del addresses
