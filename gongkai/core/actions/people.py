"""Accounts: opening one, changing it, moving a person to another unit, closing and reopening.

The system administrator's. What a person may do is granted by somebody else (``roles``).
"""

import re
from dataclasses import dataclass
from typing import Final

from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gongkai.core import verbs
from gongkai.core.access import Viewer
from gongkai.core.actions.base import Refused, acting
from gongkai.core.actions.guards import SEPARATE, check_duties_stay, close, duties_of
from gongkai.core.actions.passwords import check_new, temporary_password
from gongkai.core.actions.sessions import close_all
from gongkai.core.actions.units import in_force_unit, today
from gongkai.core.models import Assignment, Person

verbs.register("person.create", _("新建账号"), _("为“%(title)s”新建账号%(username)s"))
verbs.register("person.edit", _("修改账号信息"), _("修改了“%(title)s”的%(fields)s"))
verbs.register(
    "person.move", _("人员调动"), _("“%(title)s”由%(before)s调到%(after)s，%(count)s个角色随之结束")
)
verbs.register("person.close", _("停用账号"), _("停用“%(title)s”的账号"))
verbs.register("person.reopen", _("启用账号"), _("启用“%(title)s”的账号"))
verbs.register("person.reset", _("重置密码"), _("重置“%(title)s”的密码"))

USERNAME: Final = re.compile(r"[a-z][a-z0-9._-]{1,59}")
_FIELDS: Final = {"name": _("姓名"), "phone": _("电话"), "email": _("电子邮箱")}


@dataclass(frozen=True, slots=True)
class Opened:
    """A new account and its temporary password, which is shown once and stands nowhere."""

    person: Person
    password: str = ""


def create_person(
    username: str,
    *,
    name: str,
    unit_id: int,
    phone: str = "",
    email: str = "",
    with_password: bool = True,
    by: Viewer,
) -> Opened:
    """Open an account. Without a password nobody can sign in until one is set.

    Raises:
        Refused: the sign-in name taken or badly written, no name, the unit ended.
    """
    with acting(by) as act:
        unit = in_force_unit(act, unit_id)
        act.require("people.manage", unit.path)
        if not USERNAME.fullmatch(username):
            raise Refused(
                gettext("用户名以小写字母开头，只能用小写字母、数字、点、横线和下划线。"),
                "username",
            )
        if Person.objects.filter(username__iexact=username).exists():
            raise Refused(gettext("用户名“%(name)s”已被使用。") % {"name": username}, "username")
        person = Person(
            username=username,
            name=name,
            unit=unit,
            phone=phone,
            email=email,
            must_change_password=True,
            created_at=by.at,
        )
        _check(person)
        password = temporary_password() if with_password else ""
        person.set_password(password or None)
        person.save()
        act.event("person.create", person, unit_path=unit.path, data={"username": username})
    return Opened(person, password)


def _check(person: Person) -> None:
    if not person.name or len(person.name) > 50:
        raise Refused(gettext("请填写姓名，不超过50个字。"), "name")
    if len(person.phone) > 60:
        raise Refused(gettext("电话太长。"), "phone")
    if len(person.email) > 100 or (person.email and "@" not in person.email):
        raise Refused(gettext("电子邮箱的写法不对，应如 name@example.com。"), "email")


def edit_person(person_id: int, *, name: str, phone: str, email: str, by: Viewer) -> Person:
    """Change name, phone and mail address. The event says which, never what they were."""
    with acting(by) as act:
        person = act.lock(Person, person_id)
        act.require("people.manage", person.unit.path)
        about = {"name": name, "phone": phone, "email": email}
        changed = [field for field, value in about.items() if getattr(person, field) != value]
        if not changed:
            act.unchanged()
            return person
        person.name, person.phone, person.email = name, phone, email
        _check(person)
        person.save(update_fields=changed)
        data = {"fields": [str(_FIELDS[field]) for field in changed]}
        act.event("person.edit", person, unit_path=person.unit.path, data=data)
    return person


def move_person(person_id: int, *, unit_id: int, by: Viewer) -> int:
    """Move a person to another unit; their roles end, to be granted there anew. Return how many.

    Raises:
        Refused: the same unit, one that ended, oneself, or the last of a separate duty.
    """
    with acting(by) as act:
        person, unit = act.lock(Person, person_id), in_force_unit(act, unit_id)
        act.require("people.manage", person.unit.path)
        act.require("people.manage", unit.path)
        if person.pk == by.person_id:
            raise Refused(gettext("不能调动自己，请由另一名系统管理员办理。"))
        if person.unit_id == unit.pk:
            raise Refused(gettext("他已经在这个单位。"), "unit")
        day = today(by)
        held = Assignment.objects.filter(Q(until=None) | Q(until__gt=day), person=person)
        _check_stays(person, by)
        count = 0
        for one in held:
            close(one, day)
            count += 1
        before, person.unit = person.unit.name, unit
        person.save(update_fields=["unit"])
        data = {"before": before, "after": unit.name, "count": count}
        act.event("person.move", person, unit_path=unit.path, data=data)
    return count


def _check_stays(person: Person, by: Viewer) -> None:
    check_duties_stay(
        Assignment.objects.filter(person=person, until=None),
        gettext("这是最后一名%(duty)s，请先由安全管理员授予另一个人。"),
        today(by),
    )


def close_person(person_id: int, *, by: Viewer) -> None:
    """Close an account: its sessions end and it cannot sign in; what it did stays.

    Raises:
        Refused: one's own, or the last of a separate duty.
    """
    with acting(by) as act:
        person = act.lock(Person, person_id)
        act.require("people.manage", person.unit.path)
        if person.pk == by.person_id:
            raise Refused(gettext("不能停用自己的账号。"))
        if not person.is_active:
            act.unchanged()
            return
        _check_stays(person, by)
        person.is_active = False
        person.save(update_fields=["is_active"])
        close_all(act, person.pk)
        act.event("person.close", person, unit_path=person.unit.path)


def reopen_person(person_id: int, *, by: Viewer) -> None:
    """Open a closed account again, with the roles that have not ended."""
    with acting(by) as act:
        person = act.lock(Person, person_id)
        act.require("people.manage", person.unit.path)
        if person.is_active:
            act.unchanged()
            return
        person.is_active = True
        person.save(update_fields=["is_active"])
        act.event("person.reopen", person, unit_path=person.unit.path)


def reset_password(person_id: int, *, by: Viewer) -> str:
    """Give a person a temporary password, to be changed at the next sign-in, and return it.

    Whoever resets a password could sign in with it. For security and audit administrators that
    would undo the separation of duties, so they need a second factor first, which the system
    administrator cannot remove; without one, only the command line on the server helps.

    Raises:
        Refused: one's own, or a security or audit administrator without a second factor.
    """
    with acting(by) as act:
        person = act.lock(Person, person_id)
        act.require("people.manage", person.unit.path)
        if person.pk == by.person_id:
            raise Refused(gettext("修改自己的密码请用“修改密码”。"))
        others = duties_of(person, today(by), None) & (set(SEPARATE) - {"system"})
        if others and not person.totp_secret and not by.is_system:
            raise Refused(
                gettext(
                    "安全管理员和审计员未启用动态口令时，系统管理员不能重置其密码。"
                    "请在服务器上运行 gongkai setup --reset 用户名。"
                )
            )
        temporary = temporary_password()
        person.set_password(temporary)
        person.must_change_password = True
        person.save(update_fields=["password", "must_change_password"])
        close_all(act, person.pk)
        act.event("person.reset", person, unit_path=person.unit.path)
    return temporary


def set_password(person_id: int, password: str, *, must_change: bool, by: Viewer) -> None:
    """Set a password given on the server itself, while setting up or as the way back in.

    Raises:
        Refused: the rules are against the password; anybody but the system asked.
    """
    with acting(by) as act:
        person = act.lock(Person, person_id)
        act.require("people.manage", person.unit.path)
        if not by.is_system:
            raise Refused(gettext("只有在服务器上运行的命令才能直接设置密码。"))
        check_new(password, person)
        person.set_password(password)
        person.must_change_password = must_change
        person.save(update_fields=["password", "must_change_password"])
        close_all(act, person.pk)
        act.event("person.reset", person, unit_path=person.unit.path)
