"""Findings and lines that decide alone, whatever the points say."""

from collections.abc import Iterator

from gongkai.rules.explain import TraceNode
from gongkai.rules.facts import UnitFacts
from gongkai.rules.numbers import ZERO, plain, settled
from gongkai.rules.scheme import Scheme, Veto
from gongkai.rules.scoring.rubrics import RubricPlan


def found_vetoes(scheme: Scheme, unit: UnitFacts) -> tuple[Veto, ...]:
    """Return the vetoes that a unit's findings set off, in the order of the scheme."""
    found = {finding.id for finding in unit.findings}
    return tuple(veto for veto in scheme.vetoes if veto.id in found)


def line_vetoes(scheme: Scheme, plan: RubricPlan, rubric: TraceNode) -> Iterator[Veto]:
    """Yield a veto for every dimension that fell below its own line.

    Where items do not apply the line shrinks or grows with the points that remained.
    """
    for row, node in zip(plan.rows, rubric.children, strict=True):
        line = row.dimension.veto_below
        if line is None or node.value is None or node.max is None or not row.points:
            continue
        if settled(node.value) * row.points >= line * node.max:
            continue
        title = f"{row.dimension.title}得 {plain(node.value)} 分，低于 {plain(line)} 分"
        if node.max != row.points:
            title += f"（适用分值 {plain(node.max)} 分，按比例）"
        yield Veto(
            id=f"{row.dimension.id}.line",
            title=title,
            cite=row.dimension.cite,
            grade=scheme.grades[-1].id,
            stops=False,
        )


def stopping(vetoes: tuple[Veto, ...]) -> Veto | None:
    """Return the veto that ends the counting of points, the harshest where there are several."""
    return min(
        (veto for veto in vetoes if veto.stops),
        key=lambda veto: (veto.total is not None, veto.total or ZERO, veto.id),
        default=None,
    )
