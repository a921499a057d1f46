"""The findings of a round: filtered, exported."""

from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy

from gongkai.assessment.current import pack_of
from gongkai.assessment.queries.rounds import units_seen
from gongkai.assessment.queries.spot import findings_seen
from gongkai.core.access import viewer
from gongkai.office.lists import (
    ChoiceFilter,
    DateFilter,
    Filter,
    ListColumn,
    ListSpec,
    TextFilter,
    show,
)
from gongkai.office.rounds.finding import round_of
from gongkai.office.spot.frame import frame, way
from gongkai.office.spot.words import clause, finding_badge, target_title
from gongkai.rules.scheme import Scheme
from gongkai.ui import components as ui
from gongkai.ui.access import requires

if TYPE_CHECKING:
    from gongkai.assessment.models import Round, SpotFinding


def _kind(rows: "QuerySet[Any]", value: str) -> "QuerySet[Any]":
    if value == "void":
        return rows.filter(voided_at__isnull=False)
    rows = rows.filter(voided_at=None)
    if value == "to_mend":
        return rows.filter(is_problem=True, ordered=False)
    if value == "ordered":
        return rows.filter(ordered=True)
    return (
        rows.filter(deducted=True)
        if value == "deducted"
        else rows.filter(is_problem=value == "problem")
    )


def _photo(one: "SpotFinding", round_: "Round") -> ui.Value:
    if one.photo_id is None:
        return None
    return ui.Link(gettext("照片"), reverse("spot-photo", args=[round_.key, one.pk]))


def findings_list(round_: "Round", scheme: Scheme, groups: list[str]) -> "ListSpec[SpotFinding]":
    """Return the list of findings of one round."""
    return ListSpec(
        id="spot.findings",
        title=gettext_lazy("发现的问题"),
        columns=(*_found(round_, scheme), *_noted(round_)),
        filters=_filters(groups),
        default_sort="-seen",
        empty=gettext_lazy("还没有记录问题。检查人员在“现场记录”里记。"),
    )


def _found(round_: "Round", scheme: Scheme) -> "tuple[ListColumn[SpotFinding], ...]":
    """What was found: in words, at whom, against which item and clause, and where."""
    return (
        ListColumn(
            "text",
            gettext_lazy("发现"),
            lambda one: ui.Link(one.text, reverse("spot-finding", args=[round_.key, one.pk])),
            export=lambda one: one.text,
            header=True,
        ),
        ListColumn(
            "unit",
            gettext_lazy("单位"),
            lambda one: one.round_unit.name,
            sort="round_unit__position",
        ),
        ListColumn("group", gettext_lazy("组别"), lambda one: one.round_unit.group, screen=False),
        ListColumn("target", gettext_lazy("考核项"), lambda one: target_title(scheme, one) or None),
        ListColumn("clause", gettext_lazy("条款"), lambda one: clause(scheme, one) or None),
        ListColumn("place", gettext_lazy("地点"), lambda one: one.place or None),
    )


def _noted(round_: "Round") -> "tuple[ListColumn[SpotFinding], ...]":
    """The record of it: when, with which photograph, by whom, and what came of it."""
    return (
        ListColumn(
            "seen",
            gettext_lazy("时间"),
            lambda one: one.seen_at.astimezone().date(),
            export=lambda one: one.seen_at,
            sort="seen_at",
            nowrap=True,
        ),
        ListColumn(
            "photo",
            gettext_lazy("照片"),
            lambda one: _photo(one, round_),
            export=lambda one: one.photo.sha256 if one.photo is not None else "",
        ),
        ListColumn("name", gettext_lazy("记录人"), lambda one: one.name, sort="name"),
        ListColumn(
            "state",
            gettext_lazy("状态"),
            finding_badge,
            export=lambda one: finding_badge(one).text,
            nowrap=True,
        ),
    )


def _filters(groups: list[str]) -> tuple[Filter, ...]:
    return (
        TextFilter("q", gettext_lazy("发现、单位、地点"), ("text", "round_unit__name", "place")),
        ChoiceFilter(
            "kind",
            gettext_lazy("状态"),
            (
                ("problem", gettext_lazy("问题")),
                ("other", gettext_lazy("其他情况")),
                ("deducted", gettext_lazy("已扣分")),
                ("to_mend", gettext_lazy("问题，未列入整改")),
                ("ordered", gettext_lazy("已列入整改")),
                ("void", gettext_lazy("已作废")),
            ),
            _kind,
        ),
        ChoiceFilter(
            "group",
            gettext_lazy("组别"),
            [(group, group) for group in groups],
            "round_unit__group",
        ),
        DateFilter("seen", gettext_lazy("时间"), "seen_at", moment=True),
    )


@requires("assessment.view")
def index(request: HttpRequest, key: str) -> HttpResponseBase:
    """List what was found, as far as the viewer sees it."""
    asker, round_ = viewer(request), round_of(request, key)
    scheme = pack_of(round_).scheme
    groups = sorted({one.group for one in units_seen(asker, round_) if one.group})
    context = {
        **frame(request, round_, "spot-findings"),
        "heading": gettext("发现的问题"),
        "breadcrumb": way(gettext("发现的问题"), round_),
    }
    spec = findings_list(round_, scheme, groups)
    return show(request, spec, findings_seen(asker, round_), "spot/findings.html", context)
