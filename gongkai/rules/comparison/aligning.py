"""Which piece of the old edition belongs to which of the new: equal ones first, then similar ones.

Order is kept: a piece that was moved shows as removed here and added there, which is what a
reviewer has to look at.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import TypeVar

P = TypeVar("P", bound=Hashable)
Pair = tuple[int | None, int | None]
"""Positions in old and new; None on the side that has no counterpart."""

# Up to so many pairs the best pairing is sought; beyond, each piece looks a few places ahead.
_MOST_PAIRS = 10_000
_AHEAD = 8
# difflib slows down where long sequences repeat themselves; it may skip popular pieces there.
_LONG = 2_000


def align(
    old: Sequence[P], new: Sequence[P], similarity: Callable[[P, P], float], least: float
) -> Iterator[Pair]:
    """Return pairs in reading order, removed pieces before added ones.

    ``similarity`` is between 0 and 1; pieces below ``least`` are never paired.
    """
    junk = max(len(old), len(new)) > _LONG
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=junk).get_opcodes():
        if tag == "equal":
            yield from zip(range(i1, i2), range(j1, j2), strict=True)
        else:
            pairs = _similar(old[i1:i2], new[j1:j2], similarity, least)
            for i, j in pairs:
                yield (None if i is None else i + i1, None if j is None else j + j1)


def likeness(old: str, new: str) -> float:
    """How much two texts have in common, between 0 and 1, by their pairs of characters."""
    if old == new:
        return 1.0
    left, right = _bigrams(old), _bigrams(new)
    total = left.total() + right.total()
    return 2 * (left & right).total() / total if total else 0.0


def _bigrams(text: str) -> Counter[str]:
    padded = f" {text} "
    return Counter(padded[at : at + 2] for at in range(len(padded) - 1))


def _similar(
    old: Sequence[P], new: Sequence[P], similarity: Callable[[P, P], float], least: float
) -> Iterator[Pair]:
    """Pair the pieces of a stretch that has no equal ones, keeping their order."""
    pairs = _greedy if len(old) * len(new) > _MOST_PAIRS else _together
    last_i = last_j = 0
    for i, j in pairs(old, new, similarity, least):
        yield from _apart(last_i, i, last_j, j)
        yield (i, j)
        last_i, last_j = i + 1, j + 1
    yield from _apart(last_i, len(old), last_j, len(new))


def _greedy(
    old: Sequence[P], new: Sequence[P], similarity: Callable[[P, P], float], least: float
) -> Iterator[tuple[int, int]]:
    """For each piece the likest of the next few; in time for a long body changed throughout."""
    free = 0
    for i, piece in enumerate(old):
        ahead = range(free, min(free + _AHEAD, len(new)))
        scores = [(similarity(piece, new[j]), -j) for j in ahead]
        score, place = max(scores, default=(0.0, 0))
        if scores and score >= least:
            yield i, -place
            free = 1 - place


def _together(
    old: Sequence[P], new: Sequence[P], similarity: Callable[[P, P], float], least: float
) -> Iterator[tuple[int, int]]:
    """The pairs with the greatest sum of similarities."""
    if not old or not new:
        return
    found = [[similarity(one, other) for other in new] for one in old]
    best = _best(found, least)
    i = j = 0
    while i < len(old) and j < len(new):
        score = found[i][j]
        if score >= least and best[i][j] == score + best[i + 1][j + 1]:
            yield i, j
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1


def _best(found: list[list[float]], least: float) -> list[list[float]]:
    """For every position, the greatest sum of similarities from there to the end."""
    width = len(found[0])
    best = [[0.0] * (width + 1) for _ in range(len(found) + 1)]
    for i in range(len(found) - 1, -1, -1):
        for j in range(width - 1, -1, -1):
            apart = max(best[i + 1][j], best[i][j + 1])
            score = found[i][j]
            together = score + best[i + 1][j + 1] if score >= least else 0.0
            best[i][j] = max(apart, together)
    return best


def _apart(i1: int, i2: int, j1: int, j2: int) -> Iterator[Pair]:
    yield from ((i, None) for i in range(i1, i2))
    yield from ((None, j) for j in range(j1, j2))
