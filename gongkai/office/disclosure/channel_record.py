"""One record of a channel: what was made known where and when, its evidence, voiding it."""

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from gongkai.core.access import Viewer, viewer
from gongkai.core.actions import Refused
from gongkai.core.days import day_words
from gongkai.core.files import open_file
from gongkai.disclosure.actions.channels import void_channel
from gongkai.disclosure.queries.channels import find_channel_record, records_of
from gongkai.office.disclosure.channel_parts import (
    channel_title,
    counted,
    evidence_link,
    record_badge,
)
from gongkai.office.disclosure.listing import title_of
from gongkai.office.disclosure.sections import sections
from gongkai.office.posting import filled
from gongkai.ui import components as ui
from gongkai.ui.access import requires
from gongkai.ui.flash import say

if TYPE_CHECKING:
    from gongkai.disclosure.models import ChannelPublication, Item

_PICTURES: Final = frozenset({"image/png", "image/jpeg", "image/gif"})


@requires("disclosure.view")
@require_http_methods(["GET", "HEAD", "POST"])
def record(request: HttpRequest, record_id: int) -> HttpResponse:
    """Show a record; void it with a reason and come back."""
    found = _record_of(request, record_id)
    form = _void_form()
    if request.method == "POST":
        try:
            void_channel(found.pk, reason=request.POST.get("reason", ""), by=viewer(request))
        except Refused as refused:
            fields, general = filled(form.fields, request.POST, refused)
            form = replace(form, fields=fields, general=general)
        else:
            say(request, gettext("已作废，不再计数。"))
            return HttpResponseRedirect(reverse("channel-record", args=[found.pk]))
    return _page(request, found, form)


def _record_of(request: HttpRequest, record_id: int) -> "ChannelPublication":
    found = find_channel_record(viewer(request), record_id)
    if found is None:
        raise Http404(gettext("没有这条登记，或者不在您的权限范围内。"))
    return found


def _void_form() -> ui.Form:
    return ui.Form(
        (ui.Field("reason", gettext("为什么作废"), required=True),),
        (ui.Button(gettext("作废这条登记"), kind=ui.ButtonKind.DANGER),),
        panel=False,
    )


def _page(request: HttpRequest, found: "ChannelPublication", form: ui.Form) -> HttpResponse:
    may_void = viewer(request).may("disclosure.channels", found.item.unit.path)
    title = channel_title(found.channel)
    is_picture = found.evidence is not None and found.evidence.media_type in _PICTURES
    context = {
        "sections": sections(request, "channels"),
        "heading": title,
        "badge": record_badge(found),
        "summary": _summary(found),
        "picture": evidence_link(found) if is_picture else None,
        "form": form if may_void and found.voided_at is None else None,
        "breadcrumb": ui.Breadcrumb.to(title, (gettext("公开渠道"), reverse("channels"))),
    }
    status = 422 if form.errors.items else 200
    return render(request, "disclosure/channel_record.html", context, status=status)


def _summary(found: "ChannelPublication") -> ui.Summary:
    item = found.item
    rows: tuple[tuple[str, ui.Value], ...] = (
        (gettext("公开的事项"), ui.Link(title_of(item), reverse("item", args=[item.key]))),
        (gettext("单位"), item.unit.name),
        (gettext("公开日期"), found.on),
        (gettext("数量"), counted(found.channel, found.count)),
        (gettext("地点或名称"), found.place),
        (gettext("佐证"), evidence_link(found)),
        (gettext("登记人"), found.person.name if found.person is not None else ""),
        (gettext("作废的理由"), found.void_reason),
    )
    return ui.Summary.of(*(row for row in rows if row[1]))


@requires("disclosure.view")
def evidence(request: HttpRequest, record_id: int) -> FileResponse:
    """Send the evidence of a record."""
    found = _record_of(request, record_id)
    if found.evidence is None:
        raise Http404(gettext("这条登记没有佐证。"))
    return FileResponse(
        open_file(found.evidence),
        as_attachment=True,
        filename=found.evidence_name,
        content_type=found.evidence.media_type,
    )


def channels_part(found: "Item", asker: Viewer) -> dict[str, object]:
    """Return what an item's page says of its channels, with the way to record one more."""
    links = (
        ui.Link(
            f"{channel_title(one.channel)}　{day_words(one.on)}　{counted(one.channel, one.count)}",
            reverse("channel-record", args=[one.pk]),
            one.place,
        )
        for one in records_of(asker, found)
    )
    new = f"{reverse('channel-new')}?item={found.key}"
    may = asker.may("disclosure.channels", found.unit.path)
    return {
        "records": tuple(links),
        "new": ui.Link(gettext("登记一次公开"), new) if may else None,
    }
