"""Requests for change over all items of one's units: listed, filtered, exported."""

from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy

from gongkai.core.access import viewer
from gongkai.core.days import day_of
from gongkai.disclosure.queries.changes import (
    STANDINGS,
    WAYS,
    ChangeStanding,
    change_due,
    change_requests_for,
    change_standing,
)
from gongkai.office.disclosure.changing import result_of
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
from gongkai.ui import components as ui
from gongkai.ui.access import requires

if TYPE_CHECKING:
    from datetime import date

    from gongkai.disclosure.models import ChangeRequest

_TONES = {
    ChangeStanding.OPEN: ui.Tone.WARN,
    ChangeStanding.IN_WORK: ui.Tone.FAIR,
    ChangeStanding.CHANGED: ui.Tone.GOOD,
    ChangeStanding.DECLINED: ui.Tone.NEUTRAL,
}


def _title(one: "ChangeRequest") -> ui.Value:
    return ui.Link(title_of(one.item), f"{reverse('item', args=[one.item.key])}#requests")


def _state(one: "ChangeRequest") -> ui.Value:
    standing = change_standing(one)
    return ui.Badge(str(dict(STANDINGS)[standing]), _TONES[standing])


def _due(one: "ChangeRequest") -> "date | None":
    """By when it is to be settled, while it is not."""
    found = change_due(one.item.category, one.asked_on) if one.closed_at is None else None
    return found[0] if found is not None else None


def _due_shown(one: "ChangeRequest", today: "date") -> ui.Value:
    due = _due(one)
    if due is None or due >= today:
        return due
    return ui.Stack.of(due, ui.Badge(gettext("已逾期"), ui.Tone.BAD))


def _by_standing(rows: "QuerySet[Any]", value: str) -> "QuerySet[Any]":
    return rows.filter(ChangeStanding(value).condition)


def change_list(today: "date") -> "ListSpec[ChangeRequest]":
    """Return the list of requests; what is over its term is as of ``today``."""
    return ListSpec(
        id="disclosure.changes",
        title=gettext_lazy("修改请求"),
        columns=(*_asked(), *_settled(today)),
        filters=(
            TextFilter(
                "q",
                gettext_lazy("谁提出、要求改什么"),
                ("asked_by", "why"),
            ),
            ChoiceFilter("state", gettext_lazy("状态"), STANDINGS, _by_standing),
            UnitFilter("unit", gettext_lazy("单位"), "item__unit__path"),
            ChoiceFilter("way", gettext_lazy("怎样提出"), WAYS, "way"),
            DateFilter("on", gettext_lazy("提出"), "asked_on"),
        ),
        default_sort="-on",
        empty=gettext_lazy("还没有修改请求。有人要求改已公开的内容时，在那个事项的页面登记。"),
    )


def _asked() -> "tuple[ListColumn[ChangeRequest], ...]":
    """What was asked for: of which item, why, by whom, when, of whose unit."""
    return (
        ListColumn(
            "item",
            gettext_lazy("事项"),
            _title,
            export=lambda one: title_of(one.item),
            header=True,
        ),
        ListColumn("why", gettext_lazy("要求改什么、为什么"), lambda one: one.why),
        ListColumn(
            "by", gettext_lazy("谁提出"), lambda one: one.asked_by, sort="asked_by", nowrap=True
        ),
        ListColumn(
            "way",
            gettext_lazy("怎样提出"),
            lambda one: one.get_way_display(),
            sort="way",
            screen=False,
        ),
        ListColumn(
            "on",
            gettext_lazy("哪天提出"),
            lambda one: one.asked_on,
            sort="asked_on",
            nowrap=True,
            high_first=True,
        ),
        ListColumn(
            "unit",
            gettext_lazy("单位"),
            lambda one: one.item.unit.label,
            sort="item__unit__path",
        ),
    )


def _settled(today: "date") -> "tuple[ListColumn[ChangeRequest], ...]":
    """What became of it: by when it is to be settled, where it stands, the result."""
    return (
        ListColumn(
            "due",
            gettext_lazy("最迟办结"),
            lambda one: _due_shown(one, today),
            export=_due,
            nowrap=True,
        ),
        ListColumn(
            "state",
            gettext_lazy("状态"),
            _state,
            export=lambda one: str(dict(STANDINGS)[change_standing(one)]),
            nowrap=True,
        ),
        ListColumn("result", gettext_lazy("结果"), result_of, screen=False),
    )


@requires("disclosure.view")
def index(request: HttpRequest) -> HttpResponseBase:
    """List who asked for which change, and what became of it."""
    asker = viewer(request)
    context = {
        "sections": sections(request, "changes"),
        "heading": gettext("修改请求"),
        "lead": gettext(
            "有人来信、来电、来访要求修改已公开的内容，在事项的页面登记，采纳的起草新版，不改的写明答复。提出人只在内部记录。"
        ),
    }
    spec = change_list(day_of(asker.at))
    return show(request, spec, change_requests_for(asker), "disclosure/listed.html", context)
