"""How each delivery went: the receipt or why it did not arrive, and trying once more."""

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_http_methods

from gongkai.core.access import viewer
from gongkai.core.actions import Refused
from gongkai.disclosure.actions.delivering import deliver_again
from gongkai.disclosure.queries.outgoing import DeliveryState, deliveries_for
from gongkai.office.disclosure.outgoing import views
from gongkai.office.disclosure.sections import sections
from gongkai.office.lists import (
    BulkAction,
    ChoiceFilter,
    DateFilter,
    ListColumn,
    ListSpec,
    TextFilter,
    UnitFilter,
    chosen,
    show,
)
from gongkai.office.posting import number
from gongkai.ui import components as ui
from gongkai.ui.access import requires
from gongkai.ui.flash import say

if TYPE_CHECKING:
    from gongkai.disclosure.models import Delivery

_TONES = {
    DeliveryState.WAITING: ui.Tone.FAIR,
    DeliveryState.DELIVERED: ui.Tone.GOOD,
    DeliveryState.FAILED: ui.Tone.BAD,
}
_ONE = "again"


def _badge(one: "Delivery") -> ui.Badge:
    state = DeliveryState(one.state)
    return ui.Badge(str(state.label), _TONES[state])


def _answer(one: "Delivery") -> str:
    """What is to be read of a delivery: the receipt, or the reason."""
    return one.receipt if one.state == DeliveryState.DELIVERED else one.error


def _again(one: "Delivery") -> ui.Value:
    if one.state != DeliveryState.FAILED or not one.outgoing.is_active:
        return ""
    return ui.Button(gettext("重新推送"), _ONE, str(one.pk))


DELIVERIES: "ListSpec[Delivery]" = ListSpec(
    id="disclosure.deliveries",
    title=gettext_lazy("推送记录"),
    columns=(
        ListColumn(
            "title",
            gettext_lazy("标题"),
            lambda one: ui.Link(str(one.edition), reverse("item", args=[one.edition.item.key])),
            export=lambda one: str(one.edition),
            sort="edition__title",
            header=True,
        ),
        ListColumn(
            "unit",
            gettext_lazy("单位"),
            lambda one: one.edition.item.unit.label,
            sort="edition__item__unit__path",
        ),
        ListColumn(
            "to", gettext_lazy("接收系统"), lambda one: one.outgoing.title, sort="outgoing__title"
        ),
        ListColumn(
            "state",
            gettext_lazy("状态"),
            _badge,
            export=lambda one: _badge(one).text,
            sort="state",
            nowrap=True,
        ),
        ListColumn("answer", gettext_lazy("回执或原因"), _answer),
        ListColumn(
            "tries",
            gettext_lazy("已试次数"),
            lambda one: one.attempts,
            sort="attempts",
            numeric=True,
        ),
        ListColumn(
            "made",
            gettext_lazy("发布后排队"),
            lambda one: one.created_at,
            sort="created_at",
            nowrap=True,
            high_first=True,
        ),
        ListColumn(
            "arrived",
            gettext_lazy("送达"),
            lambda one: one.delivered_at,
            sort="delivered_at",
            nowrap=True,
            high_first=True,
        ),
        ListColumn("again", gettext_lazy("办理"), _again, exported=False, nowrap=True),
    ),
    filters=(
        TextFilter("q", gettext_lazy("标题、原因"), ("edition__title", "error", "receipt")),
        ChoiceFilter("state", gettext_lazy("状态"), DeliveryState.choices, "state"),
        UnitFilter("unit", gettext_lazy("单位"), "edition__item__unit__path"),
        DateFilter("made", gettext_lazy("排队"), "created_at", moment=True),
    ),
    default_sort="-made",
    empty=gettext_lazy("还没有推送过。增加接收系统之后发布的信息，会记在这里。"),
    bulk=(BulkAction(_ONE, gettext_lazy("重新推送")),),
    label=lambda one: f"{one.edition} → {one.outgoing.title}",
)


@requires("disclosure.channels")
@require_http_methods(["GET", "HEAD", "POST"])
def index(request: HttpRequest) -> HttpResponseBase:
    """List the deliveries of one's units; posted, try one or the ticked ones once more."""
    rows = deliveries_for(viewer(request))
    to = ChoiceFilter("to", gettext("接收系统"), lambda: _systems(rows), "outgoing")
    spec = replace(DELIVERIES, filters=(*DELIVERIES.filters, to))
    if request.method == "POST":
        _try_again(request, _asked(request, spec, rows))
        return HttpResponseRedirect(request.get_full_path())
    context = {
        "sections": sections(request, "outgoing"),
        "views": views("deliveries"),
        "heading": gettext("对外推送"),
        "lead": gettext("没有送达的会自动再试几次。改正原因之后，也可以在这里重新推送。"),
    }
    return show(request, spec, rows, "disclosure/listed.html", context)


def _systems(rows: "QuerySet[Delivery]") -> Iterable[tuple[str, str]]:
    found = rows.order_by("outgoing__title", "outgoing").values_list("outgoing", "outgoing__title")
    return [(str(pk), title) for pk, title in found.distinct()]


def _asked(
    request: HttpRequest, spec: "ListSpec[Delivery]", rows: "QuerySet[Delivery]"
) -> list[int]:
    """Return the one whose button was pressed, or the ticked ones; only what one may see."""
    if _ONE in request.POST:
        return list(rows.filter(pk=number(request.POST[_ONE])).values_list("pk", flat=True))
    picked = chosen(request, spec, rows)
    return list(picked.rows.values_list("pk", flat=True)) if picked is not None else []


def _try_again(request: HttpRequest, ids: list[int]) -> None:
    """Try each as an action of its own, and say how many wait now and why others do not."""
    queued, refused = 0, []
    for pk in ids:
        try:
            deliver_again(pk, by=viewer(request))
            queued += 1
        except Refused as one:
            refused.append(one.message)
    if queued:
        text = gettext("已重新排队 %(count)s 条，稍后刷新本页看结果。") % {"count": queued}
        say(request, text)
    if refused:
        title = gettext("%(count)s 条没有重新推送：") % {"count": len(refused)}
        say(request, title, " ".join(dict.fromkeys(refused)), ui.Tone.WARN)
    if not ids:
        say(request, gettext("请先选中要重新推送的记录。"), tone=ui.Tone.FAIR)
