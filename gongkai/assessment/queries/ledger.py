"""The work ledger: entries of the units one answers for, where they stand on a day, a year's sums.

Whether something planned is overdue follows from the day; nothing stores it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from django.db.models import Count, Q, QuerySet, Sum, TextChoices
from django.utils.translation import gettext_lazy as _

from gongkai.assessment.models import LedgerEntry, LedgerKind
from gongkai.core.access import Viewer
from gongkai.core.models import Unit, in_force

NEAR: Final = timedelta(days=7)
_READS: Final = (
    "ledger.write",
    "assessment.self",
    "assessment.sign",
    "assessment.oversee",
)


class LedgerStanding(TextChoices):
    """Where an entry stands on a day."""

    HELD = "held", _("已办")
    PLANNED = "planned", _("计划中")
    MISSED = "missed", _("到期未办")
    VOID = "void", _("已作废")


def standing_of(entry: LedgerEntry, on: date) -> LedgerStanding:
    """Return where an entry stands on a day."""
    if entry.voided_at is not None:
        return LedgerStanding.VOID
    if entry.on is not None:
        return LedgerStanding.HELD
    past = entry.planned_on is not None and entry.planned_on < on
    return LedgerStanding.MISSED if past else LedgerStanding.PLANNED


def standing_as(
    rows: QuerySet[LedgerEntry], standing: LedgerStanding, on: date
) -> QuerySet[LedgerEntry]:
    """Return the entries that stand so on a day."""
    conditions = {
        LedgerStanding.HELD: Q(voided_at=None, on__isnull=False),
        LedgerStanding.PLANNED: Q(voided_at=None, on=None, planned_on__gte=on),
        LedgerStanding.MISSED: Q(voided_at=None, on=None, planned_on__lt=on),
        LedgerStanding.VOID: Q(voided_at__isnull=False),
    }
    return rows.filter(conditions[standing])


def ledger(viewer: Viewer) -> QuerySet[LedgerEntry]:
    """Return the entries of the units a viewer answers for or oversees, the void included."""
    condition = Q(pk__in=())
    for name in _READS:
        condition |= viewer.reach_of(name, "unit__path")
    return LedgerEntry.objects.filter(condition).select_related("unit", "file")


def find_entry(viewer: Viewer, entry_id: int) -> LedgerEntry | None:
    """Return an entry, where the viewer may see it."""
    return ledger(viewer).filter(pk=entry_id).first()


def in_year(rows: QuerySet[LedgerEntry], year: int) -> QuerySet[LedgerEntry]:
    """Return the entries of a year: held in it, or planned for it and not held yet."""
    return rows.filter(Q(on__year=year) | Q(on=None, planned_on__year=year))


def units_to_enter(viewer: Viewer, on: date) -> QuerySet[Unit]:
    """Return the units whose ledger a viewer writes."""
    return Unit.objects.filter(viewer.reach("ledger.write"), in_force(on)).order_by("path")


def units_read(viewer: Viewer) -> QuerySet[Unit]:
    """Return the units whose ledger a viewer sees."""
    condition = Q(pk__in=())
    for name in _READS:
        condition |= viewer.reach(name)
    return Unit.objects.filter(condition, until=None)


@dataclass(frozen=True, slots=True)
class KindSum:
    """What a year brought of one kind; ``amount`` in yuan, ``led`` with the main leader."""

    held: int = 0
    planned: int = 0
    missed: int = 0
    people: int = 0
    amount: Decimal = Decimal(0)
    led: int = 0


def sums(rows: QuerySet[LedgerEntry], year: int, on: date) -> Mapping[str, KindSum]:
    """Return the sums of a year by kind, of the entries that are not void, as they stand on a day.

    Every kind is there, in the order in which the ledger lists them.
    """
    held, open_ = Q(on__isnull=False), Q(on=None)
    found = in_year(rows.filter(voided_at=None), year).order_by().values_list("kind")
    counted = {
        kind: KindSum(*numbers)
        for kind, *numbers in found.annotate(
            held_=Count("pk", filter=held),
            planned_=Count("pk", filter=open_ & Q(planned_on__gte=on)),
            missed_=Count("pk", filter=open_ & Q(planned_on__lt=on)),
            people_=Sum("people", filter=held, default=0),
            amount_=Sum("amount", filter=held, default=Decimal(0)),
            led_=Count("pk", filter=held & Q(leader=True)),
        )
    }
    return {kind: counted.get(kind, KindSum()) for kind in LedgerKind.values}


def soon_or_missed(viewer: Viewer, on: date) -> QuerySet[LedgerEntry]:
    """Return what was planned and not held, near its day or past it, of the viewer's own units.

    One's own are the units at which the role was given; what an office oversees is on its list.
    """
    own = {one.unit_path for one in viewer.grants if "ledger.write" in one.permissions}
    found = LedgerEntry.objects.filter(
        unit__path__in=own, voided_at=None, on=None, planned_on__lte=on + NEAR
    )
    return found.select_related("unit").order_by("planned_on", "pk")
