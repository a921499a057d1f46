"""The questions of a survey: their order, one added, one changed."""

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from gongkai.assessment.actions.surveys import building
from gongkai.assessment.surveys.needs import wanted_of
from gongkai.assessment.surveys.standing import questions_of, why_frozen
from gongkai.core.access import viewer
from gongkai.core.actions import Refused
from gongkai.office.posting import filled, number
from gongkai.office.surveys.frame import asks_words, frame, home, survey_of
from gongkai.rules.rounds.questionnaires import Asked, Asks
from gongkai.ui import components as ui
from gongkai.ui.access import requires
from gongkai.ui.flash import say

if TYPE_CHECKING:
    from gongkai.assessment.models import Survey

WORDS = ("非常不满意", "不满意", "一般", "满意", "非常满意")


@requires("assessment.run")
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, key: str, survey: str) -> HttpResponse:
    """Show the questions; change, move or remove one and come back."""
    found = survey_of(request, key, survey)
    frozen = why_frozen(found)
    fields = () if frozen else _fields(found, request.GET.get("name", ""))
    general: tuple[str, ...] = ()
    if request.method == "POST":
        try:
            say(request, _step(request, found))
            return HttpResponseRedirect(home(found, "survey-questions"))
        except Refused as refused:
            if request.POST.get("do") != "set" or not fields:
                say(request, gettext("没有办理"), refused.message, ui.Tone.BAD)
                return HttpResponseRedirect(home(found, "survey-questions"))
            fields, general = filled(fields, request.POST, refused)
    form = ui.Form(
        fields,
        (ui.Button.primary(gettext("保存题目"), "do", "set"),),
        general=general,
        legend=_legend(found, request.GET.get("name", "")),
    )
    context = {
        **frame(request, found, "survey-questions"),
        "frozen": frozen,
        "questions": _rows(found),
        "missing": _missing(found),
        "form": None if frozen else form,
    }
    status = 422 if form.errors.items else 200
    return render(request, "surveys/questions.html", context, status=status)


def _rows(survey: "Survey") -> list[dict[str, object]]:
    words, wanted = asks_words(), wanted_of(survey)
    return [
        {
            "question": one,
            "asks": words[one.asks],
            "steps": _steps(one),
            "items": "、".join(item.title for item in wanted.items_of(one.name)),
        }
        for one in questions_of(survey)
    ]


def _steps(question: Asked) -> str:
    if question.asks is Asks.SCALE:
        return f"{question.low}—{question.high}"
    return "、".join(question.options)


def _missing(survey: "Survey") -> list[tuple[ui.Link, str]]:
    """Return the questions the pack asks for that are not there, each with what it feeds."""
    there = {one.name for one in questions_of(survey)}
    wanted = wanted_of(survey)
    here = home(survey, "survey-questions")
    return [
        (
            ui.Link(gettext("添加 %(name)s") % {"name": name}, f"{here}?name={name}#question"),
            "、".join(item.title for item in wanted.items_of(name)),
        )
        for name in wanted.questions
        if name not in there
    ]


def _legend(survey: "Survey", name: str) -> str:
    known = {one.name for one in questions_of(survey)}
    if name in known:
        return gettext("修改题目 %(name)s") % {"name": name}
    return gettext("添加题目")


def _fields(survey: "Survey", name: str) -> tuple[ui.Field, ...]:
    """Return the form for a question: as it is, or a usual one under the next name."""
    questions = {one.name: one for one in questions_of(survey)}
    wanted = wanted_of(survey)
    free = (f"q{n}" for n in range(1, 1000) if f"q{n}" not in {*questions, *wanted.questions})
    usual = Asked(name=name or next(free), asks=Asks.SCALE, options=WORDS)
    shown = questions.get(name, usual)
    options = tuple(ui.Option(one.value, words) for one, words in asks_words().items())
    return (
        ui.Field(
            "name",
            gettext("代号"),
            values=(shown.name,),
            hint=gettext("统计表用的短名。考核表指定的题目用它指定的代号。"),
            required=True,
            short=True,
        ),
        ui.Field("text", gettext("题目"), values=(shown.text,), required=True),
        ui.Field("asks", gettext("题型"), ui.FieldKind.SELECT, (shown.asks.value,), options),
        ui.Field("low", gettext("量表最低"), ui.FieldKind.NUMBER, (str(shown.low),), short=True),
        ui.Field("high", gettext("量表最高"), ui.FieldKind.NUMBER, (str(shown.high),), short=True),
        ui.Field(
            "options",
            gettext("选项，或量表各档的说法"),
            ui.FieldKind.TEXTAREA,
            ("\n".join(shown.options),),
            hint=gettext("每行一个，量表从最低的一档写起；只写两行就是两端的说法。文字题不用填。"),
        ),
        ui.Field(
            "required",
            gettext("是否必答"),
            ui.FieldKind.SELECT,
            ("1" if shown.required else "",),
            (ui.Option("1", gettext("必答")), ui.Option("", gettext("可以不答"))),
        ),
    )


def _step(request: HttpRequest, survey: "Survey") -> str:
    """Do what the pressed button says: ``set``, or ``up``, ``down``, ``remove`` and a name."""
    do, _, name = request.POST.get("do", "").partition(" ")
    by = viewer(request)
    match do:
        case "set":
            building.set_question(survey.pk, _typed(request), by=by)
            return gettext("题目已保存。")
        case "remove":
            building.remove_question(survey.pk, name, by=by)
            return gettext("题目已删除。")
        case "up" | "down":
            building.move_question(survey.pk, name, up=do == "up", by=by)
            return gettext("顺序已调整。")
    raise Refused(gettext("没有这种操作。请刷新页面。"))


def _typed(request: HttpRequest) -> Asked:
    post = request.POST
    kind = post.get("asks", "")
    if kind not in set(Asks):
        raise Refused(gettext("没有选择题型。请选择。"), "asks")
    lines = post.get("options", "").replace("\x00", "").splitlines()
    options = tuple(one.strip() for one in lines if one.strip())
    return Asked(
        name=post.get("name", "").strip(),
        asks=Asks(kind),
        text=post.get("text", "").replace("\x00", ""),
        low=number(post.get("low", "").strip()),
        high=number(post.get("high", "").strip()),
        options=options,
        required=bool(post.get("required")),
    )
