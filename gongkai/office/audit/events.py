"""The list of events, and the history of one object."""

from collections.abc import Iterable

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gongkai.core import verbs
from gongkai.core.access import viewer
from gongkai.core.models import Event
from gongkai.core.queries.audit import events, events_about
from gongkai.office.audit.timeline import moments, who
from gongkai.office.lists import (
    ChoiceFilter,
    DateFilter,
    ListColumn,
    ListSpec,
    TextFilter,
    UnitFilter,
    show,
)
from gongkai.ui import components as ui
from gongkai.ui.access import requires

_MOST = 500


def _verbs() -> Iterable[tuple[str, str | Promise]]:
    return sorted((verb.name, verb.title) for verb in verbs.registered().values())


def _about(event: Event) -> ui.Value:
    if not event.object_id:
        return event.object_title or "—"
    address = reverse("audit-object", args=[event.object_type, event.object_id])
    return ui.Link(event.object_title or event.object_id, address)


EVENTS: ListSpec[Event] = ListSpec(
    id="events",
    title=_("操作记录"),
    columns=(
        ListColumn(
            "number",
            _("编号"),
            lambda e: e.number,
            sort="number",
            numeric=True,
            header=True,
            high_first=True,
        ),
        ListColumn("at", _("时间"), lambda e: e.at, sort="number", nowrap=True, high_first=True),
        ListColumn("who", _("操作人"), who, sort=("actor_name", "number"), nowrap=True),
        ListColumn("what", _("操作"), verbs.sentence),
        ListColumn("about", _("对象"), _about, export=lambda e: e.object_title),
        ListColumn("address", _("网络地址"), lambda e: e.address, nowrap=True),
        ListColumn("verb", _("操作类型"), lambda e: verbs.title(e.verb), screen=False),
        ListColumn(
            "object", _("对象编号"), lambda e: f"{e.object_type}:{e.object_id}", screen=False
        ),
        ListColumn("data", _("明细"), lambda e: str(e.data), screen=False),
        ListColumn("hash", _("校验值"), lambda e: e.hash, screen=False),
    ),
    filters=(
        TextFilter("who", _("操作人"), ("actor_name", "on_behalf_of")),
        ChoiceFilter("verb", _("操作类型"), _verbs, "verb"),
        TextFilter("about", _("对象"), ("object_title",)),
        UnitFilter("unit", _("单位"), "unit_path"),
        DateFilter("at", _("日期"), "at", moment=True),
    ),
    default_sort="-number",
    page_size=50,
    empty=_("还没有操作记录"),
    label=lambda e: str(e.number),
)


@requires("audit.view")
def index(request: HttpRequest) -> HttpResponseBase:
    """List the events the viewer audits."""
    return show(request, EVENTS, events(viewer(request)), "audit/events.html")


@requires("audit.view")
def history(request: HttpRequest, object_type: str, object_id: str) -> HttpResponse:
    """Show what was done to one object, from the beginning."""
    found = list(events_about(viewer(request), object_type, object_id)[:_MOST])
    if not found:
        raise Http404(gettext("没有这个对象的操作记录。"))
    title = found[-1].object_title or object_id
    context = {
        "title": title,
        "breadcrumb": ui.Breadcrumb.to(title, (gettext("操作记录"), reverse("audit"))),
        "timeline": ui.Timeline(moments(found), gettext("操作记录")),
    }
    return render(request, "audit/history.html", context)
