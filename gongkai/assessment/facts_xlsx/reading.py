"""A filled facts workbook as the very tree that the same facts in YAML would give."""

import re
from collections import Counter
from collections.abc import Iterable
from functools import partial
from pathlib import Path

from gongkai.assessment.facts_xlsx.layout import SHEETS
from gongkai.policy.problems import Place, Problem, suggestion
from gongkai.policy.tree import Branch, Leaf, Node, Row
from gongkai.policy.workbook.tables import WIDE, Record, Tables, branch, read_tables

_SCALE = ("scale_min", "scale_max")
_DEDUCTED = ("points", "reason", "evidence", "by", "on")
_OWNER = ("unit", "unit_name")
_ORDER = re.compile(r"[、，,；;→>\s]+")


def workbook_tree(
    path: Path, name: str | None = None, problems: list[Problem] | None = None
) -> Node:
    """Read a facts workbook; every node knows its sheet and cell.

    Every unknown sheet, column or unit, every repeated row and every formula without a value is
    noted in ``problems`` where given, so that what the facts themselves have wrong may be told with
    them; else :class:`ProblemsError` is raised with all of it. Raises it too without units.
    """
    tables = read_tables(path, SHEETS, name)
    if "units" not in tables.records:
        message = "缺少“单位”工作表：每个单位一行，至少要有单位编号"
        tables.complain(Place(tables.name), "K-SHEET", message)
    if not tables.of("units"):
        tables.check()
    root = _Reader(tables).root()
    if problems is None:
        tables.check()
    else:
        problems += tables.problems
    return root


class _Reader:
    """Puts the rows of all sheets under their units."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self.units: dict[str, Branch] = {}
        self.rows: list[Node] = []
        self.ids = _unique_names(tables.of("units"))
        self.names = {r.text("id"): r.text("name") for r in tables.of("units")}

    def root(self) -> Branch:
        tables = self.tables
        for key, take in (
            ("units", self.unit),
            ("components", self.component),
            ("items", self.item),
            ("computed", self.item),
            ("surveys", self.item),
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
            ties = [self.tie(record) for record in tables.of("tie_decisions")]
            entries["tie_decisions"] = Row(tables.places["tie_decisions"], list(ties))
        return branch(Place(tables.name), entries)

    def claim(self, record: Record, key: str) -> None:
        unit = self.owner(record)
        if unit is not None:
            _append(unit, key, _without(record, *_OWNER))

    def unit(self, record: Record) -> None:
        wide = [key for key in record.leaves if key.startswith(WIDE)]
        dotted = [key for key in record.leaves if "." in key and key not in wide]
        plain = {k: leaf for k, leaf in record.leaves.items() if k not in {*wide, *dotted}}
        if "parent" in plain:
            plain["parent"] = self.identified(plain["parent"])
        node = branch(record.place, plain)
        decided = {key.partition(".")[2]: record.leaves[key] for key in dotted}
        if decided:
            _set(node, "decided_grade", branch(next(iter(decided.values())).place, decided))
        # A unit written twice stays twice: the facts reader reports it, as it does for YAML.
        self.rows.append(node)
        self.units.setdefault(record.text("id"), node)
        self.scores(node, record, "units")

    def owner(self, record: Record) -> Branch | None:
        """Return the unit a row is about, or note that there is none."""
        unit, name = self.unit_id(record), record.text("unit_name")
        found = self.units.get(unit)
        if not unit:
            self.tables.complain(record.place, "K-MISSING", "这一行缺少单位编号")
        elif found is None:
            place = record.at("unit" if record.text("unit") else "unit_name")
            message = f"“单位”表里没有 {unit}{suggestion(unit, [*self.units, *self.ids])}"
            self.tables.complain(place, "U-UNIT", message)
        elif name and self.names[unit] and name != self.names[unit]:
            message = f"单位编号 {unit} 是{self.names[unit]}，这里写的是{name}；请改成一致"
            self.tables.complain(record.at("unit_name"), "U-NAME", message)
        return found

    def unit_id(self, record: Record) -> str:
        """Return the id of the unit a row is about, which may name it instead."""
        said = record.text("unit") or record.text("unit_name")
        return said if said in self.units else self.ids.get(said, said)

    def identified(self, leaf: Leaf) -> Leaf:
        said = leaf.text or ""
        return leaf if said in self.names else Leaf(leaf.place, self.ids.get(said, said))

    def scores(self, unit: Branch, record: Record, sheet: str) -> None:
        """Take the scores of a row whose headings are the components."""
        for key, leaf in record.leaves.items():
            if not key.startswith(WIDE):
                continue
            held, name = _child(unit, "components", record.place), key.removeprefix(WIDE)
            if name in held.entries:
                message = f"{name} 写了两次，第一次在 {held.entries[name].place.cell}"
                self.tables.complain(leaf.place, "Y-DUP", message)
            else:
                _set(held, name, leaf)
                held.keys[name] = self.tables.headings[f"{sheet}{key}"]

    def named(self, record: Record, key: str, what: str) -> str:
        if not record.text(key):
            self.tables.complain(record.place, "K-MISSING", f"这一行缺少{what}")
        return record.text(key)

    def component(self, record: Record) -> None:
        if any(key.startswith(WIDE) for key in record.leaves):
            owner = self.owner(record)
            if owner is not None:
                self.scores(owner, record, "components")
            return
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
        deducted = {k: leaf for k, leaf in record.leaves.items() if k in _DEDUCTED}
        if deducted:
            _append(facts, "deduct", branch(record.place, deducted))
        own = record.leaves.keys() - {*_OWNER, "item", *_DEDUCTED}
        if own and facts.entries.keys() - {"deduct"}:
            self.twice(record, "item", facts.place)
            return
        for key, leaf in record.leaves.items():
            if key in own and key not in _SCALE:
                _set(facts, key, leaf)
        ends = [record.leaves[key] for key in _SCALE if key in record.leaves]
        if ends:
            _set(facts, "scale", Row(ends[0].place, list(ends)))

    def entry(self, record: Record, key: str) -> None:
        facts = self.item_of(record)
        if facts is not None:
            _append(facts, key, _without(record, *_OWNER, "item"))

    def ballots(self) -> Iterable[Branch]:
        """Yield one ballot a rater, in the order raters first appear."""
        raters: dict[str, Branch] = {}
        for record in self.tables.of("ballots"):
            rater = self.named(record, "rater", "评分人")
            unit = self.unit_id(record)
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

    def tie(self, record: Record) -> Branch:
        entries: dict[str, Node] = dict(record.leaves)
        order = record.leaves.get("order")
        if order is not None:
            names = [part for part in _ORDER.split(order.text or "") if part]
            leaves = [self.identified(Leaf(order.place, part)) for part in names]
            entries["order"] = Row(order.place, list(leaves))
        return branch(record.place, entries)


def _unique_names(records: Iterable[Record]) -> dict[str, str]:
    """Return name to id for the names that only one unit has."""
    listed = [(record.text("name"), record.text("id")) for record in records]
    times = Counter(name for name, _ in listed)
    return {name: unit for name, unit in listed if name and unit and times[name] == 1}


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
