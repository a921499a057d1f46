"""``Renderer.render``: from an address to what stands there, with what it was made from.

Items name themselves and what they show as dependencies (``item:<key>``); lists name the items in
them. A page that would gain a line cannot depend on an item it does not show yet: those are found
by :mod:`gongkai.portal.pages.affected`.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import cached_property
from typing import Final

from django.utils import translation

from gongkai.core.files import path_of
from gongkai.disclosure.open_data import addresses as to
from gongkai.disclosure.open_data.facts import all_listed, public_item, withdrawn_notice
from gongkai.disclosure.open_data.site import Site, held, site
from gongkai.disclosure.open_data.twin import as_json, twin
from gongkai.disclosure.open_data.values import Listed, PublicItem
from gongkai.disclosure.queries import listed as lists
from gongkai.disclosure.queries.published import PublicPage, public_pages
from gongkai.portal.pages import feeds, fixed, item, registers, results, sites, standing
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

_HISTORY: Final = "history/"
_TWIN: Final = "item.json"
_PARTS: Final = frozenset({"", _HISTORY, _TWIN})
_ITEM: Final = re.compile(r"/item/(?P<key>[^/]+)/(?P<rest>.*)")
_FILE: Final = re.compile(r"/files/(?P<key>[^/]+)/(?P<name>[^/]+)")
# Anybody may ask for any address: nothing is published in a year the calendar does not have.
_IN_YEAR: Final = r"(?P<year>[12][0-9]{3})"
_IN_MONTH: Final = rf"{_IN_YEAR}-(?P<month>0[1-9]|1[0-2])"
_MONTH: Final = re.compile(rf"(?P<place>/.+/){_IN_MONTH}/")
_YEAR: Final = re.compile(rf"(?P<place>/.+/){_IN_YEAR}/")
_SITEMAP: Final = re.compile(rf"/sitemap-{_IN_MONTH}\.xml")


@dataclass(slots=True)
class _Known:
    """What several of the addresses that are rendered together need."""

    site: Site = field(default_factory=site)
    pages: dict[str, PublicPage | None] = field(default_factory=dict)
    shown: dict[str, PublicItem] = field(default_factory=dict)
    newest: dict[lists.Where, tuple[Listed, ...]] = field(default_factory=dict)
    places: dict[str, ListPlace | None] = field(default_factory=dict)


@dataclass
class Renderer:
    """Renders as of a moment, for validity is that of its day, in a language."""

    now: datetime
    language: str = "zh-hans"
    _known: _Known = field(default_factory=_Known, init=False, compare=False)

    @cached_property
    def day(self) -> date:
        """The day validity is computed for."""
        return self.now.astimezone(lists.ZONE).date()

    def prepare(self, addresses: Sequence[str]) -> None:
        """Fetch together what items have at these addresses, and forget what was fetched before.

        A query for each item would take longer than all the rest.
        """
        self._known = _Known()
        found = (_ITEM.fullmatch(one) or _FILE.fullmatch(one) for one in addresses)
        keys = {one["key"] for one in found if one is not None}
        if keys:
            self._known.pages = {**dict.fromkeys(keys), **public_pages(keys)}

    def render(self, address: str) -> Outcome:
        """Return what stands at an address."""
        with translation.override(self.language), held(self._known.site):
            return self._render(address)

    def _render(self, address: str) -> Outcome:
        if found := _ITEM.fullmatch(address):
            return self._of_item(found["key"], found["rest"])
        if found := _FILE.fullmatch(address):
            return self._file(found["key"], found["name"])
        if found := _SITEMAP.fullmatch(address):
            return self._sitemap(int(found["year"]), int(found["month"]))
        if found := _MONTH.fullmatch(address):
            return self._month(found["place"], int(found["year"]), int(found["month"]))
        if found := _YEAR.fullmatch(address):
            return self._year(found["place"], int(found["year"]))
        if address.endswith("/feed.atom"):
            return self._feed(address.removesuffix("feed.atom"))
        if address.startswith(to.REGISTERS):
            return registers.render(address, self.now)
        if address.startswith(to.SITES):
            return sites.render(address, self.now)
        if address.startswith(to.RESULTS):
            return results.render(address, self.now)
        return standing.render(address, self.now) or self._front(address)

    # --- items ------------------------------------------------------------------------------

    def _page(self, key: str) -> PublicPage | None:
        """The facts of an item: those fetched for its addresses together, or its own."""
        if key not in self._known.pages:
            self.prepare([to.item(key)])
        return self._known.pages[key]

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
        if rest not in _PARTS or (rest == _HISTORY and len(page.history) < 2):
            return MISSING
        shown = self._item(page)
        related = (
            *shown.interprets,
            *shown.interpretations,
            *shown.clarifies,
            *shown.clarifications,
            *(one.document for one in shown.changes),
        )
        depends = frozenset({_key(shown.listed.key), *(_key(one.id) for one in related)})
        modified = shown.listed.updated_at
        if rest == _HISTORY:
            return Rendered(item.history_page(shown), HTML, depends, modified)
        if rest == _TWIN:
            return Rendered(as_json(twin(shown)), JSON, depends, modified)
        return Rendered(item.item_page(shown), HTML, depends, modified)

    def _item(self, page: PublicPage) -> PublicItem:
        key = page.item.key
        if key not in self._known.shown:
            self._known.shown[key] = public_item(page, self.day)
        return self._known.shown[key]

    def _file(self, key: str, name: str) -> Outcome:
        """Return a file while its page is live; one that was public once is gone."""
        page = self._page(key)
        if page is None:
            return MISSING
        found = next((one for one in page.files if one.name == name), None)
        if found is None or page.edition is None or page.edition.published_at is None:
            return GONE
        content = FileContent(path_of(found.file), found.file.sha256)
        modified = page.edition.published_at.astimezone(lists.ZONE)
        return Rendered(content, media_type(name), frozenset({_key(key)}), modified)

    # --- lists ------------------------------------------------------------------------------

    def _place(self, address: str) -> ListPlace | None:
        """Return the list at an address, asked once for its front, its years and its months.

        That of a unit that ended is there while it has anything.
        """
        if address not in self._known.places:
            found = place_at(address)
            ended = found is not None and found.until is not None and found.until <= self.day
            gone = found is None or (ended and not lists.years(found.where))
            self._known.places[address] = None if gone else found
        return self._known.places[address]

    def _newest(self, where: lists.Where) -> tuple[Listed, ...]:
        """What is newest in a list, asked once for its front and its feed."""
        if where not in self._known.newest:
            self._known.newest[where] = all_listed(lists.newest(where, list_pages.NEWEST), self.day)
        return self._known.newest[where]

    def _front(self, address: str) -> Outcome:
        found = self._place(address)
        if found is None:
            return MISSING
        newest = self._newest(found.where)
        years = lists.years(found.where) if newest else ()
        content = list_pages.front(found.place, newest, years, found.children, found.contact)
        return self._listing(content, HTML, newest, found)

    def _feed(self, address: str) -> Outcome:
        found = site_place() if address == to.HOME else self._place(address)
        if found is None:
            return MISSING
        newest = self._newest(found.where)
        begun = found.since or standing.government().since
        since = datetime.combine(begun, time(), lists.ZONE)
        content = feeds.atom(address, found.place.title, newest, since)
        return self._listing(content, ATOM, newest, found)

    def _year(self, address: str, year: int) -> Outcome:
        found = self._place(address)
        months = lists.months(found.where, year) if found is not None else ()
        if found is None or not months:
            return MISSING
        content = list_pages.year_page(found.place, year, months)
        return self._listing(content, HTML, (), found)

    def _month(self, address: str, year: int, month: int) -> Outcome:
        found = self._place(address)
        if found is None:
            return MISSING
        items = all_listed(lists.in_month(found.where, year, month), self.day)
        if not items:
            return MISSING
        content = list_pages.month_page(found.place, year, month, items)
        return self._listing(content, HTML, items, found)

    def _sitemap(self, year: int, month: int) -> Outcome:
        items = lists.changed_in_month(year, month)
        if not items:
            return MISSING
        content = feeds.sitemap([(to.item(key), at) for key, at in items])
        depends = frozenset(_key(key) for key, _ in items)
        return Rendered(content, XML, depends, max(at for _, at in items))

    def _listing(
        self,
        content: bytes,
        media_type: str,
        items: Iterable[Listed],
        found: ListPlace,
    ) -> Rendered:
        shown = list(items)
        depends = {_key(one.key) for one in shown}
        if found.unit_code:
            depends.add(f"unit:{found.unit_code}")
        modified = max((one.updated_at for one in shown), default=self.now)
        return Rendered(content, media_type, frozenset(depends), modified)


def _key(key: str) -> str:
    return f"item:{key}"
