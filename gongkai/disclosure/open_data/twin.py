"""An item as JSON: everything its page shows, under lasting names."""

import json
from typing import Any

from gongkai.disclosure import details
from gongkai.disclosure.open_data.site import site
from gongkai.disclosure.open_data.values import Listed, Named, PublicItem


def line(listed: Listed) -> dict[str, Any]:
    """Return an item as lists give it."""
    return {
        "key": listed.key,
        "index_number": listed.index_number,
        "url": site().base + listed.href,
        "title": listed.title,
        "unit": {"code": listed.unit.id, "name": listed.unit.name},
        "document_number": listed.number,
        "column": {"id": listed.column.id, "name": listed.column.name},
        "type": {"id": listed.content_type, "name": listed.kind},
        "issued_on": listed.issued_on,
        "published_at": listed.published_at.isoformat(),
        "updated_at": listed.updated_at.isoformat(),
        "validity": listed.validity.value,
        "summary": listed.summary,
    }


def twin(item: PublicItem) -> dict[str, Any]:
    """Return an item with everything its page shows."""
    return {
        **line(item.listed),
        "issuer": item.issuer,
        "effective_on": item.effective_on,
        "expires_on": item.expires_on,
        "keywords": list(item.keywords),
        "contact": item.contact,
        "body_html": str(item.body),
        "facts": [{"name": term, "value": value} for term, value in item.facts],
        "details": details.as_json(item.details),
        "files": [
            {
                "name": file.name,
                "url": site().base + file.href,
                "size": file.size,
                "media_type": file.media_type,
                "sha256": file.sha256,
                "description": file.description,
            }
            for file in item.files
        ],
        "interprets": _keys(item.interprets),
        "interpretations": _keys(item.interpretations),
        "clarifies": _keys(item.clarifies),
        "clarifications": _keys(item.clarifications),
        "changes": [{"kind": one.kind.value, **_keys((one.document,))[0]} for one in item.changes],
        "editions": [
            {"number": one.number, "published_at": one.published_at.isoformat(), "note": one.note}
            for one in item.editions
        ],
    }


def as_json(value: object) -> bytes:
    """Return a value as JSON, the same bytes in every outlet; dates in ISO 8601."""
    return json.dumps(value, ensure_ascii=False, default=str, indent=1).encode()


def _keys(links: tuple[Named, ...]) -> list[dict[str, str]]:
    return [{"key": one.id, "title": one.name, "url": site().base + one.href} for one in links]
