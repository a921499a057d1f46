"""Results and strengths in the words of a bulletin, each with its numbers."""

from collections.abc import Iterable, Sequence

from gongkai.assessment.results import Assessment
from gongkai.reports.assessment.bulletin_problems import GOOD
from gongkai.reports.assessment.figures import (
    Figures,
    PartFigure,
    figures,
    ordered,
    percent,
)
from gongkai.reports.assessment.sentences import problem_text, quota_text
from gongkai.reports.official_document import Block, Heading, Paragraph
from gongkai.rules.grading import Graded, group_ranks
from gongkai.rules.scheme import Grading

_REASONS = 3
_FIRST = 3
# Past this many names a paragraph is no longer read; the annex lists them all.
_NAMES = 40


def results(assessment: Assessment) -> Iterable[Block]:
    """Yield the results: totals, then units by grade, then what decided beside the points."""
    found = figures(assessment)
    yield Paragraph(_summary(found))
    yield from _by_group(assessment)
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


def _by_group(assessment: Assessment) -> Iterable[Paragraph]:
    """Yield how each group did: how many units, and who stands first within it."""
    ranks = group_ranks(assessment.units)
    first: dict[str, list[str]] = {one.group: [] for one in ranks.values()}
    sizes: dict[str, int] = {}
    for unit in assessment.ranked():
        found = ranks.get(unit.score.unit.id)
        if found is not None:
            sizes[found.group] = found.of
            if found.rank <= _FIRST and found.rank < found.of:
                named = f"{unit.score.unit.name}（{unit.score.total}分）"
                first[found.group].append(named)
    lines = [
        f"{group or '未分组'}（{sizes[group]}个）居前的是{'、'.join(names)}"
        for group, names in first.items()
        if names
    ]
    if lines:
        yield Paragraph(f"分组看，{'；'.join(lines)}。各组名次见附件。")


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
    items = [item for item in found.items if item.id not in told and item.rate >= GOOD]
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
