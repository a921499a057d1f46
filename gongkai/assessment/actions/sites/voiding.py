"""Mistakes in the history of a site, voided with the reason; what was recorded stays readable."""

from django.utils.translation import gettext

from gongkai.assessment.actions.sites.common import locked_site, tell_public
from gongkai.assessment.models import Site, SiteEvent, SiteEventKind
from gongkai.assessment.site_lives import life_of
from gongkai.core.access import Viewer
from gongkai.core.actions import Refused, acting
from gongkai.core.levels import Level
from gongkai.core.wording import brief
from gongkai.rules.sites import Happening, why_not_void


def void_event(event_id: int, *, reason: str, by: Viewer) -> SiteEvent:
    """Void an event recorded by mistake; a revocation voided gives the status back.

    Raises:
        Refused: no reason, something recorded later rests on it, or it is the designation, which
            is voided with the whole site.
    """
    with acting(by) as act:
        row = act.lock(SiteEvent, event_id)
        site, _ = locked_site(act, row.site_id)
        act.require("sites.manage", site.organ.path)
        row.refresh_from_db()
        if row.voided_at is not None:
            act.unchanged()
            return row
        if row.kind == SiteEventKind.DESIGNATE:
            raise Refused(gettext("确定示范点登记错了的，请作废整个示范点的登记。"))
        _refuse_where_it_carries(site, row)
        row.voided_at, row.void_reason = by.at, _why(reason)
        row.save(update_fields=["voided_at", "void_reason"])
        if row.kind == SiteEventKind.REVOKE:
            _give_back(site)
        act.event(
            "site.void_event",
            site,
            unit_path=site.unit.path,
            data={
                "kind": str(SiteEventKind(row.kind).label),
                "name": row.title,
                "reason": row.void_reason,
            },
        )
        tell_public(act, [site], Happening(row.kind))
        return row


def _refuse_where_it_carries(site: Site, row: SiteEvent) -> None:
    kept = SiteEvent.objects.filter(site=site, voided_at=None).order_by("pk")
    words = why_not_void(life_of(kept), [one.pk for one in kept].index(row.pk))
    if words:
        raise Refused(words)


def _give_back(site: Site) -> None:
    again = Site.objects.filter(unit=site.unit, level=site.level, ended_on=None, voided_at=None)
    if again.exists():
        words = gettext("%(unit)s已重新确定为%(level)s示范点，不能再恢复这一次。")
        raise Refused(
            words % {"unit": site.unit.name, "level": str(Level(site.level).label)}, "reason"
        )
    site.ended_on = None
    site.save(update_fields=["ended_on"])


def void_site(site_id: int, *, reason: str, by: Viewer) -> Site:
    """Void a designation entered by mistake, as long as nothing else was recorded.

    Raises:
        Refused: no reason, or something was recorded since.
    """
    with acting(by) as act:
        site = act.lock(Site, site_id)
        act.require("sites.manage", site.organ.path)
        if site.voided_at is not None:
            act.unchanged()
            return site
        first = SiteEvent.objects.filter(site=site, voided_at=None).order_by("pk").first()
        if first is not None:
            _refuse_where_it_carries(site, first)
        site.voided_at, site.void_reason = by.at, _why(reason)
        site.save(update_fields=["voided_at", "void_reason"])
        act.event("site.void", site, unit_path=site.unit.path, data={"reason": site.void_reason})
        tell_public(act, [site], Happening.DESIGNATE)
        return site


def _why(reason: str) -> str:
    if not reason.strip():
        raise Refused(gettext("没有写理由。请写明为什么作废。"), "reason")
    return brief(reason, SiteEvent, "void_reason", "reason")
