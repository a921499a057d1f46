"""What a month brought: visits, exchanges, bulletins; the proposal of 001-3 is one of each."""

from calendar import monthrange
from collections.abc import Iterable
from datetime import date
from typing import Final

from django.db.models import Exists, OuterRef, QuerySet

from gongkai.assessment.models import Site, SiteEvent, SiteEventKind

MONTHLY: Final = (SiteEventKind.BULLETIN, SiteEventKind.VISIT, SiteEventKind.EXCHANGE)
"""What an office is asked to do at its sites each month (001-3 三(四))."""


def month_of(day: date) -> tuple[date, date]:
    """Return the first and the last day of a month."""
    return day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])


def missing_in_month(sites: Iterable[Site], day: date) -> tuple[SiteEventKind, ...]:
    """Return which of the monthly kinds no site of an organ has had in the month of a day."""
    first, last = month_of(day)
    had = SiteEvent.objects.filter(
        site__in=[one.pk for one in sites], voided_at=None, on__gte=first, on__lte=last
    )
    kinds = set(had.values_list("kind", flat=True).distinct())
    return tuple(kind for kind in MONTHLY if kind not in kinds)


def without(rows: QuerySet[Site], kind: str, first: date, last: date) -> QuerySet[Site]:
    """Return the sites that have their status and had nothing of a kind in a period."""
    had = SiteEvent.objects.filter(
        site=OuterRef("pk"), kind=kind, voided_at=None, on__gte=first, on__lte=last
    )
    return rows.filter(~Exists(had), ended_on=None, voided_at=None)
