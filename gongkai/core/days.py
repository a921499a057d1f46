"""Days and years are those of Shanghai, whatever zone a moment was given in."""

import re
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext

ZONE: Final = ZoneInfo("Asia/Shanghai")
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_MOMENT: Final = re.compile(rf"{_DAY.pattern}T\d{{2}}:\d{{2}}\S*", re.ASCII)


def day_of(moment: datetime) -> date:
    """Return the day a moment falls on."""
    return moment.astimezone(ZONE).date()


def day_words(day: date, *, year: bool = True) -> str:
    """Return a day as a sentence on a screen says it, in the language of the screen.

    Without ``year`` only month and day, where the year stands beside it already.
    """
    return date_format(day, gettext("Y年n月j日") if year else gettext("n月j日"))


def moment_words(moment: datetime) -> str:
    """Return day and minute in Shanghai as a sentence on a screen says them."""
    local = moment.astimezone(ZONE)
    return f"{day_words(local.date())} {local:%H:%M}"


def spoken(value: object) -> object:
    """Return a day or moment as it is kept in events and notices in words, all else as it is."""
    if not isinstance(value, str):
        return value
    try:
        if _DAY.fullmatch(value):
            return day_words(date.fromisoformat(value))
        if _MOMENT.fullmatch(value):
            return moment_words(datetime.fromisoformat(value))
    except ValueError:
        return value
    return value
