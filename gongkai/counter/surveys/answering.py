"""The questionnaire shown, sent, shown again with what is wrong, or taken."""

from dataclasses import dataclass, replace

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext

from gongkai.assessment.actions.surveys.answering import answer_survey
from gongkai.assessment.queries.public_surveys import AskedUnit, PublicSurvey
from gongkai.core.access import Viewer
from gongkai.core.actions import Refused
from gongkai.counter import guards
from gongkai.counter.frame import page, unkept
from gongkai.counter.surveys import cookies
from gongkai.counter.surveys.form import PREFIX, Filled, fields, with_faults
from gongkai.ui import components as ui


@dataclass(frozen=True, slots=True)
class Asking:
    """A survey put to one reader: about which units, and with which code if any."""

    survey: PublicSurvey
    units: tuple[AskedUnit, ...]
    code: str = ""

    @property
    def unit(self) -> str:
        """The unit where there is nothing to choose."""
        return self.units[0].code if len(self.units) == 1 else ""


def questionnaire(request: HttpRequest, reader: Viewer, asking: Asking) -> HttpResponse:
    """Show the questions; what was answered from this browser is not asked again."""
    key = asking.survey.key
    if not asking.code:
        left = tuple(u for u in asking.units if not cookies.is_done(request, key, u.code))
        if not left:
            return page(request, "counter/thanks.html", {"survey": asking.survey, "left": 0})
        asking = replace(asking, units=left)
    shown = fields(asking.survey, asking.units, Filled("", "", {}), with_stratum=not asking.code)
    return _page(request, asking, shown, guards.stamp(reader.at))


def answered(request: HttpRequest, reader: Viewer, asking: Asking) -> HttpResponse:
    """Take what was sent, or show it again with what is wrong."""
    filled = Filled.of(asking.survey, request.POST)
    unit = filled.unit or asking.unit
    named = tuple(one for one in asking.units if one.code == unit)
    # Chosen on the page before, a unit is not chosen again.
    asked = named if request.POST.get("chosen", "") == unit and named else asking.units
    asking = replace(asking, units=asked)
    shown = fields(asking.survey, asked, filled, with_stratum=not asking.code)
    shown = with_faults(asking.survey, shown, filled)
    opened = request.POST.get(guards.OPENED, "")
    refused = _hindrance(request, reader, asking, unit)
    if refused is not None:
        words, status = refused
        return _page(request, asking, shown, opened or guards.stamp(reader.at), words, status)
    if any(one.error for one in shown):
        return _page(request, asking, shown, opened, status=422)
    try:
        answer_survey(
            asking.survey.key,
            unit=unit,
            typed=filled.typed,
            code=asking.code,
            stratum="" if asking.code else filled.stratum,
            by=reader,
        )
    except Refused as error:
        return _refused(request, asking, shown, opened, error)
    return _taken(request, reader, asking, unit)


def _hindrance(
    request: HttpRequest, reader: Viewer, asking: Asking, unit: str
) -> tuple[str, int] | None:
    """Return why a form is not taken whatever it says, with a status."""
    if guards.looks_like_a_machine(request, reader.at):
        return gettext("提交得太快，没有收到。请核对您的选择，过几秒再提交一次。"), 422
    if asking.code:
        return None
    if cookies.is_done(request, asking.survey.key, unit):
        return gettext("您已经评价过这个单位，每人只能填一份。"), 409
    if guards.has_too_many(request, asking.survey.key, reader.at):
        return (
            gettext(
                "今天从您这个网络地址提交的答卷已达上限，没有收到。请明天再提交，"
                "或向所评价的单位要一张带编码的纸条。"
            ),
            429,
        )
    return None


def _refused(
    request: HttpRequest,
    asking: Asking,
    shown: tuple[ui.Field, ...],
    opened: str,
    refused: Refused,
) -> HttpResponse:
    names = {refused.field, PREFIX + refused.field}
    placed = tuple(
        replace(one, error=refused.message) if one.name in names else one for one in shown
    )
    general = "" if any(one.error for one in placed) else refused.message
    return _page(request, asking, placed, opened, general, 409)


def _taken(request: HttpRequest, reader: Viewer, asking: Asking, unit: str) -> HttpResponse:
    key = asking.survey.key
    answer = HttpResponseRedirect(reverse("counter-survey-thanks", args=[key]))
    answer.status_code = 303
    unkept(answer)
    if not asking.code:
        guards.count(request, key, reader.at)
        cookies.keep_done(request, answer, key, unit)
    return answer


def _page(
    request: HttpRequest,
    asking: Asking,
    shown: tuple[ui.Field, ...],
    opened: str,
    general: str = "",
    status: int = 200,
) -> HttpResponse:
    context = {
        "survey": asking.survey,
        "unit": asking.units[0] if len(asking.units) == 1 else None,
        "fields": shown,
        "errors": ui.ErrorSummary.of(shown, general=(general,) if general else ()),
        "buttons": ui.ButtonRow.of(ui.Button.primary(gettext("提交答卷"))),
        "opened": opened,
        "trap": guards.TRAP,
        "with_code": bool(asking.code),
        "per_day": guards.PER_DAY,
    }
    return page(request, "counter/questionnaire.html", context, status)
