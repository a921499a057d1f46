"""A filled facts workbook as the very tree that the same facts in YAML would give."""

import re
from collections.abc import Iterable
from functools import partial
from pathlib import Path

from gongkai.assessment.facts_xlsx.layout import SHEETS
from gongkai.policy.problems import Place, suggestion
from gongkai.policy.tree import Branch, Leaf, Node, Row
from gongkai.policy.workbook.tables import Record, Tables, branch, read_tables

_SCALE = ("scale_min", "scale_max")
_ORDER = re.compile(r"[、，,；;→>\s]+")


def workbook_tree(path: Path, name: str | None = None) -> Node:
    """Read a facts workbook; every node knows its sheet and cell.

    Raises :class:`ProblemsError` with every unknown sheet, column or unit, every repeated row and
    every formula without a value.
    """
    tables = read_tables(path, SHEETS, name)
    if "units" not in tables.records:
        message = "缺少“单位”工作表：每个单位一行，至少要有单位编号"
        tables.complain(Place(tables.name), "K-SHEET", message)
    tables.check()
    reader = _Reader(tables)
    root = reader.root()
    tables.check()
    return root


class _Reader:
    """Puts the rows of all sheets under their units."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self.units: dict[str, Branch] = {}
        self.rows: list[Node] = []

    def root(self) -> Branch:
        tables = self.tables
        for key, take in (
            ("units", self.unit),
            ("components", self.component),
            ("items", self.item),
            ("deduct", partial(self.entry, key="deduct")),
            ("award", partial(self.entry, key="award")),
            ("not_applicable", partial(self.claim, key="not_applicable")),
            ("findings", partial(self.claim, key="findings")),
        ):
            for record in tables.of(key):
                take(record)
        entries: dict[str, Node] = {"units": Row(tables.places["units"], self.rows)}
        if tables.of("ballots"):
            entries["ballots"] = Row(tables.places["ballots"], list(self.ballots()))
        if tables.of("tie_decisions"):
            ties = [_tie(record) for record in tables.of("tie_decisions")]
            entries["tie_decisions"] = Row(tables.places["tie_decisions"], list(ties))
        return branch(Place(tables.name), entries)

    def claim(self, record: Record, key: str) -> None:
        unit = self.owner(record)
        if unit is not None:
            _append(unit, key, _without(record, "unit"))

    def unit(self, record: Record) -> None:
        plain = {key: leaf for key, leaf in record.leaves.items() if "." not in key}
        node = branch(record.place, plain)
        decided = {key.partition(".")[2]: leaf for key, leaf in record.leaves.items() if "." in key}
        if decided:
            _set(node, "decided_grade", branch(next(iter(decided.values())).place, decided))
        # A unit written twice stays twice: the facts reader reports it, as it does for YAML.
        self.rows.append(node)
        self.units.setdefault(record.text("id"), node)

    def owner(self, record: Record) -> Branch | None:
        """Return the unit a row is about, or note that there is none."""
        unit = record.text("unit")
        found = self.units.get(unit)
        if not unit:
            self.tables.complain(record.place, "K-MISSING", "这一行缺少单位编号")
        elif found is None:
            message = f"“单位”表里没有 {unit}{suggestion(unit, self.units)}"
            self.tables.complain(record.at("unit"), "U-UNIT", message)
        return found

    def named(self, record: Record, key: str, what: str) -> str:
        if not record.text(key):
            self.tables.complain(record.place, "K-MISSING", f"这一行缺少{what}")
        return record.text(key)

    def component(self, record: Record) -> None:
        unit, name = self.owner(record), self.named(record, "component", "得分构成")
        if unit is None or not name:
            return
        held = _child(unit, "components", record.place)
        if name in held.entries:
            self.twice(record, "component", held.keys[name])
        elif "score" in record.leaves:
            _set(held, name, record.leaves["score"])
            held.keys[name] = record.at("component")

    def twice(self, record: Record, key: str, first: Place) -> None:
        message = f"同一单位的 {record.text(key)} 写了两次，第一次在 {first.cell}"
        self.tables.complain(record.at(key), "Y-DUP", message)

    def item_of(self, record: Record) -> Branch | None:
        unit, name = self.owner(record), self.named(record, "item", "考核项编号")
        if unit is None or not name:
            return None
        items = _child(unit, "items", record.place)
        facts = _child(items, name, record.place)
        items.keys[name] = record.at("item")
        return facts

    def item(self, record: Record) -> None:
        facts = self.item_of(record)
        if facts is None:
            return
        if facts.entries:
            self.twice(record, "item", facts.place)
            return
        for key, leaf in record.leaves.items():
            if key not in {"unit", "item", *_SCALE}:
                _set(facts, key, leaf)
        ends = [record.leaves[key] for key in _SCALE if key in record.leaves]
        if ends:
            _set(facts, "scale", Row(ends[0].place, list(ends)))

    def entry(self, record: Record, key: str) -> None:
        facts = self.item_of(record)
        if facts is not None:
            _append(facts, key, _without(record, "unit", "item"))

    def ballots(self) -> Iterable[Branch]:
        """Yield one ballot a rater, in the order raters first appear."""
        raters: dict[str, Branch] = {}
        for record in self.tables.of("ballots"):
            rater = self.named(record, "rater", "评分人")
            unit = self.named(record, "unit", "单位编号")
            if not rater or self.owner(record) is None or "score" not in record.leaves:
                continue
            ballot = raters.setdefault(
                rater, branch(record.place, {"rater": record.leaves["rater"]})
            )
            scores = _child(ballot, "scores", record.place)
            if unit in scores.entries:
                self.twice(record, "unit", scores.entries[unit].place)
            else:
                _set(scores, unit, record.leaves["score"])
        return raters.values()


def _tie(record: Record) -> Branch:
    entries: dict[str, Node] = dict(record.leaves)
    order = record.leaves.get("order")
    if order is not None:
        names = [part for part in _ORDER.split(order.text or "") if part]
        entries["order"] = Row(order.place, [Leaf(order.place, part) for part in names])
    return branch(record.place, entries)


def _without(record: Record, *keys: str) -> Branch:
    leaves = {key: leaf for key, leaf in record.leaves.items() if key not in keys}
    return branch(record.place, leaves)


def _set(holder: Branch, key: str, node: Node) -> None:
    holder.entries[key] = node
    holder.keys.setdefault(key, node.place)


def _child(holder: Branch, key: str, place: Place) -> Branch:
    found = holder.entries.get(key)
    if isinstance(found, Branch):
        return found
    made = Branch(place)
    _set(holder, key, made)
    return made


def _append(holder: Branch, key: str, node: Node) -> None:
    row = holder.entries.get(key)
    if isinstance(row, Row):
        row.items.append(node)
    else:
        _set(holder, key, Row(node.place, [node]))
