"""The sections of a pack as rows of sheets: the opposite way of reading."""

from collections.abc import Callable, Iterable, Mapping

from gongkai.policy.tree import Branch, Leaf, Node, Row
from gongkai.policy.workbook import pack_layout as layout
from gongkai.policy.workbook.cells import join_list
from gongkai.policy.workbook.layout import Kind, Sheet
from gongkai.rules.readings import KINDS

RowTexts = dict[str, str]


def sheet_rows(sheet: Sheet, root: Branch, sources: Node | None) -> list[RowTexts]:
    """Return the rows of one sheet for a pack, as texts by column key."""
    special: Mapping[str, Callable[[Branch], Iterable[RowTexts]]] = {
        "pack": _header,
        "readings": _readings,
        "rubric": _rubric,
        "levels": _levels,
        "components": _components,
        "bonus": _bonus,
        "bonus_items": _bonus_items,
        "consequences": _consequences,
        "checklist": _checklist,
        "exports": _exports,
    }
    if sheet.key == "sources":
        return list(_sources(root, sources))
    if sheet.key in special:
        return list(special[sheet.key](root))
    if sheet in layout.ACCOUNTABILITY:
        return [
            cells(sheet, node) for node in _items(root.entries.get("accountability"), sheet.key)
        ]
    if sheet.key == "appeal":
        node = root.entries.get("appeal")
        return [cells(sheet, node)] if isinstance(node, Branch) else []
    return [cells(sheet, node) for node in _items(root, sheet.key)]


def cells(sheet: Sheet, node: Branch, **more: str) -> RowTexts:
    """Return a mapping as the texts of a row."""
    found = dict(more)
    for column in sheet.columns:
        value = _at(node, column.key)
        if value is not None:
            found[column.key] = _text(value, column.kind)
    return found


def _at(node: Node, path: str) -> Node | None:
    for key in path.split("."):
        if not isinstance(node, Branch) or key not in node.entries:
            return None
        node = node.entries[key]
    return node


def _text(node: Node, kind: Kind) -> str:
    if isinstance(node, Row):
        return join_list([leaf.text or "" for leaf in node.items if isinstance(leaf, Leaf)])
    if not isinstance(node, Leaf):
        return ""
    if node.text is None:
        return layout.NULL_WORD
    if kind is Kind.FLAG:
        return {"true": "是", "false": "否"}.get(node.text, node.text)
    return node.text


def _items(holder: Node | None, key: str) -> Iterable[Branch]:
    row = holder.entries.get(key) if isinstance(holder, Branch) else None
    for node in row.items if isinstance(row, Row) else ():
        if isinstance(node, Branch):
            yield node


def _entries(root: Branch, key: str) -> Iterable[tuple[str, Node]]:
    node = root.entries.get(key)
    return node.entries.items() if isinstance(node, Branch) else ()


def _header(root: Branch) -> Iterable[RowTexts]:
    absent = [
        key for key, node in root.entries.items() if isinstance(node, Leaf) and node.text is None
    ]
    for name, path, _, hint in layout.PACK_ROWS:
        node = _at(root, path)
        text = _text(node, Kind.TEXT) if node is not None else ""
        if path == "absent":
            text = join_list(absent)
        yield {"name": name, "value": text, "hint": hint}


def _sources(root: Branch, sources: Node | None) -> Iterable[RowTexts]:
    for name, node in _entries(root, "sources"):
        if isinstance(node, Branch):
            yield cells(layout.SOURCES, node, id=name, inline="是")
    for name, node in sources.entries.items() if isinstance(sources, Branch) else ():
        if isinstance(node, Branch):
            yield cells(layout.SOURCES, node, id=name)


def _readings(root: Branch) -> Iterable[RowTexts]:
    for name, node in _entries(root, "readings"):
        stated = isinstance(node, Branch) and "value" in node.entries
        found = cells(layout.READINGS, node) if stated and isinstance(node, Branch) else {}
        value = node.entries["value"] if stated and isinstance(node, Branch) else node
        kind = KINDS.get(name)
        yield {
            **found,
            "name": name,
            "label": kind.title if kind else "",
            "value": _reading_text(value),
        }


def _reading_text(node: Node) -> str:
    if isinstance(node, Branch):
        return "；".join(f"{key}={_text(part, Kind.TEXT)}" for key, part in node.entries.items())
    return _text(node, Kind.TEXT)


def rubrics(root: Branch) -> list[Branch]:
    """Return the rubrics of a pack, whether it has one or several."""
    single = root.entries.get("rubric")
    return [*([single] if isinstance(single, Branch) else []), *_items(root, "rubrics")]


def _rubric(root: Branch) -> Iterable[RowTexts]:
    for rubric in rubrics(root):
        yield cells(layout.RUBRIC, rubric, level="考核表")
        for dimension in _items(rubric, "dimensions"):
            yield cells(layout.RUBRIC, dimension, level="一级指标")
            for item in _items(dimension, "items"):
                yield cells(layout.RUBRIC, item, level="考核项")


def _levels(root: Branch) -> Iterable[RowTexts]:
    for rubric in rubrics(root):
        for dimension in _items(rubric, "dimensions"):
            for item in _items(dimension, "items"):
                name = _at(item, "id")
                for level in _items(item, "levels"):
                    own = _text(name, Kind.ID) if name is not None else ""
                    yield cells(layout.LEVELS, level, item=own)


def _components(holder: Branch, key: str = "components", parent: str = "") -> Iterable[RowTexts]:
    for node in _items(holder, key):
        row = cells(layout.COMPONENTS, node, parent=parent)
        yield row
        yield from _components(node, "parts", row.get("id", ""))


def _bonus(root: Branch) -> Iterable[RowTexts]:
    node = root.entries.get("bonus")
    if isinstance(node, Branch):
        yield cells(layout.BONUS, node)


def _bonus_items(root: Branch) -> Iterable[RowTexts]:
    for node in _items(root.entries.get("bonus"), "items"):
        yield cells(layout.BONUS_ITEMS, node)


def _consequences(root: Branch) -> Iterable[RowTexts]:
    for grade, row in _entries(root, "consequences"):
        for node in row.items if isinstance(row, Row) else ():
            if isinstance(node, Branch):
                yield cells(layout.CONSEQUENCES, node, grade=grade)


def _checklist(root: Branch) -> Iterable[RowTexts]:
    for area in _items(root, "checklist"):
        yield cells(layout.CHECKLIST, area, level="领域")
        for point in _items(area, "points"):
            yield cells(layout.CHECKLIST, point, level="清单项")


def _exports(root: Branch) -> Iterable[RowTexts]:
    for name, node in _entries(root, "exports"):
        if isinstance(node, Branch):
            yield cells(layout.EXPORTS, node, id=name)
