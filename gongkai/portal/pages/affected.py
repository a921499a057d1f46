"""Which pages a change touches that do not show the changed item yet.

What shows an item depends on it and is found by the tree itself. Beside those, an item appears on
the fronts, feeds, year and month pages of its columns and its unit, on the home page and in the
sitemap: a number of pages that does not grow with the archive.
"""

from collections.abc import Iterable, Iterator
from itertools import chain

from gongkai.core.models import Unit
from gongkai.disclosure.queries import listed as lists
from gongkai.disclosure.queries.published import public_page
from gongkai.portal import addresses as to
from gongkai.portal.pages.places import (
    FIXED,
    all_columns,
    columns_with,
    unit_with_page,
)


def addresses_of(keys: Iterable[str]) -> frozenset[str]:
    """Return the addresses to render again after items, named by key, have changed."""
    found = {to.HOME, to.FEED, to.SITEMAP}
    for item in lists.items_by_key(keys):
        found.update(pages_of_item(item.key))
        if item.first_published_at is None:
            continue
        at = item.first_published_at.astimezone(lists.ZONE)
        found.add(to.sitemap_month(at.year, at.month))
        for place in _places(item.unit, item.category, item.content_type):
            found.update(pages_of_list(place, [(at.year, at.month)]))
    return frozenset(found)


def _places(unit: Unit, category: str, content_type: str) -> Iterator[str]:
    yield to.unit(unit_with_page(unit).code)
    yield from columns_with(category, content_type)


def pages_of_list(place: str, months: Iterable[tuple[int, int]]) -> Iterator[str]:
    """Yield the pages of one list: front, feed, and the given months with their years."""
    yield place
    yield to.feed(place)
    for year, month in months:
        yield to.year(place, year)
        yield to.month(place, year, month)


def pages_of_item(key: str) -> Iterator[str]:
    """Yield the addresses of an item, its present files included."""
    yield to.item(key)
    yield to.item_history(key)
    yield to.item_twin(key)
    page = public_page(key)
    for file in page.files if page is not None else ():
        yield to.file(key, file.name)


def everything(units: Iterable[Unit]) -> Iterator[str]:
    """Yield every address of the portal, for a full rebuild."""
    yield from (to.HOME, to.FEED, to.CATALOGUE, to.GUIDE, to.UNITS, to.REQUEST, to.ABOUT)
    yield from (to.SITEMAP, to.ROBOTS)
    months = [(y, m) for y in lists.years(lists.EVERYTHING) for m, _ in _months(y)]
    yield from (to.sitemap_month(year, month) for year, month in months)
    columns = (to.column(node.id) for node in all_columns())
    fronts = chain(FIXED, columns, (to.unit(unit.code) for unit in units))
    for front in fronts:
        yield from pages_of_list(front, months)
        if front.startswith("/unit/"):
            yield f"{front}guide/"
    for item in lists.known_items():
        yield from pages_of_item(item.key)


def _months(year: int) -> tuple[tuple[int, int], ...]:
    return lists.months(lists.EVERYTHING, year)
