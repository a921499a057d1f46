"""Forms that end a unit, pass it on to another, or split it."""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from gongkai.core.access import viewer
from gongkai.core.actions import reforms
from gongkai.core.actions.reforms import Reform
from gongkai.core.queries.units import manageable
from gongkai.office.accounts.forming import FormPage, Sent, day_field, line, run, select
from gongkai.office.accounts.options import unit_options
from gongkai.office.organisation.changing import basis_field, code_hint, read_new
from gongkai.office.organisation.unit import address, find_unit, way
from gongkai.ui import components as ui
from gongkai.ui.access import requires
from gongkai.ui.flash import say

_PARTS = (1, 2, 3)


def _tell(request: HttpRequest, what: str, done: Reform) -> None:
    """Say what was done, and what the security administrator has to do now."""
    words = ""
    if done.people_moved or done.roles_ended:
        words = gettext(
            "%(people)s个账号随之转移；%(roles)s个角色已结束，请安全管理员重新授予。"
        ) % {"people": done.people_moved, "roles": done.roles_ended}
    say(request, what, words)


@requires("units.manage")
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, unit_id: int) -> HttpResponseBase:
    """End a unit whose duties pass to nobody."""
    asker = viewer(request)
    unit = find_unit(asker, unit_id)
    title = gettext("撤销")
    page = FormPage(
        title,
        way(title, unit),
        (day_field("on", gettext("生效日期"), timezone.localdate(asker.at)), basis_field()),
        gettext("撤销单位"),
        lead=gettext("职能由其他单位承接的，请用“并入其他单位”。已发布的信息保留原署名。"),
        cancel=address(unit),
        danger=True,
    )

    def act(sent: Sent) -> str:
        done = reforms.end_unit(unit_id, on=sent.must_day("on"), basis=sent.text("basis"), by=asker)
        _tell(request, gettext("单位已撤销。"), done)
        return address(unit)

    return run(request, page, act)


@requires("units.manage")
@require_http_methods(["GET", "HEAD", "POST"])
def merge(request: HttpRequest, unit_id: int) -> HttpResponseBase:
    """End a unit and pass its duties, lower units and people to another."""
    asker = viewer(request)
    unit = find_unit(asker, unit_id)
    title = gettext("并入其他单位")
    others = manageable(asker).exclude(path__startswith=unit.path).order_by("path")
    page = FormPage(
        title,
        way(title, unit),
        (
            select("into", gettext("并入"), unit_options(others)),
            day_field("on", gettext("生效日期"), timezone.localdate(asker.at)),
            basis_field(),
        ),
        title,
        lead=gettext("下级单位和人员转到承接单位，角色随之结束。承接单位新设的，请先新建单位。"),
        cancel=address(unit),
        danger=True,
    )

    def act(sent: Sent) -> str:
        done = reforms.merge_units(
            [unit_id],
            into_id=sent.must_choose("into"),
            on=sent.must_day("on"),
            basis=sent.text("basis"),
            by=asker,
        )
        _tell(request, gettext("已并入。"), done)
        return address(done.units[0])

    return run(request, page, act)


def _split_fields() -> Iterator[ui.Field]:
    """Yield whether the unit stays, and the units made out of it."""
    yield ui.Field(
        "stays",
        gettext("原单位"),
        ui.FieldKind.RADIO,
        ("yes",),
        (
            ui.Option("yes", gettext("保留")),
            ui.Option("no", gettext("撤销，下级单位和人员转到分立出的单位1")),
        ),
    )
    for number in _PARTS:
        yield line(f"name{number}", gettext("分立出的单位%(number)s：全称") % {"number": number})
        yield line(f"code{number}", gettext("编码"), hint=code_hint())


@requires("units.manage")
@require_http_methods(["GET", "HEAD", "POST"])
def split(request: HttpRequest, unit_id: int) -> HttpResponseBase:
    """Make up to three units out of one."""
    asker = viewer(request)
    unit = find_unit(asker, unit_id)
    title = gettext("分立")
    page = FormPage(
        title,
        way(title, unit),
        (
            *_split_fields(),
            day_field("on", gettext("生效日期"), timezone.localdate(asker.at)),
            basis_field(),
        ),
        title,
        lead=gettext("分立出的单位与原单位同级，类型和层级相同，之后可以修改。"),
        cancel=address(unit),
    )

    def act(sent: Sent) -> str:
        on = sent.must_day("on")
        asked = [number for number in _PARTS if sent.text(f"name{number}")]
        drafts = [read_new(sent, on, str(number), like=unit) for number in asked]
        done = reforms.split_unit(
            unit_id,
            drafts,
            stays=sent.text("stays") != "no",
            basis=sent.text("basis"),
            by=asker,
        )
        _tell(request, gettext("分立完成。"), done)
        return address(unit)

    return run(request, page, act)
