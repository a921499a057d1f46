"""What is not disclosed, and when somebody has to look at it again (条例 §18)."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from django.db.models import DateTimeField, Exists, F, Max, OuterRef, Q, QuerySet, Subquery
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

_EARLIEST: Final = date(1949, 10, 1)
"""No information of this government is older."""


@dataclass(frozen=True, slots=True)
class Look:
    """The next look at an item: by when, and from which day on somebody is reminded."""

    item: Item
    last_on: date
    due_on: date
    remind_on: date


@dataclass(frozen=True, slots=True)
class LooksDue:
    """The looks that are near or over: how many, how many of them over, and the ``first``, the
    earliest first.
    """

    total: int
    late: int
    first: tuple[Look, ...]


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
        .annotate(begun=begun)
        .annotate(last_look=Coalesce(Subquery(looks), TruncDate("begun", tzinfo=ZONE)))
    )


def reassessment_rule() -> TimingRule | None:
    """Return the rule of the pack on how often that is; ``None`` where it says nothing."""
    pack = rulebook.pack()
    name = pack.defaults.reassessment
    return pack.timing_rule(name) if name else None


def looks_due(viewer: Viewer, most: int) -> LooksDue:
    """Return the looks that are near or over in units the viewer writes for."""
    today = day_of(viewer.at)
    rows = undisclosed(viewer).filter(viewer.reach_of("disclosure.write", "unit__path"))
    found = _looked_at_by(rows, last_due_before(today + timedelta(days=1), told=True))
    first = tuple(looks(found.order_by(F("last_look"), "pk")[:most]))
    if not first:
        return LooksDue(0, 0, ())
    late = _looked_at_by(rows, last_due_before(today)).count()
    return LooksDue(found.count() if len(first) == most else len(first), late, first)


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
    return _looked_at_by(undisclosed(viewer), last_due_before(day_of(viewer.at))).count()


def last_due_before(day: date, *, told: bool = False) -> date | None:
    """Return the latest last look whose next one is due before a day, or ``told`` of before it.

    The later a look, the later the next: with this one day the database finds what is due, however
    much is not disclosed. ``None`` where no look can be due.
    """

    def is_later(number: int) -> bool:
        found = look_due(date.fromordinal(number))
        return found is None or found[1 if told else 0] >= day

    first = _EARLIEST.toordinal()
    number = bisect_left(range(first, day.toordinal() + 1), x=True, key=is_later)
    return date.fromordinal(first + number - 1) if number else None


def _looked_at_by(rows: QuerySet[Item], last: date | None) -> QuerySet[Item]:
    """Return those of :func:`undisclosed` whose ``last_look`` is not after a day.

    Asked of the looks and of the moment themselves: reading a day out of every moment costs more
    than all the rest.
    """
    if last is None:
        return rows.none()
    looks = Reassessment.objects.filter(item_id=OuterRef("pk"))
    after = datetime.combine(last + timedelta(days=1), time(), ZONE)
    looked = Q(Exists(looks)) & ~Q(Exists(looks.filter(on__gt=last)))
    return rows.filter(looked | (~Q(Exists(looks)) & Q(begun__lt=after)))
