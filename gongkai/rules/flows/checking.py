"""What is wrong with a flow chart, each thing with its row and its mend.

A chart leads from its one beginning to an end whatever happens: every node can be reached, none is
a dead end, and a decision says of each way out when it is taken.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from gongkai.rules.flows.values import Edge, Flow, Node, NodeKind


class RowKind(StrEnum):
    """Which rows a problem is in."""

    NODE = "node"
    EDGE = "edge"


@dataclass(frozen=True, slots=True)
class FlowProblem:
    """One thing to mend. ``row`` counts from 1 in its ``rows``; 0 is the chart as a whole."""

    code: str
    title: str
    mend: str
    rows: RowKind = RowKind.NODE
    row: int = 0
    name: str = ""

    @property
    def place(self) -> str:
        """The row in words: 环节第3行“受理”."""
        if not self.row:
            return ""
        word = "环节" if self.rows is RowKind.NODE else "连线"
        return f"{word}第{self.row}行" + (f"“{self.name}”" if self.name else "")


def problems_of(flow: Flow) -> tuple[FlowProblem, ...]:
    """Return what is wrong, whole chart first, then nodes and ways row by row.

    A chart without nodes and ways has no problems: it is not there.
    """
    if not flow.nodes and not flow.edges:
        return ()
    reader = _Reader(flow)
    found = [one for check in _CHECKS for one in check(reader)]
    return tuple(sorted(found, key=lambda one: (one.row > 0, one.rows is RowKind.EDGE, one.row)))


class _Reader:
    """A chart with what the checks ask of it again and again."""

    def __init__(self, flow: Flow) -> None:
        self.nodes = tuple(enumerate(flow.nodes, start=1))
        self.edges = tuple(enumerate(flow.edges, start=1))
        self.titles: dict[str, str] = {node.id: node.title for node in flow.nodes}
        sound = [e for e in flow.edges if e.start in self.titles and e.end in self.titles]
        self.out = _grouped(sound, lambda edge: edge.start)
        self.ahead = {key: [e.end for e in edges] for key, edges in self.out.items()}
        into = _grouped(sound, lambda edge: edge.end)
        self.behind = {key: [e.start for e in edges] for key, edges in into.items()}

    def of(self, kind: NodeKind) -> list[tuple[int, Node]]:
        return [(row, node) for row, node in self.nodes if node.kind is kind]


def _grouped(edges: list[Edge], key: Callable[[Edge], str]) -> dict[str, list[Edge]]:
    found: dict[str, list[Edge]] = {}
    for edge in edges:
        found.setdefault(key(edge), []).append(edge)
    return found


def _at(row: int, node: Node, code: str, title: str, mend: str) -> FlowProblem:
    return FlowProblem(code, title, mend, RowKind.NODE, row, node.title)


def _on(row: int, code: str, title: str, mend: str) -> FlowProblem:
    return FlowProblem(code, title, mend, RowKind.EDGE, row)


def _named(reader: _Reader) -> Iterator[FlowProblem]:
    for row, node in reader.nodes:
        if not node.title:
            yield _at(row, node, "flow.title", "没有写名称", "填写这个环节的名称，或清空这一行")


def _once(reader: _Reader) -> Iterator[FlowProblem]:
    seen: set[str] = set()
    for row, node in reader.nodes:
        if node.id in seen or not node.id:
            mend = "删去这一行，另加一行重新填写"
            yield _at(row, node, "flow.id", "与其他环节的编号重复", mend)
        seen.add(node.id)


def _one_start(reader: _Reader) -> Iterator[FlowProblem]:
    starts = reader.of(NodeKind.START)
    if not starts:
        mend = "把第一个环节的类型改为“开始”"
        yield FlowProblem("flow.start", "没有“开始”环节", mend)
    for row, node in starts[1:]:
        mend = "只留一个开始，这一行改为“步骤”"
        yield _at(row, node, "flow.starts", "不止一个“开始”环节", mend)


def _an_end(reader: _Reader) -> Iterator[FlowProblem]:
    if not reader.of(NodeKind.END):
        mend = "加一个类型为“结束”的环节，并用连线接上"
        yield FlowProblem("flow.end", "没有“结束”环节", mend)


def _ways(reader: _Reader) -> Iterator[FlowProblem]:
    seen: set[Edge] = set()
    for row, edge in reader.edges:
        for word, name in (("从哪个环节出发", edge.start), ("通向哪个环节", edge.end)):
            if not name:
                mend = "在列表里选择，或清空这一行"
                yield _on(row, "flow.way", f"没有选{word}", mend)
            elif name not in reader.titles:
                mend = "所选的环节已删去，请重新选择"
                yield _on(row, "flow.way", f"没有选对{word}", mend)
        if edge.start and edge.start == edge.end:
            yield _on(row, "flow.loop", "从一个环节连到它自己", "改选通向的环节，或清空这一行")
        if edge in seen:
            yield _on(row, "flow.twice", "与上面的连线重复", "清空这一行")
        seen.add(edge)


def _decisions(reader: _Reader) -> Iterator[FlowProblem]:
    for row, node in reader.of(NodeKind.DECISION):
        ways = reader.out.get(node.id, [])
        if len(ways) < 2:
            mend = "判断至少有两种结果，请为每种结果加一条连线，并写明条件"
            yield _at(row, node, "flow.decision", "判断后面的连线不足两条", mend)
    decisions = {node.id: node.title for _, node in reader.of(NodeKind.DECISION)}
    used = Counter((e.start, e.label) for _, e in reader.edges if e.label)
    for row, edge in reader.edges:
        if edge.start not in decisions:
            continue
        name = decisions[edge.start]
        if not edge.label:
            mend = "写明什么情况下走这条连线，如“材料齐全”"
            yield _on(row, "flow.label", f"判断“{name}”后面的连线没有写条件", mend)
        elif used[edge.start, edge.label] > 1:
            mend = "每条连线的条件要不同，请改正"
            yield _on(row, "flow.label", f"判断“{name}”后面有两条连线条件相同", mend)


def _reached(reader: _Reader) -> Iterator[FlowProblem]:
    starts = reader.of(NodeKind.START)
    if len(starts) != 1:
        return
    known = _reach({starts[0][1].id}, reader.ahead)
    for row, node in reader.nodes:
        if node.id not in known:
            mend = "加一条通向它的连线，或删去这一行"
            yield _at(row, node, "flow.lost", "从“开始”走不到这里", mend)


def _led_on(reader: _Reader) -> Iterator[FlowProblem]:
    ends = {node.id for _, node in reader.of(NodeKind.END)}
    home = _reach(ends, reader.behind)
    for row, node in reader.nodes:
        if node.kind is NodeKind.END:
            if node.id in reader.out:
                mend = "删去从它出发的连线，或把它改为“步骤”"
                yield _at(row, node, "flow.after", "“结束”后面还有连线", mend)
        elif node.id not in reader.out:
            mend = "加一条从它出发的连线；到此办完的，类型改为“结束”"
            yield _at(row, node, "flow.stop", "走到这里就断了", mend)
        elif ends and node.id not in home:
            mend = "加一条能走到“结束”的连线"
            yield _at(row, node, "flow.circle", "从这里走不到“结束”", mend)


def _reach(first: set[str], ways: Mapping[str, list[str]]) -> set[str]:
    """Return what can be reached, the first included."""
    found, open_ = set(first), list(first)
    while open_:
        for one in ways.get(open_.pop(), []):
            if one not in found:
                found.add(one)
                open_.append(one)
    return found


_CHECKS: Final = (_named, _once, _one_start, _an_end, _ways, _decisions, _reached, _led_on)
