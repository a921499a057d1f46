"""Where items were made known besides the portal: the records, and what they add up to."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, F, Prefetch, QuerySet, Sum

from gongkai.core.access import Viewer
from gongkai.core.days import ZONE
from gongkai.core.models import Unit
from gongkai.disclosure.models import ChannelPublication, Item
from gongkai.disclosure.queries.items import items_for
from gongkai.disclosure.queries.listed import INNER_KINDS
from gongkai.disclosure.queries.visibility import answers_for, items_seen
from gongkai.rules.publishing.values import Attribute


@dataclass(frozen=True, slots=True)
class ChannelCount:
    """What a unit made known through one channel: ``times`` records, ``quantity`` in its measure.

    The measure (份, 场, 期) is the channel's, so quantities of two channels are never added.
    """

    unit: int
    channel: str
    times: int
    quantity: int


@dataclass(frozen=True, slots=True)
class ChannelFigures:
    """What was made known from one day to another. ``portal`` counts items first published here.

    ``units`` are those with anything to count, in the order of the tree. A section's records
    count for the organ it is a part of.
    """

    units: tuple[Unit, ...]
    counts: tuple[ChannelCount, ...]
    portal: dict[int, int]


def channel_records(viewer: Viewer) -> QuerySet[ChannelPublication]:
    """Return the records of the items a viewer sees, the voided included.

    ``record.item`` carries the editions the viewer sees, as :func:`items_for` reads them.
    """
    return (
        ChannelPublication.objects.filter(item__in=Item.objects.filter(items_seen(viewer)))
        .select_related("evidence", "person")
        .prefetch_related(Prefetch("item", items_for(viewer)))
    )


def find_channel_record(viewer: Viewer, record_id: int) -> ChannelPublication | None:
    """Return a record, where the viewer may see it."""
    return channel_records(viewer).filter(pk=record_id).first()


def records_of(viewer: Viewer, item: Item) -> QuerySet[ChannelPublication]:
    """Return the records of one item that stand, the latest first."""
    return channel_records(viewer).filter(item=item, voided_at=None)


def items_to_record(viewer: Viewer) -> QuerySet[Item]:
    """Return the items this person may record channels of, the latest published first."""
    return (
        items_for(viewer)
        .filter(viewer.reach_of("disclosure.channels", "unit__path"))
        .order_by(F("first_published_at").desc(nulls_last=True), "-pk")
    )


def channel_figures(
    viewer: Viewer, *, since: date, until: date, unit: Unit | None = None
) -> ChannelFigures:
    """Return what was made known in these days, both included: by unit, or of one unit's tree."""
    seen = Item.objects.filter(items_seen(viewer))
    if unit is not None:
        seen = seen.filter(unit__path__startswith=unit.path)
    records = (
        ChannelPublication.objects.filter(
            item__in=seen, voided_at=None, on__gte=since, on__lte=until
        )
        .order_by()
        .values_list("item__unit", "channel")
        .annotate(times=Count("pk"), quantity=Sum("count"))
    )
    portal = (
        seen.filter(
            attribute=Attribute.PUBLIC,
            first_published_at__gte=datetime.combine(since, time(), ZONE),
            first_published_at__lt=datetime.combine(until, time(), ZONE) + timedelta(days=1),
        )
        .order_by()
        .values_list("unit")
        .annotate(items=Count("pk"))
    )
    return _by_organ(list(records), list(portal))


def _by_organ(
    records: list[tuple[int, str, int, int]], portal: list[tuple[int, int]]
) -> ChannelFigures:
    organs = _organs({row[0] for row in records} | {row[0] for row in portal})
    times: Counter[tuple[int, str]] = Counter()
    quantity: Counter[tuple[int, str]] = Counter()
    published: Counter[int] = Counter()
    for unit, channel, recorded, counted in records:
        place = organs[unit].pk, channel
        times[place] += recorded
        quantity[place] += counted
    for unit, items in portal:
        published[organs[unit].pk] += items
    units = {organ.pk: organ for organ in organs.values()}
    return ChannelFigures(
        tuple(sorted(units.values(), key=lambda one: one.path)),
        tuple(ChannelCount(*place, times[place], quantity[place]) for place in times),
        dict(published),
    )


def _organs(ids: Iterable[int]) -> dict[int, Unit]:
    """Return for every unit the organ it answers with: itself, or what it is a part of."""
    counted = list(Unit.objects.filter(pk__in=ids))
    chains = {unit.pk: [int(part) for part in unit.path.split("/") if part] for unit in counted}
    known = Unit.objects.in_bulk({pk for chain in chains.values() for pk in chain})
    return {
        pk: next(
            (known[one] for one in reversed(chain) if known[one].kind not in INNER_KINDS),
            known[pk],
        )
        for pk, chain in chains.items()
    }


def units_counted(viewer: Viewer) -> QuerySet[Unit]:
    """Return the units whose figures a viewer may ask for."""
    return Unit.objects.filter(answers_for(viewer, "path")).exclude(kind__in=INNER_KINDS)
