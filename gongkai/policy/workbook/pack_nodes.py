"""Rows of a rubric workbook as nodes of a pack."""

from gongkai.policy.tree import Branch, Leaf, Node, Row
from gongkai.policy.workbook import pack_layout as layout
from gongkai.policy.workbook.cells import BAR, coded
from gongkai.policy.workbook.layout import Kind, Sheet
from gongkai.policy.workbook.pack_words import words_of
from gongkai.policy.workbook.tables import Record, branch, list_node
from gongkai.rules.readings import KINDS, ReadingType


def plain_leaf(leaf: Leaf) -> Leaf:
    """Return a leaf, explicitly null where the cell says that the matter is open."""
    return Leaf(leaf.place, None) if leaf.text == layout.NULL_WORD else leaf


def mapping(record: Record, sheet: Sheet, *without: str) -> Branch:
    """Return a row as a mapping; a column key with a dot makes an inner mapping."""
    made = Branch(record.place)
    for column in sheet.columns:
        leaf = record.leaves.get(column.key)
        if leaf is None or column.key in without:
            continue
        node: Node = plain_leaf(leaf)
        if leaf.text != layout.NULL_WORD and column.kind in {Kind.LIST, Kind.CITE}:
            node = list_node(leaf, always=column.kind is Kind.LIST)
        set_path(made, column.key, node)
    return made


def reading_value(name: str, leaf: Leaf) -> Node:
    """Return the value of a reading in the shape that its kind has in YAML."""
    kind = KINDS.get(name)
    if leaf.text == layout.NULL_WORD or kind is None:
        return plain_leaf(leaf)
    if kind.type is ReadingType.NAMES:
        return list_node(leaf, always=True)
    if kind.type is ReadingType.CHOICE:
        code = coded(leaf.text or "", words_of(f"reading:{name}"))
        return Leaf(leaf.place, code.partition(BAR)[0].strip())
    if kind.type is not ReadingType.ROUNDING:
        return leaf
    parts = list_node(leaf, always=True)
    entries: dict[str, Node] = {}
    for part in parts.items if isinstance(parts, Row) else ():
        key, _, value = (part.text or "").partition("=") if isinstance(part, Leaf) else ("", "", "")
        entries[key.strip()] = Leaf(leaf.place, value.strip())
    return branch(leaf.place, entries)


def lowest_from_zero(rows: list[Node]) -> None:
    """Let the last grade begin at 0 where its line is left empty: every table is read so."""
    last = rows[-1]
    if isinstance(last, Branch) and "min" not in last.entries:
        set_node(last, "min", Leaf(last.place, "0"))


def set_node(holder: Branch, key: str, node: Node) -> None:
    """Put a node under a key that stands where the node does."""
    holder.entries[key] = node
    holder.keys[key] = node.place


def set_path(holder: Branch, path: str, node: Node) -> None:
    """Put a node under a dotted path, making the mappings on the way."""
    *inner, last = path.split(".")
    for key in inner:
        child = holder.entries.get(key)
        if not isinstance(child, Branch):
            child = Branch(node.place)
            set_node(holder, key, child)
        holder = child
    set_node(holder, last, node)


def append_node(holder: Branch, key: str, node: Node) -> None:
    """Append a node to the list under a key."""
    row = holder.entries.get(key)
    if isinstance(row, Row):
        row.items.append(node)
    else:
        set_node(holder, key, Row(node.place, [node]))
