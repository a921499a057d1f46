"""The self-assessment an address names, where the person may see it."""

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext

from gongkai.assessment.queries.selfing import SelfView, self_view
from gongkai.core.access import viewer
from gongkai.office.rounds.finding import round_of, unit_of

if TYPE_CHECKING:
    from gongkai.assessment.models import RoundUnit


def unit_at(request: HttpRequest, key: str, code: str) -> "RoundUnit":
    """Return a unit of a round; what one may not see does not exist."""
    return unit_of(request, round_of(request, key), code)


def view_of(request: HttpRequest, key: str, code: str, *, with_known: bool = True) -> SelfView:
    """Return the self-assessment of a unit; what one may not see does not exist."""
    unit = unit_at(request, key, code)
    found = self_view(viewer(request), unit, with_known=with_known)
    if found is None:
        raise Http404(gettext("这个单位的自评不在您的权限范围内。"))
    return found


def anchor(item: str) -> str:
    """Return the id of an item's panel on the page."""
    return f"item-{item}"


def address(unit: "RoundUnit", item: str = "") -> str:
    """Return the address of a unit's self-assessment, opened at an item where one is named."""
    base = reverse("self", args=[unit.round.key, unit.unit.code])
    return f"{base}?{urlencode({'item': item})}#{anchor(item)}" if item else base
