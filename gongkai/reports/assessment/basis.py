"""What an assessment rests on, as rows for any report: pack, sources, weights, grades, readings."""

from collections.abc import Iterable

from gongkai.assessment.results import Assessment
from gongkai.assessment.wording import cite_text, reading_value
from gongkai.rules.numbers import plain
from gongkai.rules.readings import Need, Origin
from gongkai.rules.scheme import Component, Grade, Grading, Scheme

_ORIGINS = {
    Origin.PACK: "规则包",
    Origin.FALLBACK: "平台默认",
    Origin.LOCAL: "本次设定",
}


def reading_rows(
    scheme: Scheme, *, idle: bool = True
) -> Iterable[tuple[str, str, str, str, str, str]]:
    """Yield every reading: title, value, why, question, source, who chose it.

    Without ``idle`` those are left out that nobody has set and that decide no score and no grade.
    """
    for stated in scheme.stated:
        if stated.value is None and stated.need is Need.ROUND and not idle:
            continue
        cites = "；".join(cite_text(cite, scheme) for cite in stated.cite)
        value = reading_value(stated, scheme)
        yield stated.title, value, stated.why, stated.question, cites, _ORIGINS[stated.origin]


def basis_rows(assessment: Assessment) -> Iterable[tuple[str, str]]:
    """Yield what one needs to check or repeat the assessment."""
    scheme = assessment.scheme
    yield "规则包", f"{scheme.title}（{scheme.id}，{scheme.version} 版）"
    yield "规则包校验值", scheme.hash
    if scheme.summary:
        yield "计分办法", scheme.summary
    for source in scheme.sources:
        yield "依据", f"《{source.title}》{source.part}".rstrip()
    if scheme.components:
        yield "得分构成", "；".join(weight_text(part) for part in scheme.components)
    for rubric in scheme.rubrics:
        parts = "、".join(
            f"{dimension.title}" + (f" {plain(dimension.points)} 分" if dimension.points else "")
            for dimension in rubric.dimensions
        )
        group = f"（{'、'.join(rubric.groups)}）" if rubric.groups else ""
        yield f"考核表{group}", f"满分 {plain(rubric.points)} 分：{parts}"
    yield "等次", "；".join(grade_line(grade, scheme) for grade in scheme.grades)
    ends = [(veto.title, veto.grade) for veto in scheme.vetoes]
    ends += [(override.title, override.grade) for override in scheme.overrides]
    for title, name in ends:
        grade = scheme.grade(name)
        yield "不论得分", f"{title}：列{grade.title if grade else name}"


def weight_text(part: Component) -> str:
    """Return a component with its weight, and its parts in brackets."""
    inner = "（" + "、".join(weight_text(p) for p in part.parts) + "）" if part.parts else ""
    weight = f"{plain(part.weight)}%" if part.weight else "只列示，不计分"
    return f"{part.title} {weight}{inner}"


def grade_line(grade: Grade, scheme: Scheme) -> str:
    """Return a grade with its lower bound and its share, as far as it has them."""
    if scheme.grading is Grading.DECIDED or grade.min is None:
        text = f"{grade.title}：由考核机构认定"
    elif grade is scheme.grades[-1] and len(scheme.grades) > 1:
        above = scheme.grades[-2].min
        text = f"{grade.title}：不足 {plain(above)} 分" if above is not None else grade.title
    else:
        text = f"{grade.title}：{plain(grade.min)} 分以上"
    share = f"，不超过 {plain(grade.max_share * 100)}%" if grade.max_share is not None else ""
    return text + share
