"""Results, strengths and problems in the words of a bulletin, each with its numbers."""

from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal

from gongkai.assessment.results import Assessment
from gongkai.reports.assessment.figures import (
    Figures,
    PartFigure,
    figures,
    ordered,
    percent,
    score_text,
    walk,
)
from gongkai.reports.assessment.sentences import problem_text, quota_text
from gongkai.reports.official_document import Block, Heading, Paragraph
from gongkai.rules.facts import Deduction
from gongkai.rules.grading import Graded
from gongkai.rules.numbers import plain
from gongkai.rules.scheme import Grading

_PROBLEMS = 4
# From here on a rate is a strength, below it a problem: nothing is both.
_GOOD = Decimal("0.9")
_REASONS = 3
# Past this many names a paragraph is no longer read; the annex lists them all.
_NAMES = 40


def results(assessment: Assessment) -> Iterable[Block]:
    """Yield the results: totals, then units by grade, then what decided beside the points."""
    found = figures(assessment)
    yield Paragraph(_summary(found))
    for count in found.grades:
        if count.units:
            yield Heading(2, f"{count.grade.title}单位（{len(count.units)}个）")
            yield Paragraph(_listed(count.units, assessment))
    others = [line for effect in assessment.quotas for line in quota_text(effect, assessment)]
    others += [
        f"{unit.score.unit.name}：{note}。"
        for unit in ordered(assessment)
        for note in (unit.notes if unit.overrides or unit.score.vetoes else ())
    ]
    if others:
        yield Heading(2, "有关说明")
        yield Paragraph("".join(others))
    if found.open:
        yield Heading(2, f"暂未定等的单位（{len(found.open)}个）")
        yield Paragraph("".join(_open_line(unit) for unit in found.open))
    if found.exempt:
        yield Heading(2, f"免予考核的单位（{len(found.exempt)}个）")
        yield Paragraph("；".join(_exempt_line(unit) for unit in found.exempt) + "。")


def _summary(found: Figures) -> str:
    counts = "、".join(f"{count.grade.title}{len(count.units)}个" for count in found.grades)
    text = f"各等次单位数为：{counts}"
    text += f"，暂未定等{len(found.open)}个。" if found.open else "。"
    if found.average is not None:
        spread = f"，最高{found.highest}分，最低{found.lowest}分" if found.scored > 1 else ""
        text += f"平均得分{found.average}分{spread}。"
    return text


def _listed(units: Sequence[Graded], assessment: Assessment) -> str:
    decided = assessment.scheme.grading is Grading.DECIDED
    names = []
    for unit in units[:_NAMES]:
        scored = unit.score.total is not None and not decided
        score = f"（{unit.score.total}分）" if scored else ""
        names.append(f"{unit.score.unit.name}{score}")
    more = f"等{len(units)}个单位，名单见附件" if len(units) > _NAMES else ""
    return "、".join(names) + more + "。"


def _open_line(unit: Graded) -> str:
    why = "；".join(map(problem_text, unit.problems)) or "；".join(unit.notes)
    return f"{unit.score.unit.name}：{why or '没有可定等的得分'}。"


def _exempt_line(unit: Graded) -> str:
    reason = unit.score.unit.exempt_reason
    return f"{unit.score.unit.name}（{reason}）" if reason else unit.score.unit.name


def strengths(assessment: Assessment) -> Iterable[Block]:
    """Yield what went well: the parts and items with the highest rates."""
    found = figures(assessment)
    if found.best is None:
        return
    rates = "、".join(f"{part.title}{percent(part.rate)}" for part in found.parts)
    yield Paragraph(f"从各方面平均得分率看，由高到低依次为：{rates}。")
    # Where the parts are what is scored, they have been told above.
    told = {part.id for part in found.parts}
    items = [item for item in found.items if item.id not in told and item.rate >= _GOOD]
    full = [item for item in items if item.short == 0 and item.units > 1]
    best = [item for item in items if item.short > 0]
    best.sort(key=lambda item: -item.rate)
    lines = []
    if full:
        lines.append(f"{_titles(full)}各单位均得满分。")
    if best:
        rated = "、".join(f"“{item.title}”{percent(item.rate)}" for item in best[:_REASONS])
        lines.append(f"得分率较高的项目有：{rated}。")
    if lines:
        yield Paragraph("".join(lines))


def _titles(items: Sequence[PartFigure]) -> str:
    more = f"等{len(items)}项" if len(items) > _REASONS else ""
    return "、".join(f"“{item.title}”" for item in items[:_REASONS]) + more


def findings(assessment: Assessment) -> Iterable[Block]:
    """Yield the problems: the items where most points were lost, with how often and why.

    Where parts alone are scored, the units that fell short in the weakest part.
    """
    found = figures(assessment)
    worst = [item for item in found.items if item.rate < _GOOD and item.method != "weighted"]
    if worst:
        reasons = _reasons(assessment)
        for item in worst[:_PROBLEMS]:
            yield Heading(2, item.title)
            yield Paragraph(_problem(item, reasons.get(item.id), assessment))
    elif found.worst is not None:
        weak = _short_of(found.worst, assessment, _GOOD)
        if weak:
            count = f"{found.worst.title}有{len(weak)}个单位得分率不足{plain(_GOOD * 100)}%。"
            yield Paragraph(count + _lowest(found.worst, assessment) + "各单位分项得分见附件1。")


def _problem(item: PartFigure, common: Counter[str] | None, assessment: Assessment) -> str:
    lost = f"合计失分{score_text(item.lost)}分，平均得分率{percent(item.rate)}。"
    if item.short == item.units or not common:
        return lost + _lowest(item, assessment)
    text = f"{item.units}个单位中有{item.short}个未得满分，{lost}"
    told = "；".join(f"{reason}（{count}处）" for reason, count in common.most_common(_REASONS))
    return f"{text}主要表现：{told}。"


def _lowest(part: PartFigure, assessment: Assessment) -> str:
    """Return the units that did worst in a part, with their points."""
    weak = _short_of(part, assessment, Decimal(1))
    top = score_text(part.possible / part.units)
    lowest = "、".join(f"{name}（{score_text(value)}分）" for value, name in weak[:_REASONS])
    return f"满分{top}分，得分较低的有{lowest}。"


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


def _reasons(assessment: Assessment) -> dict[str, Counter[str]]:
    """Count the reasons of deductions by item."""
    reasons: dict[str, Counter[str]] = {}
    for unit in assessment.units:
        for node, _ in walk(unit.score.trace) if unit.score.trace else ():
            entries = node.inputs.get("deductions")
            for entry in entries if isinstance(entries, tuple) else ():
                if isinstance(entry, Deduction):
                    reasons.setdefault(node.id, Counter())[entry.reason] += 1
    return reasons
