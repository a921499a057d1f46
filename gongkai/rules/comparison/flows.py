"""Two flow charts compared in words, node by node and way by way.

Nodes belong together by id, and where one was made anew, by title.
"""

from collections.abc import Iterator

from gongkai.rules.comparison.rows import changed_line
from gongkai.rules.comparison.values import Change, LineChange, Segment
from gongkai.rules.flows import Edge, Flow, Node


def compare_flows(old: Flow, new: Flow) -> tuple[LineChange, ...]:
    """Return what became of the nodes and ways that differ, nodes first."""
    pairs = _paired(old, new)
    lines = (*_nodes(old, new, pairs), *_ways(old, new, pairs))
    if lines or [pairs[node.id] for node in old.nodes] == [node.id for node in new.nodes]:
        return lines
    return (LineChange(Change.CHANGED, "", (Segment(Change.SAME, "先后顺序有调整"),)),)


def _paired(old: Flow, new: Flow) -> dict[str, str]:
    """Return the id in the new chart for ids of the old one."""
    ids = {node.id for node in new.nodes}
    pairs = {node.id: node.id for node in old.nodes if node.id in ids}
    free = {node.title: node.id for node in new.nodes if node.id not in pairs}
    for node in old.nodes:
        if node.id not in pairs and node.title in free:
            pairs[node.id] = free.pop(node.title)
    return pairs


def _nodes(old: Flow, new: Flow, pairs: dict[str, str]) -> Iterator[LineChange]:
    before = {pairs[node.id]: node for node in old.nodes if node.id in pairs}
    for node in new.nodes:
        was = before.get(node.id)
        if was is None:
            yield _one_sided(Change.ADDED, "环节", _about(node))
        elif (was.title, *_facts(was)) != (node.title, *_facts(node)):
            yield _changed(was, node)
    for node in old.nodes:
        if node.id not in pairs:
            yield _one_sided(Change.REMOVED, "环节", _about(node))


def _changed(old: Node, new: Node) -> LineChange:
    names = ("类型", "由谁办理", "时限")
    facts = zip(names, _facts(old), _facts(new), strict=True)
    return changed_line("环节", (("名称", old.title, new.title), *facts))


def _facts(node: Node) -> tuple[str, str, str]:
    return node.kind.label, node.who, node.limit


def _about(node: Node) -> str:
    more = "，".join(filter(None, (node.kind.label, node.who, node.limit)))
    return f"{node.title}（{more}）"


def _ways(old: Flow, new: Flow, pairs: dict[str, str]) -> Iterator[LineChange]:
    titles = {node.id: node.title for flow in (old, new) for node in flow.nodes}
    before = [
        Edge(pairs.get(e.start, e.start), pairs.get(e.end, e.end), e.label) for e in old.edges
    ]
    gone = [edge for edge in before if edge not in new.edges]
    for edge in new.edges:
        if edge in before:
            continue
        was = next((e for e in gone if (e.start, e.end) == (edge.start, edge.end)), None)
        if was is None:
            yield _one_sided(Change.ADDED, "连线", _way(edge, titles, edge.label))
            continue
        gone.remove(was)
        name = _way(edge, titles, "")
        yield changed_line("连线", (("", name, name), ("条件", was.label, edge.label)))
    for edge in gone:
        yield _one_sided(Change.REMOVED, "连线", _way(edge, titles, edge.label))


def _way(edge: Edge, titles: dict[str, str], label: str) -> str:
    words = f"{titles.get(edge.start, '？')} → {titles.get(edge.end, '？')}"
    return f"{words}（{label}）" if label else words


def _one_sided(change: Change, place: str, text: str) -> LineChange:
    return LineChange(change, place, (Segment(change, text),))
