"""Who may check a unit on the spot: those assigned to judge it, and the office; never its own."""

from collections.abc import Iterable
from typing import Final

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext

from gongkai.assessment.actions.common import locked_unit, refuse_unless, refuse_unless_open
from gongkai.assessment.models import RoundUnit, Scorer
from gongkai.assessment.queries.rounds import assigned
from gongkai.core.actions import Act, Refused
from gongkai.rules.rounds import Verb
from gongkai.rules.scheme import Work

_LONGEST_KEY: Final = 40


def taken_unit(act: Act, round_unit_id: int) -> RoundUnit:
    """Return a locked unit the actor may check.

    Whether its stage is open is asked afterwards, with ``refuse_unless_on_the_spot``: what arrived
    in time is known even if its sender hears of it too late.

    Raises:
        Refused: it is the actor's own.
        PermissionDenied: the unit is not assigned to this person.
    """
    unit = locked_unit(act, round_unit_id)
    runs = act.by.may("assessment.run", unit.round.unit.path)
    act.require("assessment.run" if runs else "assessment.score", unit.round.unit.path)
    if not runs and not list(seats(act, unit)):
        raise PermissionDenied(gettext("这个单位没有分配给您检查。需要时请联系考核办公室。"))
    if act.by.unit_path and act.by.unit_path.startswith(unit.unit.path):
        raise Refused(gettext("这是您自己的单位，不能由您检查。请考核办公室另派人。"))
    return unit


def refuse_unless_on_the_spot(act: Act, unit: RoundUnit) -> None:
    """Refuse what is done at a unit outside the stage of spot checks.

    Raises:
        Refused: the round or the stage is closed, or the unit is exempt.
    """
    refuse_unless_open(act, Work.SPOT, unit)


def refuse_unless_running(unit: RoundUnit) -> None:
    """Refuse planning outside a running round; it may begin before the stage does.

    Raises:
        Refused: the round is not running, or the unit is exempt.
    """
    refuse_unless(Verb.FACTS, unit.round)
    if unit.exempt:
        raise Refused(gettext("这个单位免予考核，不用办理。"))


def own_or_office(act: Act, unit: RoundUnit, person_id: int | None) -> None:
    """Refuse to undo what somebody else entered, unless the actor is of the office.

    Raises:
        PermissionDenied: somebody else's.
    """
    runs = act.by.may("assessment.run", unit.round.unit.path)
    if not runs and (person_id is None or person_id != act.by.person_id):
        raise PermissionDenied(gettext("这是别人登记的，由登记人或考核办公室作废。"))


def seats(act: Act, unit: RoundUnit) -> Iterable[Scorer]:
    """Yield what is assigned to the actor at a unit."""
    if act.by.person_id is None:
        return
    rows = Scorer.objects.filter(round=unit.round_id, person=act.by.person_id, removed_at=None)
    yield from (row for row in rows.prefetch_related("units") if assigned(row, unit))


def checked_key(key: str) -> str:
    """Return the key of what is sent.

    Raises:
        Refused: there is none, or it is no key; the page made it, so reloading mends it.
    """
    if not key or len(key) > _LONGEST_KEY or not key.isascii() or not key.isprintable():
        raise Refused(gettext("这一页打开得太久或不完整，没有保存。请刷新页面后再试。"))
    return key
