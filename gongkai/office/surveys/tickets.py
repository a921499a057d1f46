"""Codes of a survey: made in batches and printed, counted, voided where unused."""

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from gongkai.assessment.actions.surveys.tickets import MOST, make_tickets, void_tickets
from gongkai.assessment.queries.surveys import TicketBatch, ticket_batches
from gongkai.assessment.surveys.needs import units_asked
from gongkai.core.access import viewer
from gongkai.core.actions import Refused
from gongkai.office.posting import number, tell
from gongkai.office.surveys.frame import counted, frame, home, survey_of
from gongkai.office.surveys.slips import printed
from gongkai.ui import components as ui
from gongkai.ui.access import requires

if TYPE_CHECKING:
    from gongkai.assessment.models import Survey


@requires("assessment.run")
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, key: str, survey: str) -> HttpResponse:
    """Show the batches; make one and print it, or void what is unused of one."""
    found = survey_of(request, key, survey)
    problem = ""
    if request.POST.get("do") == "void":
        tell(request, lambda: _void(request, found))
        return HttpResponseRedirect(home(found, "survey-tickets"))
    if request.method == "POST":
        try:
            batch = make_tickets(
                found.pk,
                units=[number(one) for one in request.POST.getlist("unit")],
                stratum=request.POST.get("stratum", ""),
                count=number(request.POST.get("count", "").strip()),
                together=request.POST.get("together") == "1",
                by=viewer(request),
            )
        except Refused as refused:
            problem = refused.message
        else:
            return printed(request, found, batch, "survey-tickets")
    batches = ticket_batches(found)
    context = {
        **frame(request, found, "survey-tickets"),
        "open": found.closed_at is None,
        "problem": problem,
        "units": units_asked(found),
        "chosen": {number(one) for one in request.POST.getlist("unit")},
        "strata": list(found.strata),
        "said": request.POST,
        "most": MOST,
        "table": _table(batches),
        "voidable": [one for one in batches if one.unused],
    }
    return render(request, "surveys/tickets.html", context, status=422 if problem else 200)


def _void(request: HttpRequest, survey: "Survey") -> str:
    count = void_tickets(
        survey.pk,
        batch=request.POST.get("batch", ""),
        reason=request.POST.get("reason", ""),
        by=viewer(request),
    )
    return gettext("已作废 %(count)s 个没有用过的编码。") % {"count": count}


def _table(batches: list[TicketBatch]) -> ui.Table:
    return ui.Table(
        caption=gettext("已制作的编码"),
        columns=(
            ui.Column("batch", gettext("批次"), header=True, nowrap=True),
            ui.Column("stratum", gettext("答卷人")),
            ui.Column("units", gettext("评价单位"), numeric=True),
            ui.Column("made", gettext("可填份数"), numeric=True),
            ui.Column("used", gettext("已填"), numeric=True),
        ),
        rows=tuple(
            ui.Row.of(one.name, one.stratum or None, one.units, one.made, counted(one.used))
            for one in batches
        ),
        empty=gettext("还没有制作编码。"),
    ).trimmed()
