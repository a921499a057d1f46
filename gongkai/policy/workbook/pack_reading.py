"""A rubric workbook as the very tree that a ``pack.yaml`` gives."""

from collections.abc import Iterable
from pathlib import Path

from gongkai.policy.problems import Place, suggestion
from gongkai.policy.tree import Branch, Leaf, Node, Row
from gongkai.policy.workbook import pack_layout as layout
from gongkai.policy.workbook.layout import Kind, Sheet
from gongkai.policy.workbook.tables import Record, Tables, branch, list_node, read_tables
from gongkai.rules.readings import KINDS, ReadingType


def pack_tree(path: Path, name: str | None = None) -> tuple[Node, Node | None]:
    """Read a rubric workbook: the tree of ``pack.yaml``, and that of ``sources.yaml``.

    Both go to :func:`gongkai.policy.loading.build`, so one validator serves Excel and YAML; every
    node knows its sheet and cell. Raises :class:`ProblemsError` where the sheets themselves are
    wrong.
    """
    tables = read_tables(path, layout.SHEETS, name)
    reader = _Reader(tables)
    root = reader.root()
    tables.check()
    return root, reader.sources(inline=False)


class _Reader:
    """Puts the rows of all sheets into the sections of a pack."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables

    def root(self) -> Branch:
        root = self.header()
        inline = self.sources(inline=True)
        if inline is not None:
            _set(root, "sources", inline)
        self.add(root, "readings", layout.READINGS, self.readings())
        self.rubrics(root)
        self.add(root, "components", layout.COMPONENTS, self.components())
        for sheet in layout.LISTS:
            if self.tables.of(sheet.key):
                self.add(root, sheet.key, sheet, Row(self.top(sheet), self.rows(sheet)))
        self.bonus(root)
        self.add(root, "consequences", layout.CONSEQUENCES, self.consequences())
        self.add(root, "checklist", layout.CHECKLIST, self.checklist())
        self.add(root, "exports", layout.EXPORTS, self.exports())
        self.accountability(root)
        for record in self.tables.of("appeal")[:1]:
            _set(root, "appeal", _mapping(record, layout.APPEAL))
        return root

    def top(self, sheet: Sheet) -> Place:
        return self.tables.places.get(sheet.key, Place(self.tables.name))

    def add(self, root: Branch, key: str, sheet: Sheet, node: Node) -> None:
        """Add a section where its sheet has rows."""
        if self.tables.of(sheet.key):
            _set(root, key, node)

    def rows(self, sheet: Sheet, *without: str) -> list[Node]:
        return [_mapping(record, sheet, *without) for record in self.tables.of(sheet.key)]

    def header(self) -> Branch:
        """Read the sheet of names and values: the header of the pack and its plain settings."""
        root = Branch(self.top(layout.PACK))
        _set(root, "pack", Branch(self.top(layout.PACK)))
        known = {name: (path, many) for name, path, many, _ in layout.PACK_ROWS}
        for record in self.tables.of("pack"):
            found = known.get(record.text("name"))
            value = record.leaves.get("value")
            if found is None:
                near = suggestion(record.text("name"), known)
                message = f"“规则包”表没有“{record.text('name')}”这一项{near}"
                self.tables.complain(record.at("name"), "K-UNKNOWN", message)
            elif value is not None:
                path, many = found
                node = list_node(value, always=True) if many else _leaf(value)
                _set_path(root, path, node)
        absent = root.entries.pop("absent", None)
        for leaf in absent.items if isinstance(absent, Row) else ():
            if isinstance(leaf, Leaf) and leaf.text:
                _set(root, leaf.text, Leaf(leaf.place, None))
        return root

    def sources(self, *, inline: bool) -> Branch | None:
        found: dict[str, Node] = {}
        for record in self.tables.of("sources"):
            if (record.text("inline") == "true") is inline:
                found[record.text("id")] = _mapping(record, layout.SOURCES, "id", "inline")
        return branch(self.top(layout.SOURCES), found) if found else None

    def readings(self) -> Branch:
        found: dict[str, Node] = {}
        for record in self.tables.of("readings"):
            name = record.text("name")
            if name in found:
                self.tables.complain(record.at("name"), "Y-DUP", f"口径 {name} 写了两次")
            entries = dict(_mapping(record, layout.READINGS, "name").entries)
            value = record.leaves.get("value")
            if value is not None:
                entries["value"] = _reading_value(name, value)
            bare = set(entries) == {"value"}
            found[name] = entries["value"] if bare else branch(record.place, entries)
        return branch(self.top(layout.READINGS), found)

    def rubrics(self, root: Branch) -> None:
        """Read the rows of the rubric sheet: the order of rows says what belongs to what."""
        rubrics = [self.rubric(records) for records in self.grouped("rubric", "考核表")]
        if len(rubrics) == 1:
            _set(root, "rubric", rubrics[0])
        elif rubrics:
            _set(root, "rubrics", Row(rubrics[0].place, list(rubrics)))

    def rubric(self, records: list[Record]) -> Branch:
        first = records[0]
        own = first.text("level") == "考核表"
        rubric = _mapping(first, layout.RUBRIC, "level") if own else Branch(first.place)
        dimensions: list[Branch] = []
        for record in records[1:] if own else records:
            level = record.text("level")
            made = _mapping(record, layout.RUBRIC, "level")
            if level == "一级指标":
                _set(made, "items", Row(record.place))
                dimensions.append(made)
            elif level == "考核项" and dimensions:
                self.levels(made, record)
                _append(dimensions[-1], "items", made)
            else:
                self.misplaced(record, layout.RUBRIC_LEVELS, "考核项前面要先有一级指标")
        _set(rubric, "dimensions", Row(first.place, list(dimensions)))
        return rubric

    def misplaced(self, record: Record, allowed: tuple[str, ...], why: str) -> None:
        level = record.text("level")
        message = why
        if level not in allowed:
            message = f"层级不能是“{level}”，可用：{'、'.join(allowed)}{suggestion(level, allowed)}"
        self.tables.complain(record.at("level"), "T-LEVEL", message)

    def grouped(self, key: str, level: str) -> Iterable[list[Record]]:
        """Yield the rows of a sheet in groups that each begin with a row of ``level``."""
        group: list[Record] = []
        for record in self.tables.of(key):
            if record.text("level") == level and group:
                yield group
                group = []
            group.append(record)
        if group:
            yield group

    def levels(self, item: Branch, record: Record) -> None:
        own = [r for r in self.tables.of("levels") if r.text("item") == record.text("id")]
        if own:
            nodes = [_mapping(found, layout.LEVELS, "item") for found in own]
            _set(item, "levels", Row(own[0].place, list(nodes)))

    def components(self) -> Row:
        top: list[Node] = []
        made: dict[str, Branch] = {}
        for record in self.tables.of("components"):
            node = _mapping(record, layout.COMPONENTS, "parent")
            made.setdefault(record.text("id"), node)
            parent = record.text("parent")
            if not parent:
                top.append(node)
            elif parent in made and made[parent] is not node:
                _append(made[parent], "parts", node)
            else:
                near = suggestion(parent, made)
                message = f"前面没有编号为 {parent} 的得分构成{near}；上级要写在前面"
                self.tables.complain(record.at("parent"), "W-PARENT", message)
        return Row(self.top(layout.COMPONENTS), top)

    def bonus(self, root: Branch) -> None:
        head, items = self.tables.of("bonus"), self.tables.of("bonus_items")
        if not head and not items:
            return
        node = _mapping(head[0], layout.BONUS) if head else Branch(items[0].place)
        if items:
            rows = self.rows(layout.BONUS_ITEMS)
            _set(node, "items", Row(self.top(layout.BONUS_ITEMS), rows))
        _set(root, "bonus", node)

    def consequences(self) -> Branch:
        found = Branch(self.top(layout.CONSEQUENCES))
        for record in self.tables.of("consequences"):
            grade = record.text("grade")
            _append(found, grade, _mapping(record, layout.CONSEQUENCES, "grade"))
            found.keys[grade] = record.at("grade")
        return found

    def checklist(self) -> Row:
        areas: list[Branch] = []
        for record in self.tables.of("checklist"):
            node = _mapping(record, layout.CHECKLIST, "level")
            if record.text("level") == "领域":
                areas.append(node)
            elif record.text("level") == "清单项" and areas:
                _append(areas[-1], "points", node)
            else:
                self.misplaced(record, layout.CHECK_LEVELS, "清单项前面要先有领域")
        return Row(self.top(layout.CHECKLIST), list(areas))

    def exports(self) -> Branch:
        entries: dict[str, Node] = {
            record.text("id"): _mapping(record, layout.EXPORTS, "id")
            for record in self.tables.of("exports")
        }
        return branch(self.top(layout.EXPORTS), entries)

    def accountability(self, root: Branch) -> None:
        entries: dict[str, Node] = {
            sheet.key: Row(self.top(sheet), self.rows(sheet))
            for sheet in layout.ACCOUNTABILITY
            if self.tables.of(sheet.key)
        }
        if entries:
            _set(root, "accountability", branch(next(iter(entries.values())).place, entries))


def _leaf(leaf: Leaf) -> Leaf:
    return Leaf(leaf.place, None) if leaf.text == layout.NULL_WORD else leaf


def _mapping(record: Record, sheet: Sheet, *without: str) -> Branch:
    """Return a row as a mapping; a column key with a dot makes an inner mapping."""
    made = Branch(record.place)
    for column in sheet.columns:
        leaf = record.leaves.get(column.key)
        if leaf is None or column.key in without:
            continue
        node: Node = _leaf(leaf)
        if leaf.text != layout.NULL_WORD and column.kind in {Kind.LIST, Kind.CITE}:
            node = list_node(leaf, always=column.kind is Kind.LIST)
        _set_path(made, column.key, node)
    return made


def _reading_value(name: str, leaf: Leaf) -> Node:
    """Return the value of a reading in the shape that its kind has in YAML."""
    kind = KINDS.get(name)
    if leaf.text == layout.NULL_WORD or kind is None:
        return _leaf(leaf)
    if kind.type is ReadingType.NAMES:
        return list_node(leaf, always=True)
    if kind.type is ReadingType.CHOICE:
        return Leaf(leaf.place, (leaf.text or "").partition("｜")[0].strip())
    if kind.type is not ReadingType.ROUNDING:
        return leaf
    parts = list_node(leaf, always=True)
    entries: dict[str, Node] = {}
    for part in parts.items if isinstance(parts, Row) else ():
        key, _, value = (part.text or "").partition("=") if isinstance(part, Leaf) else ("", "", "")
        entries[key.strip()] = Leaf(leaf.place, value.strip())
    return branch(leaf.place, entries)


def _set(holder: Branch, key: str, node: Node) -> None:
    holder.entries[key] = node
    holder.keys[key] = node.place


def _set_path(holder: Branch, path: str, node: Node) -> None:
    *inner, last = path.split(".")
    for key in inner:
        child = holder.entries.get(key)
        if not isinstance(child, Branch):
            child = Branch(node.place)
            _set(holder, key, child)
        holder = child
    _set(holder, last, node)


def _append(holder: Branch, key: str, node: Node) -> None:
    row = holder.entries.get(key)
    if isinstance(row, Row):
        row.items.append(node)
    else:
        _set(holder, key, Row(node.place, [node]))
