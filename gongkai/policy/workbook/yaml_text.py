"""A tree written as clean YAML in block style, with the texts it was read with."""

from pathlib import Path

import yaml

from gongkai.policy.tree import Branch, Leaf, Node, Row
from gongkai.policy.workbook.pack_reading import pack_tree

_STR, _NULL = "tag:yaml.org,2002:str", "tag:yaml.org,2002:null"
_FLOAT = "tag:yaml.org,2002:float"
_RESOLVER = yaml.resolver.Resolver()
# Lists of plain words fit on a line; everything else stands in blocks.
_FLOW_WIDTH = 72


def workbook_to_yaml(path: Path) -> str:
    """Return the pack of a rubric workbook as one ``pack.yaml``, sources included.

    Raises :class:`ProblemsError` where the workbook cannot be read.
    """
    root, sources = pack_tree(path)
    entries = dict(root.entries) if isinstance(root, Branch) else {}
    inline = entries.get("sources")
    if isinstance(sources, Branch):
        own = inline.entries if isinstance(inline, Branch) else {}
        entries["sources"] = Branch(sources.place, {**sources.entries, **own})
    order = ["pack", "sources", "open", "readings"]
    listed = [key for key in order if key in entries] + [k for k in entries if k not in order]
    return tree_to_yaml(Branch(root.place, {key: entries[key] for key in listed}))


def tree_to_yaml(node: Node) -> str:
    """Return a tree as YAML; reading it again gives the same texts and nulls."""
    return yaml.serialize(_node(node), Dumper=yaml.SafeDumper, allow_unicode=True, width=98)


def _node(node: Node) -> yaml.Node:
    if isinstance(node, Leaf):
        return _scalar(node.text)
    if isinstance(node, Row):
        flow = all(isinstance(item, Leaf) for item in node.items) and _short(node)
        values = [_node(item) for item in node.items]
        return yaml.SequenceNode("tag:yaml.org,2002:seq", values, flow_style=flow)
    pairs = [(_scalar(key), _node(value)) for key, value in node.entries.items()]
    return yaml.MappingNode("tag:yaml.org,2002:map", pairs, flow_style=False)


def _short(row: Row) -> bool:
    return (
        sum(len(item.text or "") + 2 for item in row.items if isinstance(item, Leaf)) < _FLOW_WIDTH
    )


def _scalar(text: str | None) -> yaml.ScalarNode:
    if text is None:
        return yaml.ScalarNode(_NULL, "null")
    tag = str(_RESOLVER.resolve(yaml.ScalarNode, text, (True, False)))  # type: ignore[no-untyped-call]
    if tag == _FLOAT:
        # Quoted, so that no other reader of the file turns a score into a binary float.
        return yaml.ScalarNode(_STR, text, style='"')
    if tag == _NULL:
        return yaml.ScalarNode(_STR, text, style='"')
    return yaml.ScalarNode(tag, text)
