"""Rounds that evaluate demonstration sites: which results wait to be taken into the histories."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from gongkai.assessment.current import current, pack_of
from gongkai.assessment.models import Round, RoundUnit, Site, SiteEvent, SiteEventKind
from gongkai.assessment.pinning import library
from gongkai.assessment.queries.candidates import scheme_of
from gongkai.core.access import Viewer
from gongkai.core.days import day_of
from gongkai.policy.problems import ProblemsError
from gongkai.rules.rounds import planned
from gongkai.rules.scheme import Consequence, Scheme
from gongkai.rules.sites import demands_of, evaluates_sites

PACK = "shifandian"
"""The pack of the sources for evaluating sites (001-5)."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """An announced round whose results are not in the histories of these sites yet."""

    round: Round
    sites: tuple[Site, ...]


def to_take(round_: Round) -> list[Site]:
    """Return the sites whose result in an announced round was not taken over yet."""
    if round_.announced_at is None:
        return []
    day = day_of(round_.announced_at)
    assessed = RoundUnit.objects.filter(round=round_, exempt=False).values("unit")
    evaluated = SiteEvent.objects.filter(kind=SiteEventKind.EVALUATE, voided_at=None)
    rows = Site.objects.filter(
        unit__in=assessed,
        organ__path__startswith=round_.unit.path,
        ended_on=None,
        voided_at=None,
        designated_on__lte=day,
    )
    rows = rows.exclude(pk__in=evaluated.filter(round=round_).values("site"))
    # One that was evaluated later has moved on.
    rows = rows.exclude(pk__in=evaluated.filter(on__gt=day).values("site"))
    return list(rows.select_related("unit").order_by("unit__path", "pk"))


def waiting(viewer: Viewer) -> list[Waiting]:
    """Return the announced rounds of a viewer's organs with results to take over."""
    rows = _rounds(viewer).filter(announced_at__isnull=False).order_by("-announced_at")
    named = rows.filter(units__unit__sites__ended_on=None, units__unit__sites__voided_at=None)
    found = []
    for round_ in named.distinct():
        if evaluates_sites(pack_of(round_).scheme):
            sites = to_take(round_)
            if sites:
                found.append(Waiting(round_, tuple(sites)))
    return found


def _rounds(viewer: Viewer) -> QuerySet[Round]:
    reach = viewer.reach_of("sites.manage", "unit__path")
    return Round.objects.filter(reach, cancelled_at=None).select_related("unit", "pack")


def month_of_evaluation(year: int) -> tuple[date, date] | None:
    """Return the first and last day in which the pack has sites evaluated in a year."""
    if PACK not in {folder.path.name for folder in library().folders()}:
        return None
    try:
        stages = planned(scheme_of(PACK), year)
    except ProblemsError:
        return None
    for one in stages:
        if one.starts_on is not None and one.ends_on is not None:
            return one.starts_on, one.ends_on
    return None


def unplanned(viewer: Viewer, sites: Iterable[Site], year: int) -> list[Site]:
    """Return the sites that no round of the year evaluates and that have no result of it."""
    rounds = [
        one.pk for one in _rounds(viewer).filter(year=year) if evaluates_sites(pack_of(one).scheme)
    ]
    inside = set(RoundUnit.objects.filter(round__in=rounds).values_list("unit", flat=True))
    return [one for one in sites if one.unit_id not in inside]


def differs(row: SiteEvent) -> str:
    """Return the grade a round gives now, where it is not the one that was taken over.

    A result may be revised after it was announced; the history then has to follow.
    """
    if row.round is None or row.voided_at is not None:
        return ""
    scheme = pack_of(row.round).scheme
    for one in current(row.round).units:
        if one.score.unit.id == row.site.unit.code and one.grade is not None:
            findings = [finding.id for finding in one.score.unit.findings]
            demands = " ".join(sorted(demands_of(scheme, one.grade.id, findings)))
            same = (one.grade.id, one.score.total, demands) == (row.grade, row.total, row.demands)
            return "" if same else one.grade.title
    return ""


def measures_of(row: SiteEvent) -> list[tuple[Consequence, Scheme]]:
    """Return what the pack says follows from the grade of an evaluation, with its scheme."""
    if row.round is None:
        return []
    scheme = pack_of(row.round).scheme
    return [(one, scheme) for of, named in scheme.consequences if of == row.grade for one in named]


def evaluated_site(place: RoundUnit, scheme: Scheme) -> Site | None:
    """Return the site a unit of a round is evaluated as, where the scheme evaluates sites."""
    if not evaluates_sites(scheme):
        return None
    rows = Site.objects.filter(unit=place.unit, ended_on=None, voided_at=None)
    return rows.filter(organ__path__startswith=place.round.unit.path).first()
