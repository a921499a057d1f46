"""Policy packs in the browser: what each decides, on which clause, under which readings."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from gongkai.assessment.pinning import library
from gongkai.office.assessment import pack_tables, pack_trees
from gongkai.office.assessment.links import address
from gongkai.office.assessment.source import shows_problems
from gongkai.office.checksums import checksums
from gongkai.policy.library import BUILT_IN, PackFolder
from gongkai.policy.loading import Pack, is_assessment, load_pack
from gongkai.policy.problems import ProblemsError, suggestion
from gongkai.rules.numbers import plain
from gongkai.rules.readings import Need
from gongkai.rules.scheme import Grading, Scheme
from gongkai.ui.access import permitted, public
from gongkai.ui.components import (
    Badge,
    Breadcrumb,
    Column,
    Link,
    Notice,
    Row,
    Summary,
    Table,
    Tone,
)


@public
def index(request: HttpRequest) -> HttpResponse:
    """List the packs: those that ship with the product to everybody, an office's own to itself."""
    rows = [_index_row(folder) for folder in _folders(request).values()]
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
        "breadcrumb": Breadcrumb.to(gettext("规则包"), (gettext("考核"), reverse("rounds"))),
    }
    return render(request, "assessment/packs.html", context)


def _folders(request: HttpRequest) -> dict[str, PackFolder]:
    """Return the packs that whoever asks may see, by id.

    An office's own packs may be drafts, and messages about them name places on its disk.
    """
    own = permitted(request, "assessment.view")
    return {
        folder.path.name: folder
        for folder in library().folders()
        if (own or folder.path.parent == BUILT_IN) and is_assessment(folder)
    }


def _index_row(folder: PackFolder) -> Row:
    href = address("pack", folder.path.name)
    try:
        scheme = load_pack(str(folder.path), library()).scheme
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
    folders = _folders(request)
    folder = folders.get(pack_id)
    if folder is None:
        # Only listed packs: a name is never taken as a path on this machine. What one may not
        # see is answered as what does not exist.
        raise Http404(gettext("没有这个规则包") + suggestion(pack_id, folders))
    pack = load_pack(str(folder.path), library())
    scheme = pack.scheme
    context = {
        "scheme": scheme,
        "breadcrumb": Breadcrumb.to(
            scheme.title,
            (gettext("考核"), reverse("rounds")),
            (gettext("规则包"), reverse("packs")),
        ),
        "summary": _summary(pack),
        "unset": _unset(scheme),
        "tree": pack_trees.tree(scheme),
        "weights": pack_tables.weights(scheme),
        "grades": pack_tables.grades(scheme),
        "readings": pack_tables.readings(scheme),
        "stages": pack_tables.stages(scheme),
        "consequences": pack_tables.consequences(scheme),
        "checklist": pack_trees.checklist(scheme),
        "accountability": pack_tables.accountability(scheme),
        "sources": pack_tables.sources(scheme),
        "checksums": checksums((gettext("规则包"), scheme.hash)),
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
