"""What the result of a round puts on to-do lists: to decide, to announce, to sign for."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from django.utils.translation import gettext

from gongkai.assessment.actions.approving import permission_of
from gongkai.assessment.models import Revision, Round
from gongkai.assessment.queries.approvals import approval_state
from gongkai.assessment.queries.rounds import own_units
from gongkai.assessment.terms import appeal_terms
from gongkai.core import todo
from gongkai.core.access import Viewer
from gongkai.core.todo import Todo, TodoState
from gongkai.rules.rounds.approvals import refused, step_title

_ROUNDS: Final = "/office/rounds/"


@todo.source("assessment.result")
def results(viewer: Viewer) -> Iterator[Todo]:
    """Yield the steps of approval, bulletins and corrections that wait for this person."""
    if not (viewer.may("assessment.run") or viewer.may("assessment.decide")):
        return
    running = Round.objects.filter(
        viewer.reach_of("assessment.run", "unit__path")
        | viewer.reach_of("assessment.decide", "unit__path"),
        cancelled_at=None,
        closed_at=None,
        notified_at__isnull=False,
    )
    for one in running.select_related("unit", "pack").defer("pack__files"):
        if one.approved_at is None:
            yield from _step(viewer, one)
        elif one.announced_at is None and viewer.may("assessment.run", one.unit.path):
            why = gettext("结果已审定，还没有通报")
            yield _todo(one, gettext("通报结果"), why, "announce")
    yield from _corrections(viewer)


def _step(viewer: Viewer, round_: Round) -> Iterator[Todo]:
    """Yield a proposed result whose next step waits, or one that was sent back."""
    last = round_.approvals.order_by("id").last()
    if last is None:
        return
    now = approval_state(round_)
    if now.awaited is None:
        return
    step = now.steps[now.awaited]
    may = viewer.may(permission_of(step), round_.unit.path)
    if not may or refused(now, now.awaited, viewer.person_id):
        return
    if last.outcome == "return":
        why = gettext("被退回：%(reason)s") % {"reason": last.opinion}
        yield _todo(round_, gettext("重新提出结果"), why, "return", TodoState.RETURNED_TO_ME)
    elif now.lapsed:
        why = gettext("提出意见以后得分有变动，要重新提出")
        yield _todo(round_, gettext("重新提出结果"), why, "lapsed")
    else:
        why = gettext("%(who)s已提出") % {"who": last.name}
        yield _todo(round_, step_title(step), why, "step")


def _corrections(viewer: Viewer) -> Iterator[Todo]:
    """Yield the corrections that wait for who may put them in force."""
    rows = Revision.objects.filter(
        viewer.reach_of("assessment.decide", "round__unit__path"), after=None
    ).select_related("round__unit")
    for row in rows:
        if row.person_id is None or row.person_id != viewer.person_id:
            found = _todo(row.round, gettext("审定更正"), row.reason, f"revision-{row.pk}")
            yield replace(found, href=f"{_ROUNDS}{row.round.key}/revisions/{row.pk}/")


@todo.source("assessment.result_receipt")
def receipts(viewer: Viewer) -> Iterator[Todo]:
    """Yield the announced results this person's units have not signed for."""
    if not viewer.may("assessment.self"):
        return
    rows = own_units(viewer).filter(
        viewer.reach_of("assessment.self", "unit__path"),
        round__announced_at__isnull=False,
        round__closed_at=None,
        result_received_at=None,
        exempt=False,
    )
    for one in rows.select_related("round__pack"):
        why = gettext("结果已通报，还没有签收")
        if appeal_terms(one.round) is not None:
            why = gettext("结果已通报；申诉的期限从签收的次日起算")
        found = _todo(one.round, gettext("签收结果"), why, f"receive-{one.pk}")
        yield replace(found, href=f"{_ROUNDS}{one.round.key}/", unit=one.unit.label)


def _todo(
    round_: Round,
    what: str,
    why: str,
    key: str,
    state: TodoState = TodoState.WAITING_FOR_ME,
) -> Todo:
    return Todo(
        title=gettext("%(round)s：%(what)s") % {"round": round_.title, "what": what},
        href=f"{_ROUNDS}{round_.key}/approval/",
        why=why,
        state=state,
        due=None,
        unit=round_.unit.label,
        kind=gettext("考核结果"),
        key=f"result:{round_.pk}:{key}",
    )
