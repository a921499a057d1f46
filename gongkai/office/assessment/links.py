"""Links to pages of the assessment; a name that no address can hold is shown without one."""

from django.urls import NoReverseMatch, reverse

from gongkai.assessment.opened import OpenRound
from gongkai.rules.facts import UnitFacts
from gongkai.ui.components import Link, Value


def address(name: str, *parts: str) -> str:
    """Return the address of a page, or an empty text where there can be none.

    Browsers take ``.`` and ``..`` for steps in the path, however they are written.
    """
    if {".", ".."} & set(parts):
        return ""
    try:
        return reverse(name, args=parts)
    except NoReverseMatch:
        return ""


def unit_link(round_: OpenRound, unit: UnitFacts) -> Value:
    """Return the link to a unit's page, or its name alone."""
    href = address("round-result", round_.key, unit.id)
    return Link(unit.name, href) if href else unit.name


def pack_address(round_: OpenRound, listed: set[str]) -> str:
    """Return the page of a round's pack, or an empty text where the pack is not listed."""
    name = round_.pack.folder.path.name
    return address("pack", name) if name in listed else ""
