"""The round and the unit an address names, where the person may see them."""

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext

from gongkai.assessment.queries.rounds import find_round, find_unit
from gongkai.core.access import viewer
from gongkai.ui import components as ui

if TYPE_CHECKING:
    from gongkai.assessment.models import Round, RoundUnit


def round_of(request: HttpRequest, key: str) -> "Round":
    """Return a round; what one may not see does not exist."""
    found = find_round(viewer(request), key)
    if found is None:
        raise Http404(gettext("没有这次考核，或者不在您的权限范围内。"))
    return found


def unit_of(request: HttpRequest, round_: "Round", code: str) -> "RoundUnit":
    """Return a unit of a round; what one may not see does not exist."""
    found = find_unit(viewer(request), round_, code)
    if found is None:
        raise Http404(gettext("这次考核里没有这个单位，或者不在您的权限范围内。"))
    return found


def breadcrumb(here: str, round_: "Round", *more: tuple[str, str]) -> ui.Breadcrumb:
    """Return the way to a page of a round."""
    way = (
        (gettext("考核"), reverse("rounds")),
        (round_.title, reverse("round", args=[round_.key])),
    )
    return ui.Breadcrumb.to(here, *way, *more)
