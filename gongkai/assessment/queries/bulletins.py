"""Monthly bulletins a viewer sees, what they may be over, and figures before one is issued."""

from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext

from gongkai.assessment.models import MonthlyBulletin
from gongkai.assessment.month_counting import count_month
from gongkai.assessment.month_figures import MonthFigures
from gongkai.assessment.queries.candidates import candidates, sites_of
from gongkai.core.access import Viewer
from gongkai.core.days import day_of
from gongkai.core.models import Unit, UnitKind

SITES = "sites"
_KINDS = (
    UnitKind.BUREAU,
    UnitKind.TOWNSHIP,
    UnitKind.ENTERPRISE,
    UnitKind.VERTICAL,
    UnitKind.PARTY,
    UnitKind.VILLAGE,
)


def bulletins_seen(viewer: Viewer) -> QuerySet[MonthlyBulletin]:
    """Return the bulletins of organs a viewer looks after or oversees, or over its own units."""
    condition = viewer.reach_of("sites.manage", "organ__path")
    condition |= viewer.reach_of("assessment.oversee", "organ__path")
    own = Q(pk__in=())
    for name in ("assessment.self", "assessment.sign"):
        own |= viewer.reach(name)
    condition |= Q(
        pk__in=MonthlyBulletin.objects.filter(
            units__in=Unit.objects.filter(own).values("pk")
        ).values("pk")
    )
    found = MonthlyBulletin.objects.filter(condition).defer("figures")
    return found.select_related("organ", "replaces", "replaced_by")


def find_bulletin(viewer: Viewer, key: str) -> MonthlyBulletin | None:
    """Return a bulletin by its key, with its figures, where the viewer may see it."""
    return bulletins_seen(viewer).defer(None).filter(key=key).first()


def sees_unit(viewer: Viewer, bulletin: MonthlyBulletin, code: str) -> bool:
    """Whether a viewer may open the records of one unit behind a bulletin.

    Whoever is only told the bulletin opens those of its own units.
    """
    path = bulletin.organ.path
    if viewer.may("sites.manage", path) or viewer.may("assessment.oversee", path):
        return True
    unit = bulletin.units.filter(code=code).first()
    names = ("assessment.self", "assessment.sign")
    return unit is not None and any(viewer.may(name, unit.path) for name in names)


def scopes(organ: Unit, day: date) -> list[tuple[str, str, int]]:
    """Return what a bulletin of an organ may be over: value, words, number of units."""
    units = candidates(organ, day)
    found = [(SITES, gettext("示范点"), len(sites_of(organ, day)))]
    for kind in _KINDS:
        count = sum(one.kind == kind for one in units)
        found.append((kind.value, str(kind.label), count))
    return [one for one in found if one[2]]


def units_in(organ: Unit, scope: str, day: date) -> list[Unit]:
    """Return the units of a scope on a day, in the order of the register."""
    if scope == SITES:
        return sites_of(organ, day)
    return [one for one in candidates(organ, day) if one.kind == scope]


def figures_of(viewer: Viewer, organ: Unit, scope: str, month: date) -> MonthFigures:
    """Return the figures a bulletin would have now."""
    today = day_of(viewer.at)
    return count_month(organ, units_in(organ, scope, today), month, today)


def latest_of(organ: Unit, month: date, scope: str) -> MonthlyBulletin | None:
    """Return the bulletin of a month and scope that nothing has replaced."""
    rows = MonthlyBulletin.objects.filter(organ=organ, month=month, scope=scope)
    return rows.filter(replaced_by=None).order_by("pk").last()
