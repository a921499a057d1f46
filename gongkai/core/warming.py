"""What a worker reads before there is work, so that who publishes first does not wait for it."""

import logging
from collections.abc import Callable
from datetime import datetime
from typing import Final

_log: Final = logging.getLogger("gongkai.worker")

Warmer = Callable[[datetime], None]
_warmers: Final[list[Warmer]] = []


def before_work(warmer: Warmer) -> Warmer:
    """Register what a worker does once, when it first has nothing else to do."""
    _warmers.append(warmer)
    return warmer


def warm(now: datetime) -> None:
    """Do all of it. What fails is left to the work, which reads the same and says what is wrong."""
    for warmer in _warmers:
        try:
            warmer(now)
        except Exception:
            _log.warning("nothing read before work by %s", warmer.__name__, exc_info=True)
