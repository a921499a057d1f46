"""A year's plans by unit: how far each is, and the plan as a paper to issue or to work with."""

from typing import TYPE_CHECKING, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from gongkai.core.access import viewer
from gongkai.core.days import day_of, day_words
from gongkai.disclosure import rulebook
from gongkai.disclosure.queries.plans import UnitPlan, duty_of, plan_lines, unit_plans
from gongkai.office.disclosure.papers import document
from gongkai.office.disclosure.plan_parts import frame, year_of
from gongkai.office.disclosure.words import cited
from gongkai.reports.disclosure import PlannedItem, PlanSheet, plan_document, plan_workbook
from gongkai.ui import components as ui
from gongkai.ui.access import requires

if TYPE_CHECKING:
    from datetime import date

    from gongkai.disclosure.models import PlanLine

_PAPERS: Final = {"docx": plan_document, "xlsx": plan_workbook}


@requires("disclosure.view")
def by_unit(request: HttpRequest, year: int) -> HttpResponse:
    """Show how far each unit is with its plan, with the papers to download."""
    asker, shown = viewer(request), year_of(request, year)
    found = unit_plans(asker, shown, day_of(asker.at))
    context = {
        **frame(request, "plans-units", shown),
        "heading": gettext("%(year)s 年各单位公开计划") % {"year": shown},
        "lead": gettext("截至 %(day)s。Word 用来印发，Excel 用来对照。")
        % {"day": day_words(day_of(asker.at))},
        "table": _table(found, shown),
    }
    return render(request, "disclosure/plan_units.html", context)


def _table(found: tuple[UnitPlan, ...], year: int) -> ui.Table:
    counted = (
        ("planned", gettext("计划公开")),
        ("met", gettext("已公开")),
        ("overdue", gettext("逾期未公开")),
        ("dropped", gettext("已取消")),
    )
    return ui.Table(
        caption=gettext("%(year)s 年各单位公开计划") % {"year": year},
        columns=(
            ui.Column("unit", gettext("单位"), header=True),
            *(ui.Column(key, title, numeric=True) for key, title in counted),
            ui.Column("papers", gettext("下载")),
        ),
        rows=tuple(_row(one, year) for one in found),
        empty=gettext("没有单独编制计划的单位。科室的事项列在所属单位的计划里。"),
        caption_hidden=True,
    )


def _row(one: UnitPlan, year: int) -> ui.Row:
    lines = f"{reverse('plans-year', args=[year])}?unit={one.unit.pk}"
    return ui.Row.of(
        ui.Link(one.unit.label, lines) if one.planned or one.dropped else one.unit.label,
        one.planned,
        one.met,
        ui.Badge(str(one.overdue), ui.Tone.BAD) if one.overdue else 0,
        one.dropped,
        _papers(one, year),
    )


def _papers(one: UnitPlan, year: int) -> ui.Value:
    if not one.planned:
        return gettext("还没有编制")
    return ui.Cluster(
        tuple(
            ui.Link(title, reverse("plan-paper", args=[year, one.unit.pk, kind]))
            for kind, title in (("docx", "Word"), ("xlsx", "Excel"))
        )
    )


@requires("disclosure.view")
def paper(request: HttpRequest, year: int, unit_id: int, kind: str) -> HttpResponse:
    """Send the plan of a unit as a Word or an Excel file; dropped lines are left out."""
    asker = viewer(request)
    lines = plan_lines(asker, year).filter(unit=unit_id, dropped_at=None)
    found = list(lines.order_by("due_on", "pk"))
    if kind not in _PAPERS or not found:
        raise Http404(gettext("没有这份公开计划，或者不在您的权限范围内。"))
    today = day_of(asker.at)
    sheet = PlanSheet(
        unit=found[0].unit.name,
        year=year,
        items=tuple(_item(line, today) for line in found),
    )
    return document(f"{year}年公开计划-{sheet.unit}.{kind}", _PAPERS[kind](sheet))


def _item(line: "PlanLine", today: "date") -> PlannedItem:
    pack = rulebook.pack()
    node = pack.node(line.category) if pack.has_node(line.category) else None
    return PlannedItem(
        title=line.title,
        category=node.title if node is not None else line.category,
        basis=node.basis or "、".join(cited(one) for one in node.cite) if node is not None else "",
        section=node.responsible if node is not None else "",
        channel="、".join(pack.channel(one).title for one in node.channels) if node else "",
        due_on=line.due_on,
        met_on=duty_of(line, today).met_on,
        note=line.note,
    )
