"""Which pages a change touches that do not show the changed item yet.

What shows an item depends on it and is found by the tree itself. Beside those, an item appears on
the fronts, feeds, year and month pages of its columns and its unit, on the home page and in the
sitemap: a number of pages that does not grow with the archive.
"""

import logging
from collections.abc import Iterable, Iterator
from typing import Final

from gongkai.core.models import Unit
from gongkai.disclosure.open_data import addresses as to
from gongkai.disclosure.open_data.columns import FIXED, all_columns
from gongkai.disclosure.queries import extent
from gongkai.disclosure.queries import listed as lists
from gongkai.disclosure.queries.published import file_names
from gongkai.portal.pages import registers, results, sites
from gongkai.portal.pages.places import (
    column_place,
    columns_with,
    fixed_place,
    unit_place,
    unit_with_page,
)
from gongkai.portal.pages.standing import SIZE_SHEETS
from gongkai.portal.tree.addresses import normal
from gongkai.portal.tree.problems import AddressError

_log: Final = logging.getLogger("gongkai.portal")


def addresses_of(keys: Iterable[str], columns: Iterable[str] = ()) -> frozenset[str]:
    """Return the addresses to render again after items, named by key, have changed.

    ``columns`` are categories in which they may have stood until now.
    """
    found = {to.HOME, to.FEED, to.SITEMAP, to.SITEMAP_PAGES, to.CATALOGUE}
    items = lists.items_by_key(keys)
    left = set(columns) - {item.category for item in items}
    for item in items:
        found.update(pages_of_item(item.key))
        if item.first_published_at is None:
            continue
        at = item.first_published_at.astimezone(lists.ZONE)
        found.add(to.sitemap_month(at.year, at.month))
        for place in _places(item.unit, {item.category, *left}, item.content_type):
            found.update(pages_of_list(place, [(at.year, at.month)]))
        found.update(registers.pages_with(item.content_type, unit_with_page(item.unit)))
    return frozenset(found)


def _places(unit: Unit, categories: Iterable[str], content_type: str) -> Iterator[str]:
    yield to.unit(unit_with_page(unit).code)
    for category in categories:
        yield from columns_with(category, content_type)


def pages_of_list(place: str, months: Iterable[tuple[int, int]]) -> Iterator[str]:
    """Yield the pages of one list: front, feed, and the given months with their years."""
    known = sorted(set(months))
    yield place
    yield to.feed(place)
    yield from (to.year(place, year) for year in sorted({year for year, _ in known}))
    yield from (to.month(place, year, month) for year, month in known)


def pages_of_item(key: str) -> Iterator[str]:
    """Yield the addresses of an item, its present files included."""
    yield from _own_pages(key)
    yield from _files(file_names(key))


def pages_of_told(address: str) -> Iterator[str]:
    """Yield a page that explains and its twin."""
    yield address
    yield to.page_twin(address)


def _files(named: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Yield the addresses of files; a name from elsewhere that cannot stand in one stops nobody."""
    for one in named:
        address = to.file(*one)
        try:
            yield normal(address)
        except AddressError as error:
            _log.error("%s", error)


def _own_pages(key: str) -> Iterator[str]:
    yield to.item(key)
    yield to.item_history(key)
    yield to.item_twin(key)


def everything(units: Iterable[Unit]) -> Iterator[str]:
    """Yield every address of the portal, for a full rebuild."""
    yield from (to.HOME, to.FEED, to.CATALOGUE, to.UNITS)
    for told in (to.GUIDE, to.REQUEST, to.ABOUT):
        yield from pages_of_told(told)
    yield from (to.SITEMAP, to.SITEMAP_PAGES, to.ROBOTS, to.NOT_FOUND, to.REMOVED, *SIZE_SHEETS)
    yield from (to.sitemap_month(year, month) for year, month in extent.all_months())
    places = [fixed_place(address) for address in FIXED]
    places += [column_place(node) for node in all_columns()]
    places += [unit_place(unit) for unit in units]
    for found in places:
        if found is None:
            continue
        yield from pages_of_list(found.place.address, _months(found.where))
        if found.unit_code:
            yield from pages_of_told(to.unit_guide(found.unit_code))
    yield from registers.all_pages()
    yield from sites.all_pages()
    yield from results.all_pages()
    for key in extent.known_keys():
        yield from _own_pages(key)
    yield from _files(file_names())


def _months(where: lists.Where) -> list[tuple[int, int]]:
    """Return the months in which a list has items."""
    return [(y, month) for y in lists.years(where) for month, _ in lists.months(where, y)]
