"""A rubric workbook as the very tree that a ``pack.yaml`` gives."""

from collections.abc import Iterable
from pathlib import Path

from gongkai.policy.problems import Place, Problem, suggestion
from gongkai.policy.tree import Branch, Leaf, Node, Row
from gongkai.policy.workbook import pack_layout as layout
from gongkai.policy.workbook.cells import coded
from gongkai.policy.workbook.layout import Sheet
from gongkai.policy.workbook.pack_names import check_cites, use_ids
from gongkai.policy.workbook.pack_nodes import (
    append_node,
    lowest_from_zero,
    mapping,
    plain_leaf,
    reading_value,
    set_node,
    set_path,
)
from gongkai.policy.workbook.pack_words import words_of
from gongkai.policy.workbook.tables import Record, Tables, branch, list_node, read_tables
from gongkai.rules.scheme import Grading


def pack_tree(
    path: Path, name: str | None = None, problems: list[Problem] | None = None
) -> tuple[Node, Node | None]:
    """Read a rubric workbook: the tree of ``pack.yaml``, and that of ``sources.yaml``.

    Both go to :func:`gongkai.policy.loading.build`, so one validator serves Excel and YAML; every
    node knows its sheet and cell. Where the sheets themselves are wrong it raises
    :class:`ProblemsError`, or notes so in ``problems`` where given, that all may be told at once.
    """
    tables = read_tables(path, layout.SHEETS, name)
    reader = _Reader(tables)
    use_ids(tables)
    check_cites(tables)
    root = reader.root()
    if problems is None:
        tables.check()
    else:
        problems += tables.problems
    return root, reader.sources(inline=False)


class _Reader:
    """Puts the rows of all sheets into the sections of a pack."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables

    def root(self) -> Branch:
        root = self.header()
        inline = self.sources(inline=True)
        if inline is not None:
            set_node(root, "sources", inline)
        self.add(root, "readings", layout.READINGS, self.readings())
        self.rubrics(root)
        self.add(root, "components", layout.COMPONENTS, self.components())
        for sheet in layout.LISTS:
            if self.tables.of(sheet.key):
                rows = self.rows(sheet)
                if sheet is layout.GRADES and not self.decided(root):
                    lowest_from_zero(rows)
                self.add(root, sheet.key, sheet, Row(self.top(sheet), rows))
        self.bonus(root)
        self.add(root, "consequences", layout.CONSEQUENCES, self.consequences())
        self.add(root, "checklist", layout.CHECKLIST, self.checklist())
        self.add(root, "exports", layout.EXPORTS, self.exports())
        self.accountability(root)
        for record in self.tables.of("appeal")[:1]:
            set_node(root, "appeal", mapping(record, layout.APPEAL))
        return root

    def decided(self, root: Branch) -> bool:
        leaf = root.entries.get("grading")
        return isinstance(leaf, Leaf) and leaf.text != Grading.THRESHOLDS

    def top(self, sheet: Sheet) -> Place:
        return self.tables.places.get(sheet.key, Place(self.tables.name))

    def add(self, root: Branch, key: str, sheet: Sheet, node: Node) -> None:
        """Add a section where its sheet has rows."""
        if self.tables.of(sheet.key):
            set_node(root, key, node)

    def rows(self, sheet: Sheet, *without: str) -> list[Node]:
        return [mapping(record, sheet, *without) for record in self.tables.of(sheet.key)]

    def header(self) -> Branch:
        """Read the sheet of names and values: the header of the pack and its plain settings."""
        root = Branch(self.top(layout.PACK))
        set_node(root, "pack", Branch(self.top(layout.PACK)))
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
                words = words_of(layout.PACK_OPTIONS.get(record.text("name"), ""))
                value = Leaf(value.place, coded(value.text or "", words))
                node = list_node(value, always=True) if many else plain_leaf(value)
                set_path(root, path, node)
        absent = root.entries.pop("absent", None)
        for leaf in absent.items if isinstance(absent, Row) else ():
            if isinstance(leaf, Leaf) and leaf.text:
                set_node(root, leaf.text, Leaf(leaf.place, None))
        return root

    def sources(self, *, inline: bool) -> Branch | None:
        found: dict[str, Node] = {}
        for record in self.tables.of("sources"):
            if (record.text("inline") == "true") is inline:
                found[record.text("id")] = mapping(record, layout.SOURCES, "id", "inline")
        return branch(self.top(layout.SOURCES), found) if found else None

    def readings(self) -> Branch:
        found: dict[str, Node] = {}
        for record in self.tables.of("readings"):
            name = record.text("name")
            if name in found:
                self.tables.complain(record.at("name"), "Y-DUP", f"口径 {name} 写了两次")
            entries = dict(mapping(record, layout.READINGS, "name").entries)
            value = record.leaves.get("value")
            if value is not None:
                entries["value"] = reading_value(name, value)
            bare = set(entries) == {"value"}
            found[name] = entries["value"] if bare else branch(record.place, entries)
        return branch(self.top(layout.READINGS), found)

    def rubrics(self, root: Branch) -> None:
        """Read the rows of the rubric sheet: the order of rows says what belongs to what."""
        rubrics = [self.rubric(records) for records in self.grouped("rubric", "考核表")]
        if len(rubrics) == 1:
            set_node(root, "rubric", rubrics[0])
        elif rubrics:
            set_node(root, "rubrics", Row(rubrics[0].place, list(rubrics)))

    def rubric(self, records: list[Record]) -> Branch:
        first = records[0]
        own = first.text("level") == "考核表"
        # A rubric has no name of its own, but a row of a table looks unfinished without one.
        rubric = mapping(first, layout.RUBRIC, "level", "title") if own else Branch(first.place)
        dimensions: list[Branch] = []
        for record in records[1:] if own else records:
            level = record.text("level")
            made = mapping(record, layout.RUBRIC, "level")
            if level == "一级指标":
                set_node(made, "items", Row(record.place))
                dimensions.append(made)
            elif level == "考核项" and dimensions:
                self.levels(made, record)
                append_node(dimensions[-1], "items", made)
            else:
                self.misplaced(record, layout.RUBRIC_LEVELS, "考核项前面要先有一级指标")
        set_node(rubric, "dimensions", Row(first.place, list(dimensions)))
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
            nodes = [mapping(found, layout.LEVELS, "item") for found in own]
            set_node(item, "levels", Row(own[0].place, list(nodes)))

    def components(self) -> Row:
        top: list[Node] = []
        made: dict[str, Branch] = {}
        for record in self.tables.of("components"):
            node = mapping(record, layout.COMPONENTS, "parent")
            made.setdefault(record.text("id"), node)
            parent = record.text("parent")
            if not parent:
                top.append(node)
            elif parent in made and made[parent] is not node:
                append_node(made[parent], "parts", node)
            else:
                near = suggestion(parent, made)
                message = f"前面没有编号为 {parent} 的得分构成{near}；上级要写在前面"
                self.tables.complain(record.at("parent"), "W-PARENT", message)
        return Row(self.top(layout.COMPONENTS), top)

    def bonus(self, root: Branch) -> None:
        head, items = self.tables.of("bonus"), self.tables.of("bonus_items")
        if not head and not items:
            return
        node = mapping(head[0], layout.BONUS) if head else Branch(items[0].place)
        if items:
            rows = self.rows(layout.BONUS_ITEMS)
            set_node(node, "items", Row(self.top(layout.BONUS_ITEMS), rows))
        set_node(root, "bonus", node)

    def consequences(self) -> Branch:
        found = Branch(self.top(layout.CONSEQUENCES))
        for record in self.tables.of("consequences"):
            grade = record.text("grade")
            append_node(found, grade, mapping(record, layout.CONSEQUENCES, "grade"))
            found.keys[grade] = record.at("grade")
        return found

    def checklist(self) -> Row:
        areas: list[Branch] = []
        for record in self.tables.of("checklist"):
            node = mapping(record, layout.CHECKLIST, "level")
            if record.text("level") == "领域":
                areas.append(node)
            elif record.text("level") == "清单项" and areas:
                append_node(areas[-1], "points", node)
            else:
                self.misplaced(record, layout.CHECK_LEVELS, "清单项前面要先有领域")
        return Row(self.top(layout.CHECKLIST), list(areas))

    def exports(self) -> Branch:
        entries: dict[str, Node] = {
            record.text("id"): mapping(record, layout.EXPORTS, "id")
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
            set_node(root, "accountability", branch(next(iter(entries.values())).place, entries))
