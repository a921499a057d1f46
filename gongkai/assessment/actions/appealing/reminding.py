"""Reminders of the term in which an appeal is to be decided."""

from datetime import timedelta

from gongkai.assessment.actions.appealing.desk import told_appeal
from gongkai.assessment.appeal_telling import tell_decision_due
from gongkai.assessment.models import Appeal
from gongkai.assessment.terms import decision_due
from gongkai.core.access import Viewer
from gongkai.core.actions import acting
from gongkai.core.days import day_of


def remind_decisions(soon: timedelta, *, by: Viewer) -> int:
    """Tell office and hearers of appeals to be decided within ``soon``; return how many."""
    today = day_of(by.at)
    rows = Appeal.objects.filter(decided_at=None, withdrawn_at=None)
    told = 0
    for row in rows.select_related("round_unit__round__unit", "round_unit__round__pack"):
        due = decision_due(row)
        if due is not None and due.on <= today + soon:
            told += _remind(row.pk, due.on.isoformat(), by=by)
    return told


def _remind(appeal_id: int, day: str, *, by: Viewer) -> bool:
    with acting(by) as act:
        act.permit("a term of the rules is kept by the clock")
        row = act.lock(Appeal, appeal_id)
        if row.decided_at is not None or row.withdrawn_at is not None:
            act.unchanged()
            return False
        if not tell_decision_due(act, row, day):
            act.unchanged()
            return False
        told_appeal(act, "appeal.remind", row, due=day)
        return True
