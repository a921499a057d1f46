"""Days and years are those of Shanghai, whatever zone a moment was given in."""

from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext

ZONE: Final = ZoneInfo("Asia/Shanghai")


def day_of(moment: datetime) -> date:
    """Return the day a moment falls on."""
    return moment.astimezone(ZONE).date()


def day_words(day: date, *, year: bool = True) -> str:
    """Return a day as a sentence on a screen says it, in the language of the screen.

    Without ``year`` only month and day, where the year stands beside it already.
    """
    return date_format(day, gettext("Y年n月j日") if year else gettext("n月j日"))
