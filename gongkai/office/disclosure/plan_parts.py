"""What the screens of the yearly plan share: the years, the tabs, a line's state in words."""

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext

from gongkai.core.access import Viewer, viewer
from gongkai.core.days import day_of
from gongkai.disclosure.queries.plans import duty_of, planned_years
from gongkai.office.disclosure.duty_parts import state_of
from gongkai.office.disclosure.listing import title_of
from gongkai.office.disclosure.sections import sections
from gongkai.ui import components as ui

if TYPE_CHECKING:
    from datetime import date

    from gongkai.disclosure.models import Item, PlanLine


def years(asker: Viewer) -> tuple[int, ...]:
    """Return the years one may look at: those with lines, and from last year to next."""
    today = day_of(asker.at)
    around = {today.year - 1, today.year, today.year + 1}
    return tuple(sorted(planned_years(asker) | around))


def year_of(request: HttpRequest, year: int | None) -> int:
    """Return the year an address names; this year where it names none.

    Raises:
        Http404: nobody plans so far ahead, and nothing was planned then.
    """
    asker = viewer(request)
    if year is None:
        return day_of(asker.at).year
    if year not in years(asker):
        raise Http404(gettext("没有这一年的公开计划。"))
    return year


def frame(request: HttpRequest, current: str, year: int) -> dict[str, object]:
    """Return what the views of a year's plan share: tabs, and links to the other years."""
    views = (("plans-year", gettext("计划事项")), ("plans-units", gettext("各单位和下载")))
    return {
        "sections": sections(request, "plans"),
        "views": ui.Tabs(
            gettext("年度计划的看法"),
            tuple(
                ui.Tab(title, reverse(name, args=[year]), current=name == current)
                for name, title in views
            ),
        ),
        "years": tuple(
            ui.Link(
                gettext("%(year)s 年") % {"year": one},
                reverse(current, args=[one]),
                current=one == year,
            )
            for one in years(viewer(request))
        ),
    }


def line_badge(line: "PlanLine", today: "date") -> ui.Badge:
    """Return the badge of a line as it stands on a day."""
    if line.dropped_at is not None:
        return ui.Badge(gettext("已取消"))
    return state_of(duty_of(line, today))


def seen_item(line: "PlanLine") -> "Item | None":
    """Return the item that meets a line, where the reader may see it."""
    found: Item | None = line.__dict__["seen_item"]
    return found


def item_words(line: "PlanLine") -> str:
    """Return what the item that meets a line is called."""
    if line.item_id is None:
        return ""
    item = seen_item(line)
    return title_of(item) if item is not None else gettext("（您无权查看）")


def item_link(line: "PlanLine") -> ui.Value:
    """Return the item that meets a line, linked where the reader may see it."""
    item = seen_item(line)
    if item is None:
        return item_words(line)
    return ui.Link(title_of(item), reverse("item", args=[item.key]))
