"""Monthly bulletins issued with the figures as they were; corrected by one that replaces it."""

from dataclasses import dataclass
from datetime import date
from secrets import token_hex

from django.utils.translation import gettext

from gongkai.assessment.actions.common import refuse_used
from gongkai.assessment.actions.sites.common import numbered, signed, texted
from gongkai.assessment.intake import refuse_secrets
from gongkai.assessment.models import MonthlyBulletin, Site, SiteEvent, SiteEventKind
from gongkai.assessment.month_figures import hash_of
from gongkai.assessment.queries.bulletins import SITES, figures_of, latest_of, units_in
from gongkai.core.access import Viewer
from gongkai.core.actions import Refused, acting
from gongkai.core.days import day_of
from gongkai.core.models import Unit
from gongkai.core.wording import brief


@dataclass(frozen=True, slots=True, kw_only=True)
class BulletinDraft:
    """Of which month, over which units, under which number; ``seen`` is the hash on the screen.

    ``reason`` says why it replaces the bulletin of the same month and scope, where there is one;
    ``again`` that the number is meant though something else bears it.
    """

    month: date
    scope: str
    number: str
    note: str = ""
    seen: str = ""
    reason: str = ""
    again: bool = False


def issue_bulletin(organ_id: int, draft: BulletinDraft, *, by: Viewer) -> MonthlyBulletin:
    """Issue the bulletin of a month over some units of an organ; sites get it into their files.

    Issuing the same again, with the same number, changes nothing.

    Raises:
        Refused: no unit, a month that has not come, no number or a used one, figures that changed
            since they were looked at, or the month was told already and no reason is given.
    """
    with acting(by) as act:
        organ = act.lock(Unit, organ_id)
        act.require("sites.manage", organ.path)
        month = draft.month.replace(day=1)
        number = numbered(draft.number, required=True)
        last = latest_of(organ, month, draft.scope)
        if last is not None and last.number == number:
            act.unchanged()
            return last
        refuse_used(number, organ, again=draft.again)
        made = _made(organ, draft, month, number, last, by)
        act.event(
            "bulletin.issue",
            made,
            unit_path=organ.path,
            title=made.title,
            data={
                "number": number,
                "hash": made.hash,
                "units": made.units.count(),
                "reason": made.reason,
            },
        )
        return made


def _made(
    organ: Unit,
    draft: BulletinDraft,
    month: date,
    number: str,
    last: MonthlyBulletin | None,
    by: Viewer,
) -> MonthlyBulletin:
    today = day_of(by.at)
    if month > today:
        raise Refused(gettext("这个月还没有开始。请选择已经过去的月份。"), "month")
    units = units_in(organ, draft.scope, today)
    if not units:
        raise Refused(gettext("所选范围里没有单位。请重选。"), "scope")
    if last is not None and not draft.reason.strip():
        raise Refused(
            gettext("这个月已经通报过（%(number)s）。要更正的，请写明理由，另发一期。")
            % {"number": last.number},
            "reason",
        )
    refuse_secrets("\n".join((draft.note, draft.reason)))
    plain = figures_of(by, organ, draft.scope, month).plain()
    if draft.seen and draft.seen != hash_of(plain):
        raise Refused(gettext("您打开页面之后，发布情况有变动。请刷新页面，看过再通报。"))
    made = MonthlyBulletin.objects.create(
        key=f"{month:%Y-%m}-{token_hex(4)}",
        organ=organ,
        month=month,
        scope=draft.scope,
        title=title_of(month, draft.scope),
        number=number,
        note=texted(draft.note, "note"),
        figures=plain,
        hash=hash_of(plain),
        replaces=last,
        reason=brief(draft.reason, MonthlyBulletin, "reason") if last is not None else "",
        issued_at=by.at,
        person_id=by.person_id,
        name=by.name,
    )
    made.units.set(units)
    if draft.scope == SITES:
        _into_files(organ, units, made, by)
    return made


def title_of(month: date, scope: str) -> str:
    """Return what a bulletin is called: it is an official document, in Chinese on any screen."""
    return f"{month.year}年{month.month}月{'示范点' if scope == SITES else ''}信息公开情况通报"


def _into_files(organ: Unit, units: list[Unit], made: MonthlyBulletin, by: Viewer) -> None:
    sites = Site.objects.filter(organ=organ, unit__in=units, ended_on=None, voided_at=None)
    SiteEvent.objects.bulk_create(
        signed(
            SiteEvent(
                site=site,
                kind=SiteEventKind.BULLETIN,
                on=day_of(by.at),
                title=made.title,
                number=made.number,
            ),
            by,
        )
        for site in sites
    )
