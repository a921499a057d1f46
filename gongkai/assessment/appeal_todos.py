"""What appeals put on to-do lists: to admit, to staff, to hear, to correct."""

from collections.abc import Iterator
from datetime import date, time, timedelta
from typing import Final

from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gongkai.assessment.actions.appealing.reminding import remind_decisions
from gongkai.assessment.appeal_telling import appeal_address
from gongkai.assessment.models import Appeal
from gongkai.assessment.terms import decision_due
from gongkai.core import todo
from gongkai.core.access import Viewer
from gongkai.core.days import day_of
from gongkai.core.outbox import Run
from gongkai.core.periodic import every
from gongkai.core.todo import Todo, TodoState
from gongkai.rules.rounds.appeals import CHANGING, AppealState

SOON: Final = timedelta(days=5)


def _open(condition: Q) -> Iterator[Appeal]:
    undone = Q(decided_at=None) | Q(outcome__in=CHANGING, revision=None)
    rows = Appeal.objects.filter(condition, undone, withdrawn_at=None)
    yield from rows.select_related(
        "round_unit__unit", "round_unit__round__unit", "round_unit__round__pack", "revision"
    ).prefetch_related("hearers")


@todo.source("assessment.appeals_office")
def office_appeals(viewer: Viewer) -> Iterator[Todo]:
    """Yield the appeals the office has to admit, to find hearers for, and to correct after."""
    if not viewer.may("assessment.run"):
        return
    today = day_of(viewer.at)
    for row in _open(viewer.reach_of("assessment.run", "round_unit__round__unit__path")):
        match row.state:
            case AppealState.FILED:
                title, why = gettext("受理申诉"), gettext("单位提出申诉，等待受理")
            case AppealState.ADMITTED if not row.hearers.all():
                title, why = gettext("安排复核人员"), gettext("申诉已受理，还没有复核人员")
            case AppealState.ADMITTED:
                title, why = gettext("复核还没有决定"), gettext("复核人员还没有作出决定")
            case _:
                title, why = gettext("按复核决定更正"), gettext("复核决定要更正结果，还没有更正")
        waits = row.state is AppealState.ADMITTED and bool(row.hearers.all())
        yield _todo(row, title, why, today, "office", waits=waits)


@todo.source("assessment.appeals_heard")
def heard_appeals(viewer: Viewer) -> Iterator[Todo]:
    """Yield the appeals a person was appointed to hear."""
    if viewer.person_id is None or not viewer.may("assessment.hear"):
        return
    today = day_of(viewer.at)
    heard = Q(pk__in=Appeal.objects.filter(hearers=viewer.person_id).values("pk"))
    for row in _open(heard & Q(decided_at=None)):
        why = gettext("请审阅申诉材料，作出复核决定")
        yield _todo(row, gettext("复核申诉"), why, today, "hear", waits=False)


def _todo(row: Appeal, title: str, why: str, today: date, side: str, *, waits: bool) -> Todo:
    due = decision_due(row) if row.decided_at is None else None
    state = TodoState.INFO if waits else TodoState.WAITING_FOR_ME
    if due is not None and due.is_past(today):
        state, why = TodoState.OVERDUE, gettext("已过复核期限，还没有决定")
    return Todo(
        title=gettext("%(unit)s：%(what)s") % {"unit": row.round_unit.unit.label, "what": title},
        href=appeal_address(row),
        why=why,
        state=state,
        due=due.on if due is not None else None,
        unit=row.round_unit.unit.label,
        kind=gettext("申诉"),
        key=f"appeal-{side}:{row.pk}",
    )


@every("assessment.appeals_due", _("提醒复核期限"), daily=time(7, 40))
def remind(run: Run) -> None:
    """Tell the office and the hearers of decisions due soon."""
    remind_decisions(SOON, by=Viewer.system(str(_("定时任务")), run.at))
