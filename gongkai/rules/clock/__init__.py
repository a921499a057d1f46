"""The statutory clock of a request: intervals with their grounds, never one bare date.

条例 (2019) §30–35. Four operations that are easily confused stay apart: a correction (补正)
restarts the clock, asking others pauses it, an extension adds to it, a deferral (延迟) replaces
its end.
"""

from gongkai.rules.clock.events import (
    ClockEvent,
    ClockRules,
    EventKind,
    Receipt,
    ReceiptChannel,
)
from gongkai.rules.clock.timeline import timeline
from gongkai.rules.clock.values import Interval, State, Timeline

__all__ = [
    "ClockEvent",
    "ClockRules",
    "EventKind",
    "Interval",
    "Receipt",
    "ReceiptChannel",
    "State",
    "Timeline",
    "timeline",
]
