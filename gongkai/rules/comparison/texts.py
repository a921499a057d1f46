"""Two texts compared so that a person can read the result: sentences first, then characters.

Chinese has no spaces, so within a sentence the unit is the character; numbers and Latin words
stay whole, for ``2025`` becoming ``2026`` is one change and not one digit. Islands of one or two
characters between changes are swallowed: they are chance, and make the result unreadable.
"""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from gongkai.rules.comparison.aligning import align, likeness
from gongkai.rules.comparison.values import Change, Segment, joined

_SENTENCE = re.compile(r"[^。！？；\n]*[。！？；\n]+|[^。！？；\n]+")
_CLAUSE = re.compile(r"[^，、：,]*[，、：,]+|[^，、：,]+")
_TOKEN = re.compile(r"[A-Za-z]+|\d+(?:[.,]\d+)*|\s+|.", re.DOTALL)
# Sentences with less in common than this are shown whole, old and new.
_LEAST = 0.35
_ISLAND = 2
# Letters and characters only: a digit or a mark between two changes is seldom chance.
_CHANCE = re.compile(r"[^\W\d_]*")
# Product of both lengths above which characters are not compared: hardly a sentence is that long.
_MOST_TOKENS = 250_000


def compare_texts(old: str, new: str) -> tuple[Segment, ...]:
    """Return segments whose same and removed ones spell the old text, same and added the new."""
    if old == new:
        return joined([Segment(Change.SAME, new)])
    return joined(_by(_SENTENCE, old, new))


def _by(piece: re.Pattern[str], old: str, new: str) -> list[Segment]:
    """Compare piece by piece, those that belong together by their characters."""
    before, after = piece.findall(old), piece.findall(new)
    segments: list[Segment] = []
    for i, j in align(before, after, likeness, _LEAST):
        if i is None or j is None:
            segments += _one_sided(before, after, i, j)
        else:
            segments += _within(piece, before[i], after[j])
    return segments


def compare_entries(old: Sequence[str], new: Sequence[str]) -> tuple[Segment, ...]:
    """Compare entry by entry, one segment each: one that was touched is removed and added."""
    segments: list[Segment] = []
    for i, j in align(old, new, _equal, 1.0):
        if i is None or j is None:
            segments += _one_sided(old, new, i, j)
        else:
            segments.append(Segment(Change.SAME, new[j]))
    return tuple(segments)


def _equal(old: str, new: str) -> float:
    return float(old == new)


def _one_sided(
    before: Sequence[str], after: Sequence[str], i: int | None, j: int | None
) -> Iterator[Segment]:
    if i is not None:
        yield Segment(Change.REMOVED, before[i])
    if j is not None:
        yield Segment(Change.ADDED, after[j])


def _within(piece: re.Pattern[str], old: str, new: str) -> list[Segment]:
    """The same sentence, old and new, character by character; a very long one by its clauses."""
    if old == new:
        return [Segment(Change.SAME, new)]
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    if len(before) * len(after) > _MOST_TOKENS:
        if piece is _SENTENCE:
            return _by(_CLAUSE, old, new)
        return [Segment(Change.REMOVED, old), Segment(Change.ADDED, new)]
    opcodes = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    last = len(opcodes) - 1
    segments: list[Segment] = []
    for at, (tag, i1, i2, j1, j2) in enumerate(opcodes):
        removed, added = "".join(before[i1:i2]), "".join(after[j1:j2])
        island = 0 < at < last and len(added) <= _ISLAND and _CHANCE.fullmatch(added) is not None
        if tag == "equal" and not island:
            segments.append(Segment(Change.SAME, added))
        else:
            segments += [Segment(Change.REMOVED, removed), Segment(Change.ADDED, added)]
    return _ordered(segments)


def _ordered(segments: list[Segment]) -> list[Segment]:
    """Between two unchanged runs, everything removed before everything added."""
    ordered: list[Segment] = []
    removed = added = ""
    for segment in [*segments, Segment(Change.SAME, "")]:
        match segment.change:
            case Change.REMOVED:
                removed += segment.text
            case Change.ADDED:
                added += segment.text
            case _:
                ordered += [Segment(Change.REMOVED, removed), Segment(Change.ADDED, added), segment]
                removed = added = ""
    return ordered
