"""Papers of spot checks: the record of a draw, the record of what was found at a unit."""

from gongkai.reports.spot.checking import check_record
from gongkai.reports.spot.drawing import draw_record
from gongkai.reports.spot.values import CheckRecord, DrawRecord, FoundLine, HeldVisit

__all__ = [
    "CheckRecord",
    "DrawRecord",
    "FoundLine",
    "HeldVisit",
    "check_record",
    "draw_record",
]
