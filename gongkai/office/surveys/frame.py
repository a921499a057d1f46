"""What all pages of one survey share: finding it, the way to it, the row of its parts."""

from typing import TYPE_CHECKING, Final

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy

from gongkai.assessment.queries.surveys import find_survey, runs
from gongkai.core.access import viewer
from gongkai.office.rounds.finding import breadcrumb, round_of
from gongkai.office.rounds.tabs import tabs
from gongkai.rules.rounds.questionnaires import Asks, SurveyState
from gongkai.rules.rounds.surveys import LEAST
from gongkai.ui import components as ui

if TYPE_CHECKING:
    from gongkai.assessment.models import Round, Survey

_PARTS: Final[tuple[tuple[str, Promise], ...]] = (
    ("survey", gettext_lazy("概况")),
    ("survey-questions", gettext_lazy("题目")),
    ("survey-people", gettext_lazy("答卷人")),
    ("survey-tickets", gettext_lazy("编码")),
    ("survey-roster", gettext_lazy("监督员")),
    ("survey-paper", gettext_lazy("纸质答卷")),
    ("survey-results", gettext_lazy("统计")),
)


def run_round(request: HttpRequest, key: str) -> "Round":
    """Return a round this person runs; to others its surveys do not exist."""
    round_ = round_of(request, key)
    if not runs(viewer(request), round_):
        raise Http404(gettext("问卷由组织考核的单位办理。"))
    return round_


def survey_of(request: HttpRequest, key: str, survey: str) -> "Survey":
    """Return a survey of a round; what one may not see does not exist."""
    found = find_survey(viewer(request), run_round(request, key), survey)
    if found is None:
        raise Http404(gettext("这次考核里没有这份问卷。"))
    return found


def home(survey: "Survey", name: str = "survey") -> str:
    """Return the address of a part of a survey."""
    return reverse(name, args=[survey.round.key, survey.key])


def frame(request: HttpRequest, survey: "Survey", here: str) -> dict[str, object]:
    """Return what the template ``surveys/survey.html`` needs."""
    round_ = survey.round
    parts = ui.Tabs(
        gettext("本份问卷"),
        tuple(ui.Tab(str(title), home(survey, name), name == here) for name, title in _PARTS),
    )
    way = [(gettext("问卷"), reverse("surveys", args=[round_.key]))]
    title = next(str(title) for name, title in _PARTS if name == here)
    if here != "survey":
        way.append((survey.title, home(survey)))
    return {
        "survey": survey,
        "heading": survey.title,
        "tabs": tabs(request, round_, "surveys"),
        "parts": parts,
        "breadcrumb": breadcrumb(survey.title if here == "survey" else title, round_, *way),
    }


def state_badge(state: SurveyState) -> ui.Badge:
    """Return the state of a survey as a badge."""
    words, tone = {
        SurveyState.DRAFT: (gettext("草稿"), ui.Tone.NEUTRAL),
        SurveyState.AHEAD: (gettext("未开始"), ui.Tone.FAIR),
        SurveyState.OPEN: (gettext("填答中"), ui.Tone.GOOD),
        SurveyState.OVER: (gettext("已到期"), ui.Tone.WARN),
        SurveyState.CLOSED: (gettext("已结束"), ui.Tone.NEUTRAL),
    }[state]
    return ui.Badge(words, tone)


def asks_words() -> dict[Asks, str]:
    """Return what the kinds of questions are called."""
    return {
        Asks.SCALE: gettext("量表"),
        Asks.CHOICE: gettext("单选"),
        Asks.TEXT: gettext("文字"),
    }


def counted(answers: int | None) -> int | str:
    """Return a count as it may be told."""
    return gettext("少于 %(least)s") % {"least": LEAST} if answers is None else answers
