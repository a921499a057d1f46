"""What the units of the demo county write about. Figures are drawn; no sentence is anybody's."""

from typing import Final

from gongkai.demo.matters.building import BUILDING
from gongkai.demo.matters.circulars import CIRCULARS
from gongkai.demo.matters.economy import ECONOMY
from gongkai.demo.matters.livelihood import LIVELIHOOD
from gongkai.demo.matters.local import ENTERPRISES, TOWNSHIP
from gongkai.demo.matters.rules import BUREAU_RULES, COUNTY_RULES
from gongkai.demo.matters.subject import Rule, Subject

__all__ = ["BUREAU_RULES", "COUNTY_RULES", "Rule", "Subject", "subjects"]

_BY_UNIT: Final = {**LIVELIHOOD, **ECONOMY, **BUILDING, **ENTERPRISES}


def subjects(unit: str) -> tuple[Subject, ...]:
    """Return what a unit, named by its code, writes about."""
    if unit.startswith(("zhen-", "xiang-")):
        return TOWNSHIP
    return _BY_UNIT.get(unit, CIRCULARS)
