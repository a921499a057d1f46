"""What items are sorted by: units, columns, content types."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from django.http import HttpRequest, HttpResponseBase

from gongkai.api import tables
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
_UNITS: Final = (
    *("代码", "单位", "类型", "上级单位"),
    *("办公地址", "办公时间", "联系电话", "主要职能", "网址"),
)
_COLUMNS: Final = ("目录", "编号", "上级栏目", "栏目", "公开要素", "网址")


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


def units_csv(request: HttpRequest, asked: Asked) -> HttpResponseBase:
    """Answer with the units that have a page as CSV."""
    return tables.as_csv(request, "公开单位", _UNITS, _unit_rows(request))


def units_xlsx(request: HttpRequest, asked: Asked) -> HttpResponseBase:
    """Answer with the units that have a page as an Excel file."""
    return tables.as_xlsx(request, "公开单位", _UNITS, _unit_rows(request))


def _unit_rows(request: HttpRequest) -> Iterator[tuple[object, ...]]:
    found = present_units(viewer(request).at.astimezone(ZONE))
    names = {unit.pk: unit.name for unit in found}
    for unit in found:
        above = names.get(unit.parent_id or 0, "")
        yield (
            *(unit.code, unit.name, unit.get_kind_display(), above),
            *(unit.address, unit.office_hours, unit.phone, unit.functions),
            site().base + to.unit(unit.code),
        )


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


def columns_csv(request: HttpRequest, asked: Asked) -> HttpResponseBase:
    """Answer with the columns of the catalogue as CSV, each with those above it."""
    return tables.as_csv(request, "公开目录", _COLUMNS, _column_rows())


def columns_xlsx(request: HttpRequest, asked: Asked) -> HttpResponseBase:
    """Answer with the columns of the catalogue as an Excel file."""
    return tables.as_xlsx(request, "公开目录", _COLUMNS, _column_rows())


def _column_rows() -> Iterator[tuple[object, ...]]:
    shown = {node.id for node in all_columns()}
    for one in pack().catalogues:
        for node in (below for top in one.nodes if top.id in shown for below in top.walk()):
            above = " / ".join(each.title for each in pack().path(node.id)[:-1])
            elements, url = "、".join(node.elements), site().base + to.column(node.id)
            yield one.title, node.id, above, node.title, elements, url


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
