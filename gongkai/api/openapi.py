"""The OpenAPI 3.1 document, made from the table of endpoints."""

import re
from typing import Any, Final

from django.http import HttpRequest, HttpResponseBase

from gongkai.api.answers import json_answer
from gongkai.api.endpoints import ENDPOINTS, JSON, Endpoint
from gongkai.api.parameters import Parameter
from gongkai.api.problems import MEDIA
from gongkai.api.schemas import SCHEMAS
from gongkai.disclosure.open_data.site import site
from gongkai.disclosure.queries.registers import register_kinds

PREFIX: Final = "/api/"
_PROBLEMS: Final = {
    400: "参数不正确；parameter 是参数名",
    404: "没有这条信息",
    410: "已不再公开；detail 是页面上的说明",
    422: "结果太多，不能做成一个文件",
    429: "请求过于频繁；Retry-After 秒后再试",
    503: "暂时不可用；Retry-After 秒后再试",
}


def openapi(request: HttpRequest, asked: object) -> HttpResponseBase:
    """Answer with the document."""
    return json_answer(request, document())


def document() -> dict[str, Any]:
    """Return the document of this installation, with its own columns and content types."""
    here = site()
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"{here.name} 开放数据接口",
            "version": "1",
            "description": (
                "已向社会公开的政府信息，供程序读取。只读，不需要注册。"
                "带上 If-None-Match 重复请求，没有变化时只返回 304。"
            ),
        },
        "servers": [{"url": here.base or "/"}],
        "paths": {PREFIX + one.path: {"get": _operation(one)} for one in ENDPOINTS},
        "components": {"schemas": SCHEMAS},
    }


def _operation(one: Endpoint) -> dict[str, Any]:
    return {
        "operationId": one.id,
        "summary": one.title,
        "parameters": [
            *(_in_path(name) for name in re.findall(r"{(\w+)}", one.path)),
            *map(_in_query, one.parameters),
        ],
        "responses": {
            "200": {"description": "结果", "content": {one.media: _content(one)}},
            "304": {"description": "与 If-None-Match 所给的相同"},
            **{str(status): _problem(status) for status in sorted({400, 429, *one.problems})},
        },
    }


def _content(one: Endpoint) -> dict[str, Any]:
    if one.media == JSON:
        return {"schema": {"$ref": f"#/components/schemas/{one.schema}"}}
    return {"schema": {"type": "string"}} if one.media.startswith("text/") else {}


def _in_path(name: str) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "string", "pattern": "^[A-Za-z0-9]{1,16}$"}
    words = "编号"
    if name == "round":
        schema = {"type": "string", "pattern": "^[A-Za-z0-9-]{1,40}$"}
    elif name == "register":
        words = "清单（见 /api/registers）"
        schema = {"type": "string", "enum": [kind.id for kind in register_kinds()]}
    return {"name": name, "in": "path", "required": True, "description": words, "schema": schema}


def _in_query(one: Parameter) -> dict[str, Any]:
    about = {"name": one.name, "in": "query", "description": one.meaning, "schema": one.schema()}
    return {**about, "example": one.example} if one.example else about


def _problem(status: int) -> dict[str, Any]:
    content = {MEDIA: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {"description": _PROBLEMS[status], "content": content}
