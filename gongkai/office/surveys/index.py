"""The surveys of a round, and beginning one: those the pack asks for are offered first."""

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.assessment.actions.surveys.building import create_survey
from gongkai.assessment.queries.surveys import standing, still_wanted, surveys_of
from gongkai.assessment.surveys.needs import Wanted
from gongkai.core.access import viewer
from gongkai.core.actions import Refused
from gongkai.office.posting import filled
from gongkai.office.rounds.finding import breadcrumb
from gongkai.office.rounds.tabs import tabs
from gongkai.office.surveys.frame import home, run_round, state_badge
from gongkai.ui import components as ui
from gongkai.ui.access import requires
from gongkai.ui.flash import say

if TYPE_CHECKING:
    from gongkai.assessment.models import Round


@requires("assessment.run")
@require_safe
def index(request: HttpRequest, key: str) -> HttpResponse:
    """List the surveys of a round, and name those still to be built."""
    round_ = run_round(request, key)
    new = reverse("survey-new", args=[key])
    context = {
        "heading": gettext("问卷"),
        "tabs": tabs(request, round_, "surveys"),
        "breadcrumb": breadcrumb(gettext("问卷"), round_),
        "table": _table(request, round_),
        "wanted": [
            ui.Notice(
                gettext("考核表按问卷“%(survey)s”计分，还没有建立") % {"survey": one.survey},
                _items(one),
                ui.Tone.WARN,
                link=ui.Link(gettext("现在建立"), new + ui.link_with({}, survey=one.survey)),
            )
            for one in still_wanted(round_)
        ],
        "new": ui.Link(gettext("新建问卷"), new),
    }
    return render(request, "surveys/index.html", context)


def _items(one: Wanted) -> str:
    names = "、".join(item.title for item in one.items)
    return gettext("用它计分的考核项：%(names)s。") % {"names": names}


def _table(request: HttpRequest, round_: "Round") -> ui.Table:
    asker = viewer(request)
    rows = []
    for one in surveys_of(asker, round_):
        found = standing(asker, one)
        days = f"{one.opens_on} — {one.closes_on}" if one.opens_on and one.closes_on else None
        rows.append(
            ui.Row.of(
                ui.Link(one.title, home(one)),
                state_badge(found.state),
                days,
                found.units,
                found.answers,
                len(found.short),
            )
        )
    return ui.Table(
        caption=gettext("问卷"),
        columns=(
            ui.Column("title", gettext("问卷"), header=True),
            ui.Column("state", gettext("状态"), nowrap=True),
            ui.Column("days", gettext("填答日期"), nowrap=True),
            ui.Column("units", gettext("评价单位"), numeric=True),
            ui.Column("answers", gettext("答卷"), numeric=True),
            ui.Column("short", gettext("答卷不足的单位"), numeric=True),
        ),
        rows=tuple(rows),
        empty=gettext("还没有问卷。"),
        note=gettext("答卷数不含少于5份的单位。"),
        caption_hidden=True,
    )


@requires("assessment.run")
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, key: str) -> HttpResponse:
    """Begin a survey, and lead to its questions."""
    round_ = run_round(request, key)
    fields = _fields(round_, request.GET.get("survey", ""))
    general: tuple[str, ...] = ()
    if request.method == "POST":
        try:
            made = create_survey(
                round_.pk,
                survey=request.POST.get("survey", ""),
                title=request.POST.get("title", ""),
                intro=request.POST.get("intro", ""),
                by=viewer(request),
            )
        except Refused as refused:
            fields, general = filled(fields, request.POST, refused)
        else:
            say(request, gettext("问卷已建立，请添加题目。"))
            return HttpResponseRedirect(home(made, "survey-questions"))
    title = gettext("新建问卷")
    back = reverse("surveys", args=[key])
    buttons = (ui.Button.primary(gettext("建立")), ui.Link(gettext("取消"), back))
    form = ui.Form(fields, buttons, general=general)
    context = {
        "heading": title,
        "tabs": tabs(request, round_, "surveys"),
        "breadcrumb": breadcrumb(title, round_, (gettext("问卷"), back)),
        "form": form,
    }
    return render(request, "surveys/new.html", context, status=422 if form.errors.items else 200)


def _fields(round_: "Round", chosen: str) -> tuple[ui.Field, ...]:
    wanted = still_wanted(round_)
    options = (
        *(ui.Option(one.survey, gettext("考核计分用：") + one.survey) for one in wanted),
        ui.Option("", gettext("另建一份，不计分（如社会监督员评议）")),
    )
    first = chosen if chosen in {one.survey for one in wanted} else options[0].value
    which = ui.Field(
        "survey", gettext("哪一份问卷"), ui.FieldKind.RADIO, (first,), options, required=True
    )
    return (
        *((which,) if wanted else ()),
        ui.Field(
            "title",
            gettext("名称"),
            hint=gettext("答卷人看到的名称，如“政务公开群众满意度问卷”。"),
            required=True,
        ),
        ui.Field(
            "intro",
            gettext("说明（可不填）"),
            ui.FieldKind.TEXTAREA,
            hint=gettext("写在题目前面：为什么调查，结果怎样使用。"),
        ),
    )
