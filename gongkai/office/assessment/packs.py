"""Policy packs in the browser: what each decides, on which clause, under which readings."""

from collections.abc import Iterator
from decimal import Decimal

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from gongkai.assessment.wording import ACTIONS, ACTORS, EVERY_GRADE, METHODS, cite_text, duration
from gongkai.office.assessment.source import rounds, shows_problems
from gongkai.policy.indicator_names import INDICATORS
from gongkai.policy.library import PackFolder
from gongkai.policy.loading import Pack, is_national, load_pack
from gongkai.policy.problems import ProblemsError, suggestion
from gongkai.rules.numbers import plain
from gongkai.rules.readings import Need
from gongkai.rules.scheme import Component, Dimension, Grading, Item, Rubric, Scheme
from gongkai.ui.access import public
from gongkai.ui.components import (
    Badge,
    Breadcrumb,
    Column,
    Link,
    Notice,
    Row,
    Stack,
    Summary,
    Table,
    Tone,
    Tree,
    TreeNode,
)


@public
def index(request: HttpRequest) -> HttpResponse:
    """List the packs that can be used here."""
    library = rounds().library
    rows = [_index_row(folder) for folder in library.folders() if not is_national(folder)]
    table = Table(
        caption=gettext("规则包"),
        columns=(
            Column("title", gettext("办法"), header=True),
            Column("how", gettext("计分")),
            Column("grades", gettext("等次")),
            Column("state", gettext("状态"), nowrap=True),
        ),
        rows=tuple(rows),
        caption_hidden=True,
    )
    context = {
        "table": table,
        "breadcrumb": Breadcrumb.to(gettext("规则包"), (gettext("首页"), "/")),
    }
    return render(request, "assessment/packs.html", context)


def _index_row(folder: PackFolder) -> Row:
    href = reverse("pack", args=[folder.path.name])
    try:
        scheme = load_pack(str(folder.path), rounds().library).scheme
    except ProblemsError as error:
        state = Badge(gettext("%(count)s 处错误") % {"count": len(error.problems)}, Tone.BAD)
        return Row.of(Link(folder.path.name, href), None, None, state)
    grades = "、".join(grade.title for grade in scheme.grades)
    return Row.of(
        Link(scheme.title, href, note=scheme.summary), scored_by(scheme), grades, _state(scheme)
    )


def scored_by(scheme: Scheme) -> str:
    """Return in a few words how a scheme makes its total."""
    if scheme.components:
        parts = [f"{c.title} {plain(c.weight)}" for c in scheme.components]
        return gettext("加权：") + "、".join(parts)
    if scheme.rubrics:
        items = sum(1 for _ in scheme.rubrics[0].items())
        return gettext("%(points)s 分，%(count)s 项") % {
            "points": plain(scheme.rubrics[0].points),
            "count": items,
        }
    return gettext("按描述认定")


def _state(scheme: Scheme) -> Badge:
    unset = scheme.unset(Need.SCORE, Need.GRADE)
    if unset:
        return Badge(gettext("待设定 %(count)s 项口径") % {"count": len(unset)}, Tone.WARN)
    return Badge(gettext("可用于考核"), Tone.GOOD)


@public
@shows_problems
def pack_page(request: HttpRequest, pack_id: str) -> HttpResponse:
    """Show one pack whole."""
    library = rounds().library
    folders = {folder.path.name: folder for folder in library.folders()}
    folder = folders.get(pack_id)
    if folder is None or is_national(folder):
        # Only listed packs: a name is never taken as a path on this machine.
        raise Http404(gettext("没有这个规则包") + suggestion(pack_id, folders))
    pack = load_pack(str(folder.path), library)
    scheme = pack.scheme
    context = {
        "scheme": scheme,
        "breadcrumb": Breadcrumb.to(
            scheme.title, (gettext("首页"), "/"), (gettext("规则包"), reverse("packs"))
        ),
        "summary": _summary(pack),
        "unset": _unset(scheme),
        "tree": _tree(scheme),
        "weights": _weights(scheme),
        "grades": _grades(scheme),
        "readings": _readings(scheme),
        "stages": _stages(scheme),
        "consequences": _consequences(scheme),
        "checklist": _checklist(scheme),
        "accountability": _accountability(scheme),
        "sources": _sources(scheme),
    }
    return render(request, "assessment/pack.html", context)


def _summary(pack: Pack) -> Summary:
    scheme = pack.scheme
    rows = [
        (gettext("编号"), scheme.id),
        (gettext("版本"), scheme.version),
        (gettext("考核对象"), "、".join(scheme.assessed) or None),
        (gettext("等次办法"), _grading(scheme)),
        (gettext("上级规则包"), pack.extends or None),
        (gettext("校验值"), scheme.hash[:16]),
    ]
    return Summary.of(*(row for row in rows if row[1]))


def _grading(scheme: Scheme) -> str:
    if scheme.grading is Grading.DECIDED:
        return gettext("由考核机构写明理由认定")
    return gettext("按总分")


def _unset(scheme: Scheme) -> Notice | None:
    unset = scheme.unset(Need.SCORE, Need.GRADE)
    if not unset:
        return None
    return Notice(
        gettext("开展考核前须先设定"),
        tone=Tone.WARN,
        items=tuple(f"{r.title}（{r.name}）：{r.why}" for r in unset),
    )


def _tree(scheme: Scheme) -> Tree | None:
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


def _weights(scheme: Scheme) -> Table | None:
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
    )


def _weight_rows(
    components: tuple[Component, ...], scheme: Scheme, depth: int = 0
) -> Iterator[Row]:
    for component in components:
        yield Row.of(
            "　" * depth + component.title,
            component.weight,
            ACTORS.get(component.scorer, component.scorer) or None,
            "、".join(cite_text(cite, scheme) for cite in component.cite),
            emphasis=bool(component.parts),
        )
        yield from _weight_rows(component.parts, scheme, depth + 1)


def _grades(scheme: Scheme) -> Table:
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
                gettext("%(min)s 分以上") % {"min": plain(grade.min)} if grade.min else None,
                f"≤ {plain(grade.max_share * 100)}%" if grade.max_share else None,
                grade.description or None,
                "、".join(cite_text(cite, scheme) for cite in grade.cite),
            )
            for grade in scheme.grades
        ),
        caption_hidden=True,
    )


def _readings(scheme: Scheme) -> Table:
    return Table(
        caption=gettext("口径：原文没有说清的地方怎样理解"),
        columns=(
            Column("title", gettext("问题"), header=True),
            Column("value", gettext("本包的口径")),
            Column("why", gettext("为什么")),
            Column("question", gettext("编号"), nowrap=True),
        ),
        rows=tuple(
            Row.of(
                stated.title,
                Badge(gettext("未设定"), Tone.WARN) if stated.value is None else stated.label,
                stated.why,
                stated.question,
            )
            for stated in scheme.stated
        ),
        caption_hidden=True,
        empty=gettext("没有口径。"),
    )


def _stages(scheme: Scheme) -> Table | None:
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
    )


def _consequences(scheme: Scheme) -> Table | None:
    rows = []
    for grade_id, entries in scheme.consequences:
        grade = scheme.grade(grade_id)
        acts = Stack.of(*(ACTIONS.get(entry.do, entry.do) for entry in entries))
        due = next((duration(e.due) for e in entries if e.do == "rectify"), None)
        cites = {cite_text(cite, scheme): None for entry in entries for cite in entry.cite}
        every = gettext("各等次") if grade_id == EVERY_GRADE else grade_id
        rows.append(Row.of(grade.title if grade else every, acts, due, "、".join(cites)))
    if not rows:
        return None
    return Table(
        caption=gettext("结果运用"),
        columns=(
            Column("grade", gettext("等次"), header=True),
            Column("do", gettext("措施")),
            Column("due", gettext("整改期限")),
            Column("cite", gettext("出处")),
        ),
        rows=tuple(rows),
        caption_hidden=True,
    )


def _checklist(scheme: Scheme) -> Tree | None:
    if not scheme.checklist:
        return None
    roots = tuple(
        TreeNode(
            area.id,
            area.title,
            badge=Badge(gettext("%(count)s 项") % {"count": len(area.points)}),
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


def _accountability(scheme: Scheme) -> Table | None:
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
    )


def _sources(scheme: Scheme) -> Table:
    return Table(
        caption=gettext("来源"),
        columns=(
            Column("id", gettext("简称"), header=True),
            Column("title", gettext("文件")),
            Column("part", gettext("部分")),
            Column("sha256", gettext("原文指纹"), nowrap=True),
        ),
        rows=tuple(
            Row.of(source.id, source.title, source.part or None, source.sha256[:16] or None)
            for source in scheme.sources
        ),
        caption_hidden=True,
    )
