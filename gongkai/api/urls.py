"""Addresses below ``/api/``, from the table of endpoints."""

import re

from django.urls import URLPattern, path

from gongkai.api.endpoints import ENDPOINTS, JSON, Endpoint
from gongkai.api.openapi import openapi
from gongkai.api.page import page
from gongkai.api.serving import nothing_here, serving
from gongkai.core.throttling import FILES, READING


def _route(one: Endpoint) -> URLPattern:
    route = re.sub(r"{(\w+)}", r"<str:\1>", one.path)
    rate = READING if one.media == JSON else FILES
    return path(route, serving(one.answer, one.parameters, rate), name=f"api-{one.id}")


urlpatterns = [
    path("", page, name="api"),
    path("openapi.json", serving(openapi), name="api-openapi"),
    *(_route(one) for one in ENDPOINTS),
    path("<path:rest>", serving(nothing_here), name="api-nothing"),
]
