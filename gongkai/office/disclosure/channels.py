"""Where items were made known besides the portal: the records, and a new one with its evidence."""

from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_http_methods

from gongkai.core.access import Viewer, viewer
from gongkai.core.actions import Refused
from gongkai.core.days import day_of
from gongkai.disclosure import rulebook
from gongkai.disclosure.actions.channels import record_channel
from gongkai.disclosure.queries.channels import channel_records, items_to_record
from gongkai.office.disclosure.channel_parts import (
    channel_choices,
    channel_title,
    counted,
    evidence_link,
    frame,
    record_badge,
)
from gongkai.office.disclosure.choosing import chosen_item, item_fields
from gongkai.office.disclosure.listing import title_of
from gongkai.office.disclosure.sections import sections
from gongkai.office.lists import (
    ChoiceFilter,
    DateFilter,
    ListColumn,
    ListSpec,
    TextFilter,
    UnitFilter,
    show,
)
from gongkai.office.posting import day, filled, number
from gongkai.policy.disclosure import Channel
from gongkai.ui import components as ui
from gongkai.ui.access import requires
from gongkai.ui.flash import say

if TYPE_CHECKING:
    from gongkai.disclosure.models import ChannelPublication

TAKEN = ".jpg,.jpeg,.png,.pdf,.docx,.mp3,.mp4"


def _standing(rows: "QuerySet[Any]", value: str) -> "QuerySet[Any]":
    return rows.filter(voided_at__isnull=value == "valid")


RECORDS: "ListSpec[ChannelPublication]" = ListSpec(
    id="disclosure.channels",
    title=gettext_lazy("公开渠道登记"),
    columns=(
        ListColumn(
            "channel",
            gettext_lazy("渠道"),
            lambda one: ui.Link(
                channel_title(one.channel), reverse("channel-record", args=[one.pk])
            ),
            export=lambda one: channel_title(one.channel),
            sort="channel",
            header=True,
        ),
        ListColumn("on", gettext_lazy("日期"), lambda one: one.on, sort="on", nowrap=True),
        ListColumn(
            "count",
            gettext_lazy("数量"),
            lambda one: counted(one.channel, one.count),
            export=lambda one: one.count,
            numeric=True,
            nowrap=True,
        ),
        ListColumn(
            "item",
            gettext_lazy("公开的事项"),
            lambda one: ui.Link(title_of(one.item), reverse("item", args=[one.item.key])),
            export=lambda one: title_of(one.item),
        ),
        ListColumn(
            "unit",
            gettext_lazy("单位"),
            lambda one: one.item.unit.label,
            sort="item__unit__path",
        ),
        ListColumn("place", gettext_lazy("地点或名称"), lambda one: one.place),
        ListColumn(
            "evidence",
            gettext_lazy("佐证"),
            evidence_link,
            export=lambda one: one.evidence_name,
        ),
        ListColumn(
            "state",
            gettext_lazy("状态"),
            record_badge,
            export=lambda one: record_badge(one).text,
            nowrap=True,
        ),
    ),
    filters=(
        TextFilter("q", gettext_lazy("地点、索引号"), ("place", "item__index_number")),
        ChoiceFilter("channel", gettext_lazy("渠道"), channel_choices, "channel"),
        UnitFilter("unit", gettext_lazy("单位"), "item__unit__path"),
        DateFilter("on", gettext_lazy("日期"), "on"),
        ChoiceFilter(
            "state",
            gettext_lazy("状态"),
            (("valid", gettext_lazy("有效")), ("void", gettext_lazy("已作废"))),
            _standing,
        ),
    ),
    default_sort="-on",
    empty=gettext_lazy("还没有登记。事项在公开栏、会议、宣传单、广播等渠道公开后，在这里登记。"),
)


@requires("disclosure.view")
def index(request: HttpRequest) -> HttpResponseBase:
    """List the records of one's units."""
    asker = viewer(request)
    context = {
        **frame(request, "channels"),
        "heading": gettext("公开渠道"),
        "lead": gettext("本站之外，事项还在哪里公开过：时间、数量和佐证。"),
        "new": ui.Link(gettext("登记一次公开"), reverse("channel-new"))
        if asker.may("disclosure.channels")
        else None,
    }
    return show(request, RECORDS, channel_records(asker), "disclosure/listed.html", context)


@requires("disclosure.channels")
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Ask where an item was made known, record it and lead to the record."""
    asker = viewer(request)
    fields = _fields(asker, str(request.GET.get("item", "")))
    general: tuple[str, ...] = ()
    if request.method == "POST":
        try:
            made = _record(request, asker)
        except Refused as refused:
            fields, general = filled(fields, request.POST, refused)
        else:
            say(request, gettext("已登记。"))
            return HttpResponseRedirect(reverse("channel-record", args=[made.pk]))
    return _page(request, fields, general)


def _record(request: HttpRequest, asker: Viewer) -> "ChannelPublication":
    post, file = request.POST, request.FILES.get("evidence")
    return record_channel(
        chosen_item(asker, post).pk,
        channel=post.get("channel", ""),
        on=day(post.get("on", ""), "on"),
        count=number(post.get("count", "")),
        place=post.get("place", ""),
        evidence=(file.read(), file.name or "") if file is not None else None,
        by=asker,
    )


def _fields(asker: Viewer, present: str) -> tuple[ui.Field, ...]:
    offered = items_to_record(asker)
    return (
        *item_fields(offered, gettext("公开了哪个事项"), gettext("公开了哪个事项"), present),
        ui.Field(
            "channel",
            gettext("渠道"),
            ui.FieldKind.SELECT,
            options=(
                ui.Option("", gettext("请选择")),
                *(ui.Option(one.id, _described(one)) for one in rulebook.pack().channels),
            ),
            required=True,
        ),
        ui.Field(
            "on",
            gettext("公开日期"),
            ui.FieldKind.DATE,
            (day_of(asker.at).isoformat(),),
            required=True,
            short=True,
        ),
        ui.Field(
            "count",
            gettext("数量"),
            ui.FieldKind.NUMBER,
            ("1",),
            hint=gettext("按渠道后面括号里的单位计，例如发了多少份、开了几次会。"),
            required=True,
            short=True,
        ),
        ui.Field(
            "place",
            gettext("地点或名称（可不填）"),
            hint=gettext("例如：政务服务中心一楼公开栏、《示例日报》第 3 版。"),
        ),
        ui.Field(
            "evidence",
            gettext("佐证"),
            ui.FieldKind.FILE,
            hint=gettext("照片、扫描件或录音录像。标明“附佐证”的渠道必须上传。"),
            accept=TAKEN,
        ),
    )


def _described(one: Channel) -> str:
    """Return a channel as it stands in the choice: its measure, and whether it wants evidence."""
    about = {"title": one.title, "measure": one.counted_in}
    if one.evidence:
        return gettext("%(title)s（按%(measure)s计，附佐证）") % about
    return gettext("%(title)s（按%(measure)s计）") % about


def _page(
    request: HttpRequest, fields: tuple[ui.Field, ...], general: tuple[str, ...]
) -> HttpResponse:
    form = ui.Form(
        fields,
        (ui.Button.primary(gettext("登记")), ui.Link(gettext("取消"), reverse("channels"))),
        general=general,
    )
    context = {
        "sections": sections(request, "channels"),
        "heading": gettext("登记一次公开"),
        "lead": gettext("在本站发布的由系统计数，不用登记。"),
        "form": form,
        "breadcrumb": ui.Breadcrumb.to(
            gettext("登记一次公开"), (gettext("公开渠道"), reverse("channels"))
        ),
    }
    status = 422 if form.errors.items else 200
    return render(request, "disclosure/form.html", context, status=status)
