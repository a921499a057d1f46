"""The units the public knows: those with a page, and any unit by its code."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Exists, OuterRef, Q

from gongkai.core.models import Unit, in_force
from gongkai.disclosure.open_data import addresses as to
from gongkai.disclosure.queries.listed import INNER_KINDS, ZONE
from gongkai.disclosure.queries.published import public_items


def present_units(now: datetime) -> tuple[Unit, ...]:
    """Return the units there are that have a page, in the order of the tree."""
    found = Unit.objects.filter(in_force(now.astimezone(ZONE).date())).exclude(kind__in=INNER_KINDS)
    return tuple(found.order_by("position", "id"))


def units_with_pages(now: datetime) -> tuple[Unit, ...]:
    """Return the units with a page, those included that ended: what they published stays."""
    inside = Q(item__unit__kind__in=INNER_KINDS, item__unit__path__startswith=OuterRef("path"))
    published = public_items().filter(Q(item__unit=OuterRef("pk")) | inside)
    found = Unit.objects.filter(in_force(now.astimezone(ZONE).date()) | Q(Exists(published)))
    return tuple(found.exclude(kind__in=INNER_KINDS).order_by("position", "id"))


def unit_named(code: str) -> Unit | None:
    """Return a unit by its code, whether it still exists or not: what it published stays."""
    return Unit.objects.filter(code=code).first()


def pages_of(codes: Iterable[str]) -> dict[str, str]:
    """Return the addresses of units by code; what is inside another has no page of its own."""
    found = Unit.objects.filter(code__in=list(codes)).exclude(kind__in=INNER_KINDS)
    return {code: to.unit(code) for code in found.values_list("code", flat=True)}


def unit_codes() -> tuple[str, ...]:
    """Return the codes of all units there are or were, in the order of the tree."""
    return tuple(Unit.objects.order_by("position", "id").values_list("code", flat=True))
