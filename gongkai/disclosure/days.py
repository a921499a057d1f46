"""Days and years are those of Shanghai, whatever zone a moment was given in."""

from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

ZONE: Final = ZoneInfo("Asia/Shanghai")


def day_of(moment: datetime) -> date:
    """Return the day a moment falls on."""
    return moment.astimezone(ZONE).date()
