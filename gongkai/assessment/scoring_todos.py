"""What scoring puts on a person's to-do list: how much is assigned, left, until when."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from django.utils.translation import gettext

from gongkai.assessment.days import works_for
from gongkai.assessment.models import Round, Scorer
from gongkai.assessment.queries.judging.votes import ballot_paper
from gongkai.assessment.queries.judging.worklist import Task, scoring_until, tasks
from gongkai.assessment.queries.rounds import own_units
from gongkai.core import todo
from gongkai.core.access import Viewer
from gongkai.core.days import day_of
from gongkai.core.todo import Todo, TodoState
from gongkai.rules.scheme import Work

_ROUNDS: Final = "/office/rounds/"
_SOON: Final = timedelta(days=3)


def _running() -> dict[str, object]:
    return {"notified_at__isnull": False, "approved_at": None, "cancelled_at": None}


@todo.source("assessment.scoring")
def scoring(viewer: Viewer) -> Iterator[Todo]:
    """Yield the rounds in which something assigned to this person is left to judge or confirm."""
    if viewer.person_id is None or not viewer.may("assessment.score"):
        return
    mine = Scorer.objects.filter(person=viewer.person_id, removed_at=None)
    rounds = Round.objects.filter(pk__in=mine.values("round"), **_running())
    for round_ in rounds.select_related("unit", "pack").defer("pack__files"):
        if Work.SCORE in works_for(round_, day_of(viewer.at)):
            found = _of_round(viewer, round_)
            if found is not None:
                yield found


def _of_round(viewer: Viewer, round_: Round) -> Todo | None:
    found = tasks(viewer, round_)
    left = [one for one in found if not one.is_done]
    if not left:
        return None
    until, today = scoring_until(round_), day_of(viewer.at)
    urgent = until is not None and until <= today + _SOON
    return Todo(
        title=gettext("%(round)s：评分") % {"round": round_.title},
        href=f"{_ROUNDS}{round_.key}/scoring/",
        why=_why(found, left),
        state=TodoState.WAITING_FOR_ME if urgent else TodoState.DUE_SOON,
        due=until,
        unit=round_.unit.label,
        kind=gettext("评分"),
        key=f"scoring:{round_.pk}",
    )


def _why(found: tuple[Task, ...], left: list[Task]) -> str:
    words = gettext("分给您 %(all)s 个单位，还有 %(left)s 个没有评完") % {
        "all": len(found),
        "left": len(left),
    }
    unchecked = sum(one.unchecked for one in left)
    if unchecked:
        words += gettext("，%(count)s 条等您核对") % {"count": unchecked}
    return words


@todo.source("assessment.ballots")
def ballots(viewer: Viewer) -> Iterator[Todo]:
    """Yield the mutual ratings in which this person's unit has not cast its ballot yet."""
    if not viewer.may("assessment.self"):
        return
    mine = own_units(viewer).filter(exempt=False).values("round")
    rounds = Round.objects.filter(pk__in=mine, **_running())
    for round_ in rounds.select_related("unit", "pack").defer("pack__files"):
        paper = ballot_paper(viewer, round_)
        if paper is not None and paper.is_open and not paper.given:
            yield Todo(
                title=gettext("%(round)s：单位互评") % {"round": round_.title},
                href=f"{_ROUNDS}{round_.key}/scoring/ballot/",
                why=gettext("本单位还没有投互评票"),
                state=TodoState.WAITING_FOR_ME,
                due=scoring_until(round_),
                unit=paper.rater.unit.label,
                kind=gettext("互评"),
                key=f"ballot:{round_.pk}",
            )
