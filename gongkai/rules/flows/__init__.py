"""Flow charts as data: read, held against what makes a chart whole, put in order."""

from gongkai.rules.flows.checking import FlowProblem, RowKind, problems_of
from gongkai.rules.flows.reading import (
    drawable,
    flow_value,
    in_order,
    joined_in_order,
    read_flow,
)
from gongkai.rules.flows.values import Edge, Flow, Node, NodeKind

__all__ = [
    "Edge",
    "Flow",
    "FlowProblem",
    "Node",
    "NodeKind",
    "RowKind",
    "drawable",
    "flow_value",
    "in_order",
    "joined_in_order",
    "problems_of",
    "read_flow",
]
