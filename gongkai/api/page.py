"""``/api/``: the interface explained to people, from the same table as everything else."""

from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from gongkai.api.endpoints import ENDPOINTS, Endpoint
from gongkai.api.openapi import PREFIX
from gongkai.disclosure.open_data import addresses as to
from gongkai.disclosure.open_data.site import site
from gongkai.ui import components as ui
from gongkai.ui.access import public
from gongkai.ui.chrome import chrome


@dataclass(frozen=True, slots=True)
class Explained:
    """An endpoint as the page shows it."""

    address: str
    title: str
    table: ui.Table | None
    example: ui.Link | None


@public
def page(request: HttpRequest) -> HttpResponse:
    """Show the page."""
    frame = replace(
        chrome(request)["chrome"],
        navigation=(
            ui.Link(gettext("首页"), to.HOME),
            ui.Link(gettext("数据接口"), PREFIX, current=True),
        ),
    )
    origin = site().base or f"{request.scheme}://{request.get_host()}"
    context: dict[str, Any] = {
        "chrome": frame,
        "breadcrumb": ui.Breadcrumb.to(gettext("数据接口"), (gettext("首页"), to.HOME)),
        "endpoints": [_explained(one) for one in ENDPOINTS],
        "example": f'curl "{origin}/api/items?limit=5"',
    }
    return render(request, "api/page.html", context)


def _explained(one: Endpoint) -> Explained:
    address = PREFIX + one.path
    example = None if "{" in one.path else ui.Link(gettext("打开"), address)
    return Explained(address, one.title, _parameters(one), example)


def _parameters(one: Endpoint) -> ui.Table | None:
    if not one.parameters:
        return None
    return ui.Table(
        caption=gettext("%(address)s 的参数") % {"address": PREFIX + one.path},
        columns=(
            ui.Column("name", gettext("参数"), header=True, nowrap=True),
            ui.Column("meaning", gettext("含义")),
        ),
        rows=tuple(ui.Row.of(each.name, each.meaning) for each in one.parameters),
        caption_hidden=True,
    )
