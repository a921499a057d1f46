"""Forms that make a unit, change what is said of it, its name and its place."""

from datetime import date

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from gongkai.core.access import viewer
from gongkai.core.actions import units as actions
from gongkai.core.levels import Level
from gongkai.core.models import Unit, UnitKind
from gongkai.core.queries.units import manageable
from gongkai.office.accounts.forming import FormPage, Sent, day_field, line, run, select
from gongkai.office.accounts.options import unit_options
from gongkai.office.organisation.unit import address, find_unit, way
from gongkai.ui import components as ui
from gongkai.ui.access import requires
from gongkai.ui.flash import say


def _kinds(unit: Unit | None = None) -> tuple[ui.Field, ...]:
    kinds = tuple(ui.Option(value, str(label)) for value, label in UnitKind.choices)
    levels = tuple(ui.Option(value, str(label)) for value, label in Level.choices)
    return (
        select("kind", gettext("类型"), kinds, unit.kind if unit else ""),
        select("level", gettext("层级"), levels, unit.level if unit else ""),
    )


def basis_field() -> ui.Field:
    """Return the field for the document that ordered a change."""
    return line("basis", gettext("依据"), hint=gettext("文件名称或文号，如 示例县编〔2026〕3号。"))


def code_hint() -> str:
    """Say how a code is written."""
    return gettext("小写字母、数字和连字符，建成后不再改变，如 ju-caizheng。")


@requires("units.manage")
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponseBase:
    """Make a unit under another."""
    asker = viewer(request)
    title = gettext("新建单位")
    above = unit_options(manageable(asker).order_by("path"))
    page = FormPage(
        title,
        way(title),
        (
            select("parent", gettext("上级单位"), above, request.GET.get("parent", "")),
            line("name", gettext("全称"), required=True),
            line("short_name", gettext("简称")),
            line("code", gettext("编码"), hint=code_hint(), required=True),
            *_kinds(),
            line("group", gettext("分组"), hint=gettext("考核分组，如“县直单位”。")),
            day_field("since", gettext("设立日期"), timezone.localdate(asker.at)),
            basis_field(),
        ),
        title,
        cancel=reverse("org"),
    )

    def act(sent: Sent) -> str:
        made = actions.create_unit(
            read_new(sent, sent.must_day("since")), parent_id=sent.must_choose("parent"), by=asker
        )
        say(request, gettext("单位已新建。"))
        return address(made)

    return run(request, page, act)


def read_new(sent: Sent, since: date, mark: str = "", like: Unit | None = None) -> actions.NewUnit:
    """Read a unit to be made; ``mark`` ends the field names where a form asks for several.

    ``like`` gives kind, level and group where the form does not ask for them.
    """
    return actions.NewUnit(
        sent.text(f"code{mark}"),
        sent.text(f"name{mark}"),
        like.kind if like else sent.text("kind"),
        like.level if like else sent.text("level"),
        since,
        sent.text("basis"),
        {
            "short_name": sent.text(f"short_name{mark}"),
            "group": like.group if like else sent.text("group"),
        },
    )


@requires("units.manage")
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, unit_id: int) -> HttpResponseBase:
    """Change contact, hours, functions, kind, group and order."""
    unit = find_unit(viewer(request), unit_id)
    title = gettext("修改信息")
    names = actions.EDITABLE.items()
    texts = tuple(
        line(name, str(label), getattr(unit, name))
        for name, label in names
        if name not in {"kind", "level", "functions", "position"}
    )
    position = line("position", gettext("排序"), unit.position, hint=gettext("小的在前。"))
    functions = ui.Field("functions", gettext("职能"), ui.FieldKind.TEXTAREA, (unit.functions,))
    page = FormPage(
        title,
        way(title, unit),
        (*_kinds(unit), *texts, position, functions),
        gettext("保存"),
        lead=gettext("更名、调整隶属、合并、分立和撤销另有专门页面，以便保留沿革。"),
        cancel=address(unit),
    )

    def act(sent: Sent) -> str:
        about: dict[str, str | int] = {
            name: sent.text(name) for name in actions.EDITABLE if name != "position"
        }
        about["functions"] = sent.lines("functions")
        about["position"] = sent.number("position") or 0
        actions.edit_unit(unit_id, about, by=viewer(request))
        say(request, gettext("已保存。"))
        return address(unit)

    return run(request, page, act)


@requires("units.manage")
@require_http_methods(["GET", "HEAD", "POST"])
def rename(request: HttpRequest, unit_id: int) -> HttpResponseBase:
    """Give a unit a new name from a day."""
    asker = viewer(request)
    unit = find_unit(asker, unit_id)
    title = gettext("更名")
    page = FormPage(
        title,
        way(title, unit),
        (
            line("name", gettext("新全称"), required=True),
            line("short_name", gettext("新简称")),
            day_field("on", gettext("生效日期"), timezone.localdate(asker.at)),
            basis_field(),
        ),
        title,
        lead=gettext("原名称保留在沿革中；更名前发布的信息仍署原名。"),
        cancel=address(unit),
    )

    def act(sent: Sent) -> str:
        actions.rename_unit(
            unit_id,
            name=sent.text("name"),
            short_name=sent.text("short_name"),
            on=sent.must_day("on"),
            basis=sent.text("basis"),
            by=asker,
        )
        say(request, gettext("已更名。"))
        return address(unit)

    return run(request, page, act)


@requires("units.manage")
@require_http_methods(["GET", "HEAD", "POST"])
def move(request: HttpRequest, unit_id: int) -> HttpResponseBase:
    """Put a unit under another superior from a day."""
    asker = viewer(request)
    unit = find_unit(asker, unit_id)
    title = gettext("调整隶属")
    others = manageable(asker).exclude(path__startswith=unit.path).order_by("path")
    page = FormPage(
        title,
        way(title, unit),
        (
            select("parent", gettext("新的上级单位"), unit_options(others)),
            day_field("on", gettext("生效日期"), timezone.localdate(asker.at)),
            basis_field(),
        ),
        title,
        lead=gettext("下级单位随之调整。在原上级授予、含下级的角色不再及于本单位。"),
        cancel=address(unit),
    )

    def act(sent: Sent) -> str:
        actions.move_unit(
            unit_id,
            parent_id=sent.must_choose("parent"),
            on=sent.must_day("on"),
            basis=sent.text("basis"),
            by=asker,
        )
        say(request, gettext("隶属关系已调整。"))
        return address(unit)

    return run(request, page, act)
