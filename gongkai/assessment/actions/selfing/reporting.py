"""The report: submitted by the clerk, signed by the chief, returned with a reason."""

from datetime import date
from typing import Final

from django.utils.translation import gettext

from gongkai.assessment.actions.common import refuse_unless, require_own, told, touch
from gongkai.assessment.actions.notifying import extend_stage
from gongkai.assessment.actions.selfing.desk import (
    SelfDesk,
    desk_of,
    own_desk,
    refuse_unless_now,
    taken,
)
from gongkai.assessment.answers import answers_of, claimed_items, state_of
from gongkai.assessment.days import extensions_of, plans_of
from gongkai.assessment.models import RoundUnit, SelfReport
from gongkai.assessment.self_telling import tell_returned, tell_signed, tell_to_sign
from gongkai.assessment.selfform import lacking
from gongkai.core.access import Viewer
from gongkai.core.actions import Act, Refused, acting
from gongkai.core.days import day_of
from gongkai.core.files import store
from gongkai.core.wording import brief
from gongkai.rules.rounds import ReportStep, StageState, Verb
from gongkai.rules.scheme import Work

# Naming every one of fifty items helps nobody; the page lists them with links.
_NAMED: Final = 5


def submit_report(round_unit_id: int, *, by: Viewer) -> SelfReport:
    """Hand the report to the chief to sign; from now on the unit changes nothing.

    Raises:
        Refused: something is missing (``self.incomplete``), or see :func:`own_desk`.
    """
    with acting(by) as act:
        desk = own_desk(act, round_unit_id, ReportStep.SUBMIT)
        row = desk.kept()
        _refuse_incomplete(desk, row)
        row.submitted_at, row.submitted_by_id = by.at, by.person_id
        row.version += 1
        row.save()
        touch(desk.unit)
        told(act, "self.submit", desk.unit)
        tell_to_sign(act, desk.unit)
        return row


def _refuse_incomplete(desk: SelfDesk, row: SelfReport) -> None:
    claimed = claimed_items(desk.unit, desk.form)
    missing = list(lacking(desk.form, answers_of(desk.unit), claimed))
    if missing:
        named = "、".join(f"{one.number} {one.title}" for one, _ in missing[:_NAMED])
        more = gettext("等 %(count)s 项") % {"count": len(missing)} if missing[_NAMED:] else ""
        raise Refused(
            gettext("还没有填完：%(named)s%(more)s。请逐项补上。") % {"named": named, "more": more},
            code="self.incomplete",
        )
    if desk.form.total_most is not None and row.score is None:
        raise Refused(gettext("没有填自评总分。请填写。"), "score", code="self.incomplete")
    for name, title in (
        ("done", gettext("主要做法和成效")),
        ("problems", gettext("存在的问题")),
        ("plans", gettext("下一步打算")),
    ):
        if not getattr(row, name).strip():
            words = gettext("没有写“%(title)s”。请填写，没有的写“无”。")
            raise Refused(words % {"title": title}, name, code="self.incomplete")


def sign_report(round_unit_id: int, *, version: int, document: bytes, by: Viewer) -> SelfReport:
    """Sign a report and keep it as the Word file that was signed.

    ``version`` is that of the report the document was made from.

    Raises:
        Refused: it is another text by now, or see :func:`own_desk`.
        PermissionDenied: the actor does not sign for this unit.
    """
    with acting(by) as act:
        desk = own_desk(act, round_unit_id, ReportStep.SIGN, "assessment.sign")
        row = desk.kept()
        if row.version != version:
            raise Refused(gettext("报告在您打开之后有改动，没有签发。请刷新页面，看过再签。"))
        row.file = store(document, "report.docx", at=by.at)
        row.signed_at, row.signed_by = by.at, by.name
        row.save(update_fields=["file", "signed_at", "signed_by"])
        touch(desk.unit)
        told(act, "self.sign", desk.unit, sha256=row.file.sha256)
        tell_signed(act, desk.unit)
        return row


def return_report(
    round_unit_id: int, *, reason: str, until: date | None = None, by: Viewer
) -> SelfReport:
    """Return a report for completion: the chief before signing, the office at any time.

    Where the stage is over, ``until`` is the day up to which the unit may hand it in again.

    Raises:
        Refused: no reason, nothing to return, the round is decided, or the stage is over and no
            day is given.
        PermissionDenied: the actor neither runs the round nor signs for the unit.
    """
    with acting(by) as act:
        unit = taken(act, round_unit_id)
        runs = by.may("assessment.run", unit.round.unit.path)
        if runs:
            act.require("assessment.run", unit.round.unit.path)
        else:
            require_own(act, "assessment.sign", unit)
        desk = desk_of(act, unit)
        refuse_unless(Verb.FACTS, unit.round)
        step = ReportStep.RETURN if runs else ReportStep.RETURN_UNSIGNED
        refuse_unless_now(step, state_of(desk.report))
        if not reason.strip():
            raise Refused(gettext("没有写理由。请写明要补充什么。"), "reason")
        row = desk.kept()
        row.return_reason = brief(reason, SelfReport, "return_reason", "reason")
        if runs:
            _extend(act, unit, until, row.return_reason)
        row.returned_at = by.at
        row.submitted_at = row.submitted_by = row.signed_at = None
        row.signed_by = ""
        row.version += 1
        row.save()
        touch(unit)
        told(act, "self.return", unit, reason=row.return_reason)
        tell_returned(act, unit, row.return_reason)
        return row


def _extend(act: Act, unit: RoundUnit, until: date | None, reason: str) -> None:
    """Give the unit the time a return costs, where its stage is over or a later day is named."""
    today = day_of(act.by.at)
    more = {one.stage: one.until for one in extensions_of(unit)}
    plans = [plan for plan in plans_of(unit.round) if Work.SELF in plan.does]
    states = {plan.id: plan.state(today, more.get(plan.id)) for plan in plans}
    if StageState.OPEN in states.values() and until is None:
        return
    if until is None:
        raise Refused(gettext("自评阶段已结束。请填写补交的截止日期。"), "until")
    if until < today:
        raise Refused(gettext("补交的截止日期不能早于今天。请改正。"), "until")
    last = next((plan for plan in reversed(plans) if plan.ends_on is not None), None)
    if last is not None and last.ends_on is not None and until > last.ends_on:
        extend_stage(unit.pk, stage=last.id, until=until, reason=reason, by=act.by)
