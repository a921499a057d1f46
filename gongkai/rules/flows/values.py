"""A flow chart as data: what happens, who does it within which time, and what follows."""

from dataclasses import dataclass
from enum import StrEnum


class NodeKind(StrEnum):
    """What a node is."""

    START = "start"
    STEP = "step"
    DECISION = "decision"
    END = "end"

    @property
    def label(self) -> str:
        """The word a reader sees."""
        return _LABELS[self]


_LABELS = {
    NodeKind.START: "开始",
    NodeKind.STEP: "步骤",
    NodeKind.DECISION: "判断",
    NodeKind.END: "结束",
}


@dataclass(frozen=True, slots=True)
class Node:
    """A node. ``who`` acts; ``limit`` is the time for it in words, such as 5个工作日."""

    id: str
    title: str
    kind: NodeKind = NodeKind.STEP
    who: str = ""
    limit: str = ""

    @property
    def words(self) -> str:
        """Everything it says, on one line."""
        return "，".join(filter(None, (self.title, self.who, self.limit)))


@dataclass(frozen=True, slots=True)
class Edge:
    """A way from one node to another, by id; ``label`` says when it is taken."""

    start: str
    end: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Flow:
    """A flow chart. Nothing is promised of it: see :func:`gongkai.rules.flows.problems_of`."""

    nodes: tuple[Node, ...] = ()
    edges: tuple[Edge, ...] = ()

    @property
    def lines(self) -> tuple[str, ...]:
        """Everything it says in words: a line a node, then the conditions."""
        conditions = dict.fromkeys(edge.label for edge in self.edges if edge.label)
        return (*(node.words for node in self.nodes if node.words), *conditions)
