"""Rows of a field compared in words: which row, and in it only the cells that differ."""

from collections.abc import Iterator

from gongkai.rules.comparison.aligning import align
from gongkai.rules.comparison.tables import Row, Rows, row_likeness
from gongkai.rules.comparison.texts import compare_texts
from gongkai.rules.comparison.values import Change, LineChange, Segment, change_of, joined

_LEAST = 0.4
_BETWEEN = "；"


def compare_rows(columns: tuple[str, ...], old: Rows, new: Rows) -> tuple[LineChange, ...]:
    """Return what became of the rows that differ; all rows have a cell for each column."""
    return tuple(_lines(columns, old, new))


def _lines(columns: tuple[str, ...], old: Rows, new: Rows) -> Iterator[LineChange]:
    for i, j in align(old, new, row_likeness, _LEAST):
        if i is None and j is not None:
            yield _whole(Change.ADDED, f"第{j + 1}行", new[j])
        elif j is None and i is not None:
            yield _whole(Change.REMOVED, f"原第{i + 1}行", old[i])
        elif i is not None and j is not None and old[i] != new[j]:
            cells = zip(columns, old[i], new[j], strict=True)
            yield changed_line(f"第{j + 1}行", tuple(cells), one=len(columns) == 1)


def _whole(change: Change, place: str, row: Row) -> LineChange:
    text = "　".join(filter(None, row))
    return LineChange(change, place, (Segment(change, text),) if text else ())


def changed_line(
    place: str, parts: tuple[tuple[str, str, str], ...], *, one: bool = False
) -> LineChange:
    """Return a row of which parts differ: ``(name, old, new)`` each.

    The first part names the row and is always shown, without its own name where it is all there
    is (``one``) or where it did not change.
    """
    segments: list[Segment] = []
    for number, (name, before, after) in enumerate(parts):
        same = before == after
        if same and number:
            continue
        if same or one:
            found = compare_texts(before, after)
        else:
            found = (Segment(Change.SAME, f"{name}："), *_both(before, after))
        segments += [Segment(Change.SAME, _BETWEEN)] if segments and found else []
        segments += found
    return LineChange(Change.CHANGED, place, joined(segments))


def _both(before: str, after: str) -> tuple[Segment, ...]:
    """A short value is shown whole, old and new; only longer ones piece by piece."""
    found = compare_texts(before, after)
    whole = change_of(found) is Change.CHANGED and max(len(before), len(after)) <= 12
    pair = (Segment(Change.REMOVED, before), Segment(Change.ADDED, after))
    return pair if whole else found
