"""A late finding tried out: one unit loses points, and whom it moves. Stores nothing."""

from dataclasses import replace
from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from gongkai.assessment.late import Place, where, with_finding
from gongkai.assessment.opened import OpenRound
from gongkai.core.access import viewer
from gongkai.core.actions import Refused
from gongkai.office.approving.effects import effects
from gongkai.office.assessment.source import open_round, shows_problems
from gongkai.office.decimals import number_or_none
from gongkai.office.rounds.finding import breadcrumb
from gongkai.office.rounds.tabs import tabs
from gongkai.rules.numbers import ZERO, plain
from gongkai.ui import components as ui
from gongkai.ui.access import requires

if TYPE_CHECKING:
    from django.http import QueryDict


@requires("assessment.view")
@shows_problems
def late(request: HttpRequest, key: str) -> HttpResponse:
    """Ask which unit loses what, and show whom it moves."""
    round_ = open_round(request, key)
    if not viewer(request).may("assessment.run", round_.round.unit.path):
        raise Http404(gettext("这一页由组织考核的办公室使用。"))
    group = next((one.group for one in round_.facts.units if one.id == request.GET.get("unit")), "")
    places = tuple(where(round_.pack.scheme, group))
    table, error = _tried(round_, places, request.GET)
    context = {
        "heading": gettext("试算一处扣分"),
        "tabs": tabs(request, round_.round, "approval"),
        "breadcrumb": breadcrumb(
            gettext("试算一处扣分"),
            round_.round,
            (gettext("审定"), reverse("approval", args=[key])),
        ),
        "filters": _asks(round_, places, request.GET, error),
        "table": table,
    }
    return render(request, "approving/late.html", context)


def _tried(
    round_: OpenRound, places: tuple[Place, ...], given: "QueryDict"
) -> tuple[ui.Table | None, str]:
    unit, place = given.get("unit", ""), given.get("place", "")
    if not unit or not place:
        return None, ""
    known = {one.id for one in round_.facts.units}
    if unit not in known or place not in {one.id for one in places}:
        return None, gettext("没有这个单位，或者这个单位没有这一项。请重新选择。")
    try:
        points = number_or_none(given.get("points", ""), "points") or ZERO
        after = with_finding(round_, unit, place, points)
    except Refused as refused:
        return None, refused.message
    except KeyError:
        return None, gettext("这个单位的这一部分还没有得分。")
    return effects(round_.result, after), ""


def _asks(
    round_: OpenRound, places: tuple[Place, ...], given: "QueryDict", error: str
) -> ui.FilterBar:
    units = tuple(ui.Option(one.id, one.name) for one in round_.facts.units if not one.exempt)
    fields = (
        ui.Field(
            "unit",
            gettext("单位"),
            ui.FieldKind.SELECT,
            (given.get("unit", ""),),
            (ui.Option("", gettext("请选择")), *units),
            error=error,
        ),
        ui.Field(
            "place",
            gettext("哪一项"),
            ui.FieldKind.SELECT,
            (given.get("place", ""),),
            (ui.Option("", gettext("请选择")), *(_option(one) for one in places)),
        ),
        ui.Field(
            "points",
            gettext("扣几分"),
            ui.FieldKind.NUMBER,
            (given.get("points", "1"),),
            short=True,
        ),
    )
    bar = ui.FilterBar.over(given, fields, result="")
    return replace(bar, submit=gettext("试算"), label=gettext("试算一处扣分"))


def _option(one: Place) -> ui.Option:
    most = gettext("（%(points)s 分）") % {"points": plain(one.most)} if one.most else ""
    part = f"{one.part}：" if one.part else ""
    return ui.Option(one.id, f"{part}{one.title}{most}")
