"""The round before: the same unit in it, and which of its items go on under which names."""

from collections.abc import Mapping

from gongkai.assessment.current import pack_of
from gongkai.assessment.models import RoundUnit
from gongkai.assessment.selfform import self_form
from gongkai.policy.diff import counterparts


def earlier_unit(unit: RoundUnit) -> RoundUnit | None:
    """Return the place of the same unit in the round before, where it was in it."""
    if unit.round.previous_id is None:
        return None
    found = RoundUnit.objects.filter(round=unit.round.previous_id, unit=unit.unit_id)
    return found.select_related("round", "round__unit", "round__pack", "unit").first()


def earlier_items(unit: RoundUnit, before: RoundUnit) -> Mapping[str, str]:
    """Return old item → new item, for every item of the form that has one before it.

    The change list of the pack is asked first; what it does not name goes on under its own id.
    """
    new, old = pack_of(unit.round), pack_of(before.round)
    known = {one.id for one in self_form(old.scheme, before.group).questions}
    followed = counterparts(old.scheme, new.scheme, new.changes)
    found = {}
    for question in self_form(new.scheme, unit.group).questions:
        origin = followed[question.id][0] if question.id in followed else question.id
        if origin in known:
            found[origin] = question.id
    return found
