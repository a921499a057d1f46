"""The yearly plan of each unit: the lines of a year, and a new one."""

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
from gongkai.disclosure.actions.plans import add_plan_line
from gongkai.disclosure.queries.plans import (
    LineStanding,
    plan_lines,
    standing_as,
    units_to_plan,
)
from gongkai.office.disclosure.plan_parts import (
    frame,
    item_link,
    item_words,
    line_badge,
    year_of,
)
from gongkai.office.disclosure.registering import (
    Asking,
    asking_page,
    category_field,
    chosen_unit,
    unit_field,
)
from gongkai.office.disclosure.words import category_choices, category_title
from gongkai.office.lists import ChoiceFilter, ListColumn, ListSpec, TextFilter, UnitFilter, show
from gongkai.office.posting import day, filled
from gongkai.ui import components as ui
from gongkai.ui.access import requires
from gongkai.ui.flash import say

if TYPE_CHECKING:
    from gongkai.disclosure.models import PlanLine


def _title(line: "PlanLine") -> ui.Value:
    link = ui.Link(line.title, reverse("plan-line", args=[line.pk]))
    return ui.Stack.of(link, category_title(line.category))


def _columns(today: date) -> tuple["ListColumn[PlanLine]", ...]:
    return (
        ListColumn(
            "title",
            gettext_lazy("公开事项"),
            _title,
            export=lambda line: line.title,
            sort="title",
            header=True,
        ),
        ListColumn(
            "category",
            gettext_lazy("类别"),
            lambda line: category_title(line.category),
            screen=False,
        ),
        ListColumn("unit", gettext_lazy("单位"), lambda line: line.unit.label, sort="unit__path"),
        ListColumn(
            "due",
            gettext_lazy("公开时限"),
            lambda line: line.due_on,
            sort="due_on",
            nowrap=True,
        ),
        ListColumn(
            "state",
            gettext_lazy("状态"),
            lambda line: line_badge(line, today),
            export=lambda line: line_badge(line, today).text,
            nowrap=True,
        ),
        ListColumn("item", gettext_lazy("公开的事项"), item_link, export=item_words),
        ListColumn("note", gettext_lazy("备注"), lambda line: line.note, screen=False),
    )


def plan_list(today: date) -> "ListSpec[PlanLine]":
    """Return the list of lines; their states are as of ``today``."""

    def by_standing(rows: "QuerySet[Any]", value: str) -> "QuerySet[Any]":
        return standing_as(rows, LineStanding(value), today)

    return ListSpec(
        id="disclosure.plans",
        title=gettext_lazy("年度计划"),
        columns=_columns(today),
        filters=(
            TextFilter("q", gettext_lazy("公开事项"), ("title",)),
            ChoiceFilter("state", gettext_lazy("状态"), LineStanding.choices, by_standing),
            UnitFilter("unit", gettext_lazy("单位")),
            ChoiceFilter("category", gettext_lazy("类别"), category_choices, "category"),
        ),
        default_sort="due",
        empty=gettext_lazy("这一年还没有列入计划的事项。"),
    )


@requires("disclosure.view")
def index(request: HttpRequest, year: int | None = None) -> HttpResponseBase:
    """List the lines of a year; without one, of this year."""
    asker, shown = viewer(request), year_of(request, year)
    plans = bool(units_to_plan(asker, day_of(asker.at)))
    context = {
        **frame(request, "plans-year", shown),
        "heading": gettext("%(year)s 年公开计划") % {"year": shown},
        "lead": gettext("每个单位全年准备公开什么、最迟哪天。公开了对应的事项，这一条就算完成。"),
        "new": ui.Link(gettext("列入计划"), reverse("plan-new")) if plans else None,
        "take_over": reverse("plan-import") if plans else "",
    }
    spec = plan_list(day_of(asker.at))
    return show(request, spec, plan_lines(asker, shown), "disclosure/plans.html", context)


@requires("disclosure.view")
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Ask for a new line, add it and lead to the list of its year.

    Two permissions open a plan, the unit's own and the office's; so whoever may read the plans may
    read this page, and is told there why nothing can be added.
    """
    asker = viewer(request)
    fields = _fields(asker)
    general: tuple[str, ...] = ()
    if request.method == "POST":
        try:
            due_on = _add(request, asker)
        except Refused as refused:
            fields, general = filled(fields, request.POST, refused)
        else:
            say(request, gettext("已列入计划。"))
            return HttpResponseRedirect(reverse("plans-year", args=[due_on.year]))
    return asking_page(request, _asking(), fields, general)


def _add(request: HttpRequest, asker: Viewer) -> date:
    post, units = request.POST, units_to_plan(asker, day_of(asker.at))
    made = add_plan_line(
        chosen_unit(post, units, closed_words()),
        title=post.get("title", ""),
        category=post.get("category", ""),
        due_on=day(post.get("due_on", ""), "due_on"),
        note=post.get("note", ""),
        by=asker,
    )
    return made.due_on


def closed_words() -> str:
    """Say who writes plans, to somebody who does not."""
    return gettext("计划由各单位的信息员和政务公开办编制。科室的事项列在所属单位的计划里。")


def line_fields(title: str = "", due_on: str = "", note: str = "") -> tuple[ui.Field, ...]:
    """Return the fields a new line and a changed one share."""
    return (
        ui.Field("title", gettext("公开事项"), values=(title,), required=True),
        ui.Field(
            "due_on",
            gettext("公开时限"),
            ui.FieldKind.DATE,
            (due_on,),
            hint=gettext("最迟哪一天公开。计划的年份就是这一天的年份。"),
            required=True,
            short=True,
        ),
        ui.Field("note", gettext("备注（可不填）"), values=(note,)),
    )


def _fields(asker: Viewer) -> tuple[ui.Field, ...]:
    units = units_to_plan(asker, day_of(asker.at))
    if not units:
        return ()
    title, *others = line_fields()
    return (
        unit_field(units),
        title,
        category_field(category_choices()),
        *others,
    )


def _asking() -> Asking:
    return Asking(
        section="plans",
        listed=gettext("年度计划"),
        heading=gettext("列入年度计划"),
        button=gettext("列入计划"),
        closed=closed_words(),
    )
