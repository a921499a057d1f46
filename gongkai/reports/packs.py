"""Packs in the terminal: as a tree, one element explained, the differences of two."""

from collections.abc import Iterator

from rich.console import RenderableType
from rich.markup import escape
from rich.table import Table
from rich.tree import Tree

from gongkai.assessment.wording import (
    ACTORS,
    METHODS,
    cite_text,
    measure_text,
    reading_value,
)
from gongkai.policy.changes import KIND_TITLES
from gongkai.policy.diff import Difference
from gongkai.policy.indicator_names import INDICATORS
from gongkai.reports.elements import chosen, facts_table
from gongkai.reports.national_pack import national_explained, national_view
from gongkai.rules.numbers import plain
from gongkai.rules.readings import KINDS, StatedReading
from gongkai.rules.scheme import Component, Grade, Item, Scheme, Source

_SCORED_BY = {
    Source.SCORE: "评分人直接给出的得分",
    Source.RUBRIC: "按考核表计算的得分",
    Source.SUBORDINATES: "下属单位总分的平均数",
    Source.POLL: "互评问卷",
    Source.PARTS: "下列各部分之和",
}

_SECTIONS = {
    "readings": "口径",
    "dimensions": "一级指标",
    "items": "考核项",
    "components": "得分构成",
    "grades": "等次",
    "vetoes": "单项否决",
    "overrides": "优先规则",
    "stages": "步骤",
    "exports": "结果运用",
}


def pack_tree_view(scheme: Scheme) -> RenderableType:
    """Return a pack as a tree: rubric, weights, grades, readings, sources."""
    head = f"[bold]{escape(scheme.title)}[/] {scheme.id}@{scheme.version} {scheme.hash[:12]}"
    tree = Tree(head)
    for rubric in scheme.rubrics:
        groups = f"（{'、'.join(rubric.groups)}）" if rubric.groups else ""
        branch = tree.add(f"考核表 {plain(rubric.points)} 分{groups}")
        for dimension in rubric.dimensions:
            points = "未定分值" if dimension.points is None else f"{plain(dimension.points)} 分"
            twig = branch.add(f"{escape(dimension.title)} {points} [dim]{dimension.id}[/]")
            for item in dimension.items:
                twig.add(_item_line(item))
    if scheme.components:
        _add_components(tree.add("得分构成"), scheme.components)
    grades = tree.add("等次")
    for grade in scheme.grades:
        grades.add(_grade_line(grade))
    readings = tree.add("口径")
    for stated in scheme.stated:
        style = "yellow" if stated.value is None else "default"
        value = escape(reading_value(stated, scheme))
        readings.add(f"{stated.title}：[{style}]{value}[/] [dim]{stated.name}[/]")
    sources = tree.add("来源")
    for source in scheme.sources:
        sources.add(f"{source.id}：{escape(source.title)} {source.part}".rstrip())
    return tree


def _item_line(item: Item) -> str:
    points = "未定分值" if item.points is None else f"{plain(item.points)} 分"
    return f"{escape(item.title)} {points} {METHODS[item.method]} [dim]{item.id}[/]"


def _add_components(branch: Tree, components: tuple[Component, ...]) -> None:
    for component in components:
        line = f"{escape(component.title)} {plain(component.weight)} [dim]{component.id}[/]"
        _add_components(branch.add(line), component.parts)


def _grade_line(grade: Grade) -> str:
    line = escape(grade.title)
    if grade.min is not None:
        line += f" {plain(grade.min)} 分以上"
    if grade.max_share is not None:
        line += f"，不超过 {plain(grade.max_share * 100)}%"
    return f"{line} [dim]{grade.id}[/]"


def explained(scheme: Scheme, element: str) -> RenderableType:
    """Return what an element decides, on which clause; without an element, every reading.

    Raises :class:`ProblemsError` naming the nearest id.
    """
    readings = [stated.name for stated in scheme.stated]
    return chosen(dict(_elements(scheme)), element, readings, scheme.id)


def _elements(scheme: Scheme) -> Iterator[tuple[str, RenderableType]]:
    for rubric in scheme.rubrics:
        for dimension in rubric.dimensions:
            for item in dimension.items:
                yield item.id, _item_table(item, dimension.title, scheme)
    for leaf in scheme.leaves():
        scorer = ACTORS.get(leaf.scorer, leaf.scorer)
        rows = [("权重", plain(leaf.weight)), ("评分", scorer), ("取自", _SCORED_BY[leaf.source])]
        yield leaf.id, facts_table(leaf.title, [*rows, _cited(leaf.cite, scheme)])
    for grade in scheme.grades:
        yield grade.id, facts_table(grade.title, list(_grade_rows(grade, scheme)))
    for stated in scheme.stated:
        yield stated.name, _reading_table(stated, scheme)


def _item_table(item: Item, dimension: str, scheme: Scheme) -> Table:
    rows = [
        ("一级指标", dimension),
        ("分值", "未定" if item.points is None else plain(item.points)),
        ("方法", METHODS[item.method]),
        ("评分", ACTORS.get(item.scorer, item.scorer)),
        ("佐证", "、".join(item.evidence)),
    ]
    if item.computed:
        line = f"{plain(item.computed.full_at_least * 100)}% 及以上满分"
        name = INDICATORS.get(item.computed.indicator, item.computed.indicator)
        rows.append(("指标", f"{name}，{line}"))
    rows += [(level.title, f"{plain(level.points)} 分") for level in item.levels]
    return facts_table(item.title, [*rows, _cited(item.cite, scheme)])


def _grade_rows(grade: Grade, scheme: Scheme) -> Iterator[tuple[str, str]]:
    if grade.min is not None:
        yield "下限", f"{plain(grade.min)} 分（含）"
    if grade.max_share is not None:
        yield "名额", f"不超过 {plain(grade.max_share * 100)}%"
    if grade.description:
        yield "标准", grade.description
    for consequence in dict(scheme.consequences).get(grade.id, ()):
        yield "后果", measure_text(consequence, scheme)
    yield _cited(grade.cite, scheme)


def _reading_table(stated: StatedReading, scheme: Scheme) -> Table:
    kind = KINDS[stated.name]
    rows = [
        ("现在的口径", reading_value(stated, scheme)),
        ("为什么", stated.why),
        ("问题", stated.question),
    ]
    rows += [("可选", f"{value}：{label}") for value, label in kind.choices.items()]
    return facts_table(f"{stated.title}（{stated.name}）", [*rows, _cited(stated.cite, scheme)])


def _cited(cites: tuple[str, ...], scheme: Scheme) -> tuple[str, str]:
    return "出处", "、".join(cite_text(cite, scheme) for cite in cites)


def difference_view(differences: tuple[Difference, ...]) -> RenderableType:
    """Return the differences of two packs as a table; says so where there is none."""
    if not differences:
        return "两个规则包没有差别。"
    table = Table("部分", "编号", "名称", "变化", "内容", "跨年比较")
    for one in differences:
        name = one.new or one.old
        if one.old and one.new and one.old != one.new:
            name = f"{one.old} → {one.new}"
        changed = "\n".join(f"{f.name}：{f.before} → {f.after}" for f in one.fields)
        table.add_row(
            _SECTIONS[one.section],
            name,
            escape(one.title),
            KIND_TITLES[one.kind],
            escape(changed or one.note),
            "可比" if one.comparable else "不可比",
        )
    return table


__all__ = [
    "difference_view",
    "explained",
    "national_explained",
    "national_view",
    "pack_tree_view",
]
