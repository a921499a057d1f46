"""Two bodies compared block by block."""

from gongkai.rules.comparison.aligning import align, likeness
from gongkai.rules.comparison.blocks import blocks_of
from gongkai.rules.comparison.tables import compare_tables
from gongkai.rules.comparison.texts import compare_entries, compare_texts
from gongkai.rules.comparison.values import Block, BlockChange, BlockKind, Change, Segment

_LEAST = 0.35
_TEXTS = {BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.ENTRY}


def compare_bodies(old: str, new: str) -> tuple[BlockChange, ...]:
    """Return the blocks of two HTML bodies in reading order, and what became of each."""
    before, after = blocks_of(old), blocks_of(new)
    return tuple(
        _changed(before[i], after[j])
        if i is not None and j is not None
        else _one_sided(before[i] if i is not None else None, after[j] if j is not None else None)
        for i, j in align(before, after, _likeness, _LEAST)
    )


def _likeness(old: Block, new: Block) -> float:
    """A paragraph may become a heading; a table stays a table, an image an image."""
    if old.kind is not new.kind and not (old.kind in _TEXTS and new.kind in _TEXTS):
        return 0.0
    if old.kind is BlockKind.TABLE:
        return likeness(_flat(old), _flat(new))
    same_targets = bool(old.targets) and old.targets == new.targets
    return max(likeness(old.text, new.text), 1.0 if same_targets else 0.0)


def _flat(table: Block) -> str:
    return "".join("".join(row) for row in table.rows)


def _changed(old: Block, new: Block) -> BlockChange:
    change = Change.SAME if old == new else Change.CHANGED
    targets = compare_entries(old.targets, new.targets)
    if new.kind is BlockKind.TABLE:
        columns, rows = compare_tables(old.rows, new.rows)
        return BlockChange(new.kind, change, targets=targets, columns=columns, rows=rows)
    return BlockChange(new.kind, change, compare_texts(old.text, new.text), targets)


def _one_sided(old: Block | None, new: Block | None) -> BlockChange:
    block, change = (old, Change.REMOVED) if old is not None else (new, Change.ADDED)
    if block is None:
        raise ValueError("a pair without either side")
    targets = tuple(Segment(change, target) for target in block.targets)
    if block.kind is BlockKind.TABLE:
        empty: tuple[tuple[str, ...], ...] = ()
        sides = (block.rows, empty) if change is Change.REMOVED else (empty, block.rows)
        columns, rows = compare_tables(*sides)
        return BlockChange(block.kind, change, targets=targets, columns=columns, rows=rows)
    segments = (Segment(change, block.text),) if block.text else ()
    return BlockChange(block.kind, change, segments, targets)
