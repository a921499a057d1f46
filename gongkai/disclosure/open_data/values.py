"""What pages are made of: public facts only. Whatever is not public never gets this far."""

from dataclasses import dataclass
from datetime import date, datetime

from gongkai.search import Validity


@dataclass(frozen=True, slots=True)
class Named:
    """Something with a page of its own: code or id, name, address."""

    id: str
    name: str
    href: str


@dataclass(frozen=True, slots=True)
class Listed:
    """An item as lists show it. ``kind`` is what its content type is called."""

    key: str
    title: str
    href: str
    unit: Named
    column: Named
    content_type: str
    kind: str
    number: str
    index_number: str
    issued_on: date | None
    published_at: datetime
    updated_at: datetime
    validity: Validity
    summary: str = ""


@dataclass(frozen=True, slots=True)
class PublicFile:
    """A file of an item: its lasting address, and the hash that says which bytes it is."""

    name: str
    href: str
    size: int
    media_type: str
    sha256: str
    is_original: bool = False


@dataclass(frozen=True, slots=True)
class Banner:
    """What a reader must know before reading: repealed, amended, expired, not yet in force."""

    title: str
    text: str
    tone: str
    link: Named | None = None


@dataclass(frozen=True, slots=True)
class PublishedEdition:
    """One line of an item's history."""

    number: int
    published_at: datetime
    note: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class PublicItem:
    """A live item as its own page shows it."""

    listed: Listed
    site_column: Named
    ancestors: tuple[Named, ...]
    issuer: str
    body: str
    keywords: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    files: tuple[PublicFile, ...]
    banners: tuple[Banner, ...]
    interprets: tuple[Named, ...]
    interpretations: tuple[Named, ...]
    clarifies: tuple[Named, ...]
    clarifications: tuple[Named, ...]
    editions: tuple[PublishedEdition, ...]
    contact: str = ""
    effective_on: date | None = None
    expires_on: date | None = None
