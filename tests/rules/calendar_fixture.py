"""The shipped calendar for tests of the rules, which may not go through the policy layer."""

from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from gongkai.rules.statutory import provisional_year
from gongkai.rules.workdays import Certainty, NamedDay, WorkCalendar, YearDays

CALENDAR_FILE = Path(__file__).parents[2] / "gongkai" / "packs" / "cn" / "calendar.yaml"


@lru_cache
def calendar_data() -> dict[str, Any]:
    """The YAML file as plain values."""
    data: dict[str, Any] = yaml.safe_load(CALENDAR_FILE.read_text(encoding="utf-8"))
    return data


def national_years() -> tuple[YearDays, ...]:
    """All years of the shipped calendar, the provisional ones computed."""
    data = calendar_data()
    official = tuple(
        YearDays(
            year=year,
            status=Certainty.OFFICIAL,
            rest=named_days(entry.get("rest", {})),
            work=named_days(entry.get("work", {})),
            sources=tuple(entry["notices"]),
        )
        for year, entry in data["official"].items()
    )
    later = data["provisional"]
    provisional = tuple(
        provisional_year(year, statutory_days(year), (later["rule"],)) for year in later["years"]
    )
    return official + provisional


def statutory_days(year: int) -> tuple[NamedDay, ...]:
    """The statutory days of a year after the official ones."""
    holidays = calendar_data()["provisional"]["years"][year]
    return tuple(NamedDay(day, name) for name, days in holidays.items() for day in days)


@lru_cache
def national_calendar() -> WorkCalendar:
    """The shipped calendar without overrides."""
    return WorkCalendar.build(national_years())


def named_days(days: dict[Any, str]) -> tuple[NamedDay, ...]:
    """A mapping of date → name as the rules want it."""
    return tuple(NamedDay(day, name) for day, name in days.items())
