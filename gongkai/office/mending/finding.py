"""The order an address names, where the person may see it."""

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext

from gongkai.assessment.queries.mending import find_order
from gongkai.core.access import viewer
from gongkai.office.rounds.finding import breadcrumb as round_way
from gongkai.ui import components as ui

if TYPE_CHECKING:
    from gongkai.assessment.models import RectificationOrder


def order_of(request: HttpRequest, order_id: int) -> "RectificationOrder":
    """Return an order; what one may not see does not exist."""
    found = find_order(viewer(request), order_id)
    if found is None:
        raise Http404(gettext("没有这份整改通知，或者不在您的权限范围内。"))
    return found


def way(here: str, order: "RectificationOrder | None" = None) -> ui.Breadcrumb:
    """Return the way to a page of an order: through its round, or through the register."""
    if order is not None and order.round_unit is not None:
        round_ = order.round_unit.round
        return round_way(
            here, round_, (gettext("整改"), reverse("round-orders", args=[round_.key]))
        )
    return ui.Breadcrumb.to(here, (gettext("整改台账"), reverse("orders")))
