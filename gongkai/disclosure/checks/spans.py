"""Putting masks in the place of what was found."""

from collections.abc import Iterable

from gongkai.rules.text import Detected

ROUNDS = 6
"""A mask may let something else show; after this many readings the copy is given up."""


def replaced(text: str, found: Iterable[Detected]) -> str:
    """Return the text with every finding masked; spans never overlap."""
    for one in sorted(found, key=lambda one: one.start, reverse=True):
        text = text[: one.start] + one.mask + text[one.end :]
    return text
