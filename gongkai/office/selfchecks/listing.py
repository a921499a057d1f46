"""The self-checks one sees, and the way to begin this year's."""

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy

from gongkai.assessment.queries.selfchecks import checks_seen, own_units
from gongkai.core.access import viewer
from gongkai.core.days import day_of
from gongkai.office.lists import ListColumn, ListSpec, TextFilter, show
from gongkai.office.sites.frame import tabs
from gongkai.ui import components as ui
from gongkai.ui.access import requires

if TYPE_CHECKING:
    from gongkai.assessment.models import SelfCheck


def _state(one: "SelfCheck") -> ui.Badge:
    if one.signed_at is not None:
        return ui.Badge(gettext("已签发"), ui.Tone.GOOD)
    return ui.Badge(gettext("填写中"), ui.Tone.FAIR)


def checks_list() -> "ListSpec[SelfCheck]":
    """Return the list of self-checks."""
    return ListSpec(
        id="selfchecks",
        title=gettext_lazy("乡镇自查"),
        columns=(
            ListColumn(
                "unit",
                gettext_lazy("单位"),
                lambda one: ui.Link(
                    one.unit.name, reverse("selfcheck", args=[one.unit.code, one.year])
                ),
                export=lambda one: one.unit.name,
                sort="unit__path",
                header=True,
            ),
            ListColumn("year", gettext_lazy("年度"), lambda one: one.year, sort="year"),
            ListColumn(
                "state",
                gettext_lazy("状态"),
                _state,
                export=lambda one: _state(one).text,
                nowrap=True,
            ),
            ListColumn("by", gettext_lazy("填写人"), lambda one: one.saved_by),
            ListColumn(
                "signed",
                gettext_lazy("签发日期"),
                lambda one: day_of(one.signed_at) if one.signed_at else None,
                sort="signed_at",
                nowrap=True,
            ),
        ),
        filters=(TextFilter("q", gettext_lazy("单位"), ("unit__name",)),),
        default_sort="-year",
        empty=gettext_lazy("还没有自查报告。"),
    )


@requires("assessment.view")
def index(request: HttpRequest) -> HttpResponseBase:
    """List the self-checks; whoever fills one in finds the way to this year's."""
    asker = viewer(request)
    year = day_of(asker.at).year
    mine = own_units(asker)
    first = mine[0] if mine else None
    context = {
        "heading": gettext("乡镇自查"),
        "lead": gettext("数字由记录算出，对照各要点逐项自查，签发成报告。"),
        "tabs": tabs(request, "selfchecks"),
        "new": ui.Link(
            gettext("填写 %(year)s 年自查") % {"year": year},
            reverse("selfcheck", args=[first.code, year]),
        )
        if first is not None
        else None,
    }
    return show(request, checks_list(), checks_seen(asker), "sites/list.html", context)
