"""What a unit lost in a result, item by item, in the words an order to rectify takes over."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from gongkai.assessment.wording import cite_text
from gongkai.rules.explain import TraceNode
from gongkai.rules.facts import Deduction
from gongkai.rules.grading import Graded
from gongkai.rules.numbers import plain
from gongkai.rules.scheme import Scheme


@dataclass(frozen=True, slots=True, kw_only=True)
class Lost:
    """One thing that cost points: the problem in words, the item, where it stands.

    ``points`` and ``reason`` are of a deduction, to find the finding it came from.
    """

    problem: str
    item: str
    clause: str
    points: Decimal | None = None
    reason: str = ""


def lost(unit: Graded, scheme: Scheme) -> Iterator[Lost]:
    """Yield what a unit lost: each deduction, and each item or part below its full points.

    What a unit gave itself and bonuses it did not get are no problems.
    """
    if unit.score.trace is None:
        return
    own = {leaf.id for leaf in scheme.leaves() if leaf.scorer == "unit"}
    bonus = {item.id for item in scheme.bonus.items} if scheme.bonus is not None else set()
    for node in _leaves(unit.score.trace):
        if node.id not in own | bonus:
            yield from _of_node(node, scheme)


def _leaves(node: TraceNode) -> Iterator[TraceNode]:
    if not node.children:
        yield node
    for child in node.children:
        yield from _leaves(child)


def _of_node(node: TraceNode, scheme: Scheme) -> Iterator[Lost]:
    clause = cite_text(node.cite[0], scheme) if node.cite else ""
    given = node.inputs.get("deductions", ())
    taken = [one for one in given if isinstance(one, Deduction)] if isinstance(given, tuple) else []
    for one in taken:
        yield Lost(
            problem=f"{node.title}：{one.reason}（扣 {plain(one.points)} 分）",
            item=node.id,
            clause=clause,
            points=one.points,
            reason=one.reason,
        )
    if not taken and node.value is not None and node.max is not None and node.value < node.max:
        problem = f"{node.title}：得 {plain(node.value)} 分，满分 {plain(node.max)} 分"
        yield Lost(problem=problem, item=node.id, clause=clause)
