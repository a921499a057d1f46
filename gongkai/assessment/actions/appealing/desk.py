"""An appeal taken up by its unit, by the office, or by who hears it."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext

from gongkai.assessment.actions.common import locked_unit, refuse_unless, require_own
from gongkai.assessment.models import Appeal
from gongkai.core.actions import Act, Refused
from gongkai.rules.rounds import Verb
from gongkai.rules.rounds.appeals import AppealState, AppealStep, why_not_appeal


def _taken(act: Act, appeal_id: int) -> Appeal:
    """Return an appeal, its unit and its round held: filing and deciding come one after another."""
    found = Appeal.objects.filter(pk=appeal_id).values_list("round_unit", flat=True).first()
    if found is None:
        raise Refused(gettext("没有这件申诉。请刷新页面。"))
    unit = locked_unit(act, found)
    row = act.lock(Appeal, appeal_id)
    row.round_unit = unit
    return row


def _refuse(row: Appeal, step: AppealStep) -> None:
    reason = why_not_appeal(step, row.state)
    if reason:
        raise Refused(reason, code="appeal.state")
    refuse_unless(Verb.FOLLOW_UP, row.round_unit.round)


def own_appeal(act: Act, appeal_id: int, step: AppealStep) -> Appeal:
    """Return an appeal its unit may take a step with; one withdrawn already is given back.

    Raises:
        Refused: it is decided.
        PermissionDenied: the actor is not of the unit.
    """
    row = _taken(act, appeal_id)
    require_own(act, "assessment.self", row.round_unit)
    if row.state is not AppealState.WITHDRAWN:
        _refuse(row, step)
    return row


def office_appeal(act: Act, appeal_id: int, step: AppealStep) -> Appeal:
    """Return an appeal the office that runs the round may take a step with.

    Raises:
        Refused: it is not that far, or further.
        PermissionDenied: the actor does not run the round.
    """
    row = _taken(act, appeal_id)
    act.require("assessment.run", row.round_unit.round.unit.path)
    _refuse(row, step)
    return row


def heard_appeal(act: Act, appeal_id: int) -> Appeal:
    """Return an appeal its appointed hearer may decide.

    Raises:
        Refused: it is not admitted, or decided already.
        PermissionDenied: the actor was not appointed.
    """
    row = _taken(act, appeal_id)
    act.require("assessment.hear")
    if not row.hearers.filter(pk=act.by.person_id).exists():
        raise PermissionDenied(gettext("这件申诉没有分配给您复核。"))
    _refuse(row, AppealStep.DECIDE)
    return row


def told_appeal(act: Act, verb: str, row: Appeal, **data: object) -> None:
    """Note an event about an appeal."""
    unit = row.round_unit
    act.event(
        verb,
        row,
        unit_path=unit.unit.path,
        title=unit.name,
        data={"round": unit.round.title, "round_id": unit.round_id, **data},
    )
