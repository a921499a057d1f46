"""What a pack asks of units, as trees: the rubric, and the list of contents."""

from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext

from gongkai.assessment.wording import ACTORS, METHODS, cite_text
from gongkai.policy.indicator_names import INDICATORS
from gongkai.rules.numbers import plain
from gongkai.rules.scheme import Dimension, Item, Rubric, Scheme
from gongkai.ui.components import Badge, Tone, Tree, TreeNode


def tree(scheme: Scheme) -> Tree | None:
    """Return dimensions and items with points, evidence and clauses."""
    if not scheme.rubrics:
        return None
    roots = tuple(_rubric(rubric, scheme) for rubric in scheme.rubrics)
    if len(roots) == 1:
        roots = roots[0].children
    return Tree(roots, gettext("考核表"), open_depth=1, anchor="item")


def _rubric(rubric: Rubric, scheme: Scheme) -> TreeNode:
    title = "、".join(rubric.groups) or gettext("考核表")
    return TreeNode(
        rubric.id,
        title,
        rubric.points,
        children=tuple(_dimension(dimension, scheme) for dimension in rubric.dimensions),
    )


def _unset_points(points: Decimal | None) -> Badge | None:
    return Badge(gettext("未定分值"), Tone.WARN) if points is None else None


def _dimension(dimension: Dimension, scheme: Scheme) -> TreeNode:
    return TreeNode(
        dimension.id,
        dimension.title,
        dimension.points,
        badge=_unset_points(dimension.points),
        cites=tuple(cite_text(cite, scheme) for cite in dimension.cite),
        children=tuple(_item(item, scheme) for item in dimension.items),
    )


def _item(item: Item, scheme: Scheme) -> TreeNode:
    return TreeNode(
        item.id,
        item.title,
        item.points,
        badge=_unset_points(item.points),
        method_label=METHODS[item.method],
        inputs=tuple(_item_facts(item)),
        cites=tuple(cite_text(cite, scheme) for cite in item.cite),
        note=item.note,
    )


def _item_facts(item: Item) -> Iterator[tuple[str, str]]:
    if item.evidence:
        yield gettext("佐证"), "、".join(item.evidence)
    if item.scorer:
        yield gettext("考评"), ACTORS.get(item.scorer, item.scorer)
    if item.computed:
        yield gettext("计算指标"), INDICATORS.get(item.computed.indicator, "")
        yield gettext("满分线"), f"{plain(item.computed.full_at_least * 100)}%"
    for level in item.levels:
        yield level.title, gettext("%(points)s 分") % {"points": plain(level.points)}


def checklist(scheme: Scheme) -> Tree | None:
    """Return what people look at without a score of its own."""
    if not scheme.checklist:
        return None
    roots = tuple(
        TreeNode(
            area.id,
            area.title,
            badge=_count(len(area.points)),
            cites=tuple(cite_text(cite, scheme) for cite in area.cite),
            children=tuple(
                TreeNode(
                    point.id,
                    point.title,
                    cites=tuple(cite_text(cite, scheme) for cite in point.cite),
                    method_label=INDICATORS.get(point.method, point.method),
                )
                for point in area.points
            ),
        )
        for area in scheme.checklist
    )
    return Tree(roots, gettext("内容清单"), open_depth=0, anchor="point")


def _count(points: int) -> Badge | None:
    return Badge(gettext("%(count)s 项") % {"count": points}) if points else None
