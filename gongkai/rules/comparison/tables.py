"""Two tables compared: columns by their heads, rows by their content, then cell by cell."""

from gongkai.rules.comparison.aligning import Pair, align, likeness
from gongkai.rules.comparison.texts import compare_texts
from gongkai.rules.comparison.values import CellChange, Change, RowChange, Segment, change_of

Row = tuple[str, ...]
Rows = tuple[Row, ...]

_LEAST_COLUMN = 0.5
_LEAST_ROW = 0.4


def compare_tables(old: Rows, new: Rows) -> tuple[tuple[Change, ...], tuple[RowChange, ...]]:
    """Return what became of each column and of each row.

    The first row is taken for the head: columns belong together when their heads are alike.
    """
    columns = _columns(old, new)
    shared = [(i, j) for i, j in columns if i is not None and j is not None]
    before = [tuple(row[i] for i, _ in shared) for row in old]
    after = [tuple(row[j] for _, j in shared) for row in new]
    rows = tuple(
        _row(None if i is None else old[i], None if j is None else new[j], columns)
        for i, j in align(before, after, row_likeness, _LEAST_ROW)
    )
    return tuple(_side(pair) for pair in columns), rows


def row_likeness(old: Row, new: Row) -> float:
    """The share of equal cells, or the likeness of the text where that is greater."""
    if not old:
        return 0.0
    equal = sum(one == other for one, other in zip(old, new, strict=True)) / len(old)
    return max(equal, likeness("".join(old), "".join(new)))


def _columns(old: Rows, new: Rows) -> list[Pair]:
    heads = (old[0] if old else (), new[0] if new else ())
    if len(heads[0]) == len(heads[1]):
        pairs = list(align(*heads, likeness, _LEAST_COLUMN))
        # The same number of columns under other words is a change of words, not of columns.
        lost = any(i is None or j is None for i, j in pairs)
        return [(at, at) for at in range(len(heads[0]))] if lost else pairs
    return list(align(*heads, likeness, _LEAST_COLUMN))


def _side(pair: Pair) -> Change:
    if pair[0] is None:
        return Change.ADDED
    return Change.REMOVED if pair[1] is None else Change.SAME


def _row(old: Row | None, new: Row | None, columns: list[Pair]) -> RowChange:
    cells = tuple(_cell(old, new, i, j) for i, j in columns)
    if old is None:
        return RowChange(Change.ADDED, cells)
    if new is None:
        return RowChange(Change.REMOVED, cells)
    same = all(cell.change is Change.SAME for cell in cells)
    return RowChange(Change.SAME if same else Change.CHANGED, cells)


def _cell(old: Row | None, new: Row | None, i: int | None, j: int | None) -> CellChange:
    before = old[i] if old is not None and i is not None else None
    after = new[j] if new is not None and j is not None else None
    if before is None and after is None:
        return CellChange(Change.SAME, ())
    if before is None or after is None:
        side = Change.ADDED if before is None else Change.REMOVED
        text = after or before or ""
        return CellChange(side, (Segment(side, text),) if text else ())
    segments = compare_texts(before, after)
    return CellChange(_both(segments, before == after), segments)


def _both(segments: tuple[Segment, ...], equal: bool) -> Change:
    """A cell that both tables have is the same or changed, even where one side is empty."""
    if equal or change_of(segments) is Change.SAME:
        return Change.SAME
    return Change.CHANGED
