"""Corrections of an approved result: the list, and the beginning of a new one."""

from dataclasses import replace
from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from gongkai.assessment.actions.revising import begin_revision
from gongkai.assessment.queries.approvals import takes_part
from gongkai.core.access import viewer
from gongkai.core.actions import Refused
from gongkai.office.posting import filled
from gongkai.office.rounds.finding import breadcrumb, round_of
from gongkai.office.rounds.tabs import tabs
from gongkai.rules.rounds import Verb, why_not
from gongkai.ui import components as ui
from gongkai.ui.access import requires
from gongkai.ui.flash import say

if TYPE_CHECKING:
    from gongkai.assessment.models import Revision, Round


@requires("assessment.view")
@require_http_methods(["GET", "HEAD", "POST"])
def index(request: HttpRequest, key: str) -> HttpResponse:
    """List the corrections; begin one."""
    round_, asker = round_of(request, key), viewer(request)
    if not takes_part(asker, round_):
        raise Http404(gettext("更正由考核办公室办理，由领导审定。"))
    rows = list(round_.revisions.order_by("-id"))
    begin = _begin() if _may_begin(request, round_, rows) else None
    if request.method != "POST":
        return _page(request, round_, rows, begin)
    post = request.POST
    try:
        made = begin_revision(
            round_.pk, reason=post.get("reason", ""), minutes=post.get("minutes", ""), by=asker
        )
    except Refused as refused:
        shown = begin or _begin()
        fields, general = filled(shown.fields, post, refused)
        shown = replace(shown, fields=fields, general=general)
        return _page(request, round_, rows, shown, status=422)
    say(request, gettext("已开始更正。改好有关单位的评分后，请另一位有权限的人审定。"))
    return HttpResponseRedirect(reverse("revision", args=[key, made.pk]))


def _may_begin(request: HttpRequest, round_: "Round", rows: list["Revision"]) -> bool:
    may = viewer(request).may("assessment.run", round_.unit.path)
    under_way = any(row.after_id is None for row in rows)
    return may and not under_way and not why_not(Verb.REVISE, round_.phase)


def _begin() -> ui.Form:
    return ui.Form(
        (
            ui.Field(
                "reason",
                gettext("为什么更正"),
                ui.FieldKind.TEXTAREA,
                hint=gettext("例如复核决定、漏扣、误扣。会印在更正后的告知书上。"),
                required=True,
            ),
            ui.Field("minutes", gettext("依据的会议纪要或文号（可不填）")),
        ),
        (ui.Button.primary(gettext("开始更正")),),
        legend=gettext("更正已审定的结果"),
    )


def _page(
    request: HttpRequest,
    round_: "Round",
    rows: list["Revision"],
    begin: ui.Form | None,
    status: int = 200,
) -> HttpResponse:
    key = round_.key
    table = ui.Table(
        caption=gettext("更正"),
        columns=(
            ui.Column("at", gettext("开始"), header=True, nowrap=True),
            ui.Column("reason", gettext("理由")),
            ui.Column("who", gettext("提出人"), nowrap=True),
            ui.Column("state", gettext("状态"), nowrap=True),
        ),
        rows=tuple(
            ui.Row.of(
                ui.Link(
                    f"{localtime(row.at):%Y-%m-%d %H:%M}", reverse("revision", args=[key, row.pk])
                ),
                row.reason,
                row.name,
                state_badge(row),
            )
            for row in rows
        ),
        caption_hidden=True,
        empty=gettext("这次考核的结果没有更正过。"),
    )
    context = {
        "heading": gettext("更正"),
        "tabs": tabs(request, round_, "approval"),
        "breadcrumb": breadcrumb(
            gettext("更正"), round_, (gettext("审定"), reverse("approval", args=[key]))
        ),
        "table": table,
        "begin": begin,
    }
    return render(request, "approving/revisions.html", context, status=status)


def state_badge(row: "Revision") -> ui.Badge:
    """Return how a correction stands."""
    if row.after_id is None:
        return ui.Badge(gettext("正在办理"), ui.Tone.FAIR)
    return ui.Badge(gettext("已生效"), ui.Tone.GOOD)
