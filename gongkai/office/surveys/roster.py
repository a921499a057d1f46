"""Appraisal (评议) by social supervisors: rosters, terms, and codes for those in office."""

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from gongkai.assessment.actions.surveys.tickets import make_roster_tickets
from gongkai.assessment.queries.surveys import rosters
from gongkai.core.access import viewer
from gongkai.core.actions import Refused
from gongkai.core.days import day_of
from gongkai.office.posting import number
from gongkai.office.surveys.frame import frame, home, survey_of
from gongkai.office.surveys.slips import printed
from gongkai.rules.rounds.surveys import LEAST
from gongkai.ui import components as ui
from gongkai.ui.access import requires
from gongkai.ui.flash import say

if TYPE_CHECKING:
    from datetime import date

    from gongkai.core.models import Membership


@requires("assessment.run")
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, key: str, survey: str) -> HttpResponse:
    """Show the rosters with the ends of terms; print a slip for each supervisor in office."""
    found, asker = survey_of(request, key, survey), viewer(request)
    if request.method == "POST":
        try:
            batch = make_roster_tickets(
                found.pk,
                body_id=number(request.POST.get("body", "")),
                stratum=request.POST.get("stratum", ""),
                by=asker,
            )
        except Refused as refused:
            say(request, gettext("没有办理"), refused.message, ui.Tone.BAD)
            return HttpResponseRedirect(home(found, "survey-roster"))
        return printed(request, found, batch, "survey-roster")
    today = day_of(asker.at)
    context = {
        **frame(request, found, "survey-roster"),
        "rosters": [
            {
                "body": body,
                "href": reverse("org-body", args=[body.pk]),
                "table": _table(body.name, members, today),
                "seated": sum(one.covers(today) for one in members),
            }
            for body, members in rosters(asker)
        ],
        "strata": list(found.strata),
        "open": found.closed_at is None,
        "least": LEAST,
        "org": reverse("org"),
    }
    return render(request, "surveys/roster.html", context)


def _table(name: str, members: "list[Membership]", today: "date") -> ui.Table:
    return ui.Table(
        caption=name,
        columns=(
            ui.Column("name", gettext("姓名"), header=True),
            ui.Column("post", gettext("身份")),
            ui.Column("unit", gettext("单位")),
            ui.Column("since", gettext("任期开始"), nowrap=True),
            ui.Column("until", gettext("任期结束"), nowrap=True),
            ui.Column("state", gettext("状态"), nowrap=True),
        ),
        rows=tuple(
            ui.Row.of(
                one.name,
                one.post,
                one.unit.label,
                one.since,
                one.until or gettext("未定"),
                _state(one, today),
            )
            for one in members
        ),
        empty=gettext("名册里还没有成员。"),
        caption_hidden=True,
    )


def _state(one: "Membership", today: "date") -> ui.Badge:
    if one.covers(today):
        return ui.Badge(gettext("在任"), ui.Tone.GOOD)
    words = gettext("未到任") if one.since > today else gettext("任期已满")
    return ui.Badge(words, ui.Tone.NEUTRAL)
