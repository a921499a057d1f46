"""What the public knows of demonstration sites: named, commended, revoked. Nothing else."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from gongkai.assessment.models import Site, SiteEvent, SiteEventKind
from gongkai.core.models import Unit
from gongkai.rules.sites import PUBLIC


@dataclass(frozen=True, slots=True)
class PublicEvent:
    """One thing the public is told. ``text`` is the reason of a revocation, else empty."""

    kind: str
    label: str
    on: date
    title: str
    number: str
    text: str


@dataclass(frozen=True, slots=True)
class PublicSite:
    """A site as the public sees it; ``ended_on`` is the day on which the status was revoked."""

    unit: Unit
    level: str
    named_by: str
    on: date
    number: str
    ended_on: date | None
    commended: int
    events: tuple[PublicEvent, ...]
    changed_at: datetime


def public_sites(code: str = "") -> list[PublicSite]:
    """Return all sites, or those of one unit, present ones first, newest first."""
    rows = Site.objects.filter(voided_at=None).select_related("unit")
    if code:
        rows = rows.filter(unit__code=code)
    found = list(rows.order_by("-designated_on", "unit__path", "pk"))
    events: dict[int, list[SiteEvent]] = {}
    shown = SiteEvent.objects.filter(
        site__in=[one.pk for one in found], voided_at=None, kind__in=[one.value for one in PUBLIC]
    )
    for event in shown.order_by("on", "pk"):
        events.setdefault(event.site_id, []).append(event)
    sites = [_site(one, events.get(one.pk, ())) for one in found]
    return sorted(sites, key=lambda one: one.ended_on is not None)


def public_codes() -> list[str]:
    """Return the codes of the units that are or were sites."""
    rows = Site.objects.filter(voided_at=None).order_by("unit__code")
    return list(rows.values_list("unit__code", flat=True).distinct())


def was_named(unit: Unit) -> bool:
    """Whether a unit is or was a site."""
    return Site.objects.filter(unit=unit, voided_at=None).exists()


def any_named() -> bool:
    """Whether there is or was any site."""
    return Site.objects.filter(voided_at=None).exists()


def _site(site: Site, events: Sequence[SiteEvent]) -> PublicSite:
    told = tuple(map(_event, events))
    return PublicSite(
        unit=site.unit,
        level=str(site.get_level_display()),
        named_by=site.named_by,
        on=site.designated_on,
        number=site.notice_number,
        ended_on=site.ended_on,
        commended=sum(one.kind == SiteEventKind.COMMEND for one in told),
        events=told,
        changed_at=max((one.at for one in events), default=site.created_at),
    )


def _event(event: SiteEvent) -> PublicEvent:
    return PublicEvent(
        kind=event.kind,
        label=str(event.get_kind_display()),
        on=event.on,
        title=event.title,
        number=event.number,
        text=event.text if event.kind == SiteEventKind.REVOKE else "",
    )
