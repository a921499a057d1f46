"""The page of a unit: what it is, was, and does; its bodies, people and shared tasks."""

from collections.abc import Iterable
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from gongkai.core.access import Viewer, viewer
from gongkai.core.actions.reading import note_read
from gongkai.core.days import day_words
from gongkai.core.levels import Level
from gongkai.core.models import Part, Person, Unit
from gongkai.core.queries import units as queries
from gongkai.office.audit.timeline import timeline_of
from gongkai.ui import components as ui
from gongkai.ui.access import requires

_PHONES: Final = "人员的电话"
"""What of people the page of a unit shows, as the record names it in every language."""


def find_unit(asker: Viewer, unit_id: int) -> Unit:
    """Return a unit the viewer may see, or answer 404."""
    found = queries.unit(asker, unit_id)
    if found is None:
        raise Http404(gettext("没有这个单位。"))
    return found


def address(unit: Unit) -> str:
    """Return the address of a unit's page."""
    return reverse("org-unit", args=[unit.pk])


def way(here: str, *units: Unit) -> ui.Breadcrumb:
    """Return the way from the tree over units to a page."""
    links = [(one.label, address(one)) for one in units]
    return ui.Breadcrumb.to(here, (gettext("单位"), reverse("org")), *links)


@requires("units.view")
def unit_page(request: HttpRequest, unit_id: int) -> HttpResponse:
    """Show a unit; who reads the telephone numbers of its people is noted."""
    asker = viewer(request)
    unit = find_unit(asker, unit_id)
    people = tuple(queries.people_of(asker, unit))
    if any(one.phone and one.pk != asker.person_id for one in people):
        note_read(unit, _PHONES, by=asker, unit_path=unit.path)
    on = timezone.localdate(asker.at)
    context = {
        "unit": unit,
        "breadcrumb": way(unit.label, *queries.ancestors(unit)),
        "ended": _ended(unit),
        "summary": _summary(unit),
        "history": _history(unit),
        "below": _below(unit),
        "bodies": _bodies(asker, unit),
        "tasks": _tasks(asker, unit),
        "people": _people(people),
        "manages": unit.until is None and asker.may("units.manage", unit.path),
        "opens": unit.until is None and asker.may("people.manage", unit.path),
        "timeline": timeline_of(unit, asker),
        "on": on,
    }
    return render(request, "organisation/unit.html", context)


def _ended(unit: Unit) -> ui.Banner | None:
    if unit.until is None:
        return None
    links = tuple(
        ui.Link(one.successor.name, address(one.successor)) for one in queries.successors(unit)
    )
    text = gettext("自%(day)s起撤销。") % {"day": day_words(unit.until)}
    if links:
        text += gettext("职能由以下单位承担：")
    return ui.Banner(gettext("已撤销"), text, ui.Tone.WARN, links)


def _summary(unit: Unit) -> ui.Summary:
    level = Level(unit.level).label if unit.level in Level.values else unit.level
    rows: list[tuple[str, ui.Value]] = [
        (gettext("全称"), unit.name),
        (gettext("简称"), unit.short_name or None),
        (gettext("编码"), unit.code),
        (gettext("类型"), unit.get_kind_display()),
        (gettext("层级"), str(level)),
        (gettext("分组"), unit.group or None),
        (gettext("设立日期"), unit.since),
        (gettext("地址"), unit.address or None),
        (gettext("办公时间"), unit.office_hours or None),
        (gettext("电话"), unit.phone or None),
        (gettext("传真"), unit.fax or None),
        (gettext("电子邮箱"), unit.email or None),
        (gettext("网站标识码"), unit.website_code or None),
        (gettext("职能"), unit.functions or None),
    ]
    return ui.Summary.of(*(row for row in rows if row[1] is not None))


def _history(unit: Unit) -> ui.Timeline | None:
    """Tell names, superiors and reforms by day; nothing where there was never a change."""
    found = [
        ui.Moment(one.since, gettext("名称：%(name)s") % {"name": one.name}, note=one.basis)
        for one in queries.names(unit)
    ]
    found += [
        ui.Moment(one.since, gettext("隶属：%(name)s") % {"name": one.parent}, note=one.basis)
        for one in queries.places(unit)
        if one.parent is not None
    ]
    found += [
        ui.Moment(
            one.on,
            gettext("承接“%(name)s”（%(kind)s）")
            % {"name": one.predecessor, "kind": one.get_kind_display()},
            note=one.basis,
        )
        for one in queries.predecessors(unit)
    ]
    found += [
        ui.Moment(
            one.on,
            gettext("职能转给“%(name)s”（%(kind)s）")
            % {"name": one.successor, "kind": one.get_kind_display()},
            note=one.basis,
        )
        for one in queries.successors(unit)
    ]
    if not found:
        return None
    return ui.Timeline(tuple(sorted(found, key=lambda one: one.at, reverse=True)), gettext("沿革"))


def _below(unit: Unit) -> ui.Table:
    return ui.Table(
        caption=gettext("下级单位"),
        columns=(
            ui.Column("name", gettext("单位"), header=True),
            ui.Column("kind", gettext("类型"), nowrap=True),
        ),
        rows=tuple(
            ui.Row.of(ui.Link(one.name, address(one)), one.get_kind_display())
            for one in unit.children.filter(until=None)
        ),
        caption_hidden=True,
    )


def _bodies(asker: Viewer, unit: Unit) -> ui.Table:
    on = timezone.localdate(asker.at)
    found = queries.bodies(asker, on).filter(unit=unit)
    return ui.Table(
        caption=gettext("工作机构和名册"),
        columns=(
            ui.Column("name", gettext("名称"), header=True),
            ui.Column("kind", gettext("类型"), nowrap=True),
            ui.Column("members", gettext("成员")),
        ),
        rows=tuple(
            ui.Row.of(
                ui.Link(one.name, reverse("org-body", args=[one.pk])),
                one.get_kind_display(),
                "、".join(
                    f"{m.name}（{m.post}）" for m in queries.members(asker, on).filter(body=one)
                ),
            )
            for one in found
        ),
        empty=gettext("还没有登记。"),
        caption_hidden=True,
    )


def _tasks(asker: Viewer, unit: Unit) -> ui.Table:
    on = timezone.localdate(asker.at)
    found = queries.responsibilities(asker, on).filter(shares__unit=unit)
    rows = []
    for one in queries.shared(found):
        leads = one.lead.pk == unit.pk
        part = ui.Badge(
            str(Part.LEAD.label if leads else Part.COOPERATE.label),
            ui.Tone.FAIR if leads else ui.Tone.NEUTRAL,
        )
        rows.append(ui.Row.of(one.task.title, part, one.task.basis or None))
    return ui.Table(
        caption=gettext("责任分工"),
        columns=(
            ui.Column("title", gettext("任务"), header=True),
            ui.Column("part", gettext("分工"), nowrap=True),
            ui.Column("basis", gettext("依据")),
        ),
        rows=tuple(rows),
        empty=gettext("还没有登记。"),
        caption_hidden=True,
    )


def _people(people: Iterable[Person]) -> ui.Table:
    return ui.Table(
        caption=gettext("人员"),
        columns=(
            ui.Column("name", gettext("姓名"), header=True),
            ui.Column("phone", gettext("电话"), nowrap=True),
        ),
        rows=tuple(
            ui.Row.of(ui.Link(one.name, reverse("person", args=[one.pk])), one.phone or None)
            for one in people
        ),
        empty=gettext("还没有人员账号。"),
        caption_hidden=True,
    )
