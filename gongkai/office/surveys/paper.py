"""Answers on paper: the piles entered, a new one begun, one voided."""

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from gongkai.assessment.actions.surveys.paper import void_paper
from gongkai.assessment.queries.surveys import paper_batches
from gongkai.assessment.surveys.needs import units_asked
from gongkai.assessment.surveys.standing import state_of
from gongkai.core.access import viewer
from gongkai.core.actions import Refused
from gongkai.core.days import day_of
from gongkai.office.posting import number, tell
from gongkai.office.surveys.frame import frame, home, survey_of
from gongkai.rules.rounds.questionnaires import SurveyState
from gongkai.ui import components as ui
from gongkai.ui.access import requires

if TYPE_CHECKING:
    from gongkai.assessment.models import Survey


@requires("assessment.run")
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, key: str, survey: str) -> HttpResponse:
    """List the piles that were entered; void one, or lead to the grid for another."""
    found = survey_of(request, key, survey)
    if request.method == "POST":
        tell(request, lambda: _void(request, found))
        return HttpResponseRedirect(home(found, "survey-paper"))
    begun = state_of(found, day_of(viewer(request).at)) not in {
        SurveyState.DRAFT,
        SurveyState.AHEAD,
    }
    context = {
        **frame(request, found, "survey-paper"),
        "table": _table(found),
        "units": units_asked(found),
        "strata": list(found.strata),
        "begun": begun,
        "grid": home(found, "survey-grid"),
        "voidable": [one for one in paper_batches(found) if one.voided_at is None],
    }
    return render(request, "surveys/paper.html", context)


def _void(request: HttpRequest, survey: "Survey") -> str:
    batch = number(request.POST.get("batch", ""))
    if not survey.batches.filter(pk=batch).exists():
        raise Refused(gettext("没有选择要作废的一批。请选择。"))
    void_paper(batch, reason=request.POST.get("reason", ""), by=viewer(request))
    return gettext("这一批已作废，不再统计。")


def _table(survey: "Survey") -> ui.Table:
    rows = tuple(
        ui.Row.of(
            f"№ {one.pk}",
            one.round_unit.name,
            one.stratum or None,
            one.sheets,  # type: ignore[attr-defined]
            f"{one.name}，{day_of(one.at)}",
            one.note or None,
            ui.Stack.of(ui.Badge(gettext("已作废"), ui.Tone.BAD), one.void_reason)
            if one.voided_at is not None
            else ui.Badge(gettext("计入统计"), ui.Tone.GOOD),
        )
        for one in paper_batches(survey)
    )
    return ui.Table(
        caption=gettext("已录入的纸质答卷"),
        columns=(
            ui.Column("number", gettext("批"), header=True, nowrap=True),
            ui.Column("unit", gettext("评价单位")),
            ui.Column("stratum", gettext("答卷人")),
            ui.Column("sheets", gettext("份数"), numeric=True),
            ui.Column("who", gettext("录入")),
            ui.Column("note", gettext("备注")),
            ui.Column("state", gettext("状态")),
        ),
        rows=rows,
        empty=gettext("还没有录入纸质答卷。"),
    ).trimmed()
