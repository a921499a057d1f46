"""Comparison of two editions: typed pieces of what is the same, added, removed or changed."""

from gongkai.rules.comparison.bodies import compare_bodies
from gongkai.rules.comparison.comparing import compare_editions, summary
from gongkai.rules.comparison.flows import compare_flows
from gongkai.rules.comparison.rows import compare_rows
from gongkai.rules.comparison.tables import compare_tables
from gongkai.rules.comparison.texts import compare_entries, compare_texts
from gongkai.rules.comparison.values import (
    Block,
    BlockChange,
    BlockKind,
    CellChange,
    Change,
    Comparison,
    FieldChange,
    FieldKind,
    FieldValue,
    LineChange,
    RowChange,
    Segment,
)

__all__ = [
    "Block",
    "BlockChange",
    "BlockKind",
    "CellChange",
    "Change",
    "Comparison",
    "FieldChange",
    "FieldKind",
    "FieldValue",
    "LineChange",
    "RowChange",
    "Segment",
    "compare_bodies",
    "compare_editions",
    "compare_entries",
    "compare_flows",
    "compare_rows",
    "compare_tables",
    "compare_texts",
    "summary",
]
