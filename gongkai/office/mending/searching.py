"""Finding orders to rectify from anywhere in the office, and when the menu leads to them."""

from collections.abc import Iterable

from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gongkai.assessment.queries.mending import orders_seen
from gongkai.core import directory
from gongkai.core.access import Viewer, viewer
from gongkai.core.days import day_of
from gongkai.core.directory import Found
from gongkai.office.mending.words import badge_words


@directory.provider("orders", _("整改"))
def find_orders(asker: Viewer, words: str, limit: int) -> Iterable[Found]:
    """Find the orders a person sees by title or number, the newest first."""
    if not words or not asker.may("assessment.view"):
        return
    today = day_of(asker.at)
    found = orders_seen(asker).filter(Q(title__icontains=words) | Q(number__icontains=words))
    for one in found.order_by("-pk")[:limit]:
        said = (one.unit.label, one.number, badge_words(one, today))
        yield Found(
            gettext("整改通知"),
            one.title,
            reverse("order", args=[one.pk]),
            " · ".join(filter(None, said)),
        )


def in_menu(request: HttpRequest) -> bool:
    """Whether the menu leads to the register: for the office always, for others who see orders."""
    asker = viewer(request)
    return asker.may("assessment.run") or orders_seen(asker).exists()
