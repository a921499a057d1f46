"""What a clerk writes instead of ids and clauses: names where they are unique, 第一条."""

import re
from collections import Counter
from collections.abc import Iterable

from gongkai.policy.tree import Leaf
from gongkai.policy.workbook.cells import split_list
from gongkai.policy.workbook.pack_layout import NULL_WORD, SHEETS
from gongkai.policy.workbook.tables import Record, Tables

_DIGITS = "零一二三四五六七八九"
_ARTICLE = re.compile(r"第([一二三四五六七八九十]{1,3}|\d{1,3})条")
# Sheet and column whose cells name something of another sheet.
_NAMES = (
    ("levels", "item", "rubric"),
    ("components", "parent", "components"),
    ("grades", "overflow_to", "grades"),
    ("vetoes", "grade", "grades"),
    ("overrides", "grade", "grades"),
    ("consequences", "grade", "grades"),
)


def use_ids(tables: Tables) -> None:
    """Put the id where a cell has the name of a grade, an item or a component."""
    for sheet, key, named in _NAMES:
        ids = _ids(tables.of(named))
        for record in tables.of(sheet):
            leaf = record.leaves.get(key)
            if leaf is not None and leaf.text in ids:
                record.leaves[key] = Leaf(leaf.place, ids[leaf.text])


def _ids(records: Iterable[Record]) -> dict[str, str]:
    """Return unique name to id, without names that are also somebody's id."""
    listed = list(records)
    times = Counter(record.text("title") for record in listed)
    taken = {record.text("id") for record in listed}
    return {
        record.text("title"): record.text("id")
        for record in listed
        if record.text("id") and times[record.text("title")] == 1
        if record.text("title") not in taken
    }


def check_cites(tables: Tables) -> None:
    """Refuse citations that name no source, in one message a sheet."""
    sources = [record.text("id") for record in tables.of("sources") if record.text("id")]
    for sheet in SHEETS:
        wrong = [
            (leaf, part)
            for record in tables.of(sheet.key)
            if (leaf := record.leaves.get("cite")) is not None and leaf.text != NULL_WORD
            for part in split_list(leaf.text or "")
            if "#" not in part
        ]
        if wrong:
            example = f"{sources[0] if sources else 'bf'}#{_clause(wrong[0][1])}"
            message = (
                f"出处“{wrong[0][1]}”要写成“来源编号#条款号”，如 {example}；来源编号见“来源”表"
            )
            for leaf, _ in wrong:
                tables.complain(leaf.place, "C-FORM", message)


def _clause(text: str) -> str:
    match = _ARTICLE.search(text)
    if match is None:
        return "1"
    said = match[1]
    if said.isdigit():
        return said
    tens, ten, ones = said.rpartition("十")
    if not ten:
        return str(_DIGITS.index(said[0]))
    return str((_DIGITS.index(tens[0]) if tens else 1) * 10 + (_DIGITS.index(ones) if ones else 0))
