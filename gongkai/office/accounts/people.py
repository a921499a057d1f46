"""The list of people, and the page of one."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from gongkai.core.access import Viewer, viewer
from gongkai.core.actions.reading import note_read
from gongkai.core.models import Person, Role
from gongkai.core.queries import people as queries
from gongkai.office.accounts.agents import device
from gongkai.office.accounts.person_tables import roles_table
from gongkai.office.audit.timeline import timeline_of
from gongkai.office.lists import (
    ChoiceFilter,
    ListColumn,
    ListSpec,
    TextFilter,
    UnitFilter,
    show,
)
from gongkai.office.lists.filters import Rows
from gongkai.ui import components as ui
from gongkai.ui.access import requires


def _by_state(rows: Rows, state: str) -> Rows:
    return rows.filter(is_active=state == "open")


def _by_role(rows: Rows, role: str) -> Rows:
    return rows.filter(assignments__role__code=role, assignments__until=None).distinct()


def _roles(person: Person) -> str:
    held: list[Any] = getattr(person, "roles_now", [])
    return "、".join(dict.fromkeys(one.role.title for one in held))


def _state(person: Person) -> ui.Badge:
    if not person.is_active:
        return ui.Badge(gettext("已停用"))
    return ui.Badge(gettext("在用"), ui.Tone.GOOD)


PEOPLE: ListSpec[Person] = ListSpec(
    id="people",
    title=_("人员"),
    columns=(
        ListColumn(
            "name",
            _("姓名"),
            lambda p: ui.Link(p.name, reverse("person", args=[p.pk])),
            sort="name",
            export=lambda p: p.name,
            header=True,
        ),
        ListColumn("username", _("用户名"), lambda p: p.username, sort="username", nowrap=True),
        ListColumn("unit", _("单位"), lambda p: p.unit.name, sort=("unit__path", "name")),
        ListColumn("roles", _("角色"), _roles),
        # On the screen a number stands on the page of its person, whose readers are noted.
        ListColumn("phone", _("电话"), lambda p: p.phone, screen=False),
        ListColumn(
            "code",
            _("动态口令"),
            lambda p: gettext("已启用") if p.totp_secret else gettext("未启用"),
            nowrap=True,
        ),
        ListColumn("state", _("状态"), _state, export=lambda p: _state(p).text, nowrap=True),
    ),
    filters=(
        TextFilter("q", _("姓名或用户名"), ("name", "username")),
        UnitFilter("unit", _("单位")),
        ChoiceFilter(
            "role",
            _("角色"),
            lambda: Role.objects.values_list("code", "title"),
            _by_role,
        ),
        ChoiceFilter("state", _("状态"), (("open", _("在用")), ("closed", _("已停用"))), _by_state),
    ),
    default_sort="unit",
    empty=_("还没有人员"),
    label=lambda p: p.name,
    personal=_("姓名、电话"),
)


@requires("units.view")
def index(request: HttpRequest) -> HttpResponseBase:
    """List the people of the government, with their roles of today."""
    asker = viewer(request)
    context = {"may_add": asker.may("people.manage")}
    return show(request, PEOPLE, queries.people(asker), "accounts/people.html", context)


def find_person(asker: Viewer, person_id: int) -> Person:
    """Return a person the viewer may see, or answer 404."""
    found = queries.person(asker, person_id)
    if found is None:
        raise Http404(gettext("没有这个人员。"))
    return found


@requires("units.view")
def person_page(request: HttpRequest, person_id: int) -> HttpResponse:
    """Show a person: roles, and what the viewer may change."""
    asker = viewer(request)
    person = find_person(asker, person_id)
    path, own = person.unit.path, person.pk == asker.person_id
    manages = asker.may("people.manage", path)
    secures = asker.may("sessions.manage", path)
    if not own:
        note_read(person, _read(person, secures), by=asker, unit_path=path)
    context = {
        "person": person,
        "breadcrumb": ui.Breadcrumb.to(person.name, (gettext("人员"), reverse("people"))),
        "summary": _summary(person),
        "roles": roles_table(queries.assignments_of(person, asker.at), asker),
        "may_assign": asker.may("roles.assign") and not own and person.is_active,
        "manages": manages,
        "moves": manages and not own,
        "secures": secures and not own,
        "sessions": _sessions(person, asker) if secures else None,
        "timeline": timeline_of(person, asker),
    }
    return render(request, "accounts/person.html", context)


def _read(person: Person, secures: bool) -> str:
    """Name what of a person their page shows to others, in the language of the record."""
    with override("zh-hans"):
        parts = [gettext("姓名和账号")]
        parts += [gettext("电话")] * bool(person.phone) + [gettext("电子邮箱")] * bool(person.email)
        return "、".join([*parts, *[gettext("登录中的设备")] * secures])


def _summary(person: Person) -> ui.Summary:
    second = gettext("已启用") if person.totp_secret else gettext("未启用")
    unit = ui.Link(person.unit.name, reverse("org-unit", args=[person.unit_id]))
    return ui.Summary.of(
        (gettext("用户名"), person.username),
        (gettext("单位"), unit),
        (gettext("电话"), person.phone or None),
        (gettext("电子邮箱"), person.email or None),
        (gettext("动态口令"), second),
        (gettext("账号状态"), _state(person)),
    )


def _sessions(person: Person, asker: Viewer) -> ui.Table:
    return ui.Table(
        caption=gettext("登录中的设备"),
        columns=(
            ui.Column("device", gettext("设备"), header=True),
            ui.Column("address", gettext("网络地址"), nowrap=True),
            ui.Column("start", gettext("登录时间"), nowrap=True),
            ui.Column("seen", gettext("最近使用"), nowrap=True),
        ),
        rows=tuple(
            ui.Row.of(device(one.agent), one.address or "", one.started_at, one.seen_at)
            for one in queries.open_sessions(person, asker.at)
        ),
        empty=gettext("现在没有登录。"),
        caption_hidden=True,
    )
