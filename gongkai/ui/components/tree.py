"""The explanation tree: a score opened down to method, inputs, clause and reading."""

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from gongkai.ui.components.base import Badge, Component, Link, Meter, Tone


@dataclass(frozen=True, slots=True)
class TreeNode:
    """One node of an explanation.

    ``value`` is ``None`` where nothing could be computed and ``max`` ``None`` where there is no
    ceiling. ``inputs`` are ``(name, value)`` pairs as printed. ``cites`` are clauses, plain or
    linked. ``reading`` says which choice was made where the rule text is silent; empty where
    none was. ``note`` is one more sentence (why points were deducted, why it does not apply).
    """

    id: str
    title: str
    value: Decimal | None = None
    max: Decimal | None = None
    method_label: str = ""
    inputs: tuple[tuple[str, str], ...] = ()
    cites: tuple[str | Link, ...] = ()
    reading: str = ""
    tone: Tone = Tone.NEUTRAL
    children: "tuple[TreeNode, ...]" = ()
    badge: Badge | None = None
    note: str = ""

    @property
    def has_body(self) -> bool:
        """Whether the node has anything to open."""
        return bool(self.children or self.has_facts)

    @property
    def has_facts(self) -> bool:
        """Whether the node has a description list of its own."""
        return bool(self.method_label or self.inputs or self.cites or self.reading or self.note)

    @property
    def meter(self) -> Meter | None:
        """The bar of the node, where it has full marks to be measured against."""
        if self.max is None or self.max <= 0:
            return None
        return Meter(self.value, self.max, self.tone)


@dataclass(frozen=True, slots=True)
class Tree(Component):
    """An explanation tree drawn from its roots.

    ``label`` names the tree for screen readers; nodes less deep than ``open_depth`` are open at
    first (0 closes all, 1 opens the roots). ``anchor`` prefixes the ids of nodes, so that
    ``#anchor-org.attention`` leads to a node; two trees on a page need different ones.
    """

    template: ClassVar[str] = "ui/tree.html"
    roots: tuple[TreeNode, ...]
    label: str
    open_depth: int = 1
    anchor: str = "node"
