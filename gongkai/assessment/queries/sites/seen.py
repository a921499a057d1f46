"""Sites a viewer sees, each with where it stands; their history; units that may be named."""

from datetime import date

from django.db.models import Case, CharField, Exists, OuterRef, Q, QuerySet, Subquery, Value, When

from gongkai.assessment.models import Site, SiteEvent, SiteEventKind
from gongkai.core.access import Viewer
from gongkai.core.models import Unit, in_force
from gongkai.rules.sites import BY_UNIT, DECIDED, Standing

_OF_UNIT = ("assessment.self", "assessment.sign")


def sites_seen(viewer: Viewer) -> QuerySet[Site]:
    """Return the sites a viewer looks after, oversees or belongs to, with their ``standing``.

    What was entered by mistake is seen by whoever looks after it.
    """
    manages = viewer.reach_of("sites.manage", "organ__path")
    others = viewer.reach_of("assessment.oversee", "unit__path")
    for name in _OF_UNIT:
        others |= viewer.reach_of(name, "unit__path")
    found = Site.objects.filter(manages | (others & Q(voided_at=None)))
    return with_standing(found.select_related("unit", "organ"))


def sites_managed(viewer: Viewer) -> QuerySet[Site]:
    """Return the sites a viewer looks after that have their status, with their ``standing``."""
    found = Site.objects.filter(
        viewer.reach_of("sites.manage", "organ__path"), ended_on=None, voided_at=None
    )
    return with_standing(found.select_related("unit", "organ"))


def find_site(viewer: Viewer, site_id: int) -> Site | None:
    """Return a site, where the viewer may see it."""
    return sites_seen(viewer).filter(pk=site_id).first()


def history_of(viewer: Viewer, site: Site) -> list[SiteEvent]:
    """Return what was recorded of a site, newest first; mistakes only for its office."""
    rows = SiteEvent.objects.filter(site=site).select_related("file", "round")
    if not viewer.may("sites.manage", site.organ.path):
        rows = rows.filter(voided_at=None)
    return list(rows.order_by("-on", "-pk"))


def events_seen(viewer: Viewer) -> QuerySet[SiteEvent]:
    """Return the events of the sites a viewer sees."""
    rows = SiteEvent.objects.filter(site__in=sites_seen(viewer).values("pk"))
    mistakes = viewer.reach_of("sites.manage", "site__organ__path")
    return rows.filter(Q(voided_at=None) | mistakes).select_related(
        "site__unit", "site__organ", "file"
    )


def with_standing(rows: QuerySet[Site]) -> QuerySet[Site]:
    """Add to each site where it stands: the same that ``rules.sites.Life`` says, in one query."""
    events = SiteEvent.objects.filter(site=OuterRef("pk"), voided_at=None)
    latest = events.filter(kind=SiteEventKind.EVALUATE).order_by("-pk").values("pk")[:1]
    order = events.filter(kind__in=(SiteEventKind.RECTIFY, SiteEventKind.MENDED))
    rows = rows.annotate(
        evaluation=Subquery(latest), order_kind=Subquery(order.order_by("-pk").values("kind")[:1])
    )
    owed = Q(pk__in=())
    for what in DECIDED:
        asked = SiteEvent.objects.filter(pk=OuterRef("evaluation"), demands__contains=what.value)
        done = events.filter(kind=what.value, pk__gt=OuterRef("evaluation"))
        owed |= Q(Exists(asked)) & ~Q(Exists(done))
    plan = Exists(events.filter(kind=SiteEventKind.PLAN))
    return rows.annotate(
        standing=Case(
            When(ended_on__isnull=False, then=Value(Standing.REVOKED.value)),
            When(owed, then=Value(Standing.OWED.value)),
            When(order_kind=SiteEventKind.RECTIFY, then=Value(Standing.MENDING.value)),
            When(plan, then=Value(Standing.BUILDING.value)),
            default=Value(Standing.NEW.value),
            output_field=CharField(),
        )
    )


def organs(viewer: Viewer, day: date) -> list[Unit]:
    """Return the organs whose sites a viewer looks after: governments, the highest first."""
    rows = Unit.objects.filter(viewer.reach("sites.manage"), in_force(day))
    found = list(rows.order_by("path"))
    return [one for one in found if one.kind in {"government", "township"}] or found[:1]


def may_be_named(organ: Unit, day: date) -> list[Unit]:
    """Return the units below an organ that a notice may name."""
    rows = Unit.objects.filter(in_force(day), path__startswith=organ.path)
    return list(rows.exclude(pk=organ.pk).exclude(kind="section").order_by("kind", "path"))


def with_latest(rows: QuerySet[Site]) -> QuerySet[Site]:
    """Add to each site the day of its last visit and the grade of its last evaluation."""
    events = SiteEvent.objects.filter(site=OuterRef("pk"), voided_at=None)
    visits = events.filter(kind=SiteEventKind.VISIT).order_by("-on", "-pk")
    results = events.filter(kind=SiteEventKind.EVALUATE).order_by("-pk")
    return rows.annotate(
        visited_on=Subquery(visits.values("on")[:1]),
        latest_grade=Subquery(results.values("grade_title")[:1]),
    )


def units_with_sites(viewer: Viewer) -> QuerySet[Unit]:
    """Return the units whose sites a viewer sees."""
    return Unit.objects.filter(pk__in=sites_seen(viewer).values("unit"))


def may_record(viewer: Viewer, kind: str) -> QuerySet[Site]:
    """Return the sites at which a viewer may record something of a kind."""
    condition = viewer.reach_of("sites.manage", "organ__path")
    if kind in BY_UNIT:
        condition |= viewer.reach_of("assessment.self", "unit__path")
    found = Site.objects.filter(condition, ended_on=None, voided_at=None)
    return with_standing(found.select_related("unit", "organ")).order_by("unit__path", "pk")
