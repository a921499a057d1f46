"""The explanation of every unit as nested sections that open without scripts."""

from collections.abc import Iterable
from html import escape

from gongkai.assessment.results import Assessment
from gongkai.assessment.wording import METHODS
from gongkai.reports.assessment.figures import grade_text, ordered, score_text
from gongkai.reports.assessment.markup import badge, grade_badge, name
from gongkai.reports.assessment.sentences import cites_text, reading_words, remarks, why
from gongkai.rules.explain import TraceNode
from gongkai.rules.grading import Graded
from gongkai.rules.numbers import ZERO, exact
from gongkai.rules.scheme import Scheme

MAX_TREES = 200


def shown(assessment: Assessment) -> tuple[Graded, ...]:
    """Return the units whose explanation stands on the page.

    Up to 200 all of them. Beyond that a page would take minutes to open: then those that somebody
    will ask about first, which are units with remarks or the last grade, and the best of the rest.
    """
    units = [unit for unit in ordered(assessment) if unit.score.trace is not None]
    if len(units) <= MAX_TREES:
        return tuple(units)
    last = assessment.scheme.grades[-1] if assessment.scheme.grades else None
    asked = [unit for unit in units if remarks(unit) or unit.grade is last]
    rest = [unit for unit in units if unit not in asked]
    chosen = {unit.score.unit.id for unit in [*asked, *rest][:MAX_TREES]}
    return tuple(unit for unit in units if unit.score.unit.id in chosen)


def trees(assessment: Assessment, units: Iterable[Graded]) -> str:
    """Return one closed section a unit."""
    return "".join(_unit(unit, assessment.scheme) for unit in units)


def anchor(unit: Graded) -> str:
    """Return the address of a unit's explanation on the page."""
    return f"u-{escape(unit.score.unit.id)}"


def _unit(unit: Graded, scheme: Scheme) -> str:
    trace = unit.score.trace
    if trace is None:
        return ""
    rank = f"第 {unit.rank} 名 " if unit.rank else ""
    total = "未出总分" if unit.score.total is None else f"{unit.score.total} 分"
    mark = grade_badge(unit, grade_text(unit), scheme)
    told = "".join(f"<p>{escape(text)}</p>" for text in remarks(unit))
    if unit.cite:
        told += f'<p class="cite">等次依据：{escape(cites_text(unit.cite, scheme))}</p>'
    own = _facts(trace, scheme) if trace.method == "veto" or trace.inputs else ""
    body = "".join(_part(child, scheme) for child in _parts(trace))
    # The address is inside the section: browsers open a closed section to reach it.
    return (
        f'<details class="unit"><summary>{rank}{name(unit.score.unit.name)}'
        f'<span class="value">{total} {mark}</span></summary>'
        f'<div class="inside" id="{anchor(unit)}">{told}{own}{body}</div></details>'
    )


def _parts(trace: TraceNode) -> Iterable[TraceNode]:
    """Yield what to show below the total: a rubric that is all there is needs no line itself."""
    for child in trace.children:
        if child.children and not child.inputs:
            yield from child.children
        else:
            yield child


def _part(node: TraceNode, scheme: Scheme) -> str:
    if not node.children:
        return f'<ul class="items">{_item(node, scheme)}</ul>'
    inner = "".join(
        _part(child, scheme) if child.children else _item(child, scheme) for child in node.children
    )
    flat = all(not child.children for child in node.children)
    inside = f'<ul class="items">{inner}</ul>' if flat else inner
    return (
        f'<details class="part"><summary>{escape(node.title)}{_meter(node)}'
        f'<span class="value">{_value(node)}</span></summary>'
        f"{_facts(node, scheme)}{inside}</details>"
    )


def _meter(node: TraceNode) -> str:
    if node.value is None or not node.max:
        return ""
    with exact():
        share = min(max(node.value / node.max, ZERO), ZERO + 1) * 100
    return f'<span class="meter" aria-hidden="true"><i style="width:{round(share)}%"></i></span>'


def _value(node: TraceNode) -> str:
    if node.value is None:
        mark = "不适用" if "not_applicable" in node.inputs else "缺"
        return badge(mark, "none" if mark == "不适用" else "warn")
    top = f" / {score_text(node.max)}" if node.max is not None else ""
    lost = ' class="lost"' if node.max is not None and node.value < node.max else ""
    return f"<span{lost}>{score_text(node.value)}</span>{top}"


def _item(node: TraceNode, scheme: Scheme) -> str:
    method = METHODS.get(node.method, node.method)
    return (
        f'<li><div class="item"><span>{escape(node.title)} '
        f'<span class="cite">（{escape(method)}）</span></span>'
        f'<span class="value">{_value(node)}</span></div>{_facts(node, scheme)}</li>'
    )


def _facts(node: TraceNode, scheme: Scheme) -> str:
    """Return why, by which clause, and under which readings."""
    sentences = "".join(f"<li>{escape(text)}</li>" for text in why(node))
    cites, reading = cites_text(node.cite, scheme), reading_words(node)
    parts = [f"依据：{cites}"] if cites else []
    parts += [f"口径：{reading}"] if reading else []
    basis = f'<div class="cite">{escape("　".join(parts))}</div>' if parts else ""
    listed = f'<ul class="why">{sentences}</ul>' if sentences else ""
    return listed + basis
