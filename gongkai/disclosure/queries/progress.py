"""How much was published, month by month, by the units a viewer follows."""

from datetime import date, datetime

from django.db.models import Count
from django.db.models.functions import TruncMonth

from gongkai.core.access import Viewer
from gongkai.core.days import ZONE
from gongkai.disclosure.models import Edition, Item
from gongkai.disclosure.queries.visibility import UNDER_REVIEW, answers_for
from gongkai.rules.publishing.values import Availability


def published_by_month(
    viewer: Viewer, through: date, months: int = 12
) -> tuple[tuple[date, int], ...]:
    """Return the last months up to a day, each with the number of items first published in it."""
    firsts = [_first(through, back) for back in range(months - 1, -1, -1)]
    since = datetime(firsts[0].year, firsts[0].month, 1, tzinfo=ZONE)
    found = (
        Item.objects.filter(answers_for(viewer, "unit__path"), first_published_at__gte=since)
        .exclude(availability=Availability.UNPUBLISHED)
        .annotate(month=TruncMonth("first_published_at", tzinfo=ZONE))
        .values("month")
        .annotate(items=Count("id"))
        .order_by()
    )
    counted = {row["month"].astimezone(ZONE).date(): row["items"] for row in found}
    return tuple((first, counted.get(first, 0)) for first in firsts)


def under_review(viewer: Viewer) -> int:
    """Return how many editions wait for a signature in the units a viewer follows."""
    waiting = Edition.objects.filter(answers_for(viewer, "item__unit__path"), UNDER_REVIEW)
    return waiting.count()


def _first(day: date, back: int) -> date:
    """The first day of a month so many months ago."""
    place = day.year * 12 + day.month - 1 - back
    return date(place // 12, place % 12 + 1, 1)
