"""What is handed on: the public facts of one edition, as JSON."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings

from gongkai.core.models import StoredFile
from gongkai.disclosure.details import as_json, said_in
from gongkai.disclosure.models import Attachment, Edition


class DeliveryError(Exception):
    """A try failed; the message says why. It is tried again."""


@dataclass(frozen=True, slots=True)
class Handed:
    """One published edition: its name at the receiver, its facts, and its files."""

    name: str
    facts: dict[str, Any]
    files: tuple[tuple[str, StoredFile], ...]


def handed(edition: Edition) -> Handed:
    """Return what of a live edition is handed on: what its public page shows."""
    item = edition.item
    shown = list(edition.attachments.filter(replaced_by=None).select_related("file"))
    return Handed(
        name=f"{item.key}-{edition.number}",
        facts={
            "key": item.key,
            "edition": edition.number,
            "index_number": item.index_number,
            "title": edition.title,
            "unit": item.unit.name,
            "category": item.category,
            "content_type": item.content_type,
            "document_number": edition.document_number,
            "issuer": edition.issuer,
            "issued_on": edition.issued_on.isoformat() if edition.issued_on else None,
            "published_at": edition.published_at.isoformat() if edition.published_at else None,
            "summary": edition.summary,
            "body_html": edition.body_html,
            "keywords": edition.keywords,
            "details": as_json(said_in(edition)),
            "url": _address(item.key),
            "files": [_file(one) for one in shown],
        },
        files=tuple((one.name, one.file) for one in shown),
    )


def _address(key: str) -> str:
    """Return the public address (ADR 9); without a domain only its path is known."""
    domain = settings.SITE_DOMAIN
    return f"https://{domain}/item/{key}/" if domain else f"/item/{key}/"


def _file(attachment: Attachment) -> dict[str, Any]:
    return {
        "name": attachment.name,
        "sha256": attachment.file.sha256,
        "size": attachment.file.size,
        "media_type": attachment.file.media_type,
    }
