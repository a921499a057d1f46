"""What surveys put on the to-do list of the office: opens soon, ends soon, too few answers."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext

from gongkai.assessment.models import Survey
from gongkai.assessment.queries.surveys import Standing, standing
from gongkai.core import todo
from gongkai.core.access import Viewer
from gongkai.core.days import day_of
from gongkai.core.todo import Todo, TodoState
from gongkai.rules.rounds import Phase
from gongkai.rules.rounds.questionnaires import SurveyState

_SOON: Final = timedelta(days=3)


@todo.source("assessment.surveys")
def surveys(viewer: Viewer) -> Iterator[Todo]:
    """Yield the surveys of the rounds a viewer runs that need a hand."""
    if not viewer.may("assessment.run"):
        return
    mine = viewer.reach_of("assessment.run", "round__unit__path")
    rows = Survey.objects.filter(mine, closed_at=None).select_related("round", "round__unit")
    for row in rows:
        if row.round.phase is Phase.RUNNING:
            yield from _about(viewer, row, day_of(viewer.at))


def _about(viewer: Viewer, survey: Survey, today: date) -> Iterator[Todo]:
    found = standing(viewer, survey)
    opens, closes = survey.opens_on, survey.closes_on
    if found.state is SurveyState.DRAFT and opens is not None and opens <= today + _SOON:
        late = opens < today
        yield _todo(
            survey,
            gettext("开始日期已过，还没有开放") if late else gettext("就要开始，还没有开放"),
            TodoState.OVERDUE if late else TodoState.DUE_SOON,
            opens,
        )
    elif found.state is SurveyState.OPEN and closes is not None and closes <= today + _SOON:
        yield _todo(survey, _ends(found, (closes - today).days), TodoState.DUE_SOON, closes)
    elif found.state is SurveyState.OPEN and found.short and opens is not None:
        if today > opens + _SOON:
            yield _todo(survey, _short(found), TodoState.INFO, closes)
    elif found.state is SurveyState.OVER:
        yield _todo(survey, gettext("已到期，等待确定结果"), TodoState.WAITING_FOR_ME, closes)


def _ends(found: Standing, days: int) -> str:
    ends = gettext("%(days)s 天后结束填答") % {"days": days} if days else gettext("今天结束填答")
    return f"{ends}；{_short(found)}" if found.short else ends


def _short(found: Standing) -> str:
    return gettext("%(units)s 个单位的答卷不足 %(least)s 份") % {
        "units": len(found.short),
        "least": found.least,
    }


def _todo(survey: Survey, why: str, state: TodoState, due: date | None) -> Todo:
    return Todo(
        title=survey.title,
        href=reverse("survey", args=[survey.round.key, survey.key]),
        why=why,
        state=state,
        due=due,
        unit=survey.round.unit.label,
        kind=gettext("问卷"),
        key=f"survey:{survey.key}",
    )
