"""The first page of a survey: where it stands, what hinders it, its days, its beginning and end."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from gongkai.assessment.actions.surveys import building, running
from gongkai.assessment.queries.surveys import Standing, standing
from gongkai.assessment.surveys.standing import hindrances, survey_stages
from gongkai.core.access import viewer
from gongkai.office.posting import day, refused_in_form, tagged
from gongkai.office.surveys.frame import frame, home, state_badge, survey_of
from gongkai.office.surveys.slips import origin
from gongkai.rules.rounds.questionnaires import SurveyState
from gongkai.ui import components as ui
from gongkai.ui.access import requires

if TYPE_CHECKING:
    from gongkai.assessment.models import Survey

Step = Callable[[HttpRequest, "Survey"], str]


@requires("assessment.run")
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, key: str, survey: str) -> HttpResponse:
    """Show where a survey stands; take one step and come back."""
    found = survey_of(request, key, survey)
    forms = _forms(found, standing(viewer(request), found).state)
    step = _STEPS.get(request.POST.get("do", ""))
    again = step is not None and refused_in_form(request, forms, partial(step, request, found))
    if request.method == "POST" and not again:
        return HttpResponseRedirect(home(found))
    now = standing(viewer(request), found)
    context = {
        **frame(request, found, "survey"),
        "badge": state_badge(now.state),
        "figures": _figures(now),
        "address": _address(request, found),
        "short": now.short if now.state in {SurveyState.OPEN, SurveyState.OVER} else (),
        "least": now.least,
        "hindrances": _hindrances(found, now),
        "forms": forms,
    }
    return render(request, "surveys/overview.html", context, status=422 if again else 200)


def _figures(now: Standing) -> ui.Figures:
    return ui.Figures(
        (
            ui.Figure(gettext("评价单位"), str(now.units), gettext("个")),
            ui.Figure(
                gettext("答卷"),
                str(now.answers),
                gettext("份"),
                note=gettext("不含少于5份的单位"),
            ),
            ui.Figure(
                gettext("答卷不足的单位"),
                str(len(now.short)),
                gettext("个"),
                note=gettext("每个单位至少 %(least)s 份才能计分") % {"least": now.least},
            ),
        )
    )


def _address(request: HttpRequest, survey: "Survey") -> str:
    if survey.published_at is None:
        return ""
    return origin(request) + reverse("counter-survey", args=[survey.key])


def _hindrances(survey: "Survey", now: Standing) -> ui.Notice | None:
    reasons = hindrances(survey) if now.state is SurveyState.DRAFT else []
    if not reasons:
        return None
    return ui.Notice(
        gettext("开放之前还要办好 %(count)s 件事") % {"count": len(reasons)},
        tone=ui.Tone.WARN,
        items=tuple(reasons),
    )


def _forms(survey: "Survey", state: SurveyState) -> dict[str, ui.Form]:
    """Return the forms of what may be done now, by what they do."""
    forms: dict[str, ui.Form] = {}
    if state is SurveyState.CLOSED:
        return forms
    stages = "、".join(
        f"{one.title}（{one.starts_on or '…'} — {one.ends_on or '…'}）"
        for one in survey_stages(survey)
    )
    days = (
        _day("opens_on", gettext("开始日期"), survey.opens_on),
        _day("closes_on", gettext("结束日期"), survey.closes_on),
    )
    days = (
        replace(days[0], hint=gettext("要在这个阶段之内：%(stages)s") % {"stages": stages}),
        days[1],
    )
    forms["days"] = _form(days, gettext("保存日期"), "days")
    forms["edit"] = _form(
        (
            ui.Field("title", gettext("名称"), values=(survey.title,), required=True),
            ui.Field("intro", gettext("说明"), ui.FieldKind.TEXTAREA, (survey.intro,)),
        ),
        gettext("保存"),
        "edit",
    )
    if state is SurveyState.DRAFT:
        forms["publish"] = _form((), gettext("开放问卷"), "publish", ui.ButtonKind.PRIMARY)
    else:
        forms["withhold"] = _form((), gettext("撤回，还没有人填答"), "withhold")
        forms["close"] = _form((), gettext("结束问卷，确定结果"), "close", ui.ButtonKind.DANGER)
    return forms


def _form(
    fields: tuple[ui.Field, ...],
    words: str,
    do: str,
    kind: ui.ButtonKind = ui.ButtonKind.SECONDARY,
) -> ui.Form:
    form = ui.Form(fields, (ui.Button(words, "do", do, kind),), panel=False)
    return tagged(form, f"-{do}")


def _day(name: str, label: str, value: object) -> ui.Field:
    values = (str(value),) if value else ()
    return ui.Field(name, label, ui.FieldKind.DATE, values, short=True, required=True)


def _days(request: HttpRequest, survey: "Survey") -> str:
    post = request.POST
    running.set_days(
        survey.pk,
        opens_on=day(post.get("opens_on", ""), "opens_on"),
        closes_on=day(post.get("closes_on", ""), "closes_on"),
        by=viewer(request),
    )
    return gettext("日期已保存。")


def _edit(request: HttpRequest, survey: "Survey") -> str:
    post = request.POST
    building.edit_survey(
        survey.pk, title=post.get("title", ""), intro=post.get("intro", ""), by=viewer(request)
    )
    return gettext("已保存。")


def _publish(request: HttpRequest, survey: "Survey") -> str:
    running.publish_survey(survey.pk, by=viewer(request))
    return gettext("已开放，到开始日期就能填答。")


def _withhold(request: HttpRequest, survey: "Survey") -> str:
    running.withhold_survey(survey.pk, by=viewer(request))
    return gettext("已撤回，可以继续修改。")


def _close(request: HttpRequest, survey: "Survey") -> str:
    running.close_survey(survey.pk, by=viewer(request))
    return gettext("问卷已结束，结果已用于计分。")


_STEPS: Final[dict[str, Step]] = {
    "days": _days,
    "edit": _edit,
    "publish": _publish,
    "withhold": _withhold,
    "close": _close,
}
