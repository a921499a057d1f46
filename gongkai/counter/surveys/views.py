"""Pages of a survey: the code, the questionnaire, thanks. They know no reader, and tell of none.

Every form is answered by sending the browser on, so that going back or loading a page again sends
nothing twice.
"""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.assessment.queries.public_surveys import (
    PublicSurvey,
    Right,
    open_surveys,
    public_survey,
    rights_of,
)
from gongkai.assessment.surveys.codes import plain
from gongkai.core.access import Viewer, viewer
from gongkai.counter import guards
from gongkai.counter.frame import page, unkept
from gongkai.counter.surveys import cookies
from gongkai.counter.surveys.answering import Asking, answered, questionnaire
from gongkai.rules.rounds.questionnaires import SurveyState
from gongkai.ui import components as ui
from gongkai.ui.access import public

_WRONG_CODES = 60


def _reader(request: HttpRequest) -> Viewer:
    """Return whoever reads as the public: staff who are signed in answer like anybody."""
    return Viewer.public(viewer(request).at)


@public
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List the surveys anybody may answer today."""
    return page(request, "counter/surveys.html", {"surveys": open_surveys(_reader(request))})


@public
@require_http_methods(["GET", "HEAD", "POST"])
def survey(request: HttpRequest, key: str) -> HttpResponse:
    """Show what is next for this reader: the code, the units, the questions, or why none."""
    reader = _reader(request)
    shown = public_survey(reader, key)
    if shown is None:
        raise Http404(gettext("没有这份问卷。请核对地址。"))
    if shown.state is not SurveyState.OPEN:
        return page(request, "counter/closed.html", {"survey": shown, "now": _now(shown)})
    if request.method == "POST":
        return _posted(request, reader, shown)
    if "code" in request.GET:
        return _take_code(request, reader, shown, request.GET["code"])
    code = cookies.code_of(request)
    if code:
        return _with_code(request, reader, shown, code)
    if shown.is_open_to_all and "with-code" not in request.GET:
        return questionnaire(request, reader, Asking(shown, shown.units))
    return _ask_code(request, shown)


def _posted(request: HttpRequest, reader: Viewer, shown: PublicSurvey) -> HttpResponse:
    match request.POST.get("do", ""):
        case "code":
            return _take_code(request, reader, shown, request.POST.get("code", ""))
        case "forget":
            answer = _here(shown)
            cookies.forget_code(answer, shown.key)
            return answer
    code = cookies.code_of(request)
    if not code:
        if not shown.is_open_to_all:
            return _ask_code(request, shown, gettext("请先输入编码。"))
        return answered(request, reader, Asking(shown, shown.units))
    rights = rights_of(reader, shown.key, code)
    units = tuple(one.unit for one in rights if not one.used)
    if not units:
        return _used_up(request, shown, rights)
    return answered(request, reader, Asking(shown, units, code))


def _take_code(
    request: HttpRequest, reader: Viewer, shown: PublicSurvey, typed: str
) -> HttpResponse:
    """Let the browser go on with a code, without the code in the address."""
    if guards.has_too_many(request, "codes", reader.at, _WRONG_CODES):
        words = gettext("今天输错的次数太多。请明天再试，或联系发给您编码的工作人员。")
        return _ask_code(request, shown, words, typed, status=429)
    code = plain(typed)
    if not rights_of(reader, shown.key, code):
        guards.count(request, "codes", reader.at)
        words = gettext("没有这个编码。编码是10位字母和数字，请对照纸上的再输入一次。")
        return _ask_code(request, shown, words, typed)
    answer = _here(shown)
    cookies.keep_code(answer, shown.key, code)
    return answer


def _with_code(
    request: HttpRequest, reader: Viewer, shown: PublicSurvey, code: str
) -> HttpResponse:
    rights = rights_of(reader, shown.key, code)
    units = tuple(one.unit for one in rights if not one.used)
    chosen = tuple(one for one in units if one.code == request.GET.get("unit", ""))
    if not units:
        return _used_up(request, shown, rights)
    if len(rights) == 1 or chosen:
        return questionnaire(request, reader, Asking(shown, chosen or units, code))
    return page(request, "counter/units.html", {"survey": shown, "lines": _lines(shown, rights)})


def _lines(shown: PublicSurvey, rights: tuple[Right, ...]) -> list[tuple[Right, str]]:
    """Return what a code is for, each with the address where it is answered about."""
    home = reverse("counter-survey", args=[shown.key])
    return [(one, home + ui.link_with({}, unit=one.unit.code)) for one in rights]


def _used_up(request: HttpRequest, shown: PublicSurvey, rights: tuple[Right, ...]) -> HttpResponse:
    """Say that a code has nothing left, and forget it."""
    words = (
        gettext("这个编码已经用过。每个编码只能填一份。")
        if rights
        else gettext("这个编码已经作废。请向发给您编码的工作人员要一个新的。")
    )
    answer = _ask_code(request, shown, words)
    cookies.forget_code(answer, shown.key)
    return answer


def _ask_code(
    request: HttpRequest,
    shown: PublicSurvey,
    error: str = "",
    typed: str = "",
    status: int = 0,
) -> HttpResponse:
    field = ui.Field(
        "code",
        gettext("编码"),
        values=(typed[:30],),
        hint=gettext("印在发给您的纸条上，10位字母和数字，大小写、横线都可以不管。"),
        error=error,
        required=True,
        short=True,
        autocomplete="off",
    )
    form = ui.Form((field,), (ui.Button.primary(gettext("继续"), "do", "code"),))
    context = {"survey": shown, "form": form}
    return page(request, "counter/code.html", context, status or (422 if error else 200))


def _here(shown: PublicSurvey) -> HttpResponseRedirect:
    answer = HttpResponseRedirect(reverse("counter-survey", args=[shown.key]))
    answer.status_code = 303
    unkept(answer)
    return answer


def _now(shown: PublicSurvey) -> str:
    if shown.state is SurveyState.AHEAD:
        return gettext("这份问卷还没有开始。")
    return gettext("这份问卷已经结束，不再接收答卷。感谢关注。")


@public
@require_safe
def thanks(request: HttpRequest, key: str) -> HttpResponse:
    """Thank somebody who answered, and lead to what is left."""
    reader = _reader(request)
    shown = public_survey(reader, key)
    if shown is None:
        raise Http404(gettext("没有这份问卷。请核对地址。"))
    code = cookies.code_of(request)
    rights = rights_of(reader, key, code) if code else ()
    if code:
        left = sum(not one.used for one in rights)
    else:
        units = shown.units if shown.is_open_to_all else ()
        left = sum(not cookies.is_done(request, key, one.code) for one in units)
    is_open = shown.state is SurveyState.OPEN
    answer = page(request, "counter/thanks.html", {"survey": shown, "left": left if is_open else 0})
    if code and not left:
        cookies.forget_code(answer, key)
    return answer
