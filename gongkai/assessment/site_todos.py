"""What demonstration sites put on a person's to-do list: the office's, and the sites' own."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby
from typing import Final

from django.utils.translation import gettext

from gongkai.assessment.models import Site, SiteEvent, SiteEventKind
from gongkai.assessment.queries.selfchecks import to_sign
from gongkai.assessment.queries.sites.evaluations import (
    month_of_evaluation,
    unplanned,
    waiting,
)
from gongkai.assessment.queries.sites.months import missing_in_month, month_of
from gongkai.assessment.queries.sites.seen import sites_managed, with_standing
from gongkai.core import todo
from gongkai.core.access import Viewer
from gongkai.core.days import day_of
from gongkai.core.models import Unit
from gongkai.core.todo import Todo, TodoState
from gongkai.rules.sites import Standing

_SITES: Final = "/office/sites/"
# Before, a month is young and nothing is late.
_FROM_DAY: Final = 20
_MOST: Final = 30
_MONTHLY: Final = {SiteEventKind.BULLETIN: "/office/bulletins/new/"}


@todo.source("assessment.sites")
def office(viewer: Viewer) -> Iterator[Todo]:
    """Yield what the office owes its sites: results, measures, plans, the month's work."""
    if not viewer.may("sites.manage"):
        return
    today = day_of(viewer.at)
    sites = list(sites_managed(viewer).order_by("organ_id", "pk"))
    yield from _results(viewer)
    for organ, rows in groupby(sites, key=lambda one: one.organ):
        kept = list(rows)
        yield from _of_organ(organ, kept, today)
        yield from _evaluation(viewer, organ, kept, today)
    owed = [one for one in sites if _standing(one) == Standing.OWED]
    for site in owed[:_MOST]:
        yield _owed(site)


def _standing(site: Site) -> str:
    """Where a site stands; ``with_standing`` annotated it."""
    return str(getattr(site, "standing", ""))


def _results(viewer: Viewer) -> Iterator[Todo]:
    for one in waiting(viewer):
        yield Todo(
            title=gettext("%(round)s：记入示范点") % {"round": one.round.title},
            href=_SITES,
            why=gettext("结果已通报，%(count)s 个示范点还没有记入") % {"count": len(one.sites)},
            state=TodoState.WAITING_FOR_ME,
            unit=one.round.unit.label,
            kind=gettext("示范点"),
            key=f"sites-take:{one.round.pk}",
        )


def _of_organ(organ: Unit, sites: list[Site], today: date) -> Iterator[Todo]:
    new = [one for one in sites if _standing(one) == Standing.NEW]
    if new:
        yield _about(
            organ,
            gettext("示范点建设方案"),
            gettext("%(count)s 个示范点还没有方案") % {"count": len(new)},
            TodoState.INFO,
            f"{_SITES}?state=new",
            "plan",
        )
    _, last = month_of(today)
    missing = missing_in_month(sites, today) if today.day >= _FROM_DAY else ()
    for kind in missing:
        yield _about(
            organ,
            gettext("示范点本月%(kind)s") % {"kind": str(kind.label)},
            gettext("本月还没有登记"),
            TodoState.DUE_SOON,
            _MONTHLY.get(kind, f"{_SITES}record/?kind={kind}"),
            f"{kind}:{today:%Y-%m}",
            last,
        )


def _about(
    organ: Unit,
    title: str,
    why: str,
    state: TodoState,
    place: str,
    what: str,
    due: date | None = None,
) -> Todo:
    return Todo(
        title=title,
        href=place,
        why=why,
        state=state,
        due=due,
        unit=organ.label,
        kind=gettext("示范点"),
        key=f"sites:{organ.pk}:{what}",
    )


def _evaluation(viewer: Viewer, organ: Unit, sites: list[Site], today: date) -> Iterator[Todo]:
    """Yield the evaluation of the year, once its month has come and no round has the sites."""
    days = month_of_evaluation(today.year)
    if days is None or today < days[0]:
        return
    # One named in the very month has nothing to be evaluated yet.
    named = [one for one in sites if one.designated_on < days[0]]
    left = unplanned(viewer, named, today.year)
    if left:
        yield _about(
            organ,
            gettext("%(year)s 年示范点考评") % {"year": today.year},
            gettext("%(count)s 个示范点还没有列入今年的考评") % {"count": len(left)},
            TodoState.OVERDUE if today > days[1] else TodoState.WAITING_FOR_ME,
            "/office/rounds/new/?sites=1",
            f"evaluate:{today.year}",
            days[1],
        )


def _owed(site: Site) -> Todo:
    return Todo(
        title=gettext("%(unit)s：示范点考评结果") % {"unit": site.unit.name},
        href=f"{_SITES}{site.pk}/",
        why=gettext("等次带来的处理还没有办"),
        state=TodoState.WAITING_FOR_ME,
        unit=site.unit.label,
        kind=gettext("示范点"),
        key=f"site-owed:{site.pk}",
    )


@todo.source("assessment.sites_own")
def own(viewer: Viewer) -> Iterator[Todo]:
    """Yield what a site itself owes: its plan, and what it was ordered to mend."""
    if not viewer.may("assessment.self"):
        return
    at = {one.unit_path for one in viewer.grants if "assessment.self" in one.permissions}
    rows = Site.objects.filter(unit__path__in=at, ended_on=None, voided_at=None)
    sites = list(with_standing(rows.select_related("unit")))
    for site in sites:
        if _standing(site) == Standing.NEW:
            yield _to_plan(site)
    mending = [one for one in sites if _standing(one) == Standing.MENDING]
    yield from _to_mend(mending, day_of(viewer.at))


@todo.source("assessment.selfchecks")
def self_checks(viewer: Viewer) -> Iterator[Todo]:
    """Yield the self-checks that are filled in and wait for the signature of this person."""
    if not viewer.may("assessment.sign"):
        return
    for one in to_sign(viewer):
        yield Todo(
            title=gettext("签发%(year)s 年自查报告") % {"year": one.year},
            href=f"/office/selfchecks/{one.unit.code}/{one.year}/",
            why=gettext("各要点已填完，等您审阅签发"),
            state=TodoState.WAITING_FOR_ME,
            unit=one.unit.label,
            kind=gettext("乡镇自查"),
            key=f"selfcheck:{one.pk}",
        )


def _to_plan(site: Site) -> Todo:
    return Todo(
        title=gettext("报送示范点建设方案"),
        href=f"{_SITES}{site.pk}/",
        why=gettext("%(who)s确定本单位为示范点，还没有方案") % {"who": site.named_by},
        state=TodoState.WAITING_FOR_ME,
        unit=site.unit.label,
        kind=gettext("示范点"),
        key=f"site-plan:{site.pk}",
    )


def _to_mend(sites: Iterable[Site], today: date) -> Iterator[Todo]:
    for site in sites:
        orders = SiteEvent.objects.filter(site=site, kind=SiteEventKind.RECTIFY, voided_at=None)
        order = orders.order_by("pk").last()
        if order is not None and order.due is not None:
            yield Todo(
                title=gettext("示范点整改"),
                href=f"{_SITES}{site.pk}/",
                why=gettext("考评为%(grade)s，被责令整改") % {"grade": _grade(site)},
                state=TodoState.OVERDUE if order.due < today else TodoState.DUE_SOON,
                due=order.due,
                unit=site.unit.label,
                kind=gettext("示范点"),
                key=f"site-mend:{site.pk}:{order.pk}",
            )


def _grade(site: Site) -> str:
    rows = SiteEvent.objects.filter(site=site, kind=SiteEventKind.EVALUATE, voided_at=None)
    latest = rows.order_by("pk").last()
    return latest.grade_title if latest is not None else ""
