"""Systems that published items are handed on to: listed with the last receipt, added, stopped."""

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_http_methods

from gongkai.core.access import viewer
from gongkai.core.actions import Refused
from gongkai.disclosure.actions import delivering
from gongkai.disclosure.queries.outgoing import OutgoingKind, outgoing_for
from gongkai.office.disclosure.sections import sections
from gongkai.office.disclosure.words import category_choices, category_title
from gongkai.office.lists import (
    ChoiceFilter,
    ListColumn,
    ListSpec,
    TextFilter,
    UnitFilter,
    show,
)
from gongkai.office.posting import filled, number, tell, unit_options
from gongkai.ui import components as ui
from gongkai.ui.access import requires
from gongkai.ui.flash import say

if TYPE_CHECKING:
    from gongkai.disclosure.models import Outgoing


def views(current: str) -> ui.Tabs:
    """Return the tabs of this part: the systems, and the deliveries."""
    known = (("outgoing", gettext("接收系统")), ("deliveries", gettext("推送记录")))
    return ui.Tabs(
        gettext("对外推送的看法"),
        tuple(ui.Tab(title, reverse(name), current=name == current) for name, title in known),
    )


def place_of(one: "Outgoing") -> str:
    """Return where items go: the folder, or a host alone, for an address may hold a key."""
    if one.kind == OutgoingKind.WEBHOOK:
        return urlsplit(one.address).hostname or ""
    return f"outgoing/{one.address}"


def _category(one: "Outgoing") -> str:
    return category_title(one.category) if one.category else gettext("全部类别")


def _state(one: "Outgoing") -> ui.Badge:
    if one.is_active:
        return ui.Badge(gettext("启用"), ui.Tone.GOOD)
    return ui.Badge(gettext("停用"))


def _failed(one: "Outgoing") -> ui.Value:
    """The number that did not arrive, leading to them."""
    count: int = one.__dict__["failed"]
    if not count:
        return count
    return ui.Link(str(count), f"{reverse('deliveries')}?to={one.pk}&state=failed")


OUTGOING: "ListSpec[Outgoing]" = ListSpec(
    id="disclosure.outgoing",
    title=gettext_lazy("接收系统"),
    columns=(
        ListColumn(
            "title",
            gettext_lazy("名称"),
            lambda one: ui.Link(one.title, reverse("outgoing-one", args=[one.pk])),
            export=lambda one: one.title,
            sort="title",
            header=True,
        ),
        ListColumn("unit", gettext_lazy("单位"), lambda one: one.unit.label, sort="unit__path"),
        ListColumn("kind", gettext_lazy("方式"), lambda one: one.get_kind_display(), nowrap=True),
        ListColumn("place", gettext_lazy("送到"), place_of),
        ListColumn("category", gettext_lazy("类别"), _category),
        ListColumn(
            "state", gettext_lazy("状态"), _state, export=lambda one: _state(one).text, nowrap=True
        ),
        ListColumn(
            "last",
            gettext_lazy("最近送达"),
            lambda one: one.__dict__["last_delivered"],
            sort="last_delivered",
            nowrap=True,
            high_first=True,
        ),
        ListColumn(
            "failed",
            gettext_lazy("未送达"),
            _failed,
            export=lambda one: one.__dict__["failed"],
            sort="failed",
            numeric=True,
            high_first=True,
        ),
    ),
    filters=(
        TextFilter("q", gettext_lazy("名称"), ("title",)),
        UnitFilter("unit", gettext_lazy("单位")),
        ChoiceFilter("kind", gettext_lazy("方式"), OutgoingKind.choices, "kind"),
        ChoiceFilter(
            "state",
            gettext_lazy("状态"),
            [("on", gettext_lazy("启用")), ("off", gettext_lazy("停用"))],
            lambda rows, value: rows.filter(is_active=value == "on"),
        ),
    ),
    default_sort="unit",
    empty=gettext_lazy("还没有接收系统。增加之后，新发布的信息会自动送到。"),
)


@requires("disclosure.channels")
def index(request: HttpRequest) -> HttpResponseBase:
    """List the systems of one's units with the last receipt and what did not arrive."""
    context = {
        "sections": sections(request, "outgoing"),
        "views": views("outgoing"),
        "heading": gettext("对外推送"),
        "lead": gettext("信息发布后，自动送到这里登记的系统：上级平台、档案系统、订阅文件等。"),
        "new": ui.Link(gettext("增加接收系统"), reverse("outgoing-new")),
    }
    return show(request, OUTGOING, outgoing_for(viewer(request)), "disclosure/listed.html", context)


@requires("disclosure.channels")
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Ask for another system and add it."""
    fields = _fields(request)
    general: tuple[str, ...] = ()
    if request.method == "POST":
        try:
            made = _add(request)
        except Refused as refused:
            fields, general = filled(fields, request.POST.dict(), refused)
        else:
            say(request, gettext("已增加。从现在起发布的信息会送到这里。"))
            return HttpResponseRedirect(reverse("outgoing-one", args=[made.pk]))
    form = ui.Form(
        fields,
        (ui.Button.primary(gettext("增加")), ui.Link(gettext("取消"), reverse("outgoing"))),
        general=general,
    )
    context = {
        "sections": sections(request, "outgoing"),
        "heading": gettext("增加接收系统"),
        "form": form,
        "breadcrumb": ui.Breadcrumb.to(
            gettext("增加接收系统"), (gettext("对外推送"), reverse("outgoing"))
        ),
    }
    status = 422 if form.errors.items else 200
    return render(request, "disclosure/form.html", context, status=status)


def _add(request: HttpRequest) -> "Outgoing":
    post = request.POST
    if post.get("kind", "") not in OutgoingKind.values:
        raise Refused(gettext("没有选择方式。请选择。"), "kind")
    return delivering.add_outgoing(
        number(post.get("unit", "")),
        title=post.get("title", ""),
        kind=OutgoingKind(post["kind"]),
        address=post.get("address", ""),
        category=post.get("category", ""),
        secret=post.get("secret", ""),
        by=viewer(request),
    )


def _fields(request: HttpRequest) -> tuple[ui.Field, ...]:
    units = tuple(unit_options(viewer(request), "disclosure.channels"))
    everything = ui.Option("", gettext("全部类别"))
    categories = (ui.Option(value, title) for value, title in category_choices())
    return (
        ui.Field("title", gettext("名称"), hint=gettext("例如市级公开平台。"), required=True),
        ui.Field(
            "unit",
            gettext("单位"),
            ui.FieldKind.SELECT,
            (units[0].value,) if units else (),
            units,
            hint=gettext("这个单位和下级单位发布的信息都会送到。"),
            required=True,
        ),
        ui.Field(
            "kind",
            gettext("方式"),
            ui.FieldKind.RADIO,
            (OutgoingKind.WEBHOOK.value,),
            tuple(ui.Option(value, str(label)) for value, label in OutgoingKind.choices),
        ),
        ui.Field(
            "address",
            gettext("地址"),
            hint=gettext("推送接口填 https:// 开头的地址；文件夹和订阅文件填文件夹名。"),
            required=True,
        ),
        ui.Field(
            "category",
            gettext("类别"),
            ui.FieldKind.SELECT,
            ("",),
            (everything, *categories),
        ),
        ui.Field(
            "secret",
            gettext("签名密钥"),
            ui.FieldKind.PASSWORD,
            hint=gettext("只用于推送接口，可不填。对方用它确认是本平台送来的；填写后不再显示。"),
            autocomplete="off",
        ),
    )


@requires("disclosure.channels")
@require_http_methods(["GET", "HEAD", "POST"])
def system(request: HttpRequest, outgoing_id: int) -> HttpResponse:
    """Show a system with its receipts; posted, stop handing on to it."""
    found = outgoing_for(viewer(request)).filter(pk=outgoing_id).first()
    if found is None:
        raise Http404(gettext("没有这个接收系统，或者不在您的权限范围内。"))
    if request.method == "POST":
        tell(request, lambda: _stop(request, found))
        return HttpResponseRedirect(reverse("outgoing-one", args=[found.pk]))
    stop = ui.Button(gettext("停用"), kind=ui.ButtonKind.DANGER)
    context = {
        "sections": sections(request, "outgoing"),
        "heading": found.title,
        "summary": _summary(found),
        "link": ui.Link(gettext("查看推送记录"), f"{reverse('deliveries')}?to={found.pk}"),
        "form": ui.Form((), (stop,), legend=gettext("停止推送")) if found.is_active else None,
        "breadcrumb": ui.Breadcrumb.to(found.title, (gettext("对外推送"), reverse("outgoing"))),
    }
    return render(request, "disclosure/outgoing.html", context)


def _stop(request: HttpRequest, found: "Outgoing") -> str:
    delivering.stop_outgoing(found.pk, by=viewer(request))
    return gettext("已停用，以后发布的信息不再送到。送达过的记录保留。")


def _summary(found: "Outgoing") -> ui.Summary:
    counted = found.__dict__
    return ui.Summary.of(
        (gettext("状态"), _state(found)),
        (gettext("单位"), found.unit.name),
        (gettext("方式"), found.get_kind_display()),
        (gettext("送到"), place_of(found)),
        (gettext("类别"), _category(found)),
        (gettext("签名"), gettext("已设密钥") if found.secret else gettext("没有密钥")),
        (gettext("最近送达"), counted["last_delivered"]),
        (gettext("已送达"), counted["delivered"]),
        (gettext("待送"), counted["waiting"]),
        (gettext("未送达"), _failed(found)),
    )
