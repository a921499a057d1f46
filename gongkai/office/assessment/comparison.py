"""Last year beside this year, item by item, with what cannot be compared."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from django.utils.translation import gettext

from gongkai.assessment.opened import OpenRound
from gongkai.office.assessment.explanation import shown, values_by_id
from gongkai.rules.explain import TraceNode
from gongkai.ui.components import Better, Change, Column, Row, Table, Value

Pairs = Mapping[str, tuple[str, bool]]
Compared = tuple[TraceNode, TraceNode, bool]


def comparison(
    before: OpenRound,
    after: OpenRound,
    pairs: Pairs,
    traces: tuple[TraceNode | None, TraceNode],
) -> Table:
    """Return the table of one unit.

    ``pairs`` lead from an id of this year to last year's and say whether the two are comparable;
    ``traces`` are last year's and this year's explanations. Where the schemes differ, sums are
    only indicative: their changes are said without colour.
    """
    found = list(_compared(traces[1], values_by_id(traces[0]), pairs))
    digits = max((_digits(node.value) for pair in found for node in pair[:2]), default=0)
    same = before.pack.scheme.hash == after.pack.scheme.hash
    return Table(
        caption=gettext("与 %(year)s 年比较") % {"year": before.year},
        columns=(
            Column("item", gettext("项目"), header=True),
            Column("before", str(before.year), numeric=True),
            Column("after", str(after.year), numeric=True),
            Column("change", gettext("变化")),
        ),
        rows=tuple(_row(*pair, digits=digits, same=same) for pair in found),
        caption_hidden=True,
        note="" if same else gettext("办法有变，合计只作参考。"),
    )


def _row(node: TraceNode, previous: TraceNode, comparable: bool, *, digits: int, same: bool) -> Row:
    old, new = _even(previous.value, digits), _even(node.value, digits)
    change: Value
    if comparable:
        indicative = bool(node.children) and not same
        change = Change(old, new, Better.NEITHER if indicative else Better.HIGHER)
    else:
        change = Change(None, None, reason=gettext("办法有变，不可比"))
    return Row.of(node.title, old, new, change, emphasis=bool(node.children))


def _compared(trace: TraceNode, old: Mapping[str, TraceNode], pairs: Pairs) -> Iterator[Compared]:
    stack = [trace]
    while stack:
        node = stack.pop()
        stack += reversed(node.children)
        if node.id not in pairs:
            continue
        origin, comparable = pairs[node.id]
        previous = old.get(origin)
        if previous is not None and _worth_showing(node, previous, comparable):
            yield node, previous, comparable


def _worth_showing(node: TraceNode, previous: TraceNode, comparable: bool) -> bool:
    """Show every dimension and component, but only those items that moved or cannot be compared."""
    is_item = not node.children and node.method != "weighted"
    return not is_item or not comparable or node.value != previous.value


def _digits(value: Decimal | None) -> int:
    """Return how many decimals a value is shown with, four at most."""
    short = shown(value)
    exponent = short.as_tuple().exponent if short is not None else 0
    return max(-exponent, 0) if isinstance(exponent, int) else 0


def _even(value: Decimal | None, digits: int) -> Decimal | None:
    """Return a value with as many decimals as every other of the table."""
    return None if value is None else round(value, digits)
