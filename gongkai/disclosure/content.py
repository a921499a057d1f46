"""What an edition says as one value: saved by the editor, signed by reviewers, compared, searched.

Text is cleaned on every way in, never on the way out; the fingerprint covers all that a reviewer
answers for, attachments and disclosure attribute included.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import date
from typing import Any

import lxml.html
from lxml.etree import ParserError

from gongkai.disclosure.importing.sanitising import sanitised
from gongkai.disclosure.models import Attachment, Edition, Item
from gongkai.rules.document_numbers import parse

_BLOCKS = frozenset({"p", "li", "h2", "h3", "h4", "tr", "caption", "figcaption", "br"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """The fields an editor fills. ``details`` holds the fields of the content type by id."""

    title: str = ""
    summary: str = ""
    body_html: str = ""
    document_number: str = ""
    issuer: str = ""
    issued_on: date | None = None
    keywords: tuple[str, ...] = ()
    effective_on: date | None = None
    expires_on: date | None = None
    covers_until: date | None = None
    contact: str = ""
    details: Mapping[str, Any] = field(default_factory=dict)
    change_note: str = ""
    is_major: bool = True
    is_important: bool = False

    def cleaned(self) -> "Content":
        """Return the content as it may be stored: one spelling, the closed schema of text."""
        return Content(
            title=" ".join(self.title.split()),
            summary=self.summary.strip(),
            body_html=sanitised(self.body_html),
            document_number=canonical_number(self.document_number),
            issuer=" ".join(self.issuer.split()),
            issued_on=self.issued_on,
            keywords=tuple(dict.fromkeys(word.strip() for word in self.keywords if word.strip())),
            effective_on=self.effective_on,
            expires_on=self.expires_on,
            covers_until=self.covers_until,
            contact=self.contact.strip(),
            details={key: self.details[key] for key in sorted(self.details)},
            change_note=self.change_note.strip(),
            is_major=self.is_major,
            is_important=self.is_important,
        )


def words_of(said: Content) -> str:
    """Return everything typed, line by line: what a look for secrecy markings must see."""
    typed = (
        said.title,
        said.summary,
        plain_text(said.body_html),
        said.document_number,
        said.issuer,
        said.contact,
        said.change_note,
        *said.keywords,
        *_texts(said.details),
    )
    return "\n".join(typed)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _texts(one)


NAMES = tuple(one.name for one in fields(Content))


def content_of(edition: Edition) -> Content:
    """Return what an edition says."""
    values = {name: getattr(edition, name) for name in NAMES}
    return Content(**{**values, "keywords": tuple(edition.keywords)})


def write(edition: Edition, content: Content) -> tuple[str, ...]:
    """Write cleaned content into an edition, unsaved; return the names of fields that changed."""
    new, old = content.cleaned(), content_of(edition)
    changed = tuple(name for name in NAMES if getattr(new, name) != getattr(old, name))
    for name in changed:
        value = getattr(new, name)
        setattr(edition, name, list(value) if isinstance(value, tuple) else value)
    edition.text = plain_text(edition.body_html)
    return changed


def canonical_number(text: str) -> str:
    """Return a document number in its one spelling, or the words as typed where it is none."""
    found = parse(text)
    return str(found) if found is not None else text.strip()


def plain_text(html: str) -> str:
    """Return the words of a text, one line a paragraph or row."""
    if not html.strip():
        return ""
    try:
        root = lxml.html.fragment_fromstring(html, create_parent="div")
    except ParserError:
        return ""
    for element in root.iter():
        if element.tag in _BLOCKS:
            element.tail = "\n" + (element.tail or "")
        elif element.tag in {"td", "th"}:
            element.tail = " " + (element.tail or "")
    lines = (" ".join(line.split()) for line in root.text_content().splitlines())
    return "\n".join(line for line in lines if line)


def fingerprint(item: Item, edition: Edition, attachments: Iterable[Attachment]) -> str:
    """Return the hash of everything a reviewer answers for."""
    signed = {
        **asdict(content_of(edition)),
        "category": item.category,
        "content_type": item.content_type,
        "attribute": [item.attribute, item.attribute_reason, item.attribute_note],
        "interprets": item.interprets_id,
        "clarifies": item.clarifies_id,
        "files": [
            [one.name, one.description, one.kind, one.file.sha256]
            for one in attachments
            if one.replaced_by_id is None
        ],
    }
    text = json.dumps(signed, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()
