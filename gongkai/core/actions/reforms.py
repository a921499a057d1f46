"""Reforms of units: ending one, merging several, splitting one, each with day and document.

Nothing is deleted: a unit that ended keeps its place, its names and what it issued. Roles never
pass to a successor by themselves, for whoever keeps the units may not grant roles.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gongkai.core import reorganised, verbs
from gongkai.core.access import Viewer
from gongkai.core.actions.base import Act, Refused, acting
from gongkai.core.actions.guards import Closing, check_duties_stay, close
from gongkai.core.actions.tree import lock_tree
from gongkai.core.actions.units import (
    NewUnit,
    check_day,
    create_unit,
    in_force_unit,
    put_under,
    today,
)
from gongkai.core.models import (
    Assignment,
    Membership,
    Person,
    Succession,
    SuccessionKind,
    Unit,
)

verbs.register("unit.end", _("撤销单位"), _("撤销“%(title)s”，自%(on)s起"))
verbs.register("unit.merge", _("单位合并或更替"), _("“%(title)s”%(how)s“%(into)s”，自%(on)s起"))
verbs.register("unit.split", _("单位分立"), _("“%(title)s”分立出%(into)s，自%(on)s起"))


@dataclass(frozen=True, slots=True)
class Reform:
    """What came of a reform: the units after it, and how many roles must be granted anew."""

    units: tuple[Unit, ...]
    people_moved: int = 0
    roles_ended: int = 0


def end_unit(unit_id: int, *, on: date, basis: str = "", by: Viewer) -> Reform:
    """End a unit that has no units and no accounts left; its duties pass to nobody.

    Raises:
        Refused: units or people still belong to it, or the day is wrong.
    """
    with acting(by) as act:
        lock_tree()
        unit = in_force_unit(act, unit_id)
        act.require("units.manage", unit.path)
        check_day(on, by, after=unit.since)
        if unit.children.filter(until=None).exists():
            raise Refused(gettext("它还有下级单位，请先撤销或调整下级单位。"))
        people = unit.people.filter(is_active=True).count()
        if people:
            raise Refused(
                gettext("它还有%(count)s个在用账号，请先调离或停用。") % {"count": people}
            )
        roles = _close(act, unit, on)
        act.event("unit.end", unit, unit_path=unit.path, data={"on": on, "basis": basis})
        reorganised.changed(act, unit)
    return Reform((unit,), roles_ended=roles)


def merge_units(
    unit_ids: Sequence[int], *, into_id: int, on: date, basis: str = "", by: Viewer
) -> Reform:
    """End units and pass their duties, lower units and people to another that exists.

    One unit that passes to one made for it on the same day is replaced; all else is a merger.

    Raises:
        Refused: the same unit on both sides, one below the other, or the day is wrong.
    """
    with acting(by) as act:
        lock_tree()
        into = in_force_unit(act, into_id)
        act.require("units.manage", into.path)
        people = roles = 0
        for unit_id in unit_ids:
            unit = in_force_unit(act, unit_id)
            act.require("units.manage", unit.path)
            _check_pair(unit, into)
            check_day(on, by, after=unit.since)
            replaced = len(unit_ids) == 1 and into.since == on
            kind = SuccessionKind.REPLACED if replaced else SuccessionKind.MERGED
            _succeed(unit, into, kind, on, basis)
            moved = _hand_over(act, unit, into, on, basis)
            people, roles = people + moved[0], roles + moved[1]
            how = gettext("更替为") if replaced else gettext("并入")
            data = {"how": how, "into": into.name, "on": on, "basis": basis}
            act.event("unit.merge", unit, unit_path=unit.path, data=data)
            reorganised.changed(act, unit)
        if not unit_ids:
            raise Refused(gettext("请选择要并入的单位。"), "units")
        reorganised.changed_widely(act, into)
    return Reform((into,), people, roles)


def _check_pair(unit: Unit, into: Unit) -> None:
    if unit.pk == into.pk:
        raise Refused(gettext("不能并入自己。"), "units")
    if into.path.startswith(unit.path):
        raise Refused(
            gettext("“%(into)s”是“%(unit)s”的下级单位，请先调整隶属关系。")
            % {"into": into, "unit": unit},
            "units",
        )


def split_unit(
    unit_id: int, parts: Sequence[NewUnit], *, stays: bool, basis: str = "", by: Viewer
) -> Reform:
    """Make new units beside one, which stays in force or ends on the day the first begins.

    Where it ends, its lower units and people pass to the first part; move them on from there.

    Raises:
        Refused: no part, parts of different days, or the day is wrong.
    """
    with acting(by) as act:
        lock_tree()
        unit = in_force_unit(act, unit_id)
        act.require("units.manage", unit.path)
        if not parts or (not stays and len(parts) < 2):
            raise Refused(gettext("请填写分立出的单位；原单位撤销时至少两个。"), "parts")
        on = parts[0].since
        if any(part.since != on for part in parts):
            raise Refused(gettext("分立出的单位须同日设立。"), "since")
        check_day(on, by, after=unit.since)
        made = [create_unit(part, parent_id=unit.parent_id, by=by) for part in parts]
        for part in made:
            _succeed(unit, part, SuccessionKind.SPLIT, on, basis)
        people, roles = (0, 0) if stays else _hand_over(act, unit, made[0], on, basis)
        into = [part.name for part in made]
        data = {"into": into, "on": on, "basis": basis, "stays": stays}
        act.event("unit.split", unit, unit_path=unit.path, data=data)
        reorganised.changed(act, unit)
        reorganised.changed_widely(act, made[0])
    return Reform(tuple(made), people, roles)


def _succeed(unit: Unit, into: Unit, kind: SuccessionKind, on: date, basis: str) -> None:
    Succession.objects.create(predecessor=unit, successor=into, kind=kind, on=on, basis=basis)


def _hand_over(act: Act, unit: Unit, into: Unit, on: date, basis: str) -> tuple[int, int]:
    """Move lower units and people to the successor and end the unit; count people and roles."""
    for child in unit.children.filter(until=None):
        child.refresh_from_db()
        put_under(child, into, max(on, child.since), basis)
    people = Person.objects.filter(unit=unit).update(unit=into)
    unit.refresh_from_db()
    return people, _close(act, unit, on)


def _close(act: Act, unit: Unit, on: date) -> int:
    """Close every open period of a unit; return how many roles ended with it."""
    check_duties_stay(
        Assignment.objects.filter(unit=unit, until=None),
        gettext("撤销后将没有%(duty)s，请先由安全管理员在其他单位授予。"),
        today(act.by),
    )
    roles = list(Assignment.objects.filter(_open(on), unit=unit))
    members = Membership.objects.filter(_open(on), Q(unit=unit) | Q(body__unit=unit))
    rows: list[Closing] = [*roles, *members]
    for kept in (unit.names, unit.places, unit.bodies):
        rows.extend(kept.filter(_open(on)))
    for row in rows:
        close(row, on)
    unit.until = on
    unit.save(update_fields=["until"])
    return len(roles)


def _open(on: date) -> Q:
    return Q(until=None) | Q(until__gt=on)
