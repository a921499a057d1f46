"""Appeals admitted or refused by the office, heard and decided by others than who scored."""

from collections.abc import Sequence
from typing import Final

from django.utils.translation import gettext

from gongkai.assessment.actions.appealing.desk import heard_appeal, office_appeal, told_appeal
from gongkai.assessment.actions.revising import begin_revision
from gongkai.assessment.appeal_telling import tell_admitted, tell_appointed, tell_decided
from gongkai.assessment.models import Appeal, AppealOutcome, Revision, Round
from gongkai.assessment.queries.appeals import candidates
from gongkai.core.access import Viewer
from gongkai.core.actions import Act, Refused, acting
from gongkai.core.days import day_of
from gongkai.core.models import Unit
from gongkai.core.numbering import next_number
from gongkai.core.wording import brief
from gongkai.rules.rounds.appeals import AppealStep

_SERIES: Final = "复核"
_DECISIONS: Final = frozenset(
    {AppealOutcome.UPHELD.value, AppealOutcome.PARTLY.value, AppealOutcome.CHANGED.value}
)


def admit_appeal(appeal_id: int, *, by: Viewer) -> Appeal:
    """Admit an appeal: it is heard from now on; the term of its decision runs from its filing."""
    with acting(by) as act:
        row = office_appeal(act, appeal_id, AppealStep.ADMIT)
        row.admitted_at, row.admitted_by = by.at, by.name
        row.save(update_fields=["admitted_at", "admitted_by"])
        told_appeal(act, "appeal.admit", row)
        tell_admitted(act, row)
        return row


def refuse_appeal(appeal_id: int, *, reason: str, by: Viewer) -> Appeal:
    """Refuse to admit an appeal, with the reason; a letter tells the unit.

    Raises:
        Refused: no reason, or it was admitted.
    """
    with acting(by) as act:
        row = office_appeal(act, appeal_id, AppealStep.REFUSE)
        _settle(act, row, AppealOutcome.INADMISSIBLE.value, reason)
        told_appeal(act, "appeal.refuse", row, reason=row.reason)
        tell_decided(act, row)
        return row


def appoint_hearers(appeal_id: int, *, people: Sequence[int], by: Viewer) -> Appeal:
    """Appoint who hears an appeal, in place of whoever was appointed before.

    Raises:
        Refused: nobody, somebody who scored the unit or approved the result (named), or without
            the right to hear.
    """
    with acting(by) as act:
        row = office_appeal(act, appeal_id, AppealStep.APPOINT)
        chosen = set(people)
        if not chosen:
            raise Refused(gettext("没有选复核人员。请至少选一人。"), "people")
        known = {one.person.pk: one for one in candidates(row, day_of(by.at))}
        if chosen - known.keys():
            raise Refused(gettext("选的人没有“复核申诉”权限。请先由安全管理员授予。"), "people")
        barred = [known[pk] for pk in sorted(chosen) if known[pk].why_not]
        if barred:
            named = "；".join(f"{one.person.name}：{one.why_not}" for one in barred)
            raise Refused(gettext("不能复核：%(named)s。请另选。") % {"named": named}, "people")
        if set(row.hearers.values_list("pk", flat=True)) == chosen:
            act.unchanged()
            return row
        row.hearers.set(chosen)
        names = "、".join(known[pk].person.name for pk in sorted(chosen))
        told_appeal(act, "appeal.appoint", row, people=names)
        tell_appointed(act, row, chosen)
        return row


def decide_appeal(
    appeal_id: int, *, outcome: str, reason: str, number: str = "", by: Viewer
) -> Appeal:
    """Decide an appeal; where the result is to be changed the office corrects it next.

    Raises:
        Refused: no outcome or reason, or the hearer had a hand in the result after all.
        PermissionDenied: the actor was not appointed.
    """
    with acting(by) as act:
        row = heard_appeal(act, appeal_id)
        if outcome not in _DECISIONS:
            raise Refused(gettext("没有选复核决定。请选择。"), "outcome")
        _refuse_involved(row, by)
        row.number = brief(number, Appeal, "number")
        _settle(act, row, outcome, reason)
        told_appeal(act, "appeal.decide", row, outcome=row.get_outcome_display(), reason=row.reason)
        tell_decided(act, row)
        return row


def _refuse_involved(row: Appeal, by: Viewer) -> None:
    """Look again at who decides: somebody may have been made a scorer since the appointment."""
    found = next((c for c in candidates(row, day_of(by.at)) if c.person.pk == by.person_id), None)
    if found is not None and found.why_not:
        raise Refused(gettext("您不能复核这件申诉：%(why)s。") % {"why": found.why_not})


def _settle(act: Act, row: Appeal, outcome: str, reason: str) -> None:
    row.reason = brief(reason, Appeal, "reason")
    if not row.reason:
        raise Refused(gettext("没有写理由。请写明决定的理由。"), "reason")
    row.outcome = outcome
    row.decided_at, row.decided_by = act.by.at, act.by.name
    row.number = row.number or _number(act, row)
    row.save(update_fields=["outcome", "reason", "decided_at", "decided_by", "number"])


def _number(act: Act, row: Appeal) -> str:
    issuer: Unit = row.round_unit.round.unit
    year = day_of(act.by.at).year
    return f"{_SERIES}〔{year}〕{next_number(act, _SERIES, issuer, year)}号"


def begin_correction(appeal_id: int, *, by: Viewer) -> Revision:
    """Begin the correction an appeal was decided with; facts are then changed in its name.

    Raises:
        Refused: nothing is to be corrected, or another correction is under way.
    """
    with acting(by) as act:
        _hold_round(act, appeal_id)
        present = Appeal.objects.select_related("revision").get(pk=appeal_id)
        if present.revision is not None:
            act.require("assessment.run", present.round_unit.round.unit.path)
            act.unchanged()
            return present.revision
        row = office_appeal(act, appeal_id, AppealStep.CORRECT)
        reason = f"复核决定 {row.number}（{row.round_unit.name}）：{row.reason}"
        made = begin_revision(
            row.round_unit.round_id, reason=reason[:500], minutes=row.number, by=by
        )
        row.revision = made
        row.save(update_fields=["revision"])
        told_appeal(act, "appeal.correct", row, number=row.number)
        return made


def _hold_round(act: Act, appeal_id: int) -> None:
    """Lock the round before anything in it, as a correction does: two appeals never cross."""
    found = Appeal.objects.filter(pk=appeal_id).values_list("round_unit__round", flat=True).first()
    if found is None:
        raise Refused(gettext("没有这件申诉。请刷新页面。"))
    act.lock(Round, found)
