"""Registers: which there are, their entries with every field, and each as a file."""

from collections.abc import Iterator
from http import HTTPStatus
from typing import Final

from django.http import HttpRequest, HttpResponseBase

from gongkai.api import tables
from gongkai.api.answers import json_answer
from gongkai.api.items import DEFAULT_LIMIT, Asked, after, following, today
from gongkai.api.parameters import Cursor
from gongkai.api.problems import ProblemError
from gongkai.disclosure.details import as_json, said_in
from gongkai.disclosure.open_data import addresses as to
from gongkai.disclosure.open_data.reading import every_row, sliced
from gongkai.disclosure.open_data.site import site
from gongkai.disclosure.open_data.twin import line
from gongkai.disclosure.open_data.units import unit_named
from gongkai.disclosure.queries.listed import ZONE, Where
from gongkai.disclosure.queries.open_list import Order, Wanted
from gongkai.disclosure.queries.registers import public_counts, register_kind, register_kinds
from gongkai.disclosure.registers import text_of
from gongkai.policy.disclosure import ContentType

_REGISTERS: Final = ("名称", "条数", "最近更新", "网址")


def registers(request: HttpRequest, asked: Asked) -> HttpResponseBase:
    """Answer with the registers, their columns, and how many entries each has."""
    counts = public_counts()
    rows = [
        {
            "id": kind.id,
            "title": kind.title,
            "url": site().base + to.register(kind.id),
            "count": counts[kind.id][0] if kind.id in counts else 0,
            "updated_at": (
                counts[kind.id][1].astimezone(ZONE).isoformat() if kind.id in counts else None
            ),
            "columns": [
                {"id": spec.id, "name": spec.title, "kind": spec.kind.value} for spec in kind.fields
            ],
        }
        for kind in register_kinds()
    ]
    return json_answer(request, {"registers": rows})


def registers_csv(request: HttpRequest, asked: Asked) -> HttpResponseBase:
    """Answer with the registers there are as CSV."""
    return tables.as_csv(request, "清单和制度", _REGISTERS, _register_rows())


def registers_xlsx(request: HttpRequest, asked: Asked) -> HttpResponseBase:
    """Answer with the registers there are as an Excel file."""
    return tables.as_xlsx(request, "清单和制度", _REGISTERS, _register_rows())


def _register_rows() -> Iterator[tuple[object, ...]]:
    counts = public_counts()
    for kind in register_kinds():
        count, at = counts.get(kind.id, (0, None))
        day = at.astimezone(ZONE).date() if at is not None else None
        yield kind.title, count, day, site().base + to.register(kind.id)


def entries(request: HttpRequest, asked: Asked, register: str) -> HttpResponseBase:
    """Answer with the next entries of a register, each with its fields.

    Raises:
        ProblemError: there is no such register.
    """
    wanted = _wanted(_kind(register), asked)
    size = asked.get("limit", DEFAULT_LIMIT)
    found = sliced(wanted, today(request), after(asked, "p"), size)
    last = Cursor("p", found.rows[-1].position) if found.more else None
    rows = [{**line(row.line), "details": as_json(said_in(row.edition))} for row in found.rows]
    return json_answer(request, {"items": rows, **following(request, last)})


def as_csv(request: HttpRequest, asked: Asked, register: str) -> HttpResponseBase:
    """Answer with a whole register as CSV; a list or a chart stands in its cell, a line each."""
    kind = _kind(register)
    return tables.as_csv(request, kind.title, _heads(kind), _rows(request, kind, asked))


def as_xlsx(request: HttpRequest, asked: Asked, register: str) -> HttpResponseBase:
    """Answer with a whole register as an Excel file."""
    kind = _kind(register)
    return tables.as_xlsx(request, kind.title, _heads(kind), _rows(request, kind, asked))


def _kind(register: str) -> ContentType:
    kind = register_kind(register)
    if kind is None:
        raise ProblemError(HTTPStatus.NOT_FOUND, "没有这种清单。清单见 /api/registers。")
    return kind


def _wanted(kind: ContentType, asked: Asked) -> Wanted:
    unit = unit_named(asked["unit"]) if "unit" in asked else None
    where = Where(unit.path if unit else "", content_types=frozenset({kind.id}))
    return Wanted(where=where, order=Order.PUBLISHED)


def _heads(kind: ContentType) -> tuple[str, ...]:
    fields = (spec.title for spec in kind.fields)
    validity = ("有效性",) if kind.validity else ()
    return ("单位", "标题", *fields, *validity, "首次公开", "更新", "网址")


def _rows(request: HttpRequest, kind: ContentType, asked: Asked) -> Iterator[tuple[object, ...]]:
    for row in every_row(_wanted(kind, asked), today(request)):
        one, details = row.line, row.edition.details
        yield (
            one.unit.name,
            one.title,
            *(text_of(spec, details) for spec in kind.fields),
            *((one.validity.label,) if kind.validity else ()),
            one.published_at.date(),
            one.updated_at.date(),
            site().base + one.href,
        )
