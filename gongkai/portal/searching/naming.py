"""Units a reader may mean, with the way to each: its own page, else all it published."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext

from gongkai.disclosure.open_data import addresses as to
from gongkai.disclosure.open_data.units import pages_of
from gongkai.search import FacetValue
from gongkai.ui import components as ui


@dataclass(frozen=True, slots=True)
class UnitMeant:
    """A unit: its name, the page it has or the search over what it published, how much that is."""

    title: str
    url: str
    note: str
    guide: str = ""


def ways_to(units: Iterable[FacetValue]) -> Iterator[UnitMeant]:
    """Yield units with the way to each, in their order."""
    found = tuple(units)
    pages = pages_of(one.key for one in found)
    for one in found:
        search = to.SEARCH + ui.link_with({}, unit=one.key)
        note = gettext("单位，%(count)s 条") % {"count": one.count}
        guide = to.unit_guide(one.key) if one.key in pages else ""
        yield UnitMeant(one.name, pages.get(one.key, search), note, guide)
