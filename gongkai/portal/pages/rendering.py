"""``Renderer.render``: from an address to what stands there, with what it was made from.

Items name themselves and what they show as dependencies (``item:<key>``); lists name the items in
them. A page that would gain a line cannot depend on an item it does not show yet: those are found
by :mod:`gongkai.portal.pages.affected`.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property, lru_cache
from typing import Final

from django.utils import translation

from gongkai.core.files import path_of
from gongkai.disclosure.open_data import addresses as to
from gongkai.disclosure.open_data.facts import all_listed, public_item, withdrawn_notice
from gongkai.disclosure.open_data.twin import as_json, twin
from gongkai.disclosure.open_data.values import Listed
from gongkai.disclosure.queries import listed as lists
from gongkai.disclosure.queries.published import PublicPage, public_file, public_page
from gongkai.portal.pages import feeds, fixed, item, standing
from gongkai.portal.pages import lists as list_pages
from gongkai.portal.pages.places import ListPlace, place_at, site_place
from gongkai.portal.tree.media import media_type
from gongkai.portal.tree.outcomes import (
    GONE,
    MISSING,
    FileContent,
    Outcome,
    Redirect,
    Rendered,
)
from gongkai.rules.publishing.values import Availability

HTML: Final = "text/html"
JSON: Final = "application/json"
ATOM: Final = "application/atom+xml"
XML: Final = "application/xml"

_ITEM: Final = re.compile(r"/item/(?P<key>[^/]+)/(?P<rest>.*)")
_FILE: Final = re.compile(r"/files/(?P<key>[^/]+)/(?P<name>[^/]+)")
_MONTH: Final = re.compile(r"(?P<place>/.+/)(?P<year>\d{4})-(?P<month>0[1-9]|1[0-2])/")
_YEAR: Final = re.compile(r"(?P<place>/.+/)(?P<year>\d{4})/")
_SITEMAP: Final = re.compile(r"/sitemap-(?P<year>\d{4})-(?P<month>\d{2})\.xml")


@dataclass(frozen=True)
class Renderer:
    """Renders as of a moment, for validity is that of its day, in a language."""

    now: datetime
    language: str = "zh-hans"

    @cached_property
    def day(self) -> date:
        """The day validity is computed for."""
        return self.now.astimezone(lists.ZONE).date()

    def render(self, address: str) -> Outcome:
        """Return what stands at an address."""
        with translation.override(self.language):
            return self._render(address)

    def _render(self, address: str) -> Outcome:
        if found := _ITEM.fullmatch(address):
            return self._of_item(found["key"], found["rest"])
        if found := _FILE.fullmatch(address):
            return _file(found["key"], found["name"])
        if found := _SITEMAP.fullmatch(address):
            return self._sitemap(int(found["year"]), int(found["month"]))
        if found := _MONTH.fullmatch(address):
            return self._month(found["place"], int(found["year"]), int(found["month"]))
        if found := _YEAR.fullmatch(address):
            return self._year(found["place"], int(found["year"]))
        if address.endswith("/feed.atom"):
            return self._feed(address.removesuffix("feed.atom"))
        return standing.render(address, self.now) or self._front(address)

    # --- items ------------------------------------------------------------------------------

    @cached_property
    def _page(self) -> Callable[[str], PublicPage | None]:
        """The facts of an item, asked once for its page, history and twin, which come together."""
        return lru_cache(maxsize=1)(public_page)

    def _of_item(self, key: str, rest: str) -> Outcome:
        page = self._page(key)
        if page is None:
            return MISSING
        if page.status is Availability.REDIRECTED and not rest:
            return Redirect(to.item(page.redirect_key))
        if page.status in {Availability.GONE, Availability.REDIRECTED}:
            return GONE
        if page.status is Availability.WITHDRAWN:
            return self._withdrawn(page) if not rest else GONE
        return self._live(page, rest)

    def _withdrawn(self, page: PublicPage) -> Outcome:
        title, notice, at = withdrawn_notice(page)
        content = fixed.withdrawn_page(page.item.key, title, notice, at)
        depends = frozenset({_key(page.item.key)})
        return Rendered(content, HTML, depends, at or self.now, withdrawn=True)

    def _live(self, page: PublicPage, rest: str) -> Outcome:
        shown = public_item(page, self.day)
        related = (
            *shown.interprets,
            *shown.interpretations,
            *shown.clarifies,
            *shown.clarifications,
        )
        depends = frozenset({_key(shown.listed.key), *(_key(one.id) for one in related)})
        modified = shown.listed.updated_at
        if rest == "":
            return Rendered(item.item_page(shown), HTML, depends, modified)
        if rest == "history/" and len(shown.editions) > 1:
            return Rendered(item.history_page(shown), HTML, depends, modified)
        if rest == "item.json":
            return Rendered(as_json(twin(shown)), JSON, depends, modified)
        return MISSING

    # --- lists ------------------------------------------------------------------------------

    def _front(self, address: str) -> Outcome:
        found = place_at(address)
        if found is None:
            return MISSING
        newest = all_listed(lists.newest(found.where, list_pages.NEWEST), self.day)
        years = lists.years(found.where)
        content = list_pages.front(found.place, newest, years, found.children)
        return self._listing(content, HTML, newest, found)

    def _feed(self, address: str) -> Outcome:
        found = site_place() if address == to.HOME else place_at(address)
        if found is None:
            return MISSING
        newest = all_listed(lists.newest(found.where, list_pages.NEWEST), self.day)
        if not newest:
            return MISSING  # a feed without entries has no date of its own to give
        content = feeds.atom(address, found.place.title, newest)
        return self._listing(content, ATOM, newest, found)

    def _year(self, address: str, year: int) -> Outcome:
        found = place_at(address)
        months = lists.months(found.where, year) if found is not None else ()
        if found is None or not months:
            return MISSING
        content = list_pages.year_page(found.place, year, months)
        return self._listing(content, HTML, (), found)

    def _month(self, address: str, year: int, month: int) -> Outcome:
        found = place_at(address)
        if found is None:
            return MISSING
        items = all_listed(lists.in_month(found.where, year, month), self.day)
        if not items:
            return MISSING
        content = list_pages.month_page(found.place, year, month, items)
        return self._listing(content, HTML, items, found)

    def _sitemap(self, year: int, month: int) -> Outcome:
        items = all_listed(lists.in_month(lists.EVERYTHING, year, month), self.day)
        if not items:
            return MISSING
        content = feeds.sitemap([(one.href, one.updated_at) for one in items])
        return self._listing(content, XML, items, None)

    def _listing(
        self,
        content: bytes,
        media_type: str,
        items: Iterable[Listed],
        found: ListPlace | None,
    ) -> Rendered:
        shown = list(items)
        depends = {_key(one.key) for one in shown}
        if found is not None and found.unit_code:
            depends.add(f"unit:{found.unit_code}")
        modified = max((one.updated_at for one in shown), default=self.now)
        return Rendered(content, media_type, frozenset(depends), modified)


def _key(key: str) -> str:
    return f"item:{key}"


def _file(key: str, name: str) -> Outcome:
    """Return a file while its page is live; one that was public once is gone."""
    page = public_page(key)
    found = public_file(key, name) if page is not None else None
    if page is None:
        return MISSING
    if found is None or page.edition is None or page.edition.published_at is None:
        return GONE
    content = FileContent(path_of(found.file), found.file.sha256)
    modified = page.edition.published_at.astimezone(lists.ZONE)
    return Rendered(content, media_type(name), frozenset({_key(key)}), modified)
