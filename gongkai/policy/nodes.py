"""Positioned nodes: what YAML, JSON and Excel all become, so that one validator serves them all."""

from dataclasses import dataclass, field
from typing import TypeAlias

from gongkai.policy.problems import Place

# No pack and no facts file comes near this; a file that does is broken or hostile.
MAX_DEPTH = 40


@dataclass(frozen=True, slots=True)
class Leaf:
    """A single value as written; ``text`` is None for an explicit null."""

    place: Place
    text: str | None
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Branch:
    """A mapping; the place of each key is kept beside its value."""

    place: Place
    entries: dict[str, "Node"] = field(default_factory=dict)
    keys: dict[str, Place] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Row:
    """A sequence."""

    place: Place
    items: list["Node"] = field(default_factory=list)


Node: TypeAlias = Leaf | Branch | Row


def has_surrogate(text: str) -> bool:
    r"""Whether a text holds half a character (``\ud800``), which no file or screen can show."""
    return any("\ud800" <= character <= "\udfff" for character in text)
