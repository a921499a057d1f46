"""Lists of what is public, by place and by month: for pages, feeds, the index and open data.

An item stands in the month it was first published for good, whatever its later editions. No query
here grows with the archive beyond the month or the number of items asked for.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from django.db.models import Count, Max, Min, Prefetch, Q, QuerySet
from django.db.models.functions import TruncMonth

from gongkai.core.models import UnitKind
from gongkai.disclosure.models import Edition, Item, ValidityEvent
from gongkai.disclosure.queries.published import public_items
from gongkai.rules.publishing.values import Availability

ZONE: Final = ZoneInfo("Asia/Shanghai")
INNER_KINDS: Final = (UnitKind.SECTION, UnitKind.AGENCY)
"""Units inside another, which has the page: sections and agencies (条例 §10)."""


@dataclass(frozen=True, slots=True)
class Where:
    """A list: everything, or what a unit publishes with those inside it, or what columns hold.

    A column may hold categories and content types: an item of either stands in it.
    """

    unit_path: str = ""
    categories: frozenset[str] = frozenset()
    content_types: frozenset[str] = frozenset()

    @property
    def condition(self) -> Q:
        """The condition on live editions."""
        found = Q()
        if self.unit_path:
            below = Q(item__unit__path__startswith=self.unit_path, item__unit__kind__in=INNER_KINDS)
            found &= Q(item__unit__path=self.unit_path) | below
        if self.categories or self.content_types:
            found &= Q(item__category__in=self.categories) | Q(
                item__content_type__in=self.content_types
            )
        return found

    def holds(self, item: Item) -> bool:
        """Whether an item stands in a list of columns (lists of units are asked by unit)."""
        if not self.categories and not self.content_types:
            return not self.unit_path
        return item.category in self.categories or item.content_type in self.content_types


EVERYTHING: Final = Where()


@dataclass(frozen=True, slots=True)
class Listing:
    """A live edition with what happened to its document; read, never written."""

    edition: Edition
    validity_events: tuple[ValidityEvent, ...]

    @property
    def item(self) -> Item:
        """The item."""
        return self.edition.item

    @property
    def first_at(self) -> datetime:
        """When the item was first published."""
        at = self.item.first_published_at or self.edition.published_at
        assert at is not None, "the database demands it of a live edition"  # noqa: S101
        return at.astimezone(ZONE)

    @property
    def updated_at(self) -> datetime:
        """When the live edition was published."""
        at = self.edition.published_at
        assert at is not None, "the database demands it of a live edition"  # noqa: S101
        return at.astimezone(ZONE)


def newest(where: Where, limit: int) -> tuple[Listing, ...]:
    """Return the items of a list first published last, the newest first."""
    return tuple(joined(_sorted(where)[:limit]))


def in_month(where: Where, year: int, month: int) -> tuple[Listing, ...]:
    """Return the items of a list first published in a month, the newest first."""
    start = datetime(year, month, 1, tzinfo=ZONE)
    end = datetime(year + month // 12, month % 12 + 1, 1, tzinfo=ZONE)
    return tuple(joined(_between(_sorted(where), start, end)))


def years(where: Where) -> tuple[int, ...]:
    """Return the years a list reaches over, the newest first."""
    span = _sorted(where).aggregate(
        first=Min("item__first_published_at"), last=Max("item__first_published_at")
    )
    if span["first"] is None:
        return ()
    first, last = (span[name].astimezone(ZONE).year for name in ("first", "last"))
    return tuple(range(last, first - 1, -1))


def months(where: Where, year: int) -> tuple[tuple[int, int], ...]:
    """Return the months of a year in which a list has items: ``(month, items)``, newest first."""
    start, end = datetime(year, 1, 1, tzinfo=ZONE), datetime(year + 1, 1, 1, tzinfo=ZONE)
    counted = (
        _between(public_items().filter(where.condition), start, end)
        .annotate(month=TruncMonth("item__first_published_at", tzinfo=ZONE))
        .values("month")
        .annotate(items=Count("id"))
        .order_by("-month")
    )
    return tuple((row["month"].month, row["items"]) for row in counted)


def listings(keys: Iterable[str]) -> Iterator[Listing]:
    """Return those of these items that the public may see."""
    wanted = list(keys)
    for start in range(0, len(wanted), 500):
        yield from joined(public_items().filter(item__key__in=wanted[start : start + 500]))


def all_listings(chunk: int = 500) -> Iterator[Listing]:
    """Return everything public, in the order of making, a chunk in memory at a time."""
    last = 0
    while True:
        found = list(joined(public_items().filter(pk__gt=last).order_by("pk")[:chunk]))
        yield from found
        if len(found) < chunk:
            return
        last = found[-1].edition.pk


def turning_on(day: date) -> tuple[str, ...]:
    """Return the keys of public documents whose validity may read otherwise from a day on."""
    eve = day - timedelta(days=1)
    events = ValidityEvent.objects.filter(Q(on=day) | Q(on=eve) | Q(until=eve), voided_at=None)
    found = public_items().filter(
        Q(effective_on=day) | Q(expires_on=eve) | Q(item__in=events.values("item"))
    )
    return tuple(found.order_by("pk").values_list("item__key", flat=True))


def known_items() -> Iterator[Item]:
    """Return every item whose address ever showed something, with its unit."""
    found = Item.objects.exclude(availability=Availability.UNPUBLISHED).order_by("pk")
    return found.select_related("unit").iterator(chunk_size=500)


def items_by_key(keys: Iterable[str]) -> tuple[Item, ...]:
    """Return items by key, public or not, for finding the lists they stand in."""
    return tuple(Item.objects.filter(key__in=list(keys)).select_related("unit"))


def _sorted(where: Where) -> QuerySet[Edition]:
    found = public_items().filter(where.condition)
    return found.order_by("-item__first_published_at", "-item_id")


def _between(found: QuerySet[Edition], start: datetime, end: datetime) -> QuerySet[Edition]:
    return found.filter(item__first_published_at__gte=start, item__first_published_at__lt=end)


def joined(editions: QuerySet[Edition]) -> Iterator[Listing]:
    """Join to editions what happened to their documents, in one query more."""
    standing = ValidityEvent.objects.filter(voided_at=None).select_related("by_item")
    events = Prefetch("item__validity_events", standing, to_attr="standing_events")
    for edition in editions.prefetch_related(events):
        found: list[ValidityEvent] = edition.item.__dict__["standing_events"]
        yield Listing(edition, tuple(found))
