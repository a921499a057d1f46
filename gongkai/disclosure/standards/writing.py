"""The rows of a standard catalogue as a disclosure pack: one catalogue per sheet."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from gongkai.disclosure.standards.rows import StandardRow
from gongkai.policy.disclosure.values import Audience, Mode
from gongkai.policy.national_values import Level
from gongkai.policy.problems import Place
from gongkai.policy.tree import Branch, Leaf, Node, Row
from gongkai.rules.obligations.values import DayUnit, Term

BASE = "gongkai-jichu@1.0.0"
SOURCE = "standard"
_NOWHERE = Place("")
Entries = Mapping[str, "Node | str | Sequence[str]"]


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """The rows of one sheet and what it is called."""

    number: int
    title: str
    rows: tuple[StandardRow, ...]


def pack_tree(pack_id: str, title: str, sheets: Sequence[Sheet]) -> Branch:
    """Return ``pack.yaml`` as a tree."""
    rows = [row for sheet in sheets for row in sheet.rows]
    timing = _timing(rows, sheets)
    header: Entries = {
        "id": pack_id,
        "kind": "disclosure",
        "version": "0.1.0",
        "title": title,
        "summary": f"由标准目录表导入：{len(sheets)} 张表，{len(rows)} 项。",
    }
    entries: dict[str, Node | str | Sequence[str]] = {
        "pack": _branch(header),
        "uses": [BASE],
        "open": ["nodes.*.timing", "nodes.*.channels", "nodes.*.elements", "nodes.*.responsible"],
    }
    if timing:
        entries["timing"] = _row(timing)
    entries["catalogues"] = _row(_catalogue(pack_id, sheet) for sheet in sheets)
    return _branch(entries)


def sources_tree(title: str, file: str, sha256: str) -> Branch:
    """Return ``sources.yaml``: the workbook, whose clauses are sheet and row."""
    source: Entries = {
        "title": title,
        "file": file,
        "article": "表",
        "sha256": sha256,
        "note": "条款号为表的次序和 Excel 行号",
    }
    return _branch({SOURCE: _branch(source)})


def _cite(sheet: Sheet, row: StandardRow) -> str:
    return f"{SOURCE}#{sheet.number}.{row.row}"


def _timing(rows: Iterable[StandardRow], sheets: Sequence[Sheet]) -> list[Branch]:
    """Return rules for the terms of the table that the basic pack has not."""
    terms: dict[str, Term] = {}
    for row in rows:
        if row.limit.term is not None:
            terms.setdefault(row.limit.rule, row.limit.term)
    return [_rule(name, term, sheets) for name, term in terms.items()]


def _rule(name: str, term: Term, sheets: Sequence[Sheet]) -> Branch:
    cited = next(
        _cite(sheet, row) for sheet in sheets for row in sheet.rows if row.limit.rule == name
    )
    key = "days" if term.unit is DayUnit.DAYS else "working_days"
    return _branch(
        {
            "id": name,
            "title": f"{term}内",
            "kind": "within",
            "term": _branch({key: str(term.number)}),
            "cite": cited,
        }
    )


def _catalogue(pack_id: str, sheet: Sheet) -> Branch:
    prefix = f"{pack_id}.{sheet.number}"
    first = sheet.rows[0]
    return _branch(
        {
            "id": prefix,
            "title": sheet.title,
            "duty": "named",
            "cite": _cite(sheet, first),
            "nodes": _row(_groups(prefix, sheet)),
        }
    )


def _groups(prefix: str, sheet: Sheet) -> list[Branch]:
    """Return the first-level matters with their second-level ones, in the order of the table."""
    groups: dict[str, list[StandardRow]] = {}
    for row in sheet.rows:
        groups.setdefault(row.first or row.second, []).append(row)
    return [
        _group(f"{prefix}.{number}", title, rows, sheet)
        for number, (title, rows) in enumerate(groups.items(), start=1)
    ]


def _group(prefix: str, title: str, rows: list[StandardRow], sheet: Sheet) -> Branch:
    alone = rows[0]
    if len(rows) == 1 and alone.second in {"", title}:
        return _leaf(prefix, title, alone, sheet)
    nodes = [
        _leaf(f"{prefix}.{number}", row.second or title, row, sheet)
        for number, row in enumerate(rows, start=1)
    ]
    entries: Entries = {
        "id": prefix,
        "title": title,
        "cite": _cite(sheet, alone),
        "nodes": _row(nodes),
    }
    return _branch(entries)


def _leaf(node_id: str, title: str, row: StandardRow, sheet: Sheet) -> Branch:
    entries: dict[str, Node | str | Sequence[str]] = {
        "id": node_id,
        "title": title,
        "elements": list(row.elements),
        "levels": [level for level in Level if level in row.levels],
        "timing": [row.limit.rule],
        "channels": list(row.channels),
        "audience": row.audience,
        "modes": [mode for mode in Mode if mode in row.modes],
    }
    if row.modes == frozenset({Mode.ON_REQUEST}):
        entries["attribute"] = "on_request"
    if row.audience is Audience.GROUP and row.audience_note:
        entries["audience_note"] = row.audience_note
    entries |= {
        key: text
        for key, text in (
            ("basis", row.basis),
            ("responsible", row.responsible),
            ("note", _note(row)),
        )
        if text
    }
    entries["cite"] = _cite(sheet, row)
    return _branch(entries)


def _note(row: StandardRow) -> str:
    """Keep the words of the limit, which the rule only stands for, and the remark."""
    said = f"表中时限：{row.limit_text}" if row.limit_text else ""
    return "；".join(part for part in (said, row.note) if part)


def _branch(entries: Entries) -> Branch:
    nodes = {key: _node(value) for key, value in entries.items()}
    return Branch(_NOWHERE, nodes, dict.fromkeys(nodes, _NOWHERE))


def _row(nodes: Iterable[Node]) -> Row:
    return Row(_NOWHERE, list(nodes))


def _node(value: "Node | str | Sequence[str]") -> Node:
    if isinstance(value, str):
        return Leaf(_NOWHERE, str(value))
    if isinstance(value, Branch | Row | Leaf):
        return value
    return Row(_NOWHERE, [Leaf(_NOWHERE, str(text)) for text in value])
