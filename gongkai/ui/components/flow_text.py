"""The text of a node of a flow chart: its lines, and how large the node must be for them.

Lengths are tenths of the type size: a drawing of 230 units is shown 23 em wide, so words keep
the size of the page they stand on.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

EM: Final = 10
WIDTH: Final = 96
_PADDING: Final = 6
_TITLE_PITCH: Final = 14
_SMALL_PITCH: Final = 13
_SMALL: Final = 0.86
_NOT_FIRST: Final = "，。、；：！？）》”’%"
_SLANT: Final = 9


class Shape(StrEnum):
    """The outline of a node."""

    ROUND = "round"
    SQUARE = "square"
    HEXAGON = "hexagon"


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of text and its base line, counted from the top of the node or of the drawing."""

    text: str
    y: int
    small: bool


@dataclass(frozen=True, slots=True)
class Size:
    """What a node needs: its outline, its lines, its height."""

    shape: Shape
    lines: tuple[TextLine, ...]
    height: int
    width: int = WIDTH


def size_of(shape: Shape, title: str, notes: tuple[str, ...]) -> Size:
    """Return the size of a node with a title and smaller notes under it."""
    inner = WIDTH - 2 * _PADDING - (2 * _SLANT if shape is Shape.HEXAGON else 0)
    lines: list[TextLine] = []
    y = _PADDING
    for text in wrapped(title, inner / EM):
        lines.append(TextLine(text, y + 10, small=False))
        y += _TITLE_PITCH
    for note in filter(None, notes):
        for text in wrapped(note, inner / EM / _SMALL):
            lines.append(TextLine(text, y + 9, small=True))
            y += _SMALL_PITCH
    return Size(shape, tuple(lines), y + _PADDING)


def wrapped(text: str, room: float) -> list[str]:
    """Break a text into lines of at most ``room`` characters; Latin ones take about half.

    Lines are of similar length, none begins with a closing mark, and none breaks inside a number
    or a Latin word.
    """
    lines = _filled(text, room)
    narrow = room
    while len(lines) > 1 and narrow > room / 2:
        narrow -= 0.5
        closer = _filled(text, narrow)
        if len(closer) > len(lines):
            break
        lines = closer
    return lines


def _filled(text: str, room: float) -> list[str]:
    """Fill line after line."""
    lines: list[str] = []
    line = ""
    for part in _parts(text):
        if not line and lines and part in _NOT_FIRST:
            lines[-1] += part
            continue
        fits = _width(line) + _width(part) <= room
        if line and not fits and part not in _NOT_FIRST:
            lines.append(line.rstrip())
            line = ""
            part = part.lstrip()
        while _width(part) > room:
            lines.append(part[: int(room)])
            part = part[int(room) :]
        line += part
    return [*lines, line] if line else lines


def _parts(text: str) -> list[str]:
    """Return what stays together: runs of Latin letters and digits, else single characters."""
    parts: list[str] = []
    for character in " ".join(text.split()):
        glued = character.isascii() and not character.isspace()
        if glued and parts and parts[-1].isascii() and not parts[-1].isspace():
            parts[-1] += character
        else:
            parts.append(character)
    return parts


def _width(text: str) -> float:
    return sum(0.58 if character.isascii() else 1 for character in text)
