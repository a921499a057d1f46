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
ROBOTS: Final = "/robots.txt"
SEARCH: Final = "/search/"
NOT_FOUND: Final = "/404.html"
REMOVED: Final = "/410.html"
ENGLISH: Final = "/en"


def item(key: str) -> str:
    """Return the address of an item's page."""
    return f"/item/{key}/"


def item_history(key: str) -> str:
    """Return the address of an item's published editions."""
    return f"/item/{key}/history/"


def item_twin(key: str) -> str:
    """Return the address of an item as JSON."""
    return f"/item/{key}/item.json"


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
