"""The addresses of the portal. Published once, they never change (ADR 9)."""

from typing import Final

HOME: Final = "/"
POLICIES: Final = "/policies/"
CATALOGUE: Final = "/catalogue/"
GUIDE: Final = "/guide/"
INSTITUTIONS: Final = "/institutions/"
ANNUAL_REPORTS: Final = "/annual-reports/"
REQUEST: Final = "/request/"
UNITS: Final = "/units/"
ABOUT: Final = "/about/"
FEED: Final = "/feed.atom"
SITEMAP: Final = "/sitemap.xml"
SITEMAP_PAGES: Final = "/sitemap-pages.xml"
ROBOTS: Final = "/robots.txt"
SEARCH: Final = "/search/"
SUGGEST: Final = "/search/suggest/"
SURVEYS: Final = "/survey/"
REGISTERS: Final = "/registers/"
SITES: Final = "/sites/"
RESULTS: Final = "/results/"
NOT_FOUND: Final = "/404.html"
REMOVED: Final = "/410.html"
ENGLISH: Final = "/en"
# The same as data, of programs.
OPENAPI: Final = "/api/openapi.json"
ITEMS_DATA: Final = "/api/items"
UNITS_DATA: Final = "/api/units"
COLUMNS_DATA: Final = "/api/columns"
REGISTERS_DATA: Final = "/api/registers"
RESULTS_DATA: Final = "/api/results"
SITES_DATA: Final = "/api/sites"
SEARCH_DATA: Final = "/api/search"


def item(key: str) -> str:
    """Return the address of an item's page."""
    return f"/item/{key}/"


def item_history(key: str) -> str:
    """Return the address of an item's published editions."""
    return f"/item/{key}/history/"


def item_twin(key: str) -> str:
    """Return the address of an item as JSON."""
    return f"/item/{key}/item.json"


def page_twin(address: str) -> str:
    """Return the address of a page that explains as JSON: beside the page."""
    return f"{address}page.json"


def file(key: str, name: str) -> str:
    """Return the address of a file of an item; the newest edition's file keeps it."""
    return f"/files/{key}/{name}"


def unit(code: str) -> str:
    """Return the address of a unit's page."""
    return f"/unit/{code}/"


def unit_guide(code: str) -> str:
    """Return the address of a unit's guide (条例 §12)."""
    return f"/unit/{code}/guide/"


def column(category: str) -> str:
    """Return the address of a category of the catalogue: its id, with ``-`` for the dots."""
    return f"/column/{category.replace('.', '-')}/"


def register(content_type: str) -> str:
    """Return the address of a register: its content type, with ``-`` between the words."""
    return f"{REGISTERS}{content_type.replace('_', '-')}/"


def register_of(content_type: str, unit: str) -> str:
    """Return the address of what a unit has in a register."""
    return f"{register(content_type)}{unit}/"


def sites_of(unit: str) -> str:
    """Return the address of a unit as a demonstration site."""
    return f"{SITES}{unit}/"


def result_of(round_: str) -> str:
    """Return the address of the result of a round."""
    return f"{RESULTS}{round_}/"


def data_of_register(content_type: str) -> str:
    """Return the address of a register as JSON; with a suffix behind it, as a file."""
    return f"{REGISTERS_DATA}/{content_type}"


def data_of_result(round_: str) -> str:
    """Return the address of the result of a round as JSON; with a suffix behind it, as a file."""
    return f"{RESULTS_DATA}/{round_}"


def feed(place: str) -> str:
    """Return the address of the Atom feed of a unit or a column, named by its own address."""
    return f"{place}feed.atom"


def year(place: str, number: int) -> str:
    """Return the address of one year of a list."""
    return f"{place}{number:04d}/"


def month(place: str, year: int, number: int) -> str:
    """Return the address of one month of a list; past months change only with their items."""
    return f"{place}{year:04d}-{number:02d}/"


def sitemap_month(year: int, month: int) -> str:
    """Return the address of the part of the sitemap for one month of publication."""
    return f"/sitemap-{year:04d}-{month:02d}.xml"
