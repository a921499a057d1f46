"""The shapes of answers, in JSON Schema, as the OpenAPI document gives them."""

from typing import Any, Final

from gongkai.policy.disclosure import FieldKind
from gongkai.rules.flows import NodeKind
from gongkai.rules.publishing.validity import Validity, ValidityKind
from gongkai.rules.publishing.values import Availability

Schema = dict[str, Any]


def _all(properties: Schema) -> Schema:
    """An object that has exactly these, always: a field without a value is null or empty."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _list(of: Schema) -> Schema:
    return {"type": "array", "items": of}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


_TEXT: Final = {"type": "string"}
_WHOLE: Final = {"type": "integer", "minimum": 0}
_DAY: Final = {"type": ["string", "null"], "format": "date"}
_MOMENT: Final = {"type": "string", "format": "date-time"}
_MAYBE: Final = {"type": ["string", "null"]}
_STATE: Final = {"type": "string", "enum": [one.value for one in Validity]}
_UNIT: Final = _all({"code": _TEXT, "name": _TEXT})
_NAMED: Final = _all({"id": _TEXT, "name": _TEXT})
_PARTS: Final = _list(_all({"text": _TEXT, "marked": {"type": "boolean"}}))
_LINK: Final = {"key": _TEXT, "title": _TEXT, "url": _TEXT}
_LINKS: Final = _list(_all(_LINK))
_CHANGE: Final = {"type": "string", "enum": [one.value for one in ValidityKind]}
_FACET: Final = _list(_all({"id": _TEXT, "name": _TEXT, "count": _WHOLE}))
_NEXT: Final = {"next": _MAYBE, "next_url": _MAYBE}
_GONE: Final = [
    one.value for one in Availability if one not in {Availability.UNPUBLISHED, Availability.LIVE}
]

_LINE: Final = {
    "key": _TEXT,
    "index_number": _TEXT,
    "url": _TEXT,
    "title": _TEXT,
    "unit": _UNIT,
    "document_number": _TEXT,
    "column": _NAMED,
    "type": _NAMED,
    "issued_on": _DAY,
    "published_at": _MOMENT,
    "updated_at": _MOMENT,
    "validity": _STATE,
    "summary": _TEXT,
}
_FILE: Final = {
    "name": _TEXT,
    "url": _TEXT,
    "size": _WHOLE,
    "media_type": _TEXT,
    "sha256": _TEXT,
    "description": _TEXT,
}
_TABLE: Final = _all(
    {
        "columns": _list(_all({"id": _TEXT, "name": _TEXT})),
        "rows": _list({"type": "object", "additionalProperties": _TEXT}),
    }
)
_NODE: Final = _all(
    {
        "id": _TEXT,
        "title": _TEXT,
        "kind": {"type": "string", "enum": [one.value for one in NodeKind]},
        "who": _TEXT,
        "limit": _TEXT,
    }
)
_FLOW: Final = _all(
    {
        "nodes": _list(_NODE),
        "edges": _list(_all({"start": _TEXT, "end": _TEXT, "label": _TEXT})),
    }
)
_DETAIL: Final = _all(
    {
        "id": _TEXT,
        "name": _TEXT,
        "kind": {"type": "string", "enum": [one.value for one in FieldKind]},
        "value": {"oneOf": [_TEXT, _list(_TEXT), _TABLE, _FLOW]},
    }
)
_RESULT: Final = {
    "key": _TEXT,
    "url": _TEXT,
    "title": _TEXT,
    "year": _WHOLE,
    "organ": _UNIT,
    "bulletin_number": _TEXT,
    "announced_on": _DAY,
}
_EDITION: Final = {"number": _WHOLE, "published_at": _MOMENT, "note": _TEXT}

SCHEMAS: Final[dict[str, Schema]] = {
    "Line": _all(_LINE),
    "Item": _all(
        {
            **_LINE,
            "issuer": _TEXT,
            "effective_on": _DAY,
            "expires_on": _DAY,
            "keywords": _list(_TEXT),
            "contact": _TEXT,
            "body_html": _TEXT,
            "facts": _list(_all({"name": _TEXT, "value": _TEXT})),
            "details": _list(_DETAIL),
            "files": _list(_all(_FILE)),
            "interprets": _LINKS,
            "interpretations": _LINKS,
            "clarifies": _LINKS,
            "clarifications": _LINKS,
            "changes": _list(_all({"kind": _CHANGE, **_LINK})),
            "editions": _list(_all(_EDITION)),
        }
    ),
    "Items": _all({"items": _list(_ref("Line")), **_NEXT}),
    "Entry": _all({**_LINE, "details": _list(_DETAIL)}),
    "Entries": _all({"items": _list(_ref("Entry")), **_NEXT}),
    "Registers": _all(
        {
            "registers": _list(
                _all(
                    {
                        "id": _TEXT,
                        "title": _TEXT,
                        "url": _TEXT,
                        "count": _WHOLE,
                        "updated_at": _MAYBE,
                        "columns": _list(_all({"id": _TEXT, "name": _TEXT, "kind": _TEXT})),
                    }
                )
            )
        }
    ),
    "Removals": _all(
        {
            "items": _list(
                _all(
                    {
                        "key": _TEXT,
                        "url": _TEXT,
                        "status": {"type": "string", "enum": _GONE},
                        "at": _MOMENT,
                        "moved_to": _MAYBE,
                    }
                )
            ),
            **_NEXT,
        }
    ),
    "Units": _all(
        {
            "units": _list(
                _all(
                    {
                        "code": _TEXT,
                        "name": _TEXT,
                        "short_name": _TEXT,
                        "kind": _NAMED,
                        "level": _TEXT,
                        "parent": _MAYBE,
                        "url": _TEXT,
                        "address": _TEXT,
                        "office_hours": _TEXT,
                        "phone": _TEXT,
                        "functions": _TEXT,
                    }
                )
            )
        }
    ),
    "Column": _all(
        {
            "id": _TEXT,
            "title": _TEXT,
            "url": _TEXT,
            "elements": _list(_TEXT),
            "columns": _list(_ref("Column")),
        }
    ),
    "Catalogues": _all(
        {"catalogues": _list(_all({"id": _TEXT, "title": _TEXT, "columns": _list(_ref("Column"))}))}
    ),
    "Results": _all({"results": _list(_all(_RESULT))}),
    "Result": _all(
        {
            **_RESULT,
            "changed_at": _MOMENT,
            "corrections": _list(_TEXT),
            "sources": _list(_TEXT),
            "maximum": _MAYBE,
            "grades": _list(_NAMED),
            "units": _list(
                _all(
                    {
                        "id": _TEXT,
                        "name": _TEXT,
                        "group": _TEXT,
                        "rank": {"type": ["integer", "null"], "minimum": 1},
                        "total": _MAYBE,
                        "grade": {"oneOf": [_NAMED, {"type": "null"}]},
                        "exempt": {"type": "boolean"},
                    }
                )
            ),
        }
    ),
    "Sites": _all(
        {
            "sites": _list(
                _all(
                    {
                        "unit": _UNIT,
                        "url": _TEXT,
                        "level": _TEXT,
                        "named_by": _TEXT,
                        "named_on": _DAY,
                        "document_number": _TEXT,
                        "revoked_on": _DAY,
                        "events": _list(
                            _all(
                                {
                                    "kind": _TEXT,
                                    "title": _TEXT,
                                    "on": _DAY,
                                    "document_number": _TEXT,
                                    "text": _TEXT,
                                }
                            )
                        ),
                    }
                )
            )
        }
    ),
    "Types": _all(
        {"types": _list(_all({"id": _TEXT, "title": _TEXT, "has_validity": {"type": "boolean"}}))}
    ),
    "Found": _all(
        {
            "q": _TEXT,
            "total": _WHOLE,
            "page": _WHOLE,
            "pages": _WHOLE,
            "left_out_as_ended": _WHOLE,
            "suggestion": _MAYBE,
            "hits": _list(
                _all(
                    {
                        "key": _TEXT,
                        "url": _TEXT,
                        "title": _TEXT,
                        "title_parts": _PARTS,
                        "excerpt_parts": _PARTS,
                        "unit": _UNIT,
                        "document_number": _TEXT,
                        "issued_on": _DAY,
                        "published_on": {"type": "string", "format": "date"},
                        "validity": _STATE,
                    }
                )
            ),
            "facets": _all(dict.fromkeys(("column", "unit", "type", "year", "validity"), _FACET)),
        }
    ),
    "Problem": {
        "type": "object",
        "properties": {
            "type": _TEXT,
            "title": _TEXT,
            "status": _WHOLE,
            "detail": _TEXT,
            "parameter": _TEXT,
        },
        "required": ["type", "title", "status", "detail"],
        "additionalProperties": False,
    },
}
