"""Self-checks a viewer sees, and their figures: counted from records, or as they were signed."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import override

from gongkai.assessment.checklist import checklist
from gongkai.assessment.models import LedgerEntry, LedgerKind, SelfCheck
from gongkai.core.access import Viewer
from gongkai.core.days import day_of
from gongkai.core.models import BodyKind, Membership, Unit, UnitKind, in_force
from gongkai.disclosure.queries.months import channel_title, months_of
from gongkai.rules.selfchecks import Tick, lacking, total_of


@dataclass(frozen=True, slots=True)
class CheckFigures:
    """What the records say: publications by channel, inspections, information officers."""

    channels: tuple[tuple[str, int], ...]
    inspections: int
    officers: int

    @property
    def total(self) -> int:
        """Publications through all channels."""
        return total_of(count for _, count in self.channels)

    def plain(self) -> dict[str, Any]:
        """Return the figures as a signed report keeps them."""
        return asdict(self)


def _reach(viewer: Viewer, field: str) -> Q:
    condition = viewer.reach_of("assessment.self", field)
    condition |= viewer.reach_of("assessment.sign", field)
    return condition | viewer.reach_of("assessment.oversee", field)


def checks_seen(viewer: Viewer) -> QuerySet[SelfCheck]:
    """Return the self-checks of one's own units, and those one oversees."""
    return SelfCheck.objects.filter(_reach(viewer, "unit__path")).select_related("unit", "file")


def find_check(viewer: Viewer, code: str, year: int) -> SelfCheck | None:
    """Return a self-check, where the viewer may see it."""
    return checks_seen(viewer).filter(unit__code=code, year=year).first()


def may_check(viewer: Viewer) -> QuerySet[Unit]:
    """Return the units whose self-check a viewer fills in: townships and demonstration sites."""
    named = Q(sites__ended_on=None, sites__voided_at=None, sites__isnull=False)
    rows = Unit.objects.filter(
        viewer.reach("assessment.self"),
        in_force(day_of(viewer.at)),
        Q(kind=UnitKind.TOWNSHIP) | named,
    )
    return rows.distinct().order_by("path")


def own_units(viewer: Viewer) -> list[Unit]:
    """Return those of them at which the viewer's role was given, not the whole county's."""
    at = {one.unit_path for one in viewer.grants if "assessment.self" in one.permissions}
    return [one for one in may_check(viewer) if one.path in at]


def to_sign(viewer: Viewer) -> list[SelfCheck]:
    """Return the self-checks that are whole and wait for a viewer's signature, at its own units."""
    at = {one.unit_path for one in viewer.grants if "assessment.sign" in one.permissions}
    rows = SelfCheck.objects.filter(unit__path__in=at, signed_at=None).select_related("unit")
    return [one for one in rows if not lacking(checklist(), ticks_of(one))]


def find_unit(viewer: Viewer, code: str) -> Unit | None:
    """Return a unit whose self-check one fills in, signs or oversees."""
    return Unit.objects.filter(_reach(viewer, "path"), code=code).first()


def ticks_of(check: SelfCheck | None) -> dict[str, Tick]:
    """Return what was said of each point, those nobody answered among them."""
    said: Mapping[str, Any] = check.ticks if check is not None else {}
    points = [point.id for point in checklist().points]
    return {point: Tick(**said.get(point, {})) for point in points}


def figures_of(unit: Unit, year: int, check: SelfCheck | None, today: date) -> CheckFigures:
    """Return the figures: as signed, or as the records say now."""
    if check is not None and check.figures is not None:
        kept = check.figures
        channels = tuple((str(name), int(count)) for name, count in kept["channels"])
        return CheckFigures(channels, kept["inspections"], kept["officers"])
    with override("zh-hans"):
        return _counted(unit, year, today)


def _counted(unit: Unit, year: int, today: date) -> CheckFigures:
    first, last = date(year, 1, 1), date(year, 12, 31)
    month = months_of([unit], first, last)[unit.pk]
    counts = Counter(channel_title(one.channel) for one in month.heard)
    channels = [("政府网站", len(month.made))] if month.made else []
    channels += sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    inspections = LedgerEntry.objects.filter(
        unit=unit, kind=LedgerKind.INSPECTION, voided_at=None, on__gte=first, on__lte=last
    )
    day = min(last, today)
    officers = Membership.objects.filter(
        in_force(day),
        in_force(day, "body__"),
        body__unit=unit,
        body__kind=BodyKind.INFORMATION_OFFICERS,
    )
    return CheckFigures(tuple(channels), inspections.count(), officers.count())
