"""A notice that names sites: drafted in Word, then entered with its number."""

from dataclasses import replace
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, override
from django.views.decorators.http import require_http_methods

from gongkai.assessment.actions.sites import Designation, designate
from gongkai.assessment.intake import TAKEN
from gongkai.assessment.queries.sites.seen import may_be_named, organs
from gongkai.core.access import Viewer, viewer
from gongkai.core.actions import Refused
from gongkai.core.days import day_of
from gongkai.core.levels import Level
from gongkai.office.disclosure.papers import document
from gongkai.office.posting import day, day_or_none, filled, number, uploaded
from gongkai.office.sites.frame import tabs, way
from gongkai.reports.sites import Named, SiteLine, designation
from gongkai.ui import components as ui
from gongkai.ui.access import requires
from gongkai.ui.flash import say

if TYPE_CHECKING:
    from gongkai.core.models import Unit


@requires("sites.manage")
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Ask what the notice says; give a draft of it, or enter the sites and lead to the list."""
    asker = viewer(request)
    organ = _organ(request, asker)
    fields = tuple(_fields(asker, organ))
    general: tuple[str, ...] = ()
    if request.method == "POST":
        try:
            if request.POST.get("do") == "draft":
                return _draft(request, organ)
            made = _enter(request, organ, asker)
        except Refused as refused:
            fields, general = filled(fields, request.POST, refused)
            units = tuple(request.POST.getlist("units"))
            fields = tuple(
                replace(one, values=units) if one.name == "units" else one for one in fields
            )
        else:
            say(request, gettext("已登记 %(count)s 个示范点。") % {"count": len(made)})
            return HttpResponseRedirect(reverse("sites"))
    form = ui.Form(
        fields,
        (
            ui.Button.primary(gettext("登记"), "do", "enter"),
            ui.Button(gettext("下载通知草稿（Word）"), "do", "draft", novalidate=True),
            ui.Link(gettext("取消"), reverse("sites")),
        ),
        general=general,
        hidden=(("organ", str(organ.pk)),),
    )
    context = {
        "heading": gettext("登记确定示范点的通知"),
        "lead": gettext("还没有印发的，先填好下载草稿；印发之后填上文号登记，向社会公布。"),
        "tabs": tabs(request, "sites"),
        "form": form,
        "breadcrumb": way(gettext("登记确定通知")),
    }
    status = 422 if form.errors.items else 200
    return render(request, "sites/form.html", context, status=status)


def _organ(request: HttpRequest, asker: Viewer) -> "Unit":
    """Return the organ asked for, or the first one whose sites this person looks after."""
    mine = organs(asker, day_of(asker.at))
    if not mine:
        raise PermissionDenied(gettext("您的权限不包括任何一级机关。"))
    asked = number(request.POST.get("organ", "") or str(request.GET.get("organ", "")))
    return next((one for one in mine if one.pk == asked), mine[0])


def _fields(asker: Viewer, organ: "Unit") -> list[ui.Field]:
    today = day_of(asker.at)
    level = organ.level if organ.level in Level.values else Level.COUNTY
    units = may_be_named(organ, today)
    return [
        ui.Field(
            "level",
            gettext("示范点级别"),
            ui.FieldKind.SELECT,
            (str(level),),
            tuple(ui.Option(value, str(label)) for value, label in Level.choices),
            hint=gettext("按通知写的级别；由上级机关确定的，选上级的级别。"),
            required=True,
        ),
        ui.Field(
            "named_by",
            gettext("由谁确定（发文机关）"),
            values=(gettext("%(organ)s政务公开领导小组") % {"organ": organ.label},),
            required=True,
        ),
        ui.Field(
            "on",
            gettext("确定日期"),
            ui.FieldKind.DATE,
            (today.isoformat(),),
            hint=gettext("通知的成文日期。"),
            required=True,
            short=True,
        ),
        ui.Field(
            "number",
            gettext("文号"),
            hint=gettext("例如：示公开〔2026〕4号。下载草稿时可以空着。"),
            required=True,
        ),
        ui.Field(
            "units",
            gettext("确定哪些单位"),
            ui.FieldKind.CHECKBOXES,
            options=tuple(ui.Option(str(one.pk), one.name) for one in units),
            required=True,
        ),
        ui.Field("goal", gettext("建设目标（可不填）"), ui.FieldKind.TEXTAREA),
        ui.Field(
            "file",
            gettext("印发的通知（可不填）"),
            ui.FieldKind.FILE,
            accept=TAKEN,
        ),
    ]


def _enter(request: HttpRequest, organ: "Unit", asker: Viewer) -> list[object]:
    post = request.POST
    said = Designation(
        level=post.get("level", ""),
        named_by=post.get("named_by", ""),
        on=day(post.get("on", ""), "on"),
        number=post.get("number", ""),
        goal=post.get("goal", ""),
    )
    units = [number(one) for one in post.getlist("units")]
    return list(designate(organ.pk, said, units=units, file=uploaded(request), by=asker))


def _draft(request: HttpRequest, organ: "Unit") -> HttpResponse:
    """Return the notice as far as it is filled in; nothing is entered.

    Raises:
        Refused: no unit is chosen.
    """
    post = request.POST
    asked = {number(one) for one in post.getlist("units")}
    today = day_of(viewer(request).at)
    units = [one for one in may_be_named(organ, today) if one.pk in asked]
    if not units:
        raise Refused(gettext("没有选择单位。请选择通知确定的单位。"), "units")
    with override("zh-hans"):
        notice = Named(
            issuer=post.get("named_by", "").strip(),
            level=str(dict(Level.choices).get(post.get("level", ""), "")),
            sites=[SiteLine(unit=one.name, group=str(one.get_kind_display())) for one in units],
            goal=post.get("goal", ""),
            on=day_or_none(post.get("on", "")),
        )
        return document("确定示范点的通知（草稿）.docx", designation(notice))
