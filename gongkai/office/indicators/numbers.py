"""Every number that holds in a round, unit by unit: filtered, paged, handed out as a file."""

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy

from gongkai.assessment.computed import scoring_indicators
from gongkai.assessment.current import pack_of
from gongkai.assessment.indicators import REGISTER
from gongkai.assessment.queries.indicators import counts_seen
from gongkai.core.access import viewer
from gongkai.core.days import day_of
from gongkai.office.indicators.index import listed
from gongkai.office.indicators.words import (
    number_value,
    number_words,
    records_link,
    scored_words,
    title_of,
)
from gongkai.office.lists import ChoiceFilter, ListColumn, ListSpec, TextFilter, show
from gongkai.office.rounds.finding import breadcrumb
from gongkai.office.rounds.tabs import tabs
from gongkai.ui.access import requires

if TYPE_CHECKING:
    from gongkai.assessment.models import IndicatorCount

STATES = {
    "below": gettext_lazy("没有全部做到"),
    "whole": gettext_lazy("全部做到"),
    "none": gettext_lazy("没有可算的"),
}


@requires("assessment.view")
def index(request: HttpRequest, key: str) -> HttpResponseBase:
    """List the numbers one may see."""
    round_ = listed(request, key)
    context = {
        "heading": gettext("各单位的指标"),
        "tabs": tabs(request, round_, "indicators"),
        "breadcrumb": breadcrumb(
            gettext("各单位"), round_, (gettext("指标"), reverse("indicators", args=[key]))
        ),
    }
    rows = counts_seen(viewer(request), round_).select_related("round_unit__round")
    spec = number_list(scoring_indicators(pack_of(round_).scheme).keys())
    return show(request, spec, rows, "indicators/numbers.html", context)


def _in_state(rows: "QuerySet[Any]", value: str) -> "QuerySet[Any]":
    if value == "none":
        return rows.filter(denominator=0)
    counted = rows.filter(denominator__gt=0)
    if value == "whole":
        return counted.filter(numerator__gte=F("denominator"))
    return counted.filter(numerator__lt=F("denominator"))


def _words(row: "IndicatorCount") -> str:
    return number_words(row.indicator, row.numerator, row.denominator)


def number_list(scored: Collection[str]) -> "ListSpec[IndicatorCount]":
    """Return the list of numbers; ``scored`` are the indicators that give points in the round."""
    return ListSpec(
        id="assessment.indicators",
        title=gettext_lazy("计算指标"),
        columns=(
            ListColumn(
                "unit",
                gettext_lazy("单位"),
                lambda row: row.round_unit.name,
                sort="round_unit__position",
                header=True,
            ),
            ListColumn("group", gettext_lazy("组别"), lambda row: row.round_unit.group),
            *_number(scored),
            *_counting(),
        ),
        filters=(
            TextFilter("q", gettext_lazy("单位名称"), ("round_unit__name",)),
            ChoiceFilter(
                "indicator",
                gettext_lazy("指标"),
                [(one.id, one.title) for one in REGISTER.values() if one.is_counted],
                "indicator",
            ),
            ChoiceFilter("state", gettext_lazy("情况"), list(STATES.items()), _in_state),
        ),
        default_sort="unit",
        empty=gettext_lazy("还没有计算"),
    )


def _number(scored: Collection[str]) -> "tuple[ListColumn[IndicatorCount], ...]":
    """The number: of which indicator, in words, whether it gives points; its parts in the file."""
    return (
        ListColumn(
            "indicator",
            gettext_lazy("指标"),
            lambda row: title_of(row.indicator),
            sort="indicator",
        ),
        ListColumn("number", gettext_lazy("结果"), number_value, export=_words),
        ListColumn(
            "scored",
            gettext_lazy("计分"),
            lambda row: scored_words(row.indicator in scored),
        ),
        ListColumn(
            "numerator",
            gettext_lazy("分子"),
            lambda row: row.numerator,
            numeric=True,
            sort="numerator",
            screen=False,
        ),
        ListColumn(
            "denominator",
            gettext_lazy("分母"),
            lambda row: row.denominator,
            numeric=True,
            sort="denominator",
            screen=False,
        ),
    )


def _counting() -> "tuple[ListColumn[IndicatorCount], ...]":
    """How it was counted: as of which day, when, and from which records."""
    return (
        ListColumn("as_of", gettext_lazy("截止日期"), lambda row: row.run.as_of, nowrap=True),
        ListColumn("at", gettext_lazy("计算日期"), lambda row: day_of(row.run.at), screen=False),
        ListColumn("hash", gettext_lazy("校验值"), lambda row: row.hash, screen=False),
        ListColumn(
            "records",
            gettext_lazy("记录"),
            lambda row: records_link(row.round_unit, row),
            exported=False,
            nowrap=True,
        ),
    )
