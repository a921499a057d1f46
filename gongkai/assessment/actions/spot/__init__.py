"""Checking on the spot: the draw, the visits, what was found.

What a phone sends bears a key made there; sent twice it is taken once.
"""

from gongkai.assessment.actions.spot.drawing import fix_list, run_draw, void_draw
from gongkai.assessment.actions.spot.finding import record_finding, void_finding
from gongkai.assessment.actions.spot.visiting import (
    Plan,
    change_visit,
    hold_visit,
    plan_visit,
    record_visit,
    void_visit,
)

__all__ = [
    "Plan",
    "change_visit",
    "fix_list",
    "hold_visit",
    "plan_visit",
    "record_finding",
    "record_visit",
    "run_draw",
    "void_draw",
    "void_finding",
    "void_visit",
]
