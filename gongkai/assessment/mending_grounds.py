"""Why an overdue order may be followed by accountability, in the words of its pack."""

from typing import Final

from gongkai.assessment.current import pack_of
from gongkai.assessment.models import RectificationOrder
from gongkai.assessment.wording import ACTORS, cite_text, measure_text
from gongkai.rules.scheme import Consequence, Scheme

OVERDUE: Final = "rectify_overdue"
ACCOUNT: Final = "accountability"
_PLAIN: Final = "逾期未完成整改，建议按有关规定追究责任"


def consequence_of(scheme: Scheme, grade: str = "") -> Consequence | None:
    """Return what a pack says follows where a unit does not rectify in time.

    Where it names no such condition, accountability that follows from the grade itself.
    """
    listed = dict(scheme.consequences)
    every = [one for steps in listed.values() for one in steps if one.do == ACCOUNT]
    overdue = next((one for one in every if one.after == OVERDUE), None)
    if overdue is not None:
        return overdue
    return next((one for one in listed.get(grade, ()) if one.do == ACCOUNT and not one.after), None)


def ground_of(order: RectificationOrder) -> tuple[str, str]:
    """Return the ground of a proposal in words, and where it stands; plain words without a pack."""
    if order.round_unit is None:
        return _PLAIN, ""
    scheme = pack_of(order.round_unit.round).scheme
    found = consequence_of(scheme)
    if found is None:
        return _PLAIN, ""
    return measure_text(found, scheme), "、".join(cite_text(cite, scheme) for cite in found.cite)


def body_of(order: RectificationOrder) -> str:
    """Return the body a proposal goes to, where the pack names it; the leading group else."""
    if order.round_unit is not None:
        scheme = pack_of(order.round_unit.round).scheme
        found = consequence_of(scheme)
        if found is not None and found.by:
            return ACTORS.get(found.by, found.by)
    return ACTORS["leading_group"]
