"""Units named demonstration sites by one notice, however many it names."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext

from gongkai.assessment.actions.sites.common import File, numbered, signed, tell_public, texted
from gongkai.assessment.intake import refuse_secrets, take_file
from gongkai.assessment.models import Site, SiteEvent, SiteEventKind
from gongkai.core.access import Viewer
from gongkai.core.actions import Refused, acting
from gongkai.core.days import day_of
from gongkai.core.levels import Level
from gongkai.core.models import Unit, in_force
from gongkai.core.wording import brief
from gongkai.rules.sites import Happening


@dataclass(frozen=True, slots=True, kw_only=True)
class Designation:
    """What a notice says: who named sites, at which level, when, under which number, what for."""

    level: str
    named_by: str
    on: date
    number: str
    goal: str = ""


def designate(
    organ_id: int,
    said: Designation,
    *,
    units: Iterable[int],
    file: File | None = None,
    by: Viewer,
) -> list[Site]:
    """Enter the units one notice names as demonstration sites; the public is told.

    The same notice again changes nothing; a unit it left out before is added.

    Raises:
        Refused: no unit, a unit of another organ or a site of this level already, no organ that
            named it, a number that is none, or a day that has not come.
        FileRefused: the file of the notice is not taken.
    """
    with acting(by) as act:
        organ = act.lock(Unit, organ_id)
        act.require("sites.manage", organ.path)
        said = _checked(said, by)
        rows = _chosen(organ, said, set(units))
        if not rows:
            act.unchanged()
            return list(_of_notice(organ, said))
        made = _enter(organ, said, rows, file, by)
        names = [unit.name for unit in rows]
        act.event(
            "site.designate",
            organ,
            unit_path=organ.path,
            title=said.named_by,
            data={
                "count": len(rows),
                "units": names,
                "level": str(Level(said.level).label),
                "number": said.number,
                "on": str(said.on),
            },
        )
        tell_public(act, made, Happening.DESIGNATE)
        return made


def _checked(said: Designation, by: Viewer) -> Designation:
    if said.level not in Level.values:
        raise Refused(gettext("没有选择级别。请选择。"), "level")
    if not said.named_by.strip():
        raise Refused(gettext("没有写由谁确定。请填写通知的发文机关。"), "named_by")
    if said.on > day_of(by.at):
        raise Refused(gettext("确定日期还没到。请在通知印发后登记。"), "on")
    refuse_secrets("\n".join((said.named_by, said.goal)))
    return Designation(
        level=said.level,
        named_by=brief(said.named_by, Site, "named_by"),
        on=said.on,
        number=numbered(said.number, required=True),
        goal=texted(said.goal, "goal"),
    )


def _of_notice(organ: Unit, said: Designation) -> Iterable[Site]:
    return Site.objects.filter(
        organ=organ, notice_number=said.number, level=said.level, voided_at=None
    ).select_related("unit")


def _chosen(organ: Unit, said: Designation, asked: set[int]) -> list[Unit]:
    """Return the units to enter: those asked for that the same notice has not named already."""
    if not asked:
        raise Refused(gettext("没有选择单位。请选择通知确定的单位。"), "units")
    found = list(
        Unit.objects.filter(in_force(said.on), pk__in=asked, path__startswith=organ.path)
        .exclude(pk=organ.pk)
        .order_by("path")
    )
    if len(found) != len(asked):
        raise Refused(gettext("所选单位里有不归本级管或当时还没有的。请刷新页面后重选。"), "units")
    same = {site.unit_id for site in _of_notice(organ, said)}
    fresh = [unit for unit in found if unit.pk not in same]
    open_ = Site.objects.filter(unit__in=fresh, level=said.level, ended_on=None, voided_at=None)
    names = [site.unit.name for site in open_.select_related("unit")]
    if names:
        words = gettext("%(units)s已经是%(level)s示范点。请从所选单位里去掉。")
        level = str(Level(said.level).label)
        raise Refused(words % {"units": "、".join(names), "level": level}, "units")
    return fresh


def _enter(
    organ: Unit, said: Designation, units: list[Unit], file: File | None, by: Viewer
) -> list[Site]:
    stored, name = take_file(*file, at=by.at) if file is not None else (None, "")
    made = []
    for unit in units:
        site = Site.objects.create(
            unit=unit,
            organ=organ,
            named_by=said.named_by,
            level=said.level,
            designated_on=said.on,
            notice_number=said.number,
            goal=said.goal,
            created_at=by.at,
        )
        made.append(site)
    SiteEvent.objects.bulk_create(
        signed(
            SiteEvent(
                site=site,
                kind=SiteEventKind.DESIGNATE,
                on=said.on,
                title=gettext("确定为%(level)s政务公开示范点")
                % {"level": str(Level(said.level).label)},
                text=said.goal,
                number=said.number,
                file=stored,
                file_name=name,
            ),
            by,
        )
        for site in made
    )
    return made
