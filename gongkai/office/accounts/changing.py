"""Opening accounts and changing them: the system administrator's forms."""

from typing import Final

from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from gongkai.core.access import viewer
from gongkai.core.actions import people as actions
from gongkai.core.actions.reading import note_read
from gongkai.core.actions.second_factor import remove_of
from gongkai.core.actions.sessions import end_sessions_of
from gongkai.core.models import Person
from gongkai.core.queries.units import units
from gongkai.office.accounts.forming import FormPage, Sent, line, run, select
from gongkai.office.accounts.options import unit_options
from gongkai.office.accounts.people import find_person
from gongkai.office.accounts.pressing import press
from gongkai.office.accounts.signing_in import clean_username
from gongkai.ui import components as ui
from gongkai.ui.access import requires
from gongkai.ui.flash import say

_CONTACT: Final = "电话和电子邮箱"
"""What of a person the form shows, as the record names it in every language."""


def _home(person: Person) -> str:
    return reverse("person", args=[person.pk])


def _way(here: str, person: Person | None = None) -> ui.Breadcrumb:
    links = [(gettext("人员"), reverse("people"))]
    if person is not None:
        links.append((person.name, _home(person)))
    return ui.Breadcrumb.to(here, *links)


def _contact(person: Person | None = None) -> tuple[ui.Field, ...]:
    return (
        line("name", gettext("姓名"), person.name if person else "", required=True),
        line("phone", gettext("电话"), person.phone if person else ""),
        line("email", gettext("电子邮箱"), person.email if person else ""),
    )


def _units(request: HttpRequest) -> tuple[ui.Option, ...]:
    asker = viewer(request)
    open_ones = units(asker).filter(asker.reach("people.manage"), until=None)
    return unit_options(open_ones.order_by("path"))


@requires("people.manage")
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponseBase:
    """Open an account and show its temporary password once."""
    hint = gettext("登录时使用，以小写字母开头，如 zhangsan。")
    name = line("username", gettext("用户名"), hint=hint, required=True)
    unit = select("unit", gettext("单位"), _units(request), request.GET.get("unit", ""))
    page = FormPage(
        gettext("新建账号"),
        _way(gettext("新建账号")),
        (name, unit, *_contact()),
        gettext("新建账号"),
        lead=gettext("新建后显示临时密码，首次登录须修改。角色由安全管理员授予。"),
        cancel=reverse("people"),
    )

    def act(sent: Sent) -> HttpResponseBase:
        opened = actions.create_person(
            clean_username(sent.text("username")),
            name=sent.text("name"),
            unit_id=sent.must_choose("unit"),
            phone=sent.text("phone"),
            email=sent.text("email"),
            by=viewer(request),
        )
        return _told(request, opened.person, opened.password)

    return run(request, page, act)


def _told(request: HttpRequest, person: Person, password: str) -> HttpResponseBase:
    """Show a temporary password, once: it is in this answer and nowhere else."""
    context = {
        "person": person,
        "password": password,
        "breadcrumb": _way(gettext("临时密码"), person),
    }
    return render(request, "accounts/told.html", context)


@requires("people.manage")
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, person_id: int) -> HttpResponseBase:
    """Change name, phone and mail address; who sees those of others in the form is noted."""
    asker = viewer(request)
    person = find_person(asker, person_id)
    if person.pk != asker.person_id and (person.phone or person.email):
        note_read(person, _CONTACT, by=asker, unit_path=person.unit.path)
    page = FormPage(
        gettext("修改信息"),
        _way(gettext("修改信息"), person),
        _contact(person),
        gettext("保存"),
        cancel=_home(person),
    )

    def act(sent: Sent) -> str:
        actions.edit_person(
            person_id,
            name=sent.text("name"),
            phone=sent.text("phone"),
            email=sent.text("email"),
            by=viewer(request),
        )
        say(request, gettext("已保存。"))
        return _home(person)

    return run(request, page, act)


@requires("people.manage")
@require_http_methods(["GET", "HEAD", "POST"])
def move(request: HttpRequest, person_id: int) -> HttpResponseBase:
    """Move a person to another unit."""
    person = find_person(viewer(request), person_id)
    page = FormPage(
        gettext("调动"),
        _way(gettext("调动"), person),
        (select("unit", gettext("调入单位"), _units(request)),),
        gettext("调动"),
        lead=gettext("调动后，他在各单位的角色随之结束，由安全管理员重新授予。"),
        cancel=_home(person),
    )

    def act(sent: Sent) -> str:
        count = actions.move_person(person_id, unit_id=sent.must_choose("unit"), by=viewer(request))
        say(request, gettext("已调动，%(count)s个角色随之结束。") % {"count": count})
        return _home(person)

    return run(request, page, act)


@requires("people.manage")
@require_http_methods(["GET", "HEAD", "POST"])
def reset(request: HttpRequest, person_id: int) -> HttpResponseBase:
    """Give a temporary password in place of a forgotten one."""
    person = find_person(viewer(request), person_id)
    page = FormPage(
        gettext("重置密码"),
        _way(gettext("重置密码"), person),
        (),
        gettext("重置密码"),
        lead=gettext("原密码立即失效，他的登录全部结束。请当面或用内线电话告知临时密码。"),
        cancel=_home(person),
        danger=True,
    )

    def act(_sent: Sent) -> HttpResponseBase:
        return _told(request, person, actions.reset_password(person_id, by=viewer(request)))

    return run(request, page, act)


@requires("people.manage")
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: HttpRequest, person_id: int) -> HttpResponseBase:
    """Ask, and close an account."""
    person = find_person(viewer(request), person_id)
    page = FormPage(
        gettext("停用账号"),
        _way(gettext("停用账号"), person),
        (),
        gettext("停用账号"),
        lead=gettext("停用后不能登录，他办理过的事项和操作记录保留。"),
        cancel=_home(person),
        danger=True,
    )

    def act(_sent: Sent) -> str:
        actions.close_person(person_id, by=viewer(request))
        say(request, gettext("账号已停用。"))
        return _home(person)

    return run(request, page, act)


@requires("people.manage")
@require_POST
def reopen(request: HttpRequest, person_id: int) -> HttpResponseRedirect:
    """Open a closed account again."""
    person = find_person(viewer(request), person_id)

    def act() -> str:
        actions.reopen_person(person_id, by=viewer(request))
        return gettext("账号已启用。")

    return press(request, act, _home(person))


@requires("sessions.manage")
@require_http_methods(["GET", "HEAD", "POST"])
def end_sessions(request: HttpRequest, person_id: int) -> HttpResponseBase:
    """Ask, and end all sessions of a person."""
    person = find_person(viewer(request), person_id)
    page = FormPage(
        gettext("结束全部登录"),
        _way(gettext("结束全部登录"), person),
        (),
        gettext("结束全部登录"),
        lead=gettext("他在所有设备上须重新登录，未保存的内容会丢失。"),
        cancel=_home(person),
        danger=True,
    )

    def act(_sent: Sent) -> str:
        count = end_sessions_of(person_id, by=viewer(request))
        say(request, gettext("已结束%(count)s个登录。") % {"count": count})
        return _home(person)

    return run(request, page, act)


@requires("sessions.manage")
@require_http_methods(["GET", "HEAD", "POST"])
def remove_code(request: HttpRequest, person_id: int) -> HttpResponseBase:
    """Ask, and take the second factor of somebody who lost the phone off."""
    person = find_person(viewer(request), person_id)
    page = FormPage(
        gettext("解除动态口令"),
        _way(gettext("解除动态口令"), person),
        (),
        gettext("解除动态口令"),
        lead=gettext("请先核实本人身份。解除后他只凭密码登录，应尽快重新启用。"),
        cancel=_home(person),
        danger=True,
    )

    def act(_sent: Sent) -> str:
        remove_of(person_id, by=viewer(request))
        say(request, gettext("动态口令已解除。"))
        return _home(person)

    return run(request, page, act)
