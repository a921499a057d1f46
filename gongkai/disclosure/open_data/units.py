"""The units the public knows: those with a page, and any unit by its code."""

from datetime import datetime

from gongkai.core.models import Unit, in_force
from gongkai.disclosure.queries.listed import INNER_KINDS


def present_units(now: datetime) -> tuple[Unit, ...]:
    """Return the units with a page, in the order of the tree."""
    found = Unit.objects.filter(in_force(now.date())).exclude(kind__in=INNER_KINDS)
    return tuple(found.order_by("position", "id"))


def unit_named(code: str) -> Unit | None:
    """Return a unit by its code, whether it still exists or not: what it published stays."""
    return Unit.objects.filter(code=code).first()


def unit_codes() -> tuple[str, ...]:
    """Return the codes of all units there are or were, in the order of the tree."""
    return tuple(Unit.objects.order_by("position", "id").values_list("code", flat=True))
