"""From what is stored to a flow chart and back.

Stored is ``{"nodes": [{"id", "title", "kind", "who", "limit"}], "edges": [{"start", "end",
"label"}]}``. Before there were rows, a chart was text: it reads as a node a line, one after the
other from a beginning to an end.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Any

from gongkai.rules.flows.values import Edge, Flow, Node, NodeKind


def read_flow(value: object) -> Flow:
    """Return what is stored as a flow chart; what cannot be read is left out, never raised."""
    if isinstance(value, str):
        return in_order(value.splitlines())
    if not isinstance(value, Mapping):
        return Flow()
    nodes = (_node(one) for one in _rows(value.get("nodes")))
    edges = (
        Edge(_text(one, "start"), _text(one, "end"), _text(one, "label"))
        for one in _rows(value.get("edges"))
    )
    return Flow(tuple(nodes), tuple(edges))


def flow_value(flow: Flow) -> dict[str, list[dict[str, str]]]:
    """Return a flow chart as it is stored."""
    return {
        "nodes": [
            {
                "id": node.id,
                "title": node.title,
                "kind": node.kind.value,
                "who": node.who,
                "limit": node.limit,
            }
            for node in flow.nodes
        ],
        "edges": [
            {"start": edge.start, "end": edge.end, "label": edge.label} for edge in flow.edges
        ],
    }


def in_order(titles: Iterable[str]) -> Flow:
    """Return a chart that leads from title to title; the first begins it, the last ends it."""
    lines = [line.strip() for line in titles if line.strip()]
    last = len(lines)
    kinds = {1: NodeKind.START, last: NodeKind.END} if last > 1 else {}
    nodes = tuple(
        Node(f"n{number}", line, kinds.get(number, NodeKind.STEP))
        for number, line in enumerate(lines, start=1)
    )
    return Flow(nodes, tuple(Edge(one.id, two.id) for one, two in pairwise(nodes)))


def joined_in_order(flow: Flow) -> Flow:
    """Return the chart with a way from each node that leads nowhere to the next one.

    An end stays an end, and ways that are there stay as they are.
    """
    leading = {edge.start for edge in flow.edges}
    added = tuple(
        Edge(one.id, two.id)
        for one, two in pairwise(flow.nodes)
        if one.id not in leading and one.kind is not NodeKind.END
    )
    return Flow(flow.nodes, (*flow.edges, *added))


def drawable(flow: Flow) -> Flow:
    """Return what of a chart can be drawn: the first node of each id, ways between those."""
    nodes = {node.id: node for node in reversed(flow.nodes)}
    kept = tuple(node for node in flow.nodes if nodes[node.id] is node)
    return Flow(kept, tuple(e for e in flow.edges if e.start in nodes and e.end in nodes))


def _rows(value: object) -> Iterator[Mapping[str, Any]]:
    if isinstance(value, list | tuple):
        yield from (one for one in value if isinstance(one, Mapping))


def _node(row: Mapping[str, Any]) -> Node:
    kind = _text(row, "kind")
    return Node(
        id=_text(row, "id"),
        title=_text(row, "title"),
        kind=NodeKind(kind) if kind in set(NodeKind) else NodeKind.STEP,
        who=_text(row, "who"),
        limit=_text(row, "limit"),
    )


def _text(row: Mapping[str, Any], name: str) -> str:
    value = row.get(name)
    return value.strip() if isinstance(value, str) else ""
