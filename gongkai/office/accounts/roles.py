"""Roles: what there are, those of one's own, granting and taking back."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from gongkai.core.access import viewer
from gongkai.core.actions import roles as actions
from gongkai.core.models import Duty, Role
from gongkai.core.permissions import OWN, REGISTER
from gongkai.core.queries import people as queries
from gongkai.core.queries.units import units
from gongkai.office.accounts.forming import FormPage, Sent, day_field, line, run, select
from gongkai.office.accounts.options import role_options, unit_options
from gongkai.office.accounts.people import find_person
from gongkai.ui import components as ui
from gongkai.ui.access import requires
from gongkai.ui.flash import say


@requires("roles.assign")
def index(request: HttpRequest) -> HttpResponse:
    """Show every role with what it may do."""
    table = ui.Table(
        caption=gettext("角色"),
        columns=(
            ui.Column("title", gettext("角色"), header=True),
            ui.Column("duty", gettext("职责类别"), nowrap=True),
            ui.Column("permissions", gettext("权限")),
            ui.Column("origin", gettext("来源"), nowrap=True),
        ),
        rows=tuple(map(_row, queries.roles())),
        caption_hidden=True,
    )
    return render(request, "accounts/roles.html", {"table": table})


def _row(role: Role) -> ui.Row:
    usual = actions.is_usual(role)
    title: ui.Value = role.title
    if not usual:
        title = ui.Link(role.title, reverse("role-edit", args=[role.pk]))
    origin = ui.Badge(gettext("内置")) if usual else ui.Badge(gettext("自建"), ui.Tone.FAIR)
    names = "、".join(str(REGISTER[one].title) for one in role.permissions if one in REGISTER)
    return ui.Row.of(ui.Stack.of(title, role.description), role.get_duty_display(), names, origin)


def _fields(role: Role | None) -> tuple[ui.Field, ...]:
    duties = tuple(ui.Option(value, str(label)) for value, label in Duty.choices)
    return (
        line("title", gettext("名称"), role.title if role else "", required=True),
        line("description", gettext("说明"), role.description if role else "", required=True),
        select("duty", gettext("职责类别"), duties, role.duty if role else ""),
        ui.Field(
            "permissions",
            gettext("权限"),
            ui.FieldKind.CHECKBOXES,
            tuple(role.permissions) if role else (),
            tuple(
                ui.Option(one.name, f"{one.title}（{Duty(one.duty).label}）")
                for one in REGISTER.values()
                if one.name != OWN
            ),
            hint=gettext(
                "只能选择同一职责类别的权限；“使用工作台”“查看单位和人员名册”各类都可以选。"
            ),
        ),
    )


def _draft(sent: Sent) -> actions.RoleDraft:
    return actions.RoleDraft(
        sent.text("title"), sent.text("description"), sent.text("duty"), sent.chosen("permissions")
    )


def _way(here: str) -> ui.Breadcrumb:
    return ui.Breadcrumb.to(here, (gettext("角色"), reverse("roles")))


@requires("roles.assign")
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponseBase:
    """Make a role of the office's own."""
    title = gettext("新建角色")
    page = FormPage(title, _way(title), _fields(None), gettext("新建"), cancel=reverse("roles"))

    def act(sent: Sent) -> str:
        actions.create_role(_draft(sent), by=viewer(request))
        say(request, gettext("角色已新建。"))
        return reverse("roles")

    return run(request, page, act)


@requires("roles.assign")
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, role_id: int) -> HttpResponseBase:
    """Change a role of the office's own, or delete one nobody ever had."""
    role = queries.roles().filter(pk=role_id).first()
    if role is None or actions.is_usual(role):
        raise Http404(gettext("没有这个自建角色。"))
    page = FormPage(
        role.title,
        _way(role.title),
        _fields(role),
        gettext("保存"),
        cancel=reverse("roles"),
        template="accounts/role.html",
        context={"role": role, "unused": not role.assignments.exists()},
    )

    def act(sent: Sent) -> str:
        if "drop" in sent.data:
            actions.drop_role(role_id, by=viewer(request))
            say(request, gettext("角色已删除。"))
        else:
            actions.edit_role(role_id, _draft(sent), by=viewer(request))
            say(request, gettext("角色已保存，担任者立即生效。"))
        return reverse("roles")

    return run(request, page, act)


@requires("roles.assign")
@require_http_methods(["GET", "HEAD", "POST"])
def assign(request: HttpRequest, person_id: int) -> HttpResponseBase:
    """Grant a person a role at a unit."""
    asker = viewer(request)
    person = find_person(asker, person_id)
    where = units(asker).filter(asker.reach("roles.assign"), until=None).order_by("path")
    home = reverse("person", args=[person.pk])
    title = gettext("授予角色")
    reach = ui.Field(
        "reach",
        gettext("范围"),
        ui.FieldKind.RADIO,
        ("subtree",),
        (
            ui.Option("subtree", gettext("该单位及其下级单位")),
            ui.Option("unit", gettext("只限该单位本级")),
        ),
    )
    until_hint = gettext("这一天起不再有效；不填为长期。")
    page = FormPage(
        title,
        ui.Breadcrumb.to(title, (gettext("人员"), reverse("people")), (person.name, home)),
        (
            select("role", gettext("角色"), role_options(queries.roles())),
            select("unit", gettext("单位"), unit_options(where), person.unit_id),
            reach,
            day_field("since", gettext("开始日期"), timezone.localdate(asker.at)),
            day_field("until", gettext("结束日期"), hint=until_hint),
        ),
        title,
        lead=gettext("业务、系统管理、安全管理、审计管理四类角色，一个人只能担任一类。"),
        cancel=home,
    )

    def act(sent: Sent) -> str:
        actions.assign(
            person_id,
            sent.must_choose("role"),
            sent.must_choose("unit"),
            since=sent.must_day("since"),
            until=sent.day("until"),
            subtree=sent.text("reach") != "unit",
            by=asker,
        )
        say(request, gettext("角色已授予。"))
        return home

    return run(request, page, act)


@requires("roles.assign")
@require_http_methods(["GET", "HEAD", "POST"])
def revoke(request: HttpRequest, assignment_id: int) -> HttpResponseBase:
    """Ask, and take a role back."""
    asker = viewer(request)
    granted = queries.assignment(asker, assignment_id)
    if granted is None:
        raise Http404(gettext("没有这个授予。"))
    home, title = reverse("person", args=[granted.person_id]), gettext("收回角色")
    page = FormPage(
        title,
        ui.Breadcrumb.to(title, (gettext("人员"), reverse("people")), (granted.person.name, home)),
        (),
        title,
        lead=gettext("收回“%(name)s”在%(unit)s的“%(role)s”角色，立即生效。")
        % {"name": granted.person, "unit": granted.unit, "role": granted.role},
        cancel=home,
        danger=True,
    )

    def act(_sent: Sent) -> str:
        actions.revoke(assignment_id, by=asker)
        say(request, gettext("角色已收回。"))
        return home

    return run(request, page, act)
