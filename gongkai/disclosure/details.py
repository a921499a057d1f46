"""The fields of a content type as they are shown: one reading for pages, files, checks and search.

What is stored by field id is text, a list of texts, rows by column id, or a flow chart. Here it
becomes words: a choice its title, a flag 是 or 否. What was stored in another shape, by an older
form or by another writer, is read as far as it goes.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext

from gongkai.disclosure.rulebook import fields_of
from gongkai.policy.disclosure import FieldKind, FieldSpec
from gongkai.rules.flows import Flow, flow_value, read_flow

if TYPE_CHECKING:
    from gongkai.disclosure.models import Edition

SHORT: Final = frozenset(FieldKind) - {
    FieldKind.LONG_TEXT,
    FieldKind.TABLE,
    FieldKind.LIST,
    FieldKind.FLOW,
}
"""Kinds that are one line each."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its id, its head, what its cells hold."""

    id: str
    title: str
    kind: FieldKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """A field that says something.

    ``text`` for what is words alone, ``entries`` for a list, ``columns`` and ``rows`` for a table
    (a cell a column), ``flow`` for a flow chart.
    """

    id: str
    title: str
    kind: FieldKind
    text: str = ""
    entries: tuple[str, ...] = ()
    columns: tuple[Column, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    flow: Flow = field(default_factory=Flow)

    @property
    def short(self) -> bool:
        """Whether it is one line."""
        return self.kind in SHORT

    @property
    def lines(self) -> tuple[str, ...]:
        """Its words, a line a paragraph, entry, row or node."""
        match self.kind:
            case FieldKind.LIST:
                return self.entries
            case FieldKind.TABLE:
                return tuple(" ".join(filter(None, row)) for row in self.rows)
            case FieldKind.FLOW:
                return self.flow.lines
            case _:
                return tuple(line for line in self.text.splitlines() if line.strip())

    @property
    def value(self) -> object:
        """What it says as JSON has it."""
        match self.kind:
            case FieldKind.LIST:
                return list(self.entries)
            case FieldKind.TABLE:
                names = [column.id for column in self.columns]
                return {
                    "columns": [{"id": one.id, "name": one.title} for one in self.columns],
                    "rows": [dict(zip(names, row, strict=True)) for row in self.rows],
                }
            case FieldKind.FLOW:
                return flow_value(self.flow)
            case _:
                return self.text


def details_of(specs: Iterable[FieldSpec], values: Mapping[str, Any]) -> tuple[Detail, ...]:
    """Return the fields that say something, in the order of the content type."""
    found = (_detail(spec, values.get(spec.id)) for spec in specs)
    return tuple(one for one in found if one.lines)


def as_json(details: Iterable[Detail]) -> list[dict[str, object]]:
    """Return the fields as JSON has them, in their order."""
    return [
        {"id": one.id, "name": one.title, "kind": one.kind.value, "value": one.value}
        for one in details
    ]


def said_in(edition: "Edition") -> tuple[Detail, ...]:
    """Return the fields of its content type that an edition fills."""
    return details_of(fields_of(edition.item.content_type), edition.details)


def words_in(details: Iterable[Detail]) -> str:
    """Return everything they say, line by line: what search looks in."""
    return "\n".join(line for one in details for line in one.lines)


def _detail(spec: FieldSpec, value: object) -> Detail:
    about: dict[str, Any] = {"id": spec.id, "title": spec.title, "kind": spec.kind}
    match spec.kind:
        case FieldKind.LIST:
            return Detail(**about, entries=tuple(_entries(value)))
        case FieldKind.TABLE:
            columns = tuple(Column(one.id, one.title, one.kind) for one in spec.columns)
            return Detail(**about, columns=columns, rows=tuple(_rows(spec, value)))
        case FieldKind.FLOW:
            return Detail(**about, flow=read_flow(value))
        case _:
            return Detail(**about, text=shown(spec, value))


def _entries(value: object) -> Iterator[str]:
    found = value.splitlines() if isinstance(value, str) else value
    if isinstance(found, list | tuple):
        yield from (text for one in found if (text := _plain(one)))


def _rows(spec: FieldSpec, value: object) -> Iterator[tuple[str, ...]]:
    for row in value if isinstance(value, list | tuple) else ():
        if isinstance(row, Mapping):
            cells = tuple(shown(column, row.get(column.id)) for column in spec.columns)
            if any(cells):
                yield cells


def shown(spec: FieldSpec, value: object) -> str:
    """Return a field or cell of words alone as a reader sees it."""
    if spec.kind is FieldKind.FLAG:
        if isinstance(value, str) and value in {"0", "1"}:
            value = value == "1"
        return _yes_or_no(value) if isinstance(value, bool) else _plain(value)
    text = _plain(value)
    if spec.kind is FieldKind.CHOICE:
        return next((one.title for one in spec.choices if one.id == text), text)
    return text


def _yes_or_no(value: bool) -> str:
    return gettext("是") if value else gettext("否")


def _plain(value: object) -> str:
    if isinstance(value, bool) or value is None or isinstance(value, Mapping | list | tuple):
        return ""
    return str(value).strip()
