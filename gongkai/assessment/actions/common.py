"""What the actions of assessment share: locks, the question whether work is open, versions."""

from typing import Final

from django.core.exceptions import PermissionDenied
from django.db import connection
from django.db.models import F
from django.utils.translation import gettext

from gongkai.assessment.days import works_for
from gongkai.assessment.models import Round, RoundUnit
from gongkai.assessment.queries.numbers import used_for
from gongkai.assessment.queries.rounds import is_own
from gongkai.core.actions import Act, Refused
from gongkai.core.days import day_of
from gongkai.core.models import Unit
from gongkai.disclosure import publication
from gongkai.rules.rounds import Verb, why_not
from gongkai.rules.scheme import Work

_HOLD: Final = (
    "SELECT 1 FROM assessment_round WHERE id = "
    "(SELECT round_id FROM assessment_roundunit WHERE id = %s) FOR KEY SHARE"
)


def locked_round(act: Act, round_id: int, verb: Verb, permission: str) -> Round:
    """Return a locked round in which ``verb`` is open to the actor.

    Raises:
        Refused: the round is in another phase.
        PermissionDenied: the actor may not do this for the round's organ.
    """
    found = act.lock(Round, round_id)
    act.require(permission, found.unit.path)
    refuse_unless(verb, found)
    return found


def locked_unit(act: Act, round_unit_id: int) -> RoundUnit:
    """Return a locked unit of a round. The caller asks the permission it needs.

    The round is held as well, so that nobody approves it over a fact that is being written.
    """
    _hold_round(round_unit_id)
    return act.lock(RoundUnit, round_unit_id)


def require_own(act: Act, permission: str, unit: RoundUnit) -> None:
    """Ask for a permission as one of the unit; a role at the organ of the round is none.

    Raises:
        PermissionDenied: with the reason.
    """
    act.require(permission, unit.unit.path)
    if not is_own(act.by, permission, unit):
        raise PermissionDenied(
            gettext("这要由被考核单位自己的人办。您的角色授在组织考核的单位，不在“%(unit)s”。")
            % {"unit": unit.name}
        )


def _hold_round(round_unit_id: int) -> None:
    """Hold a unit's round until the action ends: many may, and who locks it waits for them all.

    SQLite has one writer at a time and needs nothing.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(_HOLD, [round_unit_id])


def refuse_used(number: str, organ: Unit, *, again: bool) -> None:
    """Refuse a document number that stands already, unless a person says it is meant.

    Raises:
        Refused: with what bears it, under the code ``number.used``.
    """
    used = used_for(number, organ) if number and not again else ""
    if used:
        raise Refused(
            gettext("文号 %(number)s 已用在%(used)s。请改正；确实要再用的，勾选后重新提交。")
            % {"number": number, "used": used},
            "number",
            code="number.used",
        )


def refuse_unless(verb: Verb, round_: Round) -> None:
    """Refuse what the phase of a round does not allow.

    Raises:
        Refused: with the reason.
    """
    reason = why_not(verb, round_.phase)
    if reason:
        raise Refused(reason, code="round.phase")


def refuse_unless_open(act: Act, work: Work, unit: RoundUnit) -> None:
    """Refuse work on a unit's facts outside its stage, or outside the running round.

    Raises:
        Refused: the stage has not begun or is over; the mend is named.
    """
    round_ = unit.round
    refuse_unless(Verb.FACTS, round_)
    if unit.exempt:
        raise Refused(gettext("这个单位免予考核，不用办理。"))
    if work not in works_for(round_, day_of(act.by.at), unit):
        raise Refused(
            gettext("现在不在“%(work)s”阶段，不能办理。需要补办的，请联系考核办公室延长期限。")
            % {"work": work.label},
            code="round.stage",
        )


def touch(unit: RoundUnit) -> None:
    """Count a change of facts that decide a unit's score."""
    RoundUnit.objects.filter(pk=unit.pk).update(version=F("version") + 1)


def touch_round(round_: Round) -> None:
    """Count a change that concerns all units of a round."""
    Round.objects.filter(pk=round_.pk).update(version=F("version") + 1)


def told(act: Act, verb: str, unit: RoundUnit, **data: object) -> None:
    """Note an event about a unit of a round."""
    act.event(
        verb,
        unit,
        unit_path=unit.unit.path,
        title=unit.name,
        data={"round": unit.round.title, "round_id": unit.round_id, **data},
    )


def tell_public(act: Act, round_: Round) -> None:
    """Tell what renders public pages that a result the public sees is otherwise from now on."""
    if round_.is_public and round_.announced_at is not None:
        publication.changed(act, {f"round:{round_.key}"})


def told_round(act: Act, verb: str, round_: Round, **data: object) -> None:
    """Note an event about a round as a whole."""
    act.event(verb, round_, unit_path=round_.unit.path, title=round_.title, data=data)
