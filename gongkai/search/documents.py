"""What is searched: one document with what lists, filters and permissions need to know of it."""

import json
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, Final, Self

from gongkai.rules.publishing.validity import Validity

PUBLIC: Final = "public"
"""The level of a document that anybody may find."""


@dataclass(frozen=True, slots=True)
class Named:
    """A unit, a column or a kind: the stable id filters use and the name people read."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Document:
    """One searchable document.

    ``unit_path`` lists the units above ``unit``, the topmost first; ``columns`` lists every
    column that shows the document, those above it included. ``level`` says who may find it:
    a search sees only the levels it names. ``number`` is the 文号 as printed. ``validity`` is that
    of the day the document is handed over: hand it over again when that changes.
    """

    id: str
    title: str
    body: str
    level: str
    url: str
    unit: Named
    published_on: date
    unit_path: tuple[Named, ...] = ()
    columns: tuple[Named, ...] = ()
    kind: Named | None = None
    number: str = ""
    index_number: str = ""
    keywords: tuple[str, ...] = ()
    issued_on: date | None = None
    validity: Validity = Validity.NONE

    def __post_init__(self) -> None:
        if not self.id or not self.level:
            raise ValueError("检索文档必须有编号（id）和可见级别（level）")

    @property
    def year(self) -> int:
        """The year people file it under: of its date of issue, else of its publication."""
        return (self.issued_on or self.published_on).year

    def to_bytes(self) -> bytes:
        """The document as the index keeps it; characters that are none are replaced."""
        values = {field.name: _plain(getattr(self, field.name)) for field in fields(self)}
        return json.dumps(values, ensure_ascii=False).encode("utf-8", "replace")

    @classmethod
    def from_bytes(cls, stored: bytes) -> Self:
        """Read what ``to_bytes`` wrote."""
        values: dict[str, Any] = json.loads(stored)
        values["unit"] = Named(*values["unit"])
        values["kind"] = Named(*values["kind"]) if values["kind"] else None
        for name in ("unit_path", "columns"):
            values[name] = tuple(Named(*pair) for pair in values[name])
        values["keywords"] = tuple(values["keywords"])
        values["published_on"] = date.fromisoformat(values["published_on"])
        values["issued_on"] = (
            date.fromisoformat(values["issued_on"]) if values["issued_on"] else None
        )
        values["validity"] = Validity(values["validity"])
        return cls(**values)


def _plain(value: object) -> object:
    if isinstance(value, Named):
        return [value.id, value.name]
    if isinstance(value, date):
        return value.isoformat()
    return [_plain(each) for each in value] if isinstance(value, tuple) else value
