"""What is not disclosed, and when somebody has to look at it again (条例 §18)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.db.models import DateTimeField, Exists, Max, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce, TruncDate

from gongkai.core.access import Viewer
from gongkai.core.days import ZONE, day_of
from gongkai.disclosure import rulebook
from gongkai.disclosure.models import Edition, Item, Reassessment
from gongkai.disclosure.queries.items import items_for
from gongkai.rules.obligations import Reckoning, TimingRule, Within
from gongkai.rules.publishing.values import Attribute, Availability, EditionState
from gongkai.rules.workdays import OutsideCalendarError

LOOKED_AT: Final = (Attribute.WITHHELD, Attribute.INTERNAL)
"""What 条例 §14–16 let be kept; what is given on request is looked at with each request."""
_SETTLED: Final = (EditionState.APPROVED, EditionState.LIVE, EditionState.SUPERSEDED)
_WRITTEN: Final = (EditionState.DRAFT, EditionState.IN_REVIEW, EditionState.SCHEDULED)


@dataclass(frozen=True, slots=True)
class Look:
    """The next look at an item: by when, and from which day on somebody is reminded."""

    item: Item
    last_on: date
    due_on: date
    remind_on: date


def undisclosed(viewer: Viewer) -> QuerySet[Item]:
    """Return the items a viewer sees that were settled as not disclosed, with ``last_look``.

    The day counts from the last look, and from the day its review began where there was none.
    What is still written or reviewed is decided there.
    """
    editions = Edition.objects.filter(item_id=OuterRef("pk"))
    sent = editions.filter(state__in=_SETTLED).order_by().values("item_id")
    looks = Reassessment.objects.filter(item_id=OuterRef("pk")).order_by("-on").values("on")[:1]
    sent_at = Subquery(sent.annotate(at=Max("submitted_at")).values("at"))
    begun = Coalesce(sent_at, "created_at", output_field=DateTimeField())
    return (
        items_for(viewer)
        .filter(Exists(editions.filter(state__in=_SETTLED)), attribute__in=LOOKED_AT)
        .exclude(availability=Availability.LIVE)
        .exclude(Exists(editions.filter(state__in=_WRITTEN)))
        .annotate(last_look=Coalesce(Subquery(looks), TruncDate(begun, tzinfo=ZONE)))
    )


def reassessment_rule() -> TimingRule | None:
    """Return the rule of the pack on how often that is; ``None`` where it says nothing."""
    pack = rulebook.pack()
    name = pack.defaults.reassessment
    return pack.timing_rule(name) if name else None


def looks_due(viewer: Viewer) -> tuple[Look, ...]:
    """Return the looks that are near or over in units the viewer writes for, the earliest first."""
    rows = undisclosed(viewer).filter(viewer.reach_of("disclosure.write", "unit__path"))
    found = (look for look in looks(rows) if look.remind_on <= day_of(viewer.at))
    return tuple(sorted(found, key=lambda one: (one.due_on, one.item.pk)))


def looks(items: QuerySet[Item]) -> Iterator[Look]:
    """Yield the next look at each item that :func:`undisclosed` has found."""
    for item in items:
        due = look_due(item.__dict__["last_look"])
        if due is not None:
            yield Look(item, item.__dict__["last_look"], *due)


def look_due(last: date) -> tuple[date, date] | None:
    """Return by when a look after a day is due, and from when it is told of.

    A last look of a year before the calendar is long over: nobody counts its days any more.
    """
    rule = reassessment_rule()
    if rule is None or not isinstance(rule.timing, Within):
        return None
    try:
        due = Reckoning(rulebook.national().calendar, last, last).due(last, rule.timing.term).on
    except OutsideCalendarError:
        due = last
    return due, due - timedelta(days=rule.warn_days)


def looks_overdue(viewer: Viewer) -> int:
    """Return how many looks are over in all units whose items the viewer sees."""
    today = day_of(viewer.at)
    return sum(look.due_on < today for look in looks(undisclosed(viewer)))
