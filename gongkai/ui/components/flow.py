"""Flow charts drawn from data: steps, decisions, who acts and within which time.

The drawing is inline SVG that needs no style sheet, so the same markup is shown on a page and
handed out as a file. Under it stands the same as a numbered list.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from django.template.loader import get_template
from django.utils.translation import gettext

from gongkai.ui.components.base import Component
from gongkai.ui.components.flow_layout import Box, Drawing, Link, lay_out
from gongkai.ui.components.flow_text import Shape, size_of


class FlowKind(StrEnum):
    """What a node of a flow chart is."""

    START = "start"
    STEP = "step"
    DECISION = "decision"
    END = "end"


_SHAPES = {
    FlowKind.START: Shape.ROUND,
    FlowKind.END: Shape.ROUND,
    FlowKind.STEP: Shape.SQUARE,
    FlowKind.DECISION: Shape.HEXAGON,
}


@dataclass(frozen=True, slots=True)
class FlowNode:
    """A node. ``who`` acts; ``limit`` is the time for it in words: 5个工作日."""

    id: str
    title: str
    kind: FlowKind = FlowKind.STEP
    who: str = ""
    limit: str = ""


@dataclass(frozen=True, slots=True)
class FlowEdge:
    """A way from one node to another; ``label`` says when it is taken: 材料不齐."""

    start: str
    end: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class FlowItem:
    """A line of the text version."""

    number: int
    title: str
    kind: str
    who: str
    limit: str
    ways: tuple[tuple[str, str], ...]
    """Pairs of when (may be empty) and where: ``("材料不齐", "2. 补正")``."""


@dataclass(frozen=True, slots=True)
class FlowChart(Component):
    """A flow chart. Loops are drawn back at the side.

    ``open`` shows the words under the drawing at once, as pages for the public do.
    ``title_hidden`` where a heading says it already.

    Raises ``ValueError`` for an id that two nodes have and for a way from or to no node.
    """

    template: ClassVar[str] = "ui/flow.html"
    title: str
    nodes: tuple[FlowNode, ...]
    edges: tuple[FlowEdge, ...]
    note: str = ""
    open: bool = False
    title_hidden: bool = False

    def __post_init__(self) -> None:
        ids = [node.id for node in self.nodes]
        twice = sorted({one for one in ids if ids.count(one) > 1})
        if twice:
            raise ValueError(f"{self.title}: several nodes are called {', '.join(twice)}")
        unknown = sorted({end for edge in self.edges for end in (edge.start, edge.end)} - set(ids))
        if unknown:
            raise ValueError(f"{self.title}: no node is called {', '.join(unknown)}")

    @property
    def drawing(self) -> Drawing:
        """The geometry of the drawing."""
        boxes = [
            Box(node.id, size_of(_SHAPES[node.kind], node.title, (node.who, node.limit)))
            for node in self.nodes
        ]
        return lay_out(boxes, [Link(edge.start, edge.end, edge.label) for edge in self.edges])

    @property
    def items(self) -> tuple[FlowItem, ...]:
        """The same in words, numbered from top to bottom."""
        order = {key: number for number, key in enumerate(self.drawing.order, start=1)}
        nodes = sorted(self.nodes, key=lambda node: order[node.id])
        titles = {node.id: f"{order[node.id]}. {node.title}" for node in nodes}
        return tuple(
            FlowItem(
                order[node.id],
                node.title,
                _kind_text(node.kind),
                node.who,
                node.limit,
                tuple(self._ways(node.id, titles)),
            )
            for node in nodes
        )

    def _ways(self, start: str, titles: dict[str, str]) -> Iterator[tuple[str, str]]:
        for edge in self.edges:
            if edge.start == start:
                yield edge.label, titles[edge.end]


def flow_svg(chart: FlowChart) -> str:
    """Return the drawing as an SVG file of its own."""
    markup = get_template("ui/flow_svg.html").render({"it": chart, "drawing": chart.drawing})
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{markup.strip()}\n'


def _kind_text(kind: FlowKind) -> str:
    match kind:
        case FlowKind.START:
            return gettext("开始")
        case FlowKind.END:
            return gettext("结束")
        case FlowKind.DECISION:
            return gettext("判断")
        case FlowKind.STEP:
            return ""
