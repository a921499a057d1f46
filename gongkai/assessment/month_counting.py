"""Counting a month: what units published, through which channels, and the work done with them."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import override

from gongkai.assessment.models import SiteEvent
from gongkai.assessment.month_figures import MonthFigures, Record, UnitFigures
from gongkai.assessment.queries.sites.months import month_of
from gongkai.core.models import Unit
from gongkai.disclosure.queries.months import (
    UnitMonth,
    category_title,
    channel_title,
    months_of,
)
from gongkai.rules.bulletins import places

WORK = ("visit", "exchange", "training")
"""Events at sites that a bulletin tells of."""


def count_month(organ: Unit, units: Iterable[Unit], month: date, today: date) -> MonthFigures:
    """Return the figures of a month, up to its end or to today where it is not over.

    Names are the Chinese ones, whatever the screen speaks: the hash is over them.
    """
    with override("zh-hans"):
        return _counted(organ, units, month, today)


def _counted(organ: Unit, units: Iterable[Unit], month: date, today: date) -> MonthFigures:
    first, last = month_of(month)
    last = min(last, today)
    asked = list(units)
    found = months_of(asked, first, last)
    place = places({unit.pk: len(found[unit.pk].made) for unit in asked})
    work = _work(asked, first, last)
    groups = _groups(organ, asked)
    lines = [
        _of_unit(unit, groups[unit.pk], place[unit.pk], found[unit.pk], work.get(unit.pk, ()))
        for unit in asked
    ]
    lines.sort(key=lambda one: one.place)
    titles = {one.about: category_title(one.about) for line in lines for one in line.published}
    return MonthFigures(last.isoformat(), tuple(lines), titles)


def _of_unit(
    unit: Unit, group: str, place: int, month: UnitMonth, work: Iterable[Record]
) -> UnitFigures:
    return UnitFigures(
        code=unit.code,
        name=unit.name,
        group=group,
        place=place,
        required=len(month.required),
        published=tuple(
            Record(one.title, one.on.isoformat(), one.category, one.key) for one in month.made
        ),
        gaps=tuple(category_title(one) for one in month.gaps),
        channels=tuple(
            Record(one.title, one.on.isoformat(), channel_title(one.channel), count=one.count)
            for one in month.heard
        ),
        work=tuple(work),
    )


def _work(units: list[Unit], first: date, last: date) -> dict[int, list[Record]]:
    found: dict[int, list[Record]] = {}
    rows = SiteEvent.objects.filter(
        site__unit__in=[unit.pk for unit in units],
        site__voided_at=None,
        voided_at=None,
        kind__in=WORK,
        on__gte=first,
        on__lte=last,
    ).order_by("on", "pk")
    seen = set()
    for unit, kind, title, on in rows.values_list("site__unit", "kind", "title", "on"):
        # A unit that is a site of two levels was visited once.
        if (unit, kind, title, on) not in seen:
            seen.add((unit, kind, title, on))
            found.setdefault(unit, []).append(Record(title, on.isoformat(), kind))
    return found


def _groups(organ: Unit, units: list[Unit]) -> dict[int, str]:
    """Return the district a unit lies in; of the organ's own units, their group or kind."""
    below = {
        unit.path: unit.name
        for unit in Unit.objects.filter(parent=organ, kind="government").only("path", "name")
    }
    found = {}
    for unit in units:
        district = next((name for path, name in below.items() if unit.path.startswith(path)), "")
        found[unit.pk] = district or unit.group or str(unit.get_kind_display())
    return found
