"""Bodies and their members: page and forms."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from gongkai.core.access import Viewer, viewer
from gongkai.core.actions import bodies as actions
from gongkai.core.actions.reading import note_read
from gongkai.core.days import day_of, day_words
from gongkai.core.models import Body, BodyKind, Membership
from gongkai.core.queries import units as queries
from gongkai.office.accounts.forming import FormPage, Sent, day_field, line, run, select
from gongkai.office.accounts.options import person_options, unit_options
from gongkai.office.organisation.changing import basis_field
from gongkai.office.organisation.unit import address, find_unit, way
from gongkai.ui import components as ui
from gongkai.ui.access import requires
from gongkai.ui.flash import say

_PHONES: Final = "成员的电话"
"""What of people a roster shows, as the record names it in every language."""


def find_body(asker: Viewer, body_id: int) -> Body:
    """Return a body the viewer may see.

    Raises:
        Http404: there is none.
    """
    found = Body.objects.select_related("unit").filter(pk=body_id, unit__in=queries.units(asker))
    body = found.first()
    if body is None:
        raise Http404(gettext("没有这个工作机构。"))
    return body


def home_of(body: Body) -> str:
    """Return the address of a body's page."""
    return reverse("org-body", args=[body.pk])


def way_to(here: str, body: Body) -> ui.Breadcrumb:
    """Return the way to a page of a body."""
    return ui.Breadcrumb.to(
        here,
        (gettext("单位"), reverse("org")),
        (body.unit.label, address(body.unit)),
        (body.name, home_of(body)),
    )


@requires("units.view")
def body_page(request: HttpRequest, body_id: int) -> HttpResponse:
    """Show a body and who sits in it; who reads the telephone numbers of others is noted."""
    asker = viewer(request)
    body = find_body(asker, body_id)
    seats = tuple(body.memberships.select_related("unit"))
    if any(one.phone and one.person_id != asker.person_id for one in seats):
        note_read(body, _PHONES, by=asker, unit_path=body.unit.path)
    manages = body.until is None and asker.may("units.manage", body.unit.path)
    context = {
        "body": body,
        "breadcrumb": way(body.name, body.unit),
        "summary": ui.Summary.of(
            (gettext("类型"), body.get_kind_display()),
            (gettext("设立日期"), body.since),
            (gettext("撤销日期"), body.until),
            (gettext("依据"), body.basis or None),
            (gettext("职责"), body.duties or None),
        ),
        "members": _members(seats, manages=manages, today=day_of(asker.at)),
        "manages": manages,
    }
    return render(request, "organisation/body.html", context)


def _members(seats: Iterable[Membership], *, manages: bool, today: date) -> ui.Table:
    columns = (
        ui.Column("name", gettext("姓名"), header=True),
        ui.Column("post", gettext("职务")),
        ui.Column("unit", gettext("单位")),
        ui.Column("phone", gettext("电话"), nowrap=True),
        ui.Column("period", gettext("任期"), nowrap=True),
        ui.Column("leave", gettext("处理"), nowrap=True),
    )
    rows = tuple(_member(one, manages=manages, today=today) for one in seats)
    table = ui.Table(
        caption=gettext("成员"),
        columns=columns,
        rows=rows,
        empty=gettext("还没有成员。"),
        caption_hidden=True,
    )
    return table.trimmed()


def _member(one: Membership, *, manages: bool, today: date) -> ui.Row:
    until = day_words(one.until) if one.until else gettext("今")
    leave: ui.Value = ""
    if manages and (one.until is None or one.until > today):
        leave = ui.Link(gettext("退出"), reverse("org-member-leave", args=[one.pk]))
    period = f"{day_words(one.since)} — {until}"
    return ui.Row.of(one.name, one.post, one.unit.name, one.phone, period, leave)


def until_field() -> ui.Field:
    """Return the field for the end of a term."""
    return ui.Field(
        "until",
        gettext("任期结束（可不填）"),
        ui.FieldKind.DATE,
        hint=gettext("任期满的次日；没有定的不填。"),
        short=True,
    )


def _fields(body: Body | None = None) -> tuple[ui.Field, ...]:
    kinds = tuple(ui.Option(value, str(label)) for value, label in BodyKind.choices)
    duties = (body.duties,) if body else ()
    return (
        select("kind", gettext("类型"), kinds, body.kind if body else ""),
        line("name", gettext("名称"), body.name if body else "", required=True),
        ui.Field("duties", gettext("职责"), ui.FieldKind.TEXTAREA, duties),
        line("basis", gettext("依据"), body.basis if body else "", hint=basis_field().hint),
    )


def _draft(sent: Sent) -> actions.BodyDraft:
    return actions.BodyDraft(
        sent.text("kind"), sent.text("name"), sent.text("basis"), sent.lines("duties")
    )


@requires("units.manage")
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, unit_id: int) -> HttpResponseBase:
    """Set up a body at a unit."""
    asker = viewer(request)
    unit = find_unit(asker, unit_id)
    title = gettext("登记工作机构")
    since = day_field("since", gettext("设立日期"), timezone.localdate(asker.at))
    page = FormPage(
        title, way(title, unit), (*_fields(), since), gettext("登记"), cancel=address(unit)
    )

    def act(sent: Sent) -> str:
        made = actions.create_body(unit_id, _draft(sent), since=sent.must_day("since"), by=asker)
        say(request, gettext("已登记，请添加成员。"))
        return home_of(made)

    return run(request, page, act)


@requires("units.manage")
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, body_id: int) -> HttpResponseBase:
    """Change what is said of a body."""
    body = find_body(viewer(request), body_id)
    title = gettext("修改")
    page = FormPage(
        title, way_to(title, body), _fields(body), gettext("保存"), cancel=home_of(body)
    )

    def act(sent: Sent) -> str:
        actions.edit_body(body_id, _draft(sent), by=viewer(request))
        say(request, gettext("已保存。"))
        return home_of(body)

    return run(request, page, act)


@requires("units.manage")
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, body_id: int) -> HttpResponseBase:
    """End a body on a day."""
    asker = viewer(request)
    body = find_body(asker, body_id)
    title = gettext("撤销")
    page = FormPage(
        title,
        way_to(title, body),
        (day_field("on", gettext("生效日期"), timezone.localdate(asker.at)),),
        title,
        cancel=home_of(body),
        danger=True,
    )

    def act(sent: Sent) -> str:
        actions.end_body(body_id, on=sent.must_day("on"), by=asker)
        say(request, gettext("已撤销，成员任期随之结束。"))
        return home_of(body)

    return run(request, page, act)


@requires("units.manage")
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, body_id: int) -> HttpResponseBase:
    """Give somebody a seat, with or without an account."""
    asker = viewer(request)
    body = find_body(asker, body_id)
    title = gettext("添加成员")
    units = queries.units(asker).filter(until=None).order_by("path")
    people = queries.accounts(asker)
    page = FormPage(
        title,
        way_to(title, body),
        (
            line("name", gettext("姓名"), required=True),
            line("post", gettext("职务"), hint=gettext("如“组长”“信息员”。"), required=True),
            select("unit", gettext("单位"), unit_options(units), body.unit_id),
            line("phone", gettext("电话")),
            select("person", gettext("账号"), person_options(people), required=False),
            day_field("since", gettext("任期开始"), timezone.localdate(asker.at)),
            until_field(),
        ),
        title,
        cancel=home_of(body),
    )

    def act(sent: Sent) -> str:
        draft = actions.MemberDraft(
            sent.text("name"),
            sent.text("post"),
            sent.must_choose("unit"),
            sent.text("phone"),
            sent.number("person"),
        )
        since, until = sent.must_day("since"), sent.day("until")
        actions.join_body(body_id, draft, since=since, until=until, by=asker)
        say(request, gettext("成员已添加。"))
        return home_of(body)

    return run(request, page, act)


@requires("units.manage")
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, member_id: int) -> HttpResponseBase:
    """End a seat on a day."""
    asker = viewer(request)
    member = (
        Membership.objects.select_related("body__unit")
        .filter(pk=member_id, body__unit__in=queries.units(asker))
        .first()
    )
    if member is None:
        raise Http404(gettext("没有这个成员。"))
    title = gettext("成员退出")
    page = FormPage(
        title,
        way_to(title, member.body),
        (day_field("on", gettext("退出日期"), timezone.localdate(asker.at)),),
        gettext("退出"),
        lead=gettext("“%(name)s”（%(post)s）退出后，任期保留在名册中。")
        % {"name": member.name, "post": member.post},
        cancel=home_of(member.body),
        danger=True,
    )

    def act(sent: Sent) -> str:
        actions.leave_body(member_id, on=sent.must_day("on"), by=asker)
        say(request, gettext("已退出。"))
        return home_of(member.body)

    return run(request, page, act)
