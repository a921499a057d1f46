"""How far the archive reaches: its months, the categories in use, the addresses known.

What every publication asks is found by leaps along an index, one for each month or category there
is, however many items these hold.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any, Final

from django.db import connection
from django.db.models import Max
from django.db.models.functions import TruncMonth

from gongkai.disclosure.models import Edition, Item
from gongkai.disclosure.queries.listed import ZONE, live_items, start_of_month
from gongkai.rules.publishing.values import Attribute, Availability

_PUBLIC: Final = (Availability.LIVE.value, Attribute.PUBLIC.value)
_LATEST: Final = (
    "(SELECT max(first_published_at) FROM disclosure_item WHERE availability = %s"
    " AND attribute = %s AND first_published_at >= %s AND first_published_at < %s)"
)
# Answers in one statement; databases take more than a thousand of them.
_TOGETHER: Final = 240
_CATEGORIES: Final = """
    WITH RECURSIVE used (category) AS (
        SELECT (
            SELECT category FROM disclosure_item WHERE availability = %s AND attribute = %s
            ORDER BY category LIMIT 1)
        UNION ALL
        SELECT (
            SELECT category FROM disclosure_item WHERE availability = %s AND attribute = %s
            AND category > used.category ORDER BY category LIMIT 1)
        FROM used WHERE used.category IS NOT NULL)
    SELECT category FROM used WHERE category IS NOT NULL"""


def all_months() -> tuple[tuple[int, int], ...]:
    """Return every month in which anything public was first published, the newest first."""
    return tuple((at.year, at.month) for at in _ends_of_months())


def changed_months() -> tuple[tuple[int, int, datetime], ...]:
    """Return every month as :func:`all_months` does, with when something of it last changed.

    That is its newest first publication, or the newest later edition of something of it. Which of
    them is live is not asked, for it is the newest; SQLite would take another index for that.
    """
    month = TruncMonth("item__first_published_at", tzinfo=ZONE)
    later = Edition.objects.filter(
        number__gt=1,
        published_at__isnull=False,
        item__availability=Availability.LIVE,
        item__attribute=Attribute.PUBLIC,
    ).order_by()
    again = dict(
        later.values(month=month).annotate(at=Max("published_at")).values_list("month", "at")
    )
    changes = ((at, again.get(start_of_month(at.year, at.month), at)) for at in _ends_of_months())
    return tuple((at.year, at.month, max(at, more).astimezone(ZONE)) for at, more in changes)


def _ends_of_months() -> Iterator[datetime]:
    """Yield for every month when something public was last first published in it."""
    moments = live_items().values_list("first_published_at", flat=True)
    first = moments.order_by("first_published_at").first()
    last = moments.order_by("-first_published_at").first()
    if first is None or last is None:
        return
    months = list(_months_down(last.astimezone(ZONE), first.astimezone(ZONE)))
    for start in range(0, len(months), _TOGETHER):
        yield from _latest_in(months[start : start + _TOGETHER])


def _months_down(last: datetime, first: datetime) -> Iterator[tuple[int, int]]:
    """Yield the months from the last down to the first."""
    for number in range(last.year * 12 + last.month, first.year * 12 + first.month - 1, -1):
        year, month = divmod(number - 1, 12)
        yield year, month + 1


def _latest_in(months: list[tuple[int, int]]) -> Iterator[datetime]:
    """Yield for each month that has anything when its last was first published."""
    asked = ", ".join([_LATEST] * len(months))
    values = [value for month in months for value in (*_PUBLIC, *_bounds(*month))]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {asked}", values)
        (found,) = cursor.fetchall()
    for at in found:
        if at is not None:
            known = datetime.fromisoformat(at).replace(tzinfo=UTC) if isinstance(at, str) else at
            yield known.astimezone(ZONE)


def _bounds(year: int, month: int) -> tuple[Any, Any]:
    """Return when a month begins and ends, as the database writes moments."""
    adapted = connection.ops.adapt_datetimefield_value
    return adapted(start_of_month(year, month)), adapted(start_of_month(year, month + 1))


def used_categories(categories: Iterable[str]) -> frozenset[str]:
    """Return which of some categories hold anything public."""
    with connection.cursor() as cursor:
        cursor.execute(_CATEGORIES, (*_PUBLIC, *_PUBLIC))
        return frozenset(category for (category,) in cursor.fetchall()) & frozenset(categories)


def known_keys() -> Iterator[str]:
    """Yield the key of every item whose address ever showed something."""
    found = Item.objects.exclude(availability=Availability.UNPUBLISHED).order_by("pk")
    yield from found.values_list("key", flat=True).iterator(chunk_size=2000)
