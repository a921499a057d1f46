"""Matters opened stage by stage: the list, and a new one."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_http_methods

from gongkai.core.access import Viewer, viewer
from gongkai.core.actions import Refused
from gongkai.core.days import day_of
from gongkai.disclosure import rulebook
from gongkai.disclosure.actions.matters import start_matter
from gongkai.disclosure.queries.matters import StageStanding, matters_for, standings
from gongkai.disclosure.queries.plans import units_to_plan
from gongkai.office.disclosure.duty_parts import state_of
from gongkai.office.disclosure.registering import (
    Asking,
    asking_page,
    category_field,
    chosen_unit,
    unit_field,
)
from gongkai.office.disclosure.sections import sections
from gongkai.office.disclosure.words import category_choices, category_title
from gongkai.office.lists import ChoiceFilter, ListColumn, ListSpec, TextFilter, UnitFilter, show
from gongkai.office.posting import day, filled
from gongkai.ui import components as ui
from gongkai.ui.access import requires
from gongkai.ui.flash import say

if TYPE_CHECKING:
    from gongkai.disclosure.models import Matter

_OPEN, _CLOSED = "open", "closed"


def staged_choices() -> list[tuple[str, str]]:
    """Return the categories that are opened stage by stage."""
    return [(one, title) for one, title in category_choices() if rulebook.stages_of(one)]


def waits_for(matter: "Matter", today: date) -> StageStanding | None:
    """Return the first stage that is not opened yet."""
    found = standings(matter, today)
    return next((one for one in found if one.duty is None or one.duty.state.open), None)


def _next(matter: "Matter", today: date) -> ui.Value:
    if matter.closed_on is not None:
        return ui.Badge(gettext("已办结"))
    found = waits_for(matter, today)
    if found is None:
        return ui.Badge(gettext("各阶段都已公开"), ui.Tone.GOOD)
    if found.duty is None:
        return found.stage.title
    return ui.Cluster.of(found.stage.title, state_of(found.duty))


def _next_words(matter: "Matter", today: date) -> str:
    if matter.closed_on is not None:
        return gettext("已办结")
    found = waits_for(matter, today)
    if found is None:
        return gettext("各阶段都已公开")
    return "，".join(
        filter(None, (found.stage.title, state_of(found.duty).text if found.duty else ""))
    )


def _standing(rows: "QuerySet[Any]", value: str) -> "QuerySet[Any]":
    return rows.filter(closed_on__isnull=value == _OPEN)


def matter_list(today: date) -> "ListSpec[Matter]":
    """Return the list of matters; what they wait for is as of ``today``."""
    return ListSpec(
        id="disclosure.matters",
        title=gettext_lazy("分阶段事项"),
        columns=(
            ListColumn(
                "title",
                gettext_lazy("事项"),
                lambda one: ui.Link(one.title, reverse("matter", args=[one.pk])),
                export=lambda one: one.title,
                sort="title",
                header=True,
            ),
            ListColumn("category", gettext_lazy("类别"), lambda one: category_title(one.category)),
            ListColumn("unit", gettext_lazy("单位"), lambda one: one.unit.label, sort="unit__path"),
            ListColumn(
                "started",
                gettext_lazy("开始"),
                lambda one: one.started_on,
                sort="started_on",
                nowrap=True,
                high_first=True,
            ),
            ListColumn(
                "next",
                gettext_lazy("等公开的阶段"),
                lambda one: _next(one, today),
                export=lambda one: _next_words(one, today),
            ),
        ),
        filters=(
            TextFilter("q", gettext_lazy("事项"), ("title",)),
            ChoiceFilter(
                "state",
                gettext_lazy("状态"),
                [(_OPEN, gettext_lazy("进行中")), (_CLOSED, gettext_lazy("已办结"))],
                _standing,
            ),
            UnitFilter("unit", gettext_lazy("单位")),
            ChoiceFilter("category", gettext_lazy("类别"), staged_choices, "category"),
        ),
        default_sort="-started",
        empty=gettext_lazy(
            "还没有登记。工程项目、征地补偿、重大决策这类逐段公开的事，在这里登记一次，每一段到期都会提醒。"
        ),
    )


@requires("disclosure.view")
def index(request: HttpRequest) -> HttpResponseBase:
    """List the matters of the units one follows."""
    asker = viewer(request)
    context = {
        "sections": sections(request, "matters"),
        "heading": gettext("分阶段事项"),
        "lead": gettext(
            "项目、征地、党务村务的决策，启动、进展、结果逐段公开。每一段的时限由规则算出。"
        ),
        "new": ui.Link(gettext("登记一件"), reverse("matter-new"))
        if units_to_plan(asker, day_of(asker.at))
        else None,
    }
    spec = matter_list(day_of(asker.at))
    return show(request, spec, matters_for(asker), "disclosure/listed.html", context)


@requires("disclosure.view")
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Ask for a new matter, begin it and lead to it.

    As with the yearly plan two permissions open it, so whoever may read may open this page.
    """
    asker = viewer(request)
    fields = _fields(asker)
    general: tuple[str, ...] = ()
    if request.method == "POST":
        try:
            made = _start(request, asker)
        except Refused as refused:
            fields, general = filled(fields, request.POST, refused)
        else:
            say(request, gettext("已登记。到了哪一段，在下面记下日期。"))
            return HttpResponseRedirect(reverse("matter", args=[made.pk]))
    return asking_page(request, _asking(), fields, general)


def _asking() -> Asking:
    return Asking(
        section="matters",
        listed=gettext("分阶段事项"),
        heading=gettext("登记分阶段事项"),
        button=gettext("登记"),
        closed=_closed(),
    )


def _closed() -> str:
    return gettext("分阶段事项由各单位的信息员和政务公开办登记。")


def _start(request: HttpRequest, asker: Viewer) -> "Matter":
    post, units = request.POST, units_to_plan(asker, day_of(asker.at))
    return start_matter(
        chosen_unit(post, units, _closed()),
        title=post.get("title", ""),
        category=post.get("category", ""),
        started_on=day(post.get("started_on", ""), "started_on"),
        by=asker,
    )


def _fields(asker: Viewer) -> tuple[ui.Field, ...]:
    units = units_to_plan(asker, day_of(asker.at))
    if not units:
        return ()
    return (
        unit_field(units),
        ui.Field(
            "title",
            gettext("名称"),
            hint=gettext("例如：城南路改造工程、东村征地、选聘村文书。"),
            required=True,
        ),
        category_field(staged_choices()),
        ui.Field(
            "started_on",
            gettext("开始日期"),
            ui.FieldKind.DATE,
            hint=gettext("批准、立项或者提出的那一天。"),
            required=True,
            short=True,
        ),
    )
