"""Units: making one, changing what is said of it, its name, its place in the tree.

Ending one, merging and splitting stand in ``reforms``. A change takes effect on a day not later
than the day it is entered, so that what the tree says today is what holds today.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gongkai.core import reorganised, verbs
from gongkai.core.access import Viewer
from gongkai.core.actions.base import Act, Refused, acting
from gongkai.core.actions.tree import PATH_LENGTH, lock_tree, replant
from gongkai.core.levels import Level
from gongkai.core.models import Unit, UnitKind, UnitName, UnitPlace

verbs.register("unit.create", _("新建单位"), _("新建单位“%(title)s”"))
verbs.register("unit.edit", _("修改单位信息"), _("修改了“%(title)s”的%(fields)s"))
verbs.register("unit.rename", _("单位更名"), _("“%(before)s”更名为“%(after)s”，自%(on)s起"))
verbs.register(
    "unit.move", _("调整隶属关系"), _("“%(title)s”由“%(before)s”改属“%(after)s”，自%(on)s起")
)

CODE: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
# What may be changed without a document: the rest has actions of its own.
EDITABLE: Final = {
    "short_name": _("简称"),
    "kind": _("单位类型"),
    "level": _("层级"),
    "group": _("分组"),
    "position": _("排序"),
    "address": _("地址"),
    "office_hours": _("办公时间"),
    "phone": _("电话"),
    "fax": _("传真"),
    "email": _("电子邮箱"),
    "website_code": _("网站标识码"),
    "functions": _("职能"),
}


@dataclass(frozen=True, slots=True)
class NewUnit:
    """A unit to be made. ``about`` holds the fields of ``EDITABLE`` that are known already."""

    code: str
    name: str
    kind: str
    level: str
    since: date
    basis: str = ""
    about: Mapping[str, str | int] = field(default_factory=dict)


def today(by: Viewer) -> date:
    """Return the day of an action, as the office's calendar has it."""
    return timezone.localdate(by.at)


def check_day(on: date, by: Viewer, *, after: date | None = None, name: str = "on") -> None:
    """Raise ``Refused`` for a day to come, or one not after ``after``."""
    if on > today(by):
        raise Refused(gettext("生效日期不能晚于今天，请在生效当日办理。"), name)
    if after is not None and on <= after:
        raise Refused(
            gettext("生效日期须晚于%(day)s，即现有记录的开始日期。") % {"day": after.isoformat()},
            name,
        )


def create_unit(new: NewUnit, *, parent_id: int | None, by: Viewer) -> Unit:
    """Make a unit under another; only setting up an installation makes one without.

    Raises:
        Refused: code or name taken or badly written, the superior ended, the day wrong.
    """
    with acting(by) as act:
        parent = in_force_unit(act, parent_id) if parent_id is not None else None
        act.require("units.manage", parent.path if parent else "/")
        _check_new(new, parent, by)
        unit = Unit(
            code=new.code,
            name=new.name,
            kind=new.kind,
            level=new.level,
            parent=parent,
            path="/",
            since=new.since,
        )
        _fill(unit, new.about)
        unit.save()
        unit.path = f"{parent.path if parent else '/'}{unit.pk}/"
        if len(unit.path) > PATH_LENGTH:
            raise Refused(gettext("单位层级太深。"), "parent")
        unit.save(update_fields=["path"])
        UnitName.objects.create(
            unit=unit,
            name=unit.name,
            short_name=unit.short_name,
            basis=new.basis,
            since=new.since,
        )
        UnitPlace.objects.create(unit=unit, parent=parent, basis=new.basis, since=new.since)
        data = {"code": unit.code, "since": unit.since, "basis": new.basis}
        act.event("unit.create", unit, unit_path=unit.path, data=data)
        reorganised.changed(act, unit, parent)
    return unit


def _check_new(new: NewUnit, parent: Unit | None, by: Viewer) -> None:
    if not CODE.fullmatch(new.code):
        raise Refused(gettext("单位编码只能用小写字母、数字和连字符，不超过40个字符。"), "code")
    if Unit.objects.filter(code=new.code).exists():
        raise Refused(gettext("单位编码“%(code)s”已被使用。") % {"code": new.code}, "code")
    check_day(new.since, by, name="since")
    if parent is not None:
        if not parent.covers(new.since):
            raise Refused(gettext("上级单位“%(name)s”在这一天不存在。") % {"name": parent}, "since")
        check_sibling(new.name, parent, None)
    check_kind(new.kind, new.level)
    check_name(new.name)


def check_name(name: str) -> None:
    """Raise ``Refused`` for an empty name or one too long."""
    if not name or len(name) > 100:
        raise Refused(gettext("请填写单位全称，不超过100个字。"), "name")


def check_kind(kind: str, level: str) -> None:
    """Raise ``Refused`` for a kind or level nobody knows."""
    if kind not in UnitKind.values:
        raise Refused(
            gettext("没有“%(kind)s”这种单位类型，可用：%(known)s")
            % {"kind": kind, "known": "、".join(map(str, UnitKind.labels))},
            "kind",
        )
    if level not in Level.values:
        raise Refused(
            gettext("没有“%(level)s”这个层级，可用：%(known)s")
            % {"level": level, "known": "、".join(map(str, Level.labels))},
            "level",
        )


def check_sibling(name: str, parent: Unit, unit: Unit | None) -> None:
    """Raise ``Refused`` where another unit in force under the same superior has this name."""
    same = Unit.objects.filter(parent=parent, name=name, until=None)
    if unit is not None:
        same = same.exclude(pk=unit.pk)
    if same.exists():
        raise Refused(gettext("“%(parent)s”下已有同名单位。") % {"parent": parent}, "name")


def _fill(unit: Unit, about: Mapping[str, str | int]) -> list[str]:
    """Set editable fields; return the names of those that changed, in their usual order."""
    changed = []
    for name in EDITABLE:
        if name in about and getattr(unit, name) != about[name]:
            _check_length(unit, name, about[name])
            setattr(unit, name, about[name])
            changed.append(name)
    return changed


def _check_length(unit: Unit, name: str, value: str | int) -> None:
    longest = getattr(unit._meta.get_field(name), "max_length", None)
    if longest and len(str(value)) > longest:
        raise Refused(
            gettext("“%(field)s”不能超过%(count)s个字。")
            % {"field": EDITABLE[name], "count": longest},
            name,
        )


def edit_unit(unit_id: int, about: Mapping[str, str | int], *, by: Viewer) -> Unit:
    """Change what is said of a unit: contact, hours, functions, kind, group, order."""
    with acting(by) as act:
        unit = act.lock(Unit, unit_id)
        act.require("units.manage", unit.path)
        changed = _fill(unit, about)
        check_kind(unit.kind, unit.level)
        if not changed:
            act.unchanged()
            return unit
        unit.save(update_fields=changed)
        if "short_name" in changed:
            # A short form is no other name: it is mended in place.
            UnitName.objects.filter(unit=unit, until=None).update(short_name=unit.short_name)
        words = [str(EDITABLE[name]) for name in changed]
        act.event("unit.edit", unit, unit_path=unit.path, data={"fields": words})
        reorganised.changed(act, unit, unit.parent if "kind" in changed else None)
    return unit


def rename_unit(
    unit_id: int, *, name: str, short_name: str = "", on: date, basis: str = "", by: Viewer
) -> Unit:
    """Give a unit a new name from a day; the old one is kept with its period.

    Raises:
        Refused: the name is the present one, taken by a sibling, or the day is wrong.
    """
    with acting(by) as act:
        unit = in_force_unit(act, unit_id)
        act.require("units.manage", unit.path)
        check_name(name)
        if name == unit.name:
            raise Refused(gettext("新名称与现名称相同。"), "name")
        if unit.parent is not None:
            check_sibling(name, unit.parent, unit)
        present = UnitName.objects.filter(unit=unit, until=None).order_by("since").last()
        check_day(on, by, after=present.since if present else unit.since)
        _name_before(unit, present, on)
        before, unit.name, unit.short_name = unit.name, name, short_name
        unit.save(update_fields=["name", "short_name"])
        UnitName.objects.create(unit=unit, name=name, short_name=short_name, basis=basis, since=on)
        data = {"before": before, "after": name, "on": on, "basis": basis}
        act.event("unit.rename", unit, unit_path=unit.path, data=data)
        reorganised.changed_widely(act, unit)
    return unit


def _name_before(unit: Unit, present: UnitName | None, on: date) -> None:
    """Close the row of the present name; make it first where a unit was made without one."""
    if present is None:
        present = UnitName(unit=unit, name=unit.name, short_name=unit.short_name, since=unit.since)
    present.until = on
    present.save()


def move_unit(unit_id: int, *, parent_id: int, on: date, basis: str = "", by: Viewer) -> Unit:
    """Put a unit and all below it under another superior from a day.

    Raises:
        Refused: the new superior is the unit itself, below it, ended, or the present one.
    """
    with acting(by) as act:
        lock_tree()
        unit, parent = in_force_unit(act, unit_id), in_force_unit(act, parent_id)
        act.require("units.manage", unit.path)
        act.require("units.manage", parent.path)
        _check_move(unit, parent)
        place = UnitPlace.objects.filter(unit=unit, until=None).order_by("since").last()
        check_day(on, by, after=place.since if place else unit.since)
        before = unit.parent
        put_under(unit, parent, on, basis)
        data = {"before": str(before or ""), "after": parent.name, "on": on, "basis": basis}
        act.event("unit.move", unit, unit_path=unit.path, data=data)
        reorganised.changed(act, before, parent)
        reorganised.changed_widely(act, unit)
    return unit


def _check_move(unit: Unit, parent: Unit) -> None:
    if parent.path.startswith(unit.path):
        raise Refused(gettext("不能把单位放到它自己或它的下级单位之下。"), "parent")
    if unit.parent_id == parent.pk:
        raise Refused(gettext("它已经隶属于这个单位。"), "parent")
    check_sibling(unit.name, parent, unit)


def put_under(unit: Unit, parent: Unit, on: date, basis: str) -> None:
    """Write the change of superior: the period before, the period after, all paths below."""
    place = UnitPlace.objects.filter(unit=unit, until=None).order_by("since").last()
    if place is None:
        place = UnitPlace(unit=unit, parent=unit.parent, since=unit.since)
    if place.since < on:
        place.until = on
        place.save()
        place = UnitPlace(unit=unit, since=on)
    place.parent, place.basis = parent, basis
    place.save()
    unit.parent = parent
    unit.save(update_fields=["parent"])
    replant(unit, parent.path)


def in_force_unit(act: Act, unit_id: int) -> Unit:
    """Return a locked unit that has not ended.

    Raises:
        Refused: it has.
    """
    unit = act.lock(Unit, unit_id)
    if unit.until is not None:
        raise Refused(gettext("“%(name)s”已撤销。") % {"name": unit})
    return unit
