"""Sites as a list: where each stands, what the month lacks, results waiting; export."""

from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from gongkai.assessment.actions.sites import take_evaluations
from gongkai.assessment.queries.rounds import find_round
from gongkai.assessment.queries.sites import seen
from gongkai.assessment.queries.sites.evaluations import waiting
from gongkai.assessment.queries.sites.months import month_of, without
from gongkai.core.access import Viewer, viewer
from gongkai.core.days import day_of
from gongkai.core.levels import Level
from gongkai.office.lists import (
    BulkAction,
    ChoiceFilter,
    DateFilter,
    ListColumn,
    ListSpec,
    TextFilter,
    UnitFilter,
    chosen,
    show,
)
from gongkai.office.posting import tell
from gongkai.office.sites.frame import STANDINGS, standing_badge, tabs
from gongkai.ui import components as ui
from gongkai.ui.access import requires

if TYPE_CHECKING:
    from gongkai.assessment.models import Site


def sites_list(asker: Viewer) -> "ListSpec[Site]":
    """Return the list; what a month lacks is as of the viewer's day."""
    today = day_of(asker.at)
    manages = asker.may("sites.manage")
    return ListSpec(
        id="sites",
        title=gettext_lazy("示范点"),
        columns=_columns(),
        filters=(
            TextFilter(
                "q", gettext_lazy("单位、文号"), ("unit__name", "notice_number", "named_by")
            ),
            ChoiceFilter(
                "state",
                gettext_lazy("状态"),
                [(one.value, words) for one, words in STANDINGS.items()],
                "standing",
            ),
            ChoiceFilter("level", gettext_lazy("级别"), Level.choices, "level"),
            ChoiceFilter("lack", gettext_lazy("尚缺"), _LACKS, _lacking(today)),
            DateFilter("named", gettext_lazy("确定日期"), "designated_on"),
            UnitFilter("unit", gettext_lazy("单位"), units=lambda: seen.units_with_sites(asker)),
        ),
        default_sort="-named",
        empty=gettext_lazy("还没有示范点。印发确定示范点的通知之后，在这里登记。"),
        bulk=_BULK if manages else (),
        label=lambda one: one.unit.name,
    )


_LACKS = (
    ("visit", gettext_lazy("本月现场指导")),
    ("exchange", gettext_lazy("本月座谈交流")),
    ("bulletin", gettext_lazy("本月通报")),
    ("evaluate", gettext_lazy("今年考评")),
)
_BULK = (
    BulkAction("visit", gettext_lazy("登记现场指导")),
    BulkAction("training", gettext_lazy("登记培训")),
    BulkAction("exchange", gettext_lazy("登记座谈交流")),
    BulkAction("commend", gettext_lazy("登记表彰")),
    BulkAction("rectify", gettext_lazy("责令整改")),
)


def _lacking(today: date) -> Any:
    first, last = month_of(today)

    def narrow(rows: "QuerySet[Any]", kind: str) -> "QuerySet[Any]":
        if kind == "evaluate":
            return without(rows, kind, date(today.year, 1, 1), date(today.year, 12, 31))
        return without(rows, kind, first, last)

    return narrow


def _columns() -> "tuple[ListColumn[Site], ...]":
    return (
        ListColumn(
            "unit",
            gettext_lazy("单位"),
            lambda one: ui.Link(one.unit.name, reverse("site", args=[one.pk])),
            export=lambda one: one.unit.name,
            sort="unit__path",
            header=True,
        ),
        ListColumn(
            "state",
            gettext_lazy("状态"),
            standing_badge,
            export=lambda one: standing_badge(one).text,
            sort="standing",
            nowrap=True,
        ),
        ListColumn(
            "level",
            gettext_lazy("级别"),
            lambda one: one.get_level_display(),
            sort="level",
            nowrap=True,
        ),
        ListColumn(
            "named",
            gettext_lazy("确定日期"),
            lambda one: one.designated_on,
            sort="designated_on",
            nowrap=True,
        ),
        ListColumn("number", gettext_lazy("文号"), lambda one: one.notice_number, nowrap=True),
        ListColumn("by", gettext_lazy("由谁确定"), lambda one: one.named_by, sort="named_by"),
        ListColumn(
            "visited",
            gettext_lazy("最近指导"),
            lambda one: getattr(one, "visited_on", None),
            sort="visited_on",
            nowrap=True,
        ),
        ListColumn(
            "grade",
            gettext_lazy("最近考评"),
            lambda one: getattr(one, "latest_grade", "") or None,
            nowrap=True,
        ),
        ListColumn("goal", gettext_lazy("建设目标"), lambda one: one.goal, screen=False),
        ListColumn("ended", gettext_lazy("取消日期"), lambda one: one.ended_on, screen=False),
    )


@requires("assessment.view")
@require_http_methods(["GET", "HEAD", "POST"])
def index(request: HttpRequest) -> HttpResponseBase:
    """List the sites one sees; ticked ones lead to a form that records something for all."""
    asker = viewer(request)
    rows, spec = seen.with_latest(seen.sites_seen(asker)), sites_list(asker)
    if request.method == "POST":
        picked = chosen(request, spec, rows)
        if picked is None:
            return HttpResponseRedirect(reverse("sites"))
        keys = [("row", str(pk)) for pk in picked.rows.values_list("pk", flat=True)]
        query = urlencode([("kind", picked.action), *keys])
        return HttpResponseRedirect(f"{reverse('site-record')}?{query}")
    manages = asker.may("sites.manage")
    context = {
        "heading": gettext("示范点"),
        "lead": gettext("确定、建设、指导、考评到表彰或取消，一个示范点一份档案。"),
        "tabs": tabs(request, "sites"),
        "new": ui.Link(gettext("登记确定通知"), reverse("site-new")) if manages else None,
        "record": ui.Link(gettext("登记一次活动"), reverse("site-record")) if manages else None,
        "evaluate": _to_round(asker),
        "waiting": [_waiting(one) for one in waiting(asker)] if manages else [],
    }
    return show(request, spec, rows, "sites/list.html", context)


def _to_round(asker: Viewer) -> ui.Link | None:
    if not asker.may("sites.manage") or not asker.may("assessment.run"):
        return None
    return ui.Link(gettext("发起考评"), f"{reverse('round-new')}?sites=1")


def _waiting(one: Any) -> dict[str, object]:
    return {
        "title": gettext("“%(round)s”的结果已经通报") % {"round": one.round.title},
        "text": gettext("%(units)s的结果还没有记入档案。")
        % {"units": "、".join(site.unit.label for site in one.sites[:10])},
        "form": ui.Form(
            (),
            (ui.Button.primary(gettext("记入 %(count)s 个示范点") % {"count": len(one.sites)}),),
            action=reverse("site-evaluations", args=[one.round.key]),
            label=one.round.title,
            panel=False,
        ),
    }


@requires("sites.manage")
@require_POST
def take(request: HttpRequest, key: str) -> HttpResponseRedirect:
    """Take the results of a round into the histories of its sites."""
    asker = viewer(request)
    round_ = find_round(asker, key)
    if round_ is None:
        raise Http404(gettext("没有这次考核，或者不在您的权限范围内。"))

    def step() -> str:
        made = take_evaluations(round_.pk, by=asker)
        return gettext("已记入 %(count)s 个示范点。") % {"count": len(made)}

    tell(request, step)
    return HttpResponseRedirect(reverse("sites"))
