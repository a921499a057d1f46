"""The units of a round and how far each is with its self-assessment."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy

from gongkai.assessment.answers import state_of
from gongkai.assessment.queries.rounds import own_units
from gongkai.assessment.queries.self_units import (
    in_state,
    questions_by_group,
    self_units,
    states,
)
from gongkai.core.access import Viewer, viewer
from gongkai.core.days import day_of
from gongkai.office.lists import ChoiceFilter, ListColumn, ListSpec, TextFilter, show
from gongkai.office.rounds.finding import breadcrumb, round_of
from gongkai.office.rounds.tabs import tabs
from gongkai.office.selfing.finding import address
from gongkai.office.selfing.words import state_badge
from gongkai.rules.rounds import ReportState
from gongkai.ui import components as ui
from gongkai.ui.access import requires
from gongkai.ui.known import in_language

if TYPE_CHECKING:
    from gongkai.assessment.models import Round, RoundUnit


@requires("assessment.view")
def index(request: HttpRequest, key: str) -> HttpResponseBase:
    """List the units one may open; who fills in for one unit alone is led to it."""
    asker, round_ = viewer(request), round_of(request, key)
    rows = self_units(asker, round_)
    own = list(own_units(asker).filter(round=round_)[:2])
    if len(own) == 1 and not _oversees(asker, round_):
        return HttpResponseRedirect(address(own[0]))
    context = {
        "heading": gettext("各单位自评"),
        "tabs": tabs(request, round_, "round-self"),
        "breadcrumb": breadcrumb(gettext("自评"), round_),
        "figures": _figures(round_) if _oversees(asker, round_) else None,
    }
    spec = unit_list(questions_by_group(round_))
    return show(request, spec, rows, "selfing/units.html", context)


def _oversees(asker: Viewer, round_: "Round") -> bool:
    path = round_.unit.path
    return asker.may("assessment.run", path) or asker.may("assessment.oversee", path)


def _figures(round_: "Round") -> ui.Figures:
    counted = states(round_)
    return ui.Figures(
        tuple(
            ui.Figure(
                state.label,
                counted[state],
                gettext("个单位"),
                href=f"?state={state}" if counted[state] else "",
            )
            for state in (
                ReportState.SIGNED,
                ReportState.SUBMITTED,
                ReportState.RETURNED,
                ReportState.OPEN,
            )
        ),
        label=gettext("自评报告"),
    )


def _state(row: "RoundUnit") -> ReportState:
    return state_of(getattr(row, "self_report", None))


def _signed_on(row: "RoundUnit") -> Any:
    report = getattr(row, "self_report", None)
    at = report.signed_at if report is not None else None
    return day_of(at) if at is not None else None


def _by_state(rows: "QuerySet[Any]", value: str) -> "QuerySet[Any]":
    return in_state(rows, ReportState(value))


def unit_list(asked: Mapping[str, int]) -> "ListSpec[RoundUnit]":
    """Return the list; ``asked`` is how many questions must be answered, by group."""
    return ListSpec(
        id="assessment.self",
        title=gettext_lazy("各单位自评"),
        columns=(
            ListColumn(
                "unit",
                gettext_lazy("单位"),
                lambda row: ui.Link(row.name, reverse("self", args=[row.round.key, row.unit.code])),
                export=lambda row: row.name,
                sort="position",
                header=True,
            ),
            ListColumn("group", gettext_lazy("组别"), lambda row: row.group, sort="group"),
            ListColumn(
                "state",
                gettext_lazy("自评报告"),
                lambda row: state_badge(_state(row)),
                export=lambda row: _state(row).label,
                nowrap=True,
            ),
            *_progress(asked),
            ListColumn(
                "signed",
                gettext_lazy("报送日期"),
                _signed_on,
                sort="self_report__signed_at",
                nowrap=True,
            ),
        ),
        filters=(
            TextFilter("q", gettext_lazy("单位"), ("name",)),
            ChoiceFilter(
                "state",
                gettext_lazy("自评报告"),
                [(state.value, in_language(state.label)) for state in ReportState],
                _by_state,
            ),
        ),
        default_sort="unit",
        empty=gettext_lazy("还没有列出被考核单位。"),
    )


def _progress(asked: Mapping[str, int]) -> "tuple[ListColumn[RoundUnit], ...]":
    """How far a unit is: questions answered, pieces of evidence, claims nobody has decided."""

    def answered(row: "RoundUnit") -> str:
        return f"{row.answered} / {asked.get(row.group, 0)}"  # type: ignore[attr-defined]

    def claims(row: "RoundUnit") -> int | None:
        return row.waiting_claims or None  # type: ignore[attr-defined]

    return (
        ListColumn(
            "answered",
            gettext_lazy("已答"),
            answered,
            sort="answered",
            numeric=True,
            nowrap=True,
        ),
        ListColumn(
            "pieces",
            gettext_lazy("佐证"),
            lambda row: row.pieces,
            sort="pieces",
            numeric=True,
        ),
        ListColumn(
            "claims",
            gettext_lazy("待定的不适用"),
            claims,
            sort="waiting_claims",
            numeric=True,
            high_first=True,
        ),
    )
