"""Cells and the words that say what they hold: the head of the column, the cell to the left."""

import re
from collections.abc import Sequence
from functools import lru_cache

_LONGEST = 20
_MANY_DIGITS = re.compile(r"\d[^\d]*\d[^\d]*\d")


def cell_label(head: str, left: str) -> str:
    """Return the label of a cell from the head of its column and its left neighbour.

    A list has heads, a form has labels to the left; both are given, whichever it is.
    """
    words = [word for word in (_label(head), _label(left)) if word]
    return " ".join(dict.fromkeys(words))


def heads(row: Sequence[str]) -> list[str]:
    """Return a row as heads of columns; empty where it does not look like one."""
    return [_label(text) for text in row]


def looks_like_heads(row: Sequence[str]) -> bool:
    """Whether a row may stand over a list: short words, hardly a digit in it."""
    filled = [text.strip() for text in row if text.strip()]
    return bool(filled) and all(_label(text) for text in filled)


@lru_cache(maxsize=1024)
def _label(text: str) -> str:
    plain = " ".join(text.split())
    if len(plain) > _LONGEST or _MANY_DIGITS.search(plain) is not None:
        return ""
    return plain
