"""What happens at demonstration sites, recorded for one or for all that took part."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.translation import gettext

from gongkai.assessment.actions.sites.common import (
    File,
    locked_site,
    numbered,
    signed,
    tell_public,
    texted,
)
from gongkai.assessment.intake import refuse_secrets, take_file
from gongkai.assessment.models import Site, SiteEvent, SiteEventKind
from gongkai.core.access import Viewer
from gongkai.core.actions import Act, Refused, acting
from gongkai.core.days import day_of
from gongkai.core.wording import brief
from gongkai.rules.sites import BY_UNIT, Happening, Life, Past, why_not_next

MOST: Final = 500
_NOTICED: Final = frozenset({Happening.COMMEND, Happening.REVOKE})
# Entered by actions of their own, which know more than a form can say.
_ELSEWHERE: Final = frozenset({Happening.DESIGNATE, Happening.EVALUATE, Happening.BULLETIN})


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """What is said of one event. ``due`` belongs to an order to rectify, ``sham`` to a revocation.

    The ``text`` of a revocation is read by the public.
    """

    kind: str
    on: date
    title: str
    text: str = ""
    number: str = ""
    due: date | None = None
    sham: bool = False


def record(
    sites: Iterable[int], said: Happened, *, file: File | None = None, by: Viewer
) -> list[SiteEvent]:
    """Record one event for every site that took part; what is there already stays as it is.

    Raises:
        Refused: no site or too many, no title, a day that has not come, a notice without number,
            an order without term, or the event cannot follow what is recorded; the site is named.
        FileRefused: the file is not taken.
    """
    with acting(by) as act:
        asked = sorted(set(sites))
        if not 0 < len(asked) <= MOST:
            words = gettext("请选择示范点，一次不超过 %(most)s 个。")
            raise Refused(words % {"most": MOST}, "sites")
        what = _kind(said)
        held = [_locked(act, one, what) for one in asked]
        said = _checked(said, what, by)
        fresh = _fresh(held, said, what)
        if not fresh:
            act.unchanged()
            return []
        made = _write(fresh, said, what, file, by)
        _told(act, fresh, said)
        tell_public(act, fresh, what)
        return made


def _kind(said: Happened) -> Happening:
    if said.kind not in SiteEventKind.values or Happening(said.kind) in _ELSEWHERE:
        raise Refused(gettext("没有这种登记。请刷新页面。"), "kind")
    return Happening(said.kind)


def _locked(act: Act, site_id: int, what: Happening) -> tuple[Site, Life]:
    site, life = locked_site(act, site_id)
    own = what in BY_UNIT and act.by.may("assessment.self", site.unit.path)
    if own:
        act.require("assessment.self", site.unit.path)
    else:
        act.require("sites.manage", site.organ.path)
    return site, life


def _fresh(held: list[tuple[Site, Life]], said: Happened, what: Happening) -> list[Site]:
    """Return the sites that do not have the event yet.

    Raises:
        Refused: it cannot follow what is recorded of one of them.
    """
    there = set(
        SiteEvent.objects.filter(
            site__in=[site.pk for site, _ in held],
            kind=what,
            on=said.on,
            title=said.title,
            voided_at=None,
        ).values_list("site", flat=True)
    )
    fresh = [(site, life) for site, life in held if site.pk not in there]
    for site, life in fresh:
        reason = why_not_next(life, Past(what, said.on), sham=said.sham)
        if reason:
            words = gettext("%(unit)s：%(reason)s")
            raise Refused(words % {"unit": site.unit.name, "reason": reason})
    return [site for site, _ in fresh]


def _checked(said: Happened, what: Happening, by: Viewer) -> Happened:
    today = day_of(by.at)
    if said.on > today:
        raise Refused(gettext("日期还没到。请在办理之后登记。"), "on")
    if not said.title.strip():
        raise Refused(gettext("没有写名称。请写明是什么。"), "title")
    refuse_secrets("\n".join((said.title, said.text)))
    if what is Happening.RECTIFY and said.due is None:
        raise Refused(gettext("没有写整改期限。请填写完成整改的日期。"), "due")
    if said.due is not None and said.due < said.on:
        raise Refused(gettext("整改期限早于责令整改的日期。请改正。"), "due")
    if what is Happening.REVOKE and not said.text.strip():
        raise Refused(gettext("没有写取消的理由。请写明，它随公告向社会公布。"), "text")
    return Happened(
        kind=what,
        on=said.on,
        title=brief(said.title, SiteEvent, "title"),
        text=texted(said.text),
        number=numbered(said.number, required=what in _NOTICED),
        due=said.due if what is Happening.RECTIFY else None,
        sham=said.sham and what is Happening.REVOKE,
    )


def _write(
    sites: list[Site], said: Happened, what: Happening, file: File | None, by: Viewer
) -> list[SiteEvent]:
    stored, name = take_file(*file, at=by.at) if file is not None else (None, "")
    made = [
        signed(
            SiteEvent(
                site=site,
                kind=what,
                on=said.on,
                title=said.title,
                text=said.text,
                number=said.number,
                due=said.due,
                sham=said.sham,
                file=stored,
                file_name=name,
            ),
            by,
        )
        for site in sites
    ]
    SiteEvent.objects.bulk_create(made)
    if what is Happening.REVOKE:
        Site.objects.filter(pk__in=[site.pk for site in sites]).update(ended_on=said.on)
    return made


def _told(act: Act, sites: list[Site], said: Happened) -> None:
    first = sites[0]
    act.event(
        "site.record",
        first,
        unit_path=first.unit.path if len(sites) == 1 else first.organ.path,
        title="、".join(site.unit.name for site in sites[:5]),
        data={
            "kind": str(SiteEventKind(said.kind).label),
            "name": said.title,
            "on": str(said.on),
            "number": said.number,
            "count": len(sites),
            "sites": [site.pk for site in sites],
        },
    )
