"""The ledger as a list: a year's sums on top, filters, export."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy

from gongkai.assessment.queries import ledger as queries
from gongkai.assessment.queries.ledger import KindSum, LedgerStanding, standing_as
from gongkai.core.access import Viewer, viewer
from gongkai.core.days import day_of
from gongkai.office.ledger.fields import KINDS
from gongkai.office.ledger.words import file_link, persons, standing_badge, yuan
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
    from gongkai.assessment.models import LedgerEntry


def _title(entry: "LedgerEntry") -> ui.Value:
    link = ui.Link(entry.title, reverse("ledger-entry", args=[entry.pk]))
    led = (ui.Badge(gettext("主要负责人参加")),) if entry.leader else ()
    return ui.Stack.of(link, *led) if led else link


def ledger_list(asker: Viewer) -> "ListSpec[LedgerEntry]":
    """Return the list; where entries stand is as of the viewer's day."""
    today = day_of(asker.at)

    def by_standing(rows: "QuerySet[Any]", value: str) -> "QuerySet[Any]":
        return standing_as(rows, LedgerStanding(value), today)

    return ListSpec(
        id="ledger",
        title=gettext_lazy("工作台账"),
        columns=(
            *_entry(today),
            *_numbers(),
            ListColumn("unit", gettext_lazy("单位"), lambda one: one.unit.label, sort="unit__path"),
            ListColumn("file", gettext_lazy("佐证"), file_link, export=lambda one: one.file_name),
            *_only_exported(),
        ),
        filters=(
            TextFilter("q", gettext_lazy("名称、地点"), ("title", "place", "note")),
            ChoiceFilter("kind", gettext_lazy("类别"), KINDS, "kind"),
            ChoiceFilter("state", gettext_lazy("状态"), LedgerStanding.choices, by_standing),
            DateFilter("day", gettext_lazy("日期"), "day"),
            UnitFilter("unit", gettext_lazy("单位"), units=lambda: queries.units_read(asker)),
        ),
        default_sort="-day",
        empty=gettext_lazy("台账里还没有记录。开会、培训、督查之后随手登记，年底自评时直接引用。"),
    )


def _entry(today: date) -> "tuple[ListColumn[LedgerEntry], ...]":
    """What it is, of which day, and where it stands."""
    return (
        ListColumn(
            "title",
            gettext_lazy("名称"),
            _title,
            export=lambda one: one.title,
            sort="title",
            header=True,
        ),
        ListColumn(
            "kind",
            gettext_lazy("类别"),
            lambda one: one.get_kind_display(),
            sort="kind",
            nowrap=True,
        ),
        ListColumn(
            "day",
            gettext_lazy("日期"),
            lambda one: one.on or one.planned_on,
            sort=Coalesce("on", "planned_on"),
            nowrap=True,
        ),
        ListColumn(
            "state",
            gettext_lazy("状态"),
            lambda one: standing_badge(one, today),
            export=lambda one: standing_badge(one, today).text,
            nowrap=True,
        ),
    )


def _numbers() -> "tuple[ListColumn[LedgerEntry], ...]":
    return (
        ListColumn(
            "people",
            gettext_lazy("人数"),
            lambda one: persons(one.people),
            export=lambda one: one.people,
            sort="people",
            numeric=True,
            nowrap=True,
        ),
        ListColumn(
            "amount",
            gettext_lazy("金额"),
            lambda one: yuan(one.amount),
            export=lambda one: one.amount,
            sort="amount",
            numeric=True,
            nowrap=True,
        ),
    )


def _only_exported() -> "tuple[ListColumn[LedgerEntry], ...]":
    return (
        ListColumn("planned", gettext_lazy("计划日期"), lambda one: one.planned_on, screen=False),
        ListColumn("on", gettext_lazy("办理日期"), lambda one: one.on, screen=False),
        ListColumn("place", gettext_lazy("地点"), lambda one: one.place, screen=False),
        ListColumn(
            "leader",
            gettext_lazy("主要负责人参加"),
            lambda one: "",
            export=lambda one: one.leader,
            screen=False,
        ),
        ListColumn("note", gettext_lazy("说明"), lambda one: one.note, screen=False),
        ListColumn("by", gettext_lazy("登记人"), lambda one: one.name, screen=False),
        ListColumn("void", gettext_lazy("作废的理由"), lambda one: one.void_reason, screen=False),
    )


@requires("assessment.view")
def index(request: HttpRequest) -> HttpResponseBase:
    """List the entries of one's units, with the sums of this year."""
    asker = viewer(request)
    today = day_of(asker.at)
    rows = queries.ledger(asker).annotate(day=Coalesce(F("on"), F("planned_on")))
    writes = asker.may("ledger.write")
    context = {
        "heading": gettext("工作台账"),
        "lead": gettext("领导小组会议、听取汇报、培训、督查、宣传和经费，全年随办随记。"),
        "figures": _figures(queries.sums(rows, today.year, today), today),
        "new": ui.Link(gettext("登记一条"), reverse("ledger-new")) if writes else None,
        "bring": ui.Link(gettext("从 Excel 导入"), reverse("ledger-import")) if writes else None,
    }
    return show(request, ledger_list(asker), rows, "ledger/list.html", context)


def _figures(sums: "Mapping[str, KindSum]", today: date) -> ui.Figures:
    meeting, heard, training = sums["meeting"], sums["report_heard"], sums["training"]
    missed = sum(one.missed for one in sums.values())
    year = {"year": today.year}
    return ui.Figures(
        (
            ui.Figure(gettext("领导小组会议"), meeting.held, gettext("次")),
            ui.Figure(gettext("主要负责人听取汇报"), heard.held, gettext("次")),
            ui.Figure(
                gettext("培训"),
                training.held,
                gettext("次"),
                note=persons(training.people) if training.held else "",
            ),
            ui.Figure(
                gettext("到期未办"),
                missed,
                gettext("条"),
                href="?state=missed" if missed else "",
            ),
        ),
        label=gettext("%(year)s 年累计") % year,
    )
