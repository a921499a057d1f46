"""Whether a changed timing rule still asks for at least what its base asks.

A lower government may be stricter than the rules it works under, never looser.
"""

from functools import singledispatch

from gongkai.rules.obligations.values import (
    DayUnit,
    Fresh,
    Periodic,
    Staged,
    Term,
    Timing,
    Within,
    Yearly,
)


def looser(old: Timing, new: Timing) -> bool:
    """Whether ``new`` allows anything that ``old`` does not.

    A change of kind counts as looser: nothing shows that the one implies the other.
    """
    return type(old) is not type(new) or _looser(old, new)


def longer(old: Term | None, new: Term | None) -> bool:
    """Whether a term runs longer; None never ends.

    Days against working days: ten days end before ten working days, the reverse is not certain.
    """
    if old is None:
        return False
    if new is None or new.number > old.number:
        return True
    return old.unit is DayUnit.DAYS and new.unit is DayUnit.WORKING_DAYS and new.number > 0


@singledispatch
def _looser(old: object, new: Timing) -> bool:
    raise TypeError(f"no comparison for {type(old).__name__}")


@_looser.register
def _(old: Within, new: Within) -> bool:
    return longer(old.term, new.term)


@_looser.register
def _(old: Periodic, new: Periodic) -> bool:
    sparser = new.period.months * old.at_least > old.period.months * new.at_least
    return sparser or new.period.months > old.period.months or longer(old.grace, new.grace)


@_looser.register
def _(old: Fresh, new: Fresh) -> bool:
    pairs = ((old.first, new.first), (old.at_most, new.at_most), (old.changed, new.changed))
    return any(longer(before, after) for before, after in pairs)


@_looser.register
def _(old: Staged, new: Staged) -> bool:
    after = {stage.id: stage for stage in new.stages}
    return any(
        stage.id not in after
        or after[stage.id].start is not stage.start
        or longer(stage.term, after[stage.id].term)
        for stage in old.stages
    )


@_looser.register
def _(old: Yearly, new: Yearly) -> bool:
    return (new.month, new.day) > (old.month, old.day)
