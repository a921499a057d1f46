"""Trace nodes of the engine as nodes of the explanation tree."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from gongkai.assessment.wording import METHODS, cite_text, input_lines, reading_text
from gongkai.rules.explain import TraceNode
from gongkai.rules.numbers import ZERO, plain
from gongkai.rules.scheme import Scheme
from gongkai.ui.components import Badge, Tone, Tree, TreeNode

# Deeper than any explanation: total, component, dimension, item.
_DEEPEST = 9


def explanation(trace: TraceNode, scheme: Scheme, label: str) -> Tree:
    """Return the whole explanation of a unit's total, opened to the dimensions."""
    return Tree((_node(_flattened(trace), scheme),), label, open_depth=1)


def with_losses_only(tree: Tree) -> Tree:
    """Return the tree with those items alone that are below full marks, all of it open."""
    roots = tuple(replace(root, children=_losing(root.children)) for root in tree.roots)
    return replace(tree, roots=roots, open_depth=_DEEPEST)


def _losing(nodes: tuple[TreeNode, ...]) -> tuple[TreeNode, ...]:
    kept = []
    for node in nodes:
        children = _losing(node.children)
        below = node.max is not None and node.value is not None and node.value < node.max
        unknown = node.value is None and node.badge is not None and node.badge.tone is Tone.WARN
        if children or (not node.children and (below or unknown)):
            kept.append(replace(node, children=children))
    return tuple(kept)


def _flattened(trace: TraceNode) -> TraceNode:
    """Leave out a lone part of a total that adds nothing: the reader sees one level less."""
    if trace.method != "sum" or len(trace.children) != 1:
        return trace
    only = trace.children[0]
    return trace._replace(children=only.children, inputs={**only.inputs, **trace.inputs})


def _node(node: TraceNode, scheme: Scheme) -> TreeNode:
    missing, not_applicable = node.inputs.get("missing"), node.inputs.get("not_applicable")
    return TreeNode(
        id=node.id,
        title=node.title,
        value=node.value if node.id == "total" else shown(node.value),
        max=shown(node.max),
        method_label=METHODS.get(node.method, node.method),
        inputs=input_lines(node),
        cites=tuple(cite_text(cite, scheme) for cite in node.cite),
        reading=reading_text(node),
        tone=_tone(node),
        children=tuple(_node(child, scheme) for child in node.children),
        badge=_badge(missing, not_applicable, node.value),
    )


def shown(value: Decimal | None) -> Decimal | None:
    """Shorten what scaling made endless and drop needless zeros; the JSON keeps every digit."""
    if value is None:
        return None
    exponent = value.as_tuple().exponent
    short = round(value, 4) if isinstance(exponent, int) and exponent < -4 else value
    return Decimal(plain(short))


def _badge(missing: object, not_applicable: object, value: Decimal | None) -> Badge | None:
    if value is None and not_applicable:
        return Badge("不适用", Tone.NEUTRAL)
    if value is None and missing:
        return Badge("缺少", Tone.WARN)
    return None


def _tone(node: TraceNode) -> Tone:
    """Return the colour of a score: full, most of it, or less than six tenths."""
    if node.value is None or not node.max or node.max <= ZERO:
        return Tone.NEUTRAL
    if node.value >= node.max:
        return Tone.GOOD
    return Tone.FAIR if node.value * 10 >= node.max * 6 else Tone.WARN


def values_by_id(trace: TraceNode | None) -> Mapping[str, TraceNode]:
    """Return every node of an explanation by id, for comparisons."""
    found: dict[str, TraceNode] = {}
    stack = [trace] if trace else []
    while stack:
        node = stack.pop()
        found[node.id] = node
        stack += node.children
    return found
