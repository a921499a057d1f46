"""Demonstration sites (示范点): what may follow what, and what a grade demands. Pure decisions."""

from gongkai.rules.sites.demands import demands_of, evaluates_sites
from gongkai.rules.sites.life import (
    BY_UNIT,
    DECIDED,
    PUBLIC,
    Happening,
    Life,
    Past,
    Standing,
    why_not_next,
    why_not_void,
)

__all__ = [
    "BY_UNIT",
    "DECIDED",
    "PUBLIC",
    "Happening",
    "Life",
    "Past",
    "Standing",
    "demands_of",
    "evaluates_sites",
    "why_not_next",
    "why_not_void",
]
