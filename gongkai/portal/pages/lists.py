"""Lists of items: the newest on the front, the rest by year and month.

Publication puts an item into one month for good. So publishing today rebuilds the front, this year
and this month of a list, and withdrawing rebuilds the month the item stands in, however long the
list is. Pages counted from the newest would all shift.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext

from gongkai.disclosure.open_data import addresses as to
from gongkai.disclosure.open_data.values import Listed, Named
from gongkai.portal.pages.markup import Tags, draw, exports_of
from gongkai.search import Validity
from gongkai.ui import components as ui

NEWEST = 40
"""Items on the front of a list."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a list stands: its address, what it is called, and the way there."""

    address: str
    title: str
    site_column: str
    intro: str = ""
    above: tuple[tuple[str, str], ...] = ()
    query: str = ""
    """What asks the open data for the same list."""
    unit: str = ""
    """The name of the unit whose list it is: its lines need not say it."""

    @property
    def tags(self) -> Tags:
        """The column's tags."""
        description = self.intro or gettext("%(title)s的公开信息") % {"title": self.title}
        return Tags(self.title, self.site_column, description, self.title)


@dataclass(frozen=True, slots=True)
class Line:
    """An item as a list draws it."""

    title: str
    href: str
    number: str
    unit: str
    published_on: str
    mark: ui.Badge | None
    interpretations: tuple[Named, ...]


def lines(items: Sequence[Listed], unit: str = "") -> tuple[Line, ...]:
    """Return items as lines; what is no longer in force says so.

    ``unit`` is the name of a unit that goes without saying.
    """
    marks = {
        Validity.REPEALED: ui.Badge(gettext("已废止"), ui.Tone.BAD),
        Validity.EXPIRED: ui.Badge(gettext("已失效"), ui.Tone.BAD),
        Validity.AMENDED: ui.Badge(gettext("已修改"), ui.Tone.WARN),
    }
    return tuple(
        Line(
            one.title,
            one.href,
            one.number,
            "" if one.unit.name == unit else one.unit.name,
            one.published_at.strftime("%Y-%m-%d"),
            marks.get(one.validity),
            one.interpretations,
        )
        for one in items
    )


def front(
    place: Place,
    newest: Sequence[Listed],
    years: Sequence[int],
    children: Sequence[Named] = (),
    contact: ui.Summary | None = None,
) -> bytes:
    """Return the front of a list: what is newest, the columns below, the way to earlier years.

    ``contact`` says where the unit is found whose list it is.
    """
    periods = [
        ui.Link(gettext("%(year)s 年") % {"year": one}, to.year(place.address, one))
        for one in years
    ]
    context: dict[str, object] = {
        "items": lines(newest, place.unit),
        "children": children,
        "contact": contact,
        "periods": periods,
        "periods_title": gettext("按年份查看"),
        "feed": to.feed(place.address),
        **_data(place.query),
    }
    return _draw(place, place.address, place.title, context)


def year_page(place: Place, year: int, months: Sequence[tuple[int, int]]) -> bytes:
    """Return one year of a list: its months, each with the number of items."""
    title = gettext("%(title)s：%(year)s 年") % {"title": place.title, "year": year}
    periods = [
        ui.Link(
            gettext("%(month)s 月") % {"month": month},
            to.month(place.address, year, month),
            note=gettext("%(count)s 条") % {"count": count},
        )
        for month, count in months
    ]
    query = f"{place.query}&year={year}"
    context: dict[str, object] = {"months": periods, **_data(query)}
    return _draw(place, to.year(place.address, year), title, context)


def month_page(place: Place, year: int, month: int, items: Sequence[Listed]) -> bytes:
    """Return one month of a list with all its items."""
    words = {"title": place.title, "year": year, "month": month}
    title = gettext("%(title)s：%(year)s 年 %(month)s 月") % words
    up = ui.Link(gettext("%(year)s 年各月") % {"year": year}, to.year(place.address, year))
    context: dict[str, object] = {
        "items": lines(items, place.unit),
        "periods": (up,),
        "periods_title": gettext("其他月份"),
        **_data(f"{place.query}&month={year:04d}-{month:02d}"),
    }
    return _draw(place, to.month(place.address, year, month), title, context)


def _data(query: str) -> dict[str, object]:
    """What a list is as data: JSON and files of just what stands in it."""
    return {
        "exports": exports_of(to.ITEMS_DATA, f"?{query}"),
        "twin": f"{to.ITEMS_DATA}?{query}",
    }


def _draw(place: Place, address: str, title: str, context: dict[str, object]) -> bytes:
    above = (
        [*place.above] if address == place.address else [*place.above, (place.title, place.address)]
    )
    frame: dict[str, object] = {
        "title": title,
        "intro": place.intro if address == place.address else "",
        "breadcrumb": ui.Breadcrumb.to(title, (gettext("首页"), to.HOME), *above),
    }
    return draw("portal/list.html", address, place.tags, {**frame, **context})
