"""What items are sorted by: units, columns, content types."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponseBase

from gongkai.api.answers import json_answer
from gongkai.core.access import viewer
from gongkai.disclosure.open_data import addresses as to
from gongkai.disclosure.open_data.columns import all_columns
from gongkai.disclosure.open_data.site import site
from gongkai.disclosure.open_data.units import present_units
from gongkai.disclosure.queries.listed import ZONE
from gongkai.disclosure.rulebook import pack
from gongkai.policy.disclosure import CategoryNode

Asked = Mapping[str, Any]


def units(request: HttpRequest, asked: Asked) -> HttpResponseBase:
    """Answer with the units that have a page, with what their guides say of them."""
    found = present_units(viewer(request).at.astimezone(ZONE))
    codes = {unit.pk: unit.code for unit in found}
    rows = [
        {
            "code": unit.code,
            "name": unit.name,
            "short_name": unit.short_name,
            "kind": {"id": unit.kind, "name": unit.get_kind_display()},
            "level": unit.level,
            "parent": codes.get(unit.parent_id or 0),
            "url": site().base + to.unit(unit.code),
            "address": unit.address,
            "office_hours": unit.office_hours,
            "phone": unit.phone,
            "functions": unit.functions,
        }
        for unit in found
    ]
    return json_answer(request, {"units": rows})


def columns(request: HttpRequest, asked: Asked) -> HttpResponseBase:
    """Answer with the catalogue: its columns as trees."""
    shown = {node.id for node in all_columns()}
    rows = [
        {
            "id": one.id,
            "title": one.title,
            "columns": [_column(node) for node in one.nodes if node.id in shown],
        }
        for one in pack().catalogues
    ]
    return json_answer(request, {"catalogues": [row for row in rows if row["columns"]]})


def _column(node: CategoryNode) -> dict[str, Any]:
    return {
        "id": node.id,
        "title": node.title,
        "url": site().base + to.column(node.id),
        "elements": list(node.elements),
        "columns": [_column(child) for child in node.children],
    }


def types(request: HttpRequest, asked: Asked) -> HttpResponseBase:
    """Answer with the content types."""
    rows = [
        {"id": kind.id, "title": kind.title, "has_validity": kind.validity}
        for kind in pack().content_types
    ]
    return json_answer(request, {"types": rows})
