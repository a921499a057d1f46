"""Two editions compared field by field, and the comparison in one line."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from gongkai.rules.comparison.bodies import compare_bodies
from gongkai.rules.comparison.flows import compare_flows
from gongkai.rules.comparison.rows import compare_rows
from gongkai.rules.comparison.texts import compare_entries, compare_texts
from gongkai.rules.comparison.values import (
    BlockKind,
    Change,
    Comparison,
    FieldChange,
    FieldKind,
    FieldValue,
)
from gongkai.rules.flows import Flow

_COUNTED = {
    BlockKind.PARAGRAPH: "段",
    BlockKind.HEADING: "个标题",
    BlockKind.ENTRY: "个列表项",
    BlockKind.IMAGE: "张图片",
    BlockKind.TABLE: "个表格",
}
_VERBS = {Change.CHANGED: "改了", Change.ADDED: "增加了", Change.REMOVED: "删去了"}


def compare_editions(old: Iterable[FieldValue], new: Iterable[FieldValue]) -> Comparison:
    """Return how the fields of a new edition differ from those of an old one.

    Fields belong together by id. For a first edition ``old`` is empty and everything is added.
    """
    before = {field.id: field for field in old}
    after = {field.id: field for field in new}
    order = [*after, *(id_ for id_ in before if id_ not in after)]
    return Comparison(tuple(_field(before.get(id_), after.get(id_)) for id_ in order))


def summary(comparison: Comparison) -> str:
    """Return the comparison in one line, such as ``改了 3 段、1 个表格、有效期；删去了 1 段``."""
    parts = []
    for change, verb in _VERBS.items():
        words = [*_block_words(comparison, change), *_field_words(comparison, change)]
        if words:
            joiner = " " if words[0][0].isdigit() else ""
            parts.append(f"{verb}{joiner}{'、'.join(words)}")
    return "；".join(parts) or "没有改动"


def _block_words(comparison: Comparison, change: Change) -> Iterator[str]:
    counts = Counter(
        block.kind for one in comparison.fields for block in one.blocks if block.change is change
    )
    for kind, word in _COUNTED.items():
        if counts[kind]:
            yield f"{counts[kind]} {word}"


def _field_words(comparison: Comparison, change: Change) -> Iterator[str]:
    return (
        one.title
        for one in comparison.fields
        if one.kind is not FieldKind.HTML and one.change is change
    )


def _field(old: FieldValue | None, new: FieldValue | None) -> FieldChange:
    shown = new or old
    if shown is None:
        raise ValueError("a field without either side")
    if shown.kind in {FieldKind.TABLE, FieldKind.FLOW}:
        return _lines(old, new, shown)
    before, after = old.value if old else "", new.value if new else ""
    change = _change(before, after)
    if shown.kind is FieldKind.HTML:
        blocks = compare_bodies(before, after)
        if all(block.change is Change.SAME for block in blocks):
            change = Change.SAME
        return FieldChange(shown.id, shown.title, shown.kind, change, blocks=blocks)
    if shown.kind is FieldKind.LIST:
        segments = compare_entries(before.splitlines(), after.splitlines())
    else:
        segments = compare_texts(before, after)
    return FieldChange(shown.id, shown.title, shown.kind, change, segments)


def _lines(old: FieldValue | None, new: FieldValue | None, shown: FieldValue) -> FieldChange:
    """A table row by row, a chart node by node."""
    none = replace(shown, rows=(), flow=Flow())
    before, after = old or none, new or none
    lines = (
        compare_flows(before.flow, after.flow)
        if shown.kind is FieldKind.FLOW
        else compare_rows(shown.columns, before.rows, after.rows)
    )
    change = Change.CHANGED if lines else Change.SAME
    if lines and not _parts(before):
        change = Change.ADDED
    elif lines and not _parts(after):
        change = Change.REMOVED
    return FieldChange(shown.id, shown.title, shown.kind, change, lines=lines)


def _parts(value: FieldValue) -> tuple[object, ...]:
    return (*value.rows, *value.flow.nodes, *value.flow.edges)


def _change(before: str, after: str) -> Change:
    if before == after:
        return Change.SAME
    if not before:
        return Change.ADDED
    return Change.CHANGED if after else Change.REMOVED
