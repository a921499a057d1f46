"""What a pack decides, as tables: weights, grades, readings, stages, consequences, sources."""

from collections.abc import Iterator

from django.utils.translation import gettext

from gongkai.assessment.wording import (
    ACTORS,
    EVERY_GRADE,
    cite_text,
    measure_text,
    reading_value,
)
from gongkai.rules.numbers import plain
from gongkai.rules.scheme import Component, Scheme
from gongkai.ui.components import Badge, Column, Indent, Row, Stack, Table, Tone


def weights(scheme: Scheme) -> Table | None:
    """Return the components with weight and scorer, parts under their wholes."""
    if not scheme.components:
        return None
    return Table(
        caption=gettext("得分构成"),
        columns=(
            Column("title", gettext("构成"), header=True),
            Column("weight", gettext("权重"), numeric=True),
            Column("scorer", gettext("评分")),
            Column("cite", gettext("出处")),
        ),
        rows=tuple(_weight_rows(scheme.components, scheme)),
        caption_hidden=True,
    ).trimmed()


def _weight_rows(
    components: tuple[Component, ...], scheme: Scheme, depth: int = 0
) -> Iterator[Row]:
    for component in components:
        yield Row.of(
            Indent(component.title, depth),
            component.weight,
            ACTORS.get(component.scorer, component.scorer) or None,
            "、".join(cite_text(cite, scheme) for cite in component.cite),
            emphasis=bool(component.parts),
        )
        yield from _weight_rows(component.parts, scheme, depth + 1)


def grades(scheme: Scheme) -> Table:
    """Return the grades with their lines and shares."""
    return Table(
        caption=gettext("等次"),
        columns=(
            Column("title", gettext("等次"), header=True),
            Column("min", gettext("分数"), nowrap=True),
            Column("share", gettext("名额")),
            Column("description", gettext("标准")),
            Column("cite", gettext("出处")),
        ),
        rows=tuple(
            Row.of(
                grade.title,
                _line(scheme, place),
                None if grade.max_share is None else f"≤ {plain(grade.max_share * 100)}%",
                grade.description or None,
                "、".join(cite_text(cite, scheme) for cite in grade.cite),
            )
            for place, grade in enumerate(scheme.grades)
        ),
        caption_hidden=True,
    ).trimmed()


def _line(scheme: Scheme, place: int) -> str | None:
    """Return the line of a grade in words; the lowest one takes what is below the one before."""
    least = scheme.grades[place].min
    if least is None:
        return None
    above = scheme.grades[place - 1].min if place else None
    if least > 0 or above is None:
        return gettext("%(min)s 分以上") % {"min": plain(least)}
    return gettext("不足 %(min)s 分") % {"min": plain(above)}


def readings(scheme: Scheme) -> Table:
    """Return the readings, what each says here and why."""
    return Table(
        caption=gettext("口径：原文没有说清的地方怎样理解"),
        columns=(
            Column("title", gettext("问题"), header=True),
            Column("value", gettext("本包的口径")),
            Column("why", gettext("为什么")),
        ),
        rows=tuple(
            Row.of(
                Stack.of(stated.title, stated.question) if stated.question else stated.title,
                Badge(gettext("未设定"), Tone.WARN)
                if stated.value is None
                else reading_value(stated, scheme),
                stated.why,
            )
            for stated in scheme.stated
        ),
        caption_hidden=True,
        empty=gettext("没有口径。"),
    )


def stages(scheme: Scheme) -> Table | None:
    """Return the stages of a round."""
    if not scheme.stages:
        return None
    return Table(
        caption=gettext("步骤"),
        columns=(
            Column("title", gettext("步骤"), header=True),
            Column("who", gettext("谁")),
            Column("when", gettext("时间")),
            Column("cite", gettext("出处")),
        ),
        rows=tuple(
            Row.of(
                stage.title,
                ACTORS.get(stage.who, stage.who),
                stage.when or None,
                "、".join(cite_text(cite, scheme) for cite in stage.cite),
            )
            for stage in scheme.stages
        ),
        caption_hidden=True,
    ).trimmed()


def consequences(scheme: Scheme) -> Table | None:
    """Return what follows from each grade: condition, measure, term."""
    rows = []
    for grade_id, entries in scheme.consequences:
        grade = scheme.grade(grade_id)
        cites = {cite_text(cite, scheme): None for entry in entries for cite in entry.cite}
        every = gettext("各等次") if grade_id == EVERY_GRADE else grade_id
        acts = "；".join(measure_text(entry, scheme) for entry in entries)
        rows.append(Row.of(grade.title if grade else every, acts, "、".join(cites)))
    if not rows:
        return None
    return Table(
        caption=gettext("结果运用"),
        columns=(
            Column("grade", gettext("等次"), header=True),
            Column("do", gettext("措施")),
            Column("cite", gettext("出处")),
        ),
        rows=tuple(rows),
        caption_hidden=True,
    ).trimmed()


def accountability(scheme: Scheme) -> Table | None:
    """Return the degrees of accountability."""
    if scheme.accountability is None:
        return None
    return Table(
        caption=gettext("责任追究的程度"),
        columns=(
            Column("title", gettext("程度"), header=True),
            Column("unit", gettext("对单位")),
            Column("persons", gettext("对人员")),
            Column("cite", gettext("出处")),
        ),
        rows=tuple(
            Row.of(
                degree.title,
                "、".join(degree.unit) or None,
                "、".join(degree.persons) or None,
                "、".join(cite_text(cite, scheme) for cite in degree.cite),
            )
            for degree in scheme.accountability.degrees
        ),
        caption_hidden=True,
    ).trimmed()


def sources(scheme: Scheme) -> Table:
    """Return the documents that the pack cites."""
    return Table(
        caption=gettext("来源"),
        columns=(
            Column("title", gettext("文件"), header=True),
            Column("part", gettext("部分")),
            Column("sha256", gettext("原文指纹"), nowrap=True),
        ),
        rows=tuple(
            Row.of(source.title, source.part or None, source.sha256[:16] or None)
            for source in scheme.sources
        ),
        caption_hidden=True,
    ).trimmed()
