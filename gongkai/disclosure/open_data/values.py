"""What pages are made of: public facts only. Whatever is not public never gets this far."""

from dataclasses import dataclass
from datetime import date, datetime

from gongkai.disclosure.details import Detail
from gongkai.rules.publishing.validity import ValidityKind
from gongkai.search import Validity


@dataclass(frozen=True, slots=True)
class Named:
    """Something with a page of its own: code or id, name, address."""

    id: str
    name: str
    href: str


@dataclass(frozen=True, slots=True)
class Listed:
    """An item as lists show it. ``kind`` is what its content type is called.

    ``interpretations`` are told in lists of pages alone.
    """

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
    interpretations: tuple[Named, ...] = ()


@dataclass(frozen=True, slots=True)
class PublicFile:
    """A file of an item: its lasting address, and the hash that says which bytes it is.

    ``medium`` is image, audio or video for what is seen or heard, with a ``description`` for who
    sees or hears nothing. ``in_text``: a picture that stands in the text already.
    """

    name: str
    href: str
    size: int
    media_type: str
    sha256: str
    is_original: bool = False
    medium: str = ""
    description: str = ""
    in_text: bool = False


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
class Change:
    """What a document did to another one: repealed or amended it, gave it another term."""

    kind: ValidityKind
    document: Named


@dataclass(frozen=True, slots=True)
class PublicItem:
    """A live item as its own page shows it.

    ``details`` are the fields of its content type. ``is_document``: it has a text that one reads;
    else the fields are all it says.
    """

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
    changes: tuple[Change, ...]
    editions: tuple[PublishedEdition, ...]
    contact: str = ""
    effective_on: date | None = None
    expires_on: date | None = None
    details: tuple[Detail, ...] = ()
    is_document: bool = True

    @property
    def media(self) -> tuple[PublicFile, ...]:
        """What is seen or heard beside the text."""
        return tuple(one for one in self.downloads if one.medium)

    @property
    def downloads(self) -> tuple[PublicFile, ...]:
        """What is had as files: all but pictures of the text."""
        return tuple(one for one in self.files if not one.in_text)
