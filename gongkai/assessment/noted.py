"""What people wrote down while they checked and scored, beside the points: words for a bulletin."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """A problem in the words of who saw it. ``about`` is an item, a point or a component."""

    about: str
    unit: str
    text: str
