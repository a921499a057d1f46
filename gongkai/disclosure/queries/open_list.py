"""What is public as one list to be read from end to end: filtered, sorted, a piece at a time.

A piece ends at a position (moment and id), and the next begins behind it. Nothing moves in the
order of first publication, so whatever is published meanwhile neither repeats nor hides a row. In
the order of changes a row that changes moves to the end: who reads on meets it again.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from django.db.models import Exists, OuterRef, Q, QuerySet

from gongkai.disclosure.models import Edition, Item, ValidityEvent
from gongkai.disclosure.queries.listed import (
    EVERYTHING,
    ZONE,
    Listing,
    Where,
    first_in_month,
    joined,
)
from gongkai.disclosure.queries.published import public_items
from gongkai.rules.publishing.validity import Validity, ValidityKind
from gongkai.rules.publishing.values import Availability


class Order(StrEnum):
    """Newest publication first, or earliest change first."""

    PUBLISHED = "published"
    UPDATED = "updated"


@dataclass(frozen=True, slots=True)
class Position:
    """The place of a row in an order: its moment, and an id where moments are equal."""

    at: datetime
    id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Conditions on the list; all must hold.

    ``year`` and ``month``, a year with one of its months, are those of first publication.
    """

    where: Where = EVERYTHING
    content_type: str = ""
    year: int | None = None
    month: tuple[int, int] | None = None
    updated_since: datetime | None = None
    validity: Validity | None = None
    order: Order = Order.PUBLISHED


@dataclass(frozen=True, slots=True)
class Removal:
    """An item whose page showed something and shows it no more. It is named by its key alone."""

    key: str
    status: Availability
    at: datetime
    redirect_key: str
    position: Position


def piece(
    wanted: Wanted, day: date, applies: Collection[str], after: Position | None, size: int
) -> tuple[Listing, ...]:
    """Return the next rows behind a position.

    ``applies`` names the content types that have a validity. Of rows asked for by validity this
    returns all that could have it on the day and some that do not: the caller reads each.
    """
    found = _asked(wanted, day, applies)
    if after is not None:
        found = found.filter(_behind(wanted.order, after))
    order = ("-item__first_published_at", "-item_id")
    if wanted.order is Order.UPDATED:
        order = ("published_at", "id")
    return tuple(joined(found.order_by(*order)[:size]))


def at_most(wanted: Wanted, day: date, applies: Collection[str]) -> int:
    """Return how many rows there are; by validity there may be fewer, for not each is read."""
    return _asked(wanted, day, applies).count()


def _asked(wanted: Wanted, day: date, applies: Collection[str]) -> "QuerySet[Edition]":
    found = public_items().filter(wanted.where.condition("item__"), _narrowed(wanted))
    if wanted.validity is not None:
        found = found.filter(_could_be(wanted.validity, day, applies))
    return found


def position_of(listing: Listing, order: Order) -> Position:
    """Return the place of a row in an order."""
    if order is Order.UPDATED:
        return Position(listing.updated_at, listing.edition.pk)
    return Position(listing.first_at, listing.item.pk)


def removals(since: datetime | None, after: Position | None, size: int) -> tuple[Removal, ...]:
    """Return what was taken off the portal, the earliest first, behind a position."""
    found = Item.objects.exclude(
        availability__in=[Availability.UNPUBLISHED, Availability.LIVE]
    ).filter(availability_at__isnull=False)
    if since is not None:
        found = found.filter(availability_at__gte=since)
    if after is not None:
        later = Q(availability_at__gt=after.at)
        found = found.filter(later | Q(availability_at=after.at, pk__gt=after.id))
    rows = found.select_related("redirect_to").order_by("availability_at", "pk")[:size]
    return tuple(_removal(item) for item in rows)


def _removal(item: Item) -> Removal:
    at = item.availability_at
    assert at is not None, "the query asks for it"  # noqa: S101
    target = item.redirect_to.key if item.redirect_to is not None else ""
    moment = at.astimezone(ZONE)
    return Removal(
        item.key, Availability(item.availability), moment, target, Position(moment, item.pk)
    )


def _narrowed(wanted: Wanted) -> Q:
    found = Q()
    if wanted.content_type:
        found &= Q(item__content_type=wanted.content_type)
    if wanted.year is not None:
        start, end = (datetime(year, 1, 1, tzinfo=ZONE) for year in (wanted.year, wanted.year + 1))
        found &= Q(item__first_published_at__gte=start, item__first_published_at__lt=end)
    if wanted.month is not None:
        found &= first_in_month(*wanted.month, of="item__")
    if wanted.updated_since is not None:
        found &= Q(published_at__gte=wanted.updated_since)
    return found


def _behind(order: Order, after: Position) -> Q:
    if order is Order.UPDATED:
        return Q(published_at__gt=after.at) | Q(published_at=after.at, pk__gt=after.id)
    earlier = Q(item__first_published_at__lt=after.at)
    return earlier | Q(item__first_published_at=after.at, item_id__lt=after.id)


_KINDS: Final = {
    Validity.REPEALED: (ValidityKind.REPEALED,),
    Validity.EXPIRED: (ValidityKind.EXPIRES, ValidityKind.EXTENDED),
    Validity.AMENDED: (ValidityKind.AMENDED, ValidityKind.REPEALED_IN_PART),
    Validity.NOT_YET: (ValidityKind.EFFECTIVE,),
}
"""Without one of these events, or a date of its own, a document is not in that state."""


def _could_be(validity: Validity, day: date, applies: Collection[str]) -> Q:
    """The rows among which all of a validity are, found without reading every document."""
    has_one = Q(item__content_type__in=applies)
    if validity is Validity.NONE:
        return ~has_one
    if validity is Validity.EFFECTIVE:
        return has_one
    events = ValidityEvent.objects.filter(
        item_id=OuterRef("item_id"), voided_at=None, kind__in=_KINDS[validity]
    )
    found = Q(Exists(events))
    if validity is Validity.EXPIRED:
        found |= Q(expires_on__lt=day)
    if validity is Validity.NOT_YET:
        found |= Q(effective_on__gt=day)
    return has_one & found
