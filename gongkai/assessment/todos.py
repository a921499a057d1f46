"""What the ledger and self-assessment put on a person's to-do list."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from django.utils.translation import gettext

from gongkai.assessment.queries.ledger import soon_or_missed
from gongkai.assessment.queries.self_work import OfficeWork, UnitWork, office_work, unit_work
from gongkai.assessment.self_telling import self_address
from gongkai.core import todo
from gongkai.core.access import Viewer
from gongkai.core.days import day_of
from gongkai.core.todo import Todo, TodoState
from gongkai.rules.rounds import ReportState, StageState

_LEDGER = "/office/ledger/"
# A list with more than this helps nobody; the ledger has them all.
_MOST_ENTRIES = 50


@todo.source("assessment.ledger")
def planned(viewer: Viewer) -> Iterator[Todo]:
    """Yield what this person's unit planned and has not entered as held, near its day or past."""
    if not viewer.may("ledger.write"):
        return
    today = day_of(viewer.at)
    for one in soon_or_missed(viewer, today)[:_MOST_ENTRIES]:
        missed = one.planned_on is not None and one.planned_on < today
        why = gettext("计划的日期已过，还没有登记办理情况") if missed else gettext("计划近日办理")
        yield Todo(
            title=gettext("%(kind)s：%(title)s")
            % {"kind": one.get_kind_display(), "title": one.title},
            href=f"{_LEDGER}{one.pk}/",
            why=why,
            state=TodoState.OVERDUE if missed else TodoState.DUE_SOON,
            due=one.planned_on,
            unit=one.unit.label,
            kind=gettext("工作台账"),
            key=f"ledger:{one.pk}",
            is_duty=True,
        )


@todo.source("assessment.self")
def self_assessment(viewer: Viewer) -> Iterator[Todo]:
    """Yield what units of this person owe a round: the receipt, the report, the signature."""
    today = day_of(viewer.at)
    for one in unit_work(viewer):
        if one.receives:
            why = gettext("考核通知已送达，请签收")
            yield _of_unit(one, gettext("签收通知"), why, "receive")
        if one.signs:
            why = gettext("本单位的自评已填完，等您审阅签发")
            yield _of_unit(one, gettext("签发自评报告"), why, "sign")
        if one.fills:
            yield _to_fill(one, today)


def _to_fill(one: UnitWork, today: date) -> Todo:
    title = gettext("填报自评")
    if one.stage is StageState.OVER or (one.until is not None and one.until < today):
        why = gettext("已过截止日，没有报送；要补报请联系考核办公室延长期限")
        return _of_unit(one, title, why, "self", TodoState.OVERDUE)
    if one.returned:
        why = gettext("被退回：%(reason)s") % {"reason": one.returned}
        return _of_unit(one, title, why, "self", TodoState.RETURNED_TO_ME)
    return _of_unit(one, title, gettext("逐项填写，写好报告，提交签发"), "self")


def _of_unit(
    one: UnitWork,
    title: str,
    why: str,
    what: str,
    state: TodoState = TodoState.WAITING_FOR_ME,
) -> Todo:
    round_ = one.unit.round
    return Todo(
        title=gettext("%(round)s：%(what)s") % {"round": round_.title, "what": title},
        href=self_address(one.unit) if what != "receive" else f"/office/rounds/{round_.key}/",
        why=why,
        state=state,
        due=one.until if what in {"self", "sign"} else None,
        unit=one.unit.unit.label,
        kind=gettext("考核自评"),
        key=f"self:{one.unit.pk}:{what}",
    )


@todo.source("assessment.self_office")
def self_reports(viewer: Viewer) -> Iterator[Todo]:
    """Yield what the office that runs a round has to know of reports, and to decide of claims."""
    today = day_of(viewer.at)
    for one in office_work(viewer):
        if one.claims:
            words = gettext("%(count)s 条“不适用”申请等待决定") % {"count": one.claims}
            yield _of_office(one, words, TodoState.WAITING_FOR_ME, "claims")
        if one.late and one.until is not None and one.until < today:
            words = gettext("%(count)s 个单位没有按期报送自评") % {"count": one.late}
            yield _of_office(one, words, TodoState.OVERDUE, "late", one.until)
        if one.unreceived:
            words = gettext("%(count)s 个单位还没有签收考核通知") % {"count": one.unreceived}
            found = _of_office(one, words, TodoState.INFO, "unreceived")
            yield replace(found, href=f"/office/rounds/{one.round.key}/")
        if one.returned:
            words = gettext("%(count)s 个单位的自评退回后还没有报来") % {"count": one.returned}
            yield _of_office(one, words, TodoState.INFO, "returned")
        if one.signed:
            words = gettext("已报来 %(signed)s 份，共 %(all)s 个单位") % {
                "signed": one.signed,
                "all": one.units,
            }
            yield _of_office(one, words, TodoState.INFO, "signed")


def _of_office(
    one: OfficeWork, why: str, state: TodoState, what: str, due: date | None = None
) -> Todo:
    round_ = one.round
    shown = {"returned": ReportState.RETURNED, "signed": ReportState.SIGNED}.get(what)
    return Todo(
        title=gettext("%(round)s：自评报告") % {"round": round_.title},
        href=f"/office/rounds/{round_.key}/self/" + (f"?state={shown}" if shown else ""),
        why=why,
        state=state,
        due=due,
        unit=round_.unit.label,
        kind=gettext("考核自评"),
        key=f"self-office:{round_.pk}:{what}",
    )
