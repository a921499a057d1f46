"""What units made public from one day to another, record by record: what bulletins count.

A section's items count for the organ it is a part of. The number of queries does not grow with
the number of units.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from gongkai.core.days import ZONE, day_of
from gongkai.core.models import Unit
from gongkai.disclosure.models import ChannelPublication, Edition
from gongkai.disclosure.queries.listed import INNER_KINDS
from gongkai.disclosure.queries.published import public_items
from gongkai.disclosure.rulebook import pack
from gongkai.policy.disclosure import UnitKind
from gongkai.policy.national_values import Level
from gongkai.rules.publishing.values import Attribute, Availability


@dataclass(frozen=True, slots=True)
class Made:
    """An item first published in the period."""

    key: str
    title: str
    category: str
    on: date


@dataclass(frozen=True, slots=True)
class Heard:
    """A public item made known through a channel in the period: how many copies, meetings …"""

    channel: str
    title: str
    on: date
    count: int


@dataclass(frozen=True, slots=True)
class UnitMonth:
    """What one unit did; ``gaps`` are required categories without a single public item."""

    made: tuple[Made, ...]
    heard: tuple[Heard, ...]
    required: tuple[str, ...]
    gaps: tuple[str, ...]


def months_of(units: Iterable[Unit], first: date, last: date) -> dict[int, UnitMonth]:
    """Return by id what units made public from one day to another, both included."""
    asked = {unit.pk: unit for unit in units}
    organ = _organs(asked)
    start = datetime.combine(first, time(), ZONE)
    end = datetime.combine(last + timedelta(days=1), time(), ZONE)
    made: defaultdict[int, list[Made]] = defaultdict(list)
    found = public_items().filter(
        item__unit__in=organ, item__first_published_at__gte=start, item__first_published_at__lt=end
    )
    for edition in found.order_by("item__first_published_at", "item__pk"):
        made[organ[edition.item.unit_id]].append(_made(edition))
    heard = _heard(organ, first, last)
    held = _held(organ, end)
    return {
        pk: UnitMonth(
            tuple(made[pk]),
            tuple(heard[pk]),
            required := required_of(unit),
            tuple(one for one in required if one not in held[pk]),
        )
        for pk, unit in asked.items()
    }


def required_of(unit: Unit) -> tuple[str, ...]:
    """Return the categories every unit of its level and kind answers for, by id."""
    if unit.level not in set(Level) or unit.kind not in set(UnitKind):
        return ()
    return tuple(one.id for one in pack().duties_of(Level(unit.level), UnitKind(unit.kind)))


def category_title(category: str) -> str:
    """Return what a category is called; one the pack no longer has is shown as it is."""
    return pack().node(category).title if pack().has_node(category) else category


def channel_title(channel: str) -> str:
    """Return what a channel is called."""
    return next((one.title for one in pack().channels if one.id == channel), channel)


def _organs(asked: dict[int, Unit]) -> dict[int, int]:
    """Return for the units asked for, and what is inside them, with whom they count."""
    by_path = {unit.path: pk for pk, unit in asked.items()}
    organ = {pk: pk for pk in asked}
    for pk, path in Unit.objects.filter(kind__in=INNER_KINDS).values_list("pk", "path"):
        parts = path.strip("/").split("/")
        above = ("/" + "/".join(parts[:n]) + "/" for n in range(len(parts), 0, -1))
        holder = next((by_path[one] for one in above if one in by_path), None)
        if holder is not None and pk not in organ:
            organ[pk] = holder
    return organ


def _made(edition: Edition) -> Made:
    item = edition.item
    at = item.first_published_at or edition.published_at
    assert at is not None, "the database demands it of a live edition"  # noqa: S101
    return Made(item.key, edition.title, item.category, day_of(at))


def _heard(organ: dict[int, int], first: date, last: date) -> defaultdict[int, list[Heard]]:
    found: defaultdict[int, list[Heard]] = defaultdict(list)
    rows = ChannelPublication.objects.filter(
        item__unit__in=organ,
        item__attribute=Attribute.PUBLIC,
        item__availability=Availability.LIVE,
        voided_at=None,
        on__gte=first,
        on__lte=last,
    ).order_by("on", "pk")
    titles = dict(
        public_items().filter(item__in=[row.item_id for row in rows]).values_list("item", "title")
    )
    units = dict(rows.values_list("item", "item__unit"))
    for row in rows:
        title = titles.get(row.item_id, "")
        found[organ[units[row.item_id]]].append(Heard(row.channel, title, row.on, row.count))
    return found


def _held(organ: dict[int, int], before: datetime) -> defaultdict[int, set[str]]:
    """Return the categories in which units have anything public that was published before."""
    found: defaultdict[int, set[str]] = defaultdict(set)
    rows = public_items().filter(item__unit__in=organ, item__first_published_at__lt=before)
    for unit, category in rows.order_by().values_list("item__unit", "item__category").distinct():
        found[organ[unit]].add(category)
    return found
