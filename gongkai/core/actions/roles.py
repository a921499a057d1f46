"""Roles of an office's own, granting roles, and taking them back: the security administrator's.

Nobody changes what they themselves may do.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Max
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gongkai.core import verbs
from gongkai.core.access import Viewer
from gongkai.core.actions.base import Refused, acting
from gongkai.core.actions.guards import (
    SEPARATE,
    check_duties_stay,
    check_one_duty,
    close,
    lasting,
)
from gongkai.core.actions.units import today
from gongkai.core.models import Assignment, Duty, Person, Role, Unit
from gongkai.core.permissions import OWN, REGISTER
from gongkai.core.roles import USUAL

verbs.register("role.create", _("新建角色"), _("新建角色“%(title)s”：%(permissions)s"))
verbs.register(
    "role.edit", _("修改角色"), _("修改角色“%(title)s”，增加：%(added)s；减少：%(removed)s")
)
verbs.register("role.drop", _("删除角色"), _("删除角色“%(title)s”"))
verbs.register(
    "role.assign", _("授予角色"), _("授予“%(title)s”角色“%(role)s”，范围：%(unit)s，自%(since)s起")
)
verbs.register("role.revoke", _("收回角色"), _("收回“%(title)s”在%(unit)s的角色“%(role)s”"))

_USUAL: Final = frozenset(role.code for role in USUAL)


def is_usual(role: Role) -> bool:
    """Whether a role comes with the product, and so is not changed by an office."""
    return role.code in _USUAL


@dataclass(frozen=True, slots=True)
class RoleDraft:
    """What a role is to be."""

    title: str
    description: str
    duty: str
    permissions: frozenset[str]


def create_role(draft: RoleDraft, *, by: Viewer) -> Role:
    """Make a role of the office's own."""
    with acting(by) as act:
        act.require("roles.assign")
        _check_draft(draft, None)
        last = Role.objects.aggregate(last=Max("position"), newest=Max("pk"))
        role = Role.objects.create(
            code=f"own-{(last['newest'] or 0) + 1}",
            title=draft.title,
            description=draft.description,
            permissions=sorted(draft.permissions),
            duty=draft.duty,
            position=(last["last"] or 0) + 1,
        )
        act.event("role.create", role, data={"permissions": _titles(draft.permissions)})
    return role


def edit_role(role_id: int, draft: RoleDraft, *, by: Viewer) -> Role:
    """Change a role of the office's own; whoever has it has the new permissions at once.

    Raises:
        Refused: a usual role, one's own, or another duty while people have it.
    """
    with acting(by) as act:
        role = act.lock(Role, role_id)
        act.require("roles.assign")
        if is_usual(role):
            raise Refused(gettext("内置角色不能修改，可以另建角色。"))
        if role.assignments.filter(person_id=by.person_id or 0).exists():
            raise Refused(gettext("不能修改自己担任的角色。"))
        if draft.duty != role.duty and role.assignments.exists():
            raise Refused(gettext("已有人担任过这个角色，不能改变职责类别。"), "duty")
        _check_draft(draft, role)
        before = frozenset(role.permissions)
        role.title, role.description = draft.title, draft.description
        role.duty, role.permissions = draft.duty, sorted(draft.permissions)
        role.save()
        added, removed = draft.permissions - before, before - draft.permissions
        data = {"added": _titles(added), "removed": _titles(removed)}
        act.event("role.edit", role, data=data)
    return role


def drop_role(role_id: int, *, by: Viewer) -> None:
    """Delete a role of the office's own that nobody ever had."""
    with acting(by) as act:
        role = act.lock(Role, role_id)
        act.require("roles.assign")
        if is_usual(role):
            raise Refused(gettext("内置角色不能删除。"))
        if role.assignments.exists():
            raise Refused(gettext("已有人担任过这个角色，为保留历史不能删除；可以收回授予。"))
        act.event("role.drop", role)
        role.delete()


def _check_draft(draft: RoleDraft, role: Role | None) -> None:
    if not draft.title or len(draft.title) > 50:
        raise Refused(gettext("请填写角色名称，不超过50个字。"), "title")
    same = Role.objects.filter(title=draft.title)
    if (same.exclude(pk=role.pk) if role else same).exists():
        raise Refused(gettext("已有同名角色。"), "title")
    if not draft.description or len(draft.description) > 300:
        raise Refused(gettext("请用一句话说明这个角色做什么，不超过300个字。"), "description")
    if draft.duty not in Duty.values:
        raise Refused(gettext("请选择职责类别。"), "duty")
    chosen = [REGISTER.get(name) for name in sorted(draft.permissions)]
    wrong = [one.title for one in chosen if one and not fits(one.name, draft.duty)]
    if None in chosen or not chosen:
        raise Refused(gettext("请选择权限。"), "permissions")
    if wrong:
        raise Refused(
            gettext("这些权限不属于%(duty)s类：%(names)s")
            % {"duty": Duty(draft.duty).label, "names": "、".join(map(str, wrong))},
            "permissions",
        )


_SHARED: Final = frozenset({"desk.view", "units.view"})


def fits(permission: str, duty: str) -> bool:
    """Whether a role of a duty may hold a permission: its own, and what every desk needs."""
    if permission == OWN:
        return False
    return permission in _SHARED or REGISTER[permission].duty == duty


def _titles(names: Iterable[str]) -> list[str]:
    return [str(REGISTER[name].title) for name in sorted(names) if name in REGISTER]


def assign(
    person_id: int,
    role_id: int,
    unit_id: int,
    *,
    since: date,
    until: date | None = None,
    subtree: bool = True,
    by: Viewer,
) -> Assignment:
    """Grant a person a role at a unit, and below it with ``subtree``, for a period.

    Raises:
        Refused: oneself, a second kind of duty, an account or unit that is closed, the same role
            twice, or a period that makes no sense.
    """
    with acting(by) as act:
        person, role = act.lock(Person, person_id), act.lock(Role, role_id)
        unit = act.lock(Unit, unit_id)
        act.require("roles.assign", unit.path)
        if person.pk == by.person_id:
            raise Refused(gettext("不能给自己授予角色，请由另一名安全管理员办理。"))
        if not person.is_active:
            raise Refused(gettext("账号已停用，不能授予角色。"))
        if unit.until is not None:
            raise Refused(gettext("“%(name)s”已撤销。") % {"name": unit}, "unit")
        _check_period(role, since, until, by)
        check_one_duty(person, role.duty, since, until)
        _check_new(person, role, unit, since)
        granted = Assignment.objects.create(
            person=person, role=role, unit=unit, subtree=subtree, since=since, until=until
        )
        data = {"role": role.title, "unit": unit.name, "since": since, "until": until}
        act.event("role.assign", person, unit_path=unit.path, data={**data, "subtree": subtree})
    return granted


def _check_period(role: Role, since: date, until: date | None, by: Viewer) -> None:
    if since < today(by):
        raise Refused(gettext("开始日期不能早于今天。"), "since")
    if until is None:
        return
    if until <= since:
        raise Refused(gettext("结束日期须晚于开始日期。"), "until")
    if role.duty in SEPARATE and not lasting(Duty(role.duty), today(by)).exists():
        raise Refused(
            gettext("至少要有一名长期的%(duty)s，请不要填写结束日期。")
            % {"duty": Duty(role.duty).label},
            "until",
        )


def _check_new(person: Person, role: Role, unit: Unit, since: date) -> None:
    same = Assignment.objects.filter(person=person, role=role, unit=unit)
    if any(one.until is None or one.until > since for one in same):
        raise Refused(gettext("这个人在这个单位已有这个角色。"), "role")


def revoke(assignment_id: int, *, by: Viewer) -> None:
    """Take a role back, at once.

    Raises:
        Refused: one's own role, one that has ended, or the last of a separate duty.
    """
    with acting(by) as act:
        granted = act.lock(Assignment, assignment_id)
        act.require("roles.assign", granted.unit.path)
        day = today(by)
        if granted.person_id == by.person_id:
            raise Refused(gettext("不能收回自己的角色，请由另一名安全管理员办理。"))
        if granted.until is not None and granted.until <= day:
            raise Refused(gettext("这个角色已经结束。"))
        check_duties_stay(
            Assignment.objects.filter(pk=granted.pk),
            gettext("这是最后一名%(duty)s，不能收回；请先授予另一个人。"),
            day,
        )
        person, role, unit = granted.person, granted.role, granted.unit
        close(granted, day)
        data = {"role": role.title, "unit": unit.name}
        act.event("role.revoke", person, unit_path=unit.path, data=data)
