"""Lists of what is public, by place and by month: for pages, feeds, the index and open data.

An item stands in the month it was first published for good, whatever its later editions. No query
here grows with the archive beyond the month or the number of items asked for: each is put to items
first, where an index leads to its answer, and what the public sees of those is asked then.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from django.db.models import Count, Prefetch, Q, QuerySet

from gongkai.core.models import Unit, UnitKind
from gongkai.disclosure.models import Edition, Item, ValidityEvent
from gongkai.disclosure.queries.published import public_items
from gongkai.rules.publishing.values import Attribute, Availability

ZONE: Final = ZoneInfo("Asia/Shanghai")
INNER_KINDS: Final = (UnitKind.SECTION, UnitKind.AGENCY)
"""Units inside another, which has the page: sections and agencies (条例 §10)."""
_FULL_TEXT: Final = ("body_html", "text", "details", "import_report")
"""What lists do not show and need not read."""


@dataclass(frozen=True, slots=True)
class Where:
    """A list: everything, or what a unit publishes with those inside it, or what columns hold.

    A column may hold categories and content types: an item of either stands in it.
    """

    unit_path: str = ""
    categories: frozenset[str] = frozenset()
    content_types: frozenset[str] = frozenset()

    def condition(self, of: str = "") -> Q:
        """Return the condition on items; ``of`` is the way to the item."""
        found = Q()
        if self.unit_path:
            found &= Q((f"{of}unit__in", self._units()))
        if self.categories or self.content_types:
            categories = Q((f"{of}category__in", self.categories))
            found &= categories | Q((f"{of}content_type__in", self.content_types))
        return found

    def _units(self) -> list[int]:
        """The unit and those inside it: few, and named one by one they find the index."""
        inside = Q(path__startswith=self.unit_path, kind__in=INNER_KINDS)
        found = Unit.objects.filter(Q(path=self.unit_path) | inside)
        return list(found.values_list("pk", flat=True))

    def parts(self) -> tuple[Q, ...]:
        """Return conditions on items that make up the list together, each with an index.

        One value each: the first or last of several would be looked for among all they have.
        """
        held = [
            *(Q(category=one) for one in sorted(self.categories)),
            *(Q(content_type=one) for one in sorted(self.content_types)),
        ]
        units = [Q(unit=one) for one in self._units()] if self.unit_path else [Q()]
        return tuple(unit & one for unit in units for one in held or [Q()])

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
    found = [
        one
        for part in where.parts()
        for one in live_items(part)
        .order_by("-first_published_at", "-pk")
        .values_list("first_published_at", "pk")[:limit]
    ]
    return _listed(pk for _, pk in sorted(set(found), reverse=True)[:limit])


def in_month(where: Where, year: int, month: int) -> tuple[Listing, ...]:
    """Return the items of a list first published in a month, the newest first."""
    return _listed(_ids_in_month(where, year, month))


def changed_in_month(year: int, month: int) -> tuple[tuple[str, datetime], ...]:
    """Return key and last change of everything first published in a month, the newest first."""
    found = public_items().filter(item__in=_ids_in_month(EVERYTHING, year, month))
    rows = _newest_first(found).values_list("item__key", "published_at")
    return tuple((key, at.astimezone(ZONE)) for key, at in rows if at is not None)


def years(where: Where) -> tuple[int, ...]:
    """Return the years a list reaches over, the newest first."""
    ends = [
        at
        for part in where.parts()
        for way in ("first_published_at", "-first_published_at")
        for at in live_items(part).order_by(way).values_list("first_published_at", flat=True)[:1]
        if at is not None
    ]
    if not ends:
        return ()
    first, last = (at.astimezone(ZONE).year for at in (min(ends), max(ends)))
    return tuple(range(last, first - 1, -1))


def months(where: Where, year: int) -> tuple[tuple[int, int], ...]:
    """Return the months of a year in which a list has items: ``(month, items)``, newest first."""
    whole = Q(first_published_at__gte=start_of_month(year, 1))
    whole &= Q(first_published_at__lt=start_of_month(year + 1, 1))
    months = {f"month{number}": first_in_month(year, number) for number in range(12, 0, -1)}
    counted = live_items(where.condition() & whole).aggregate(
        **{name: Count("pk", filter=month) for name, month in months.items()}
    )
    numbered = ((int(name.removeprefix("month")), items) for name, items in counted.items())
    return tuple((number, items) for number, items in numbered if items)


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


def keys_of_unit(unit: Unit, *, below: bool = False) -> Iterator[str]:
    """Yield the keys of items of a unit whose address ever showed something.

    With ``below`` those of all units below it too.
    """
    found = Item.objects.exclude(availability=Availability.UNPUBLISHED).order_by("pk")
    within = Q(unit__path__startswith=unit.path) if below else Q(unit=unit)
    yield from found.filter(within).values_list("key", flat=True).iterator(chunk_size=2000)


def items_by_key(keys: Iterable[str]) -> tuple[Item, ...]:
    """Return items by key, public or not, for finding the lists they stand in."""
    return tuple(Item.objects.filter(key__in=list(keys)).select_related("unit"))


def live_items(*parts: Q) -> QuerySet[Item]:
    """Return the items, of a part of a list, whose page is live: they have a live edition."""
    return Item.objects.filter(
        *parts, availability=Availability.LIVE, attribute=Attribute.PUBLIC
    ).order_by()


def _ids_in_month(where: Where, year: int, month: int) -> frozenset[int]:
    return frozenset(
        pk
        for part in where.parts()
        for pk in live_items(part).filter(first_in_month(year, month)).values_list("pk", flat=True)
    )


def start_of_month(year: int, month: int) -> datetime:
    """Return when a month begins; the thirteenth is the first of the next year."""
    return datetime(year + (month - 1) // 12, (month - 1) % 12 + 1, 1, tzinfo=ZONE)


def first_in_month(year: int, month: int, of: str = "") -> Q:
    """Return what is first published in a month; ``of`` is the way to the item."""
    name = f"{of}first_published_at"
    start, end = start_of_month(year, month), start_of_month(year, month + 1)
    return Q((f"{name}__gte", start), (f"{name}__lt", end))


def _listed(items: Iterable[int]) -> tuple[Listing, ...]:
    """Return the public editions of some items as a list shows them, the newest first."""
    wanted = list(items)
    if not wanted:
        return ()
    found = public_items().filter(item__in=wanted).defer(*_FULL_TEXT)
    return tuple(joined(_newest_first(found)))


def _newest_first(found: QuerySet[Edition]) -> QuerySet[Edition]:
    return found.order_by("-item__first_published_at", "-item_id")


def joined(editions: QuerySet[Edition]) -> Iterator[Listing]:
    """Join to editions what happened to their documents, in one query more."""
    standing = ValidityEvent.objects.filter(voided_at=None).select_related("by_item")
    events = Prefetch("item__validity_events", standing, to_attr="standing_events")
    for edition in editions.prefetch_related(events):
        found: list[ValidityEvent] = edition.item.__dict__["standing_events"]
        yield Listing(edition, tuple(found))
