"""What a notice about sites is written from: the sites it names, their results, the rule texts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from gongkai.assessment.current import pack_of
from gongkai.assessment.models import Site, SiteEvent, SiteEventKind
from gongkai.assessment.queries.sites.seen import sites_seen
from gongkai.core.access import Viewer


@dataclass(frozen=True, slots=True)
class Cited:
    """The latest evaluation of each site, the round they come from, and the texts it rests on."""

    results: Mapping[int, SiteEvent]
    round: str = ""
    basis: str = ""


def notice_sites(viewer: Viewer, event: SiteEvent) -> list[Site]:
    """Return the sites one notice names, as far as the viewer sees them, by unit.

    A notice is one number on one day; an event without a number is about its own site alone.
    """
    rows = SiteEvent.objects.filter(
        kind=event.kind, number=event.number, on=event.on, voided_at=None
    )
    same = rows.filter(site__organ=event.site.organ_id, site__level=event.site.level)
    named = set(same.values_list("site", flat=True)) if event.number else {event.site_id}
    return list(sites_seen(viewer).filter(pk__in=named).order_by("unit__kind", "unit__path"))


def cited(sites: Iterable[Site]) -> Cited:
    """Return what a notice about these sites refers to."""
    rows = SiteEvent.objects.filter(
        site__in=[one.pk for one in sites], kind=SiteEventKind.EVALUATE, voided_at=None
    )
    results = {one.site_id: one for one in rows.order_by("pk").select_related("round__pack")}
    rounds = {one.round for one in results.values() if one.round is not None}
    if len(rounds) != 1:
        return Cited(results)
    (round_,) = rounds
    sources = pack_of(round_).scheme.sources
    basis = "、".join(f"《{one.title}》" for one in sources)
    return Cited(results, round_.title, basis)
