"""Who answers: kinds of people with their weights, with codes or anybody."""

from typing import TYPE_CHECKING, Final

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from gongkai.assessment.actions.surveys.building import set_people
from gongkai.assessment.surveys.standing import why_frozen
from gongkai.core.access import viewer
from gongkai.core.actions import Refused
from gongkai.office.surveys.frame import frame, home, survey_of
from gongkai.ui.access import requires
from gongkai.ui.flash import say

if TYPE_CHECKING:
    from gongkai.assessment.models import Survey

_ROWS: Final = 6


@requires("assessment.run")
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, key: str, survey: str) -> HttpResponse:
    """Show and change who answers."""
    found = survey_of(request, key, survey)
    rows, is_open, problem = _rows(found), found.is_open_to_all, ""
    if request.method == "POST":
        rows, is_open = _typed(request), request.POST.get("to_all") == "1"
        try:
            set_people(
                found.pk,
                strata={str(row["name"]): str(row["weight"]) for row in rows if row["name"]},
                open_strata=[str(row["name"]) for row in rows if row["open"]],
                is_open_to_all=is_open,
                by=viewer(request),
            )
        except Refused as refused:
            problem = refused.message
        else:
            say(request, gettext("已保存。"))
            return HttpResponseRedirect(home(found, "survey-people"))
    context = {
        **frame(request, found, "survey-people"),
        "frozen": why_frozen(found),
        "rows": [*rows, *({"name": "", "weight": "", "open": False},) * (_ROWS - len(rows))],
        "to_all": is_open,
        "problem": problem,
    }
    return render(request, "surveys/people.html", context, status=422 if problem else 200)


def _rows(survey: "Survey") -> list[dict[str, object]]:
    return [
        {"name": name, "weight": weight, "open": name in survey.open_strata}
        for name, weight in survey.strata.items()
    ]


def _typed(request: HttpRequest) -> list[dict[str, object]]:
    post = request.POST
    rows = [
        {
            "name": " ".join(post.get(f"name-{n}", "").replace("\x00", "").split()),
            "weight": post.get(f"weight-{n}", ""),
            "open": post.get(f"open-{n}") == "1",
        }
        for n in range(1, _ROWS + 1)
    ]
    return [row for row in rows if row["name"]]
