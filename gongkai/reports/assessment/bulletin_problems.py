"""The problems of an assessment in words: where points were lost, what was wrong, at which units.

Named are reasons of deductions as assessors wrote them, what visits found, and what was written
beside scores. Nothing is said that nobody wrote or counted.
"""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Final

from gongkai.assessment.noted import Noted
from gongkai.assessment.results import Assessment
from gongkai.assessment.rubric import topics
from gongkai.reports.assessment.figures import (
    PartFigure,
    figures,
    grade_text,
    leaves,
    ordered,
    percent,
    score_text,
    walk,
)
from gongkai.reports.official_document import Block, Heading, Paragraph
from gongkai.rules.explain import TraceNode
from gongkai.rules.facts import Deduction
from gongkai.rules.grading import Graded
from gongkai.rules.numbers import ZERO, plain
from gongkai.rules.scheme import Grading

GOOD: Final = Decimal("0.9")
"""From here on a rate is a strength, below it a problem: nothing is both."""
_PROBLEMS: Final = 4
_REASONS: Final = 3
_NAMES: Final = 3
_UNITS: Final = 3
# Of units where the same is wrong, by what is wrong.
Told = Mapping[str, Sequence[str]]
# How it is said that a value is low, by how it comes about.
_LOW: Final = {
    "survey": "从群众问卷看，评价较低的有",
    "computed": "按记录计算，比率较低的有",
}


def problems(assessment: Assessment, noted: Iterable[Noted] = ()) -> Iterable[Block]:
    """Yield the problems: items where most points were lost, then the units that lost most.

    Where parts alone are scored, the units that fell short in the weakest part; where grades are
    decided, what was found and why units have no better grade.
    """
    words = _by_place((one.about, one.text, one.unit) for one in noted)
    found = figures(assessment)
    worst = [item for item in found.items if item.rate < GOOD and item.method != "weighted"]
    if worst:
        yield from _items(worst[:_PROBLEMS], assessment, words)
    elif found.worst is not None:
        yield from _part(found.worst, assessment, words)
    elif assessment.scheme.grading is Grading.DECIDED:
        yield from _found(assessment, words)


def _items(
    worst: Sequence[PartFigure], assessment: Assessment, words: Mapping[str, Told]
) -> Iterable[Block]:
    if len(worst) > 1:
        listed = "、".join(f"“{item.title}”（{item.short}个单位失分）" for item in worst)
        yield Paragraph(f"失分最多的是{listed}。")
    reasons = _reasons(assessment)
    for item in worst:
        yield Heading(2, item.title)
        yield Paragraph(_problem(item, reasons.get(item.id), words.get(item.id), assessment))
    weak = _weak_units(assessment)
    if weak:
        yield Heading(2, "问题较多的单位")
        yield from (Paragraph(_of_unit(unit)) for unit in weak)


def _problem(
    item: PartFigure, reasons: Told | None, words: Told | None, assessment: Assessment
) -> str:
    short = f"有{item.short}个" if item.short < item.units else "均"
    text = (
        f"{item.units}个单位中{short}未得满分，"
        if short != "均"
        else f"{item.units}个单位均未得满分，"
    )
    text += f"合计失分{score_text(item.lost)}分，平均得分率{percent(item.rate)}。"
    if reasons:
        return f"{text}主要表现：{_listed(reasons)}。"
    if words:
        return f"{text}检查发现：{_listed(words)}。"
    return text + _lowest(item, assessment)


def _part(
    part: PartFigure, assessment: Assessment, words: Mapping[str, Told]
) -> Iterable[Paragraph]:
    weak = _short_of(part, assessment, GOOD)
    if not weak:
        return
    count = f"{part.title}有{len(weak)}个单位得分率不足{plain(GOOD * 100)}%。"
    names = {name for _, name in weak}
    told = {
        text: [name for name in units if name in names]
        for text, units in words.get(part.id, {}).items()
        if names.intersection(units)
    }
    said = f"这些单位的主要问题：{_listed(told)}。" if told else ""
    yield Paragraph(f"{count}{_lowest(part, assessment)}{said}各单位分项得分见附件1。")


def _found(assessment: Assessment, words: Mapping[str, Told]) -> Iterable[Block]:
    """Yield what was found by point of the checklist, most units first, then the reasons given."""
    titles = {topic.id: topic.title for topic in topics(assessment.scheme)}
    known = [(titles[key], told) for key, told in words.items() if key in titles]
    known.sort(key=lambda one: -len({name for names in one[1].values() for name in names}))
    for title, told in known[:_PROBLEMS]:
        yield Heading(2, title)
        yield Paragraph(f"检查发现：{_listed(told)}。")
    best = assessment.scheme.grades[0]
    lines = [
        f"{unit.score.unit.name}（{grade_text(unit)}）：{_ended(decided.reason)}"
        for unit in ordered(assessment)
        if unit.grade is not best and (decided := unit.score.unit.decided_grade) is not None
    ]
    if lines:
        yield Heading(2, "等次较低的单位")
        yield from map(Paragraph, lines)


def _weak_units(assessment: Assessment) -> list[Graded]:
    """Return the units that did worst, the last first; none where all hold the best grade."""
    best = assessment.scheme.grades[0]
    below = [
        unit
        for unit in ordered(assessment)
        if unit.score.total is not None and unit.grade is not None and unit.grade is not best
    ]
    return below[: -_UNITS - 1 : -1]


def _of_unit(unit: Graded) -> str:
    nodes = leaves(unit.score.trace) if unit.score.trace is not None else ()
    lost = [node for node in nodes if _points_lost(node) > ZERO]
    lost.sort(key=lambda node: -_points_lost(node))
    listed = "、".join(_of_item(node) for node in lost[:_REASONS])
    head = f"{unit.score.unit.name}（{unit.score.total}分，{grade_text(unit)}）"
    return f"{head}失分主要在{listed}。" if listed else f"{head}。"


def _of_item(node: TraceNode) -> str:
    said = "；".join(_bare(one.reason) for one in _deductions(node)[:_REASONS])
    because = f"（{said}）" if said else ""
    return f"“{node.title}”失{score_text(_points_lost(node))}分{because}"


def _points_lost(node: TraceNode) -> Decimal:
    return (node.max or ZERO) - node.value if node.value is not None else ZERO


def _lowest(part: PartFigure, assessment: Assessment) -> str:
    """Return the units that did worst in a part, with their points."""
    weak = _short_of(part, assessment, Decimal(1))
    top = score_text(part.possible / part.units)
    lowest = "、".join(f"{name}（{score_text(value)}分）" for value, name in weak[:_NAMES])
    return f"满分{top}分，{_LOW.get(part.method, '得分较低的有')}{lowest}。"


def _short_of(part: PartFigure, assessment: Assessment, line: Decimal) -> list[tuple[Decimal, str]]:
    """Return points and names of the units below a rate in a part, lowest first."""
    values = [
        (node.value, unit.score.unit.name)
        for unit in ordered(assessment)
        for node, _ in (walk(unit.score.trace) if unit.score.trace and not unit.problems else ())
        if node.id == part.id and node.value is not None and node.max
        if node.value < node.max * line
    ]
    return sorted(values, key=lambda entry: entry[0])


def _reasons(assessment: Assessment) -> Mapping[str, Told]:
    """Return by item what points were taken for, each with the units, who did worst first."""
    return _by_place(
        (node.id, one.reason, unit.score.unit.name)
        for unit in reversed(ordered(assessment))
        for node, _ in (walk(unit.score.trace) if unit.score.trace else ())
        for one in _deductions(node)
    )


def _deductions(node: TraceNode) -> list[Deduction]:
    entries = node.inputs.get("deductions")
    given = entries if isinstance(entries, tuple) else ()
    return [one for one in given if isinstance(one, Deduction)]


def _by_place(rows: Iterable[tuple[str, str, str]]) -> Mapping[str, Told]:
    """Gather units by place and by what is wrong there; words differ by no full stop."""
    found: dict[str, dict[str, list[str]]] = {}
    for about, text, unit in rows:
        units = found.setdefault(about, {}).setdefault(_bare(text), [])
        if unit not in units:
            units.append(unit)
    return found


def _listed(told: Told) -> str:
    """Return what is wrong most often, each with the units."""
    often = sorted(told.items(), key=lambda one: -len(one[1]))
    return "；".join(f"{text}（{_names(units)}）" for text, units in often[:_REASONS])


def _names(units: Sequence[str]) -> str:
    more = f"等{len(units)}个单位" if len(units) > _NAMES else ""
    return "、".join(units[:_NAMES]) + more


def _bare(text: str) -> str:
    return " ".join(text.split()).rstrip("。；;.")


def _ended(text: str) -> str:
    return f"{_bare(text)}。"
