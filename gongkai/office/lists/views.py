"""Keeping and dropping one's own filters of lists."""

from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from gongkai.core.access import viewer
from gongkai.core.actions import Refused
from gongkai.core.actions.filters import drop_filter, keep_filter
from gongkai.office.desk.returning import back
from gongkai.ui.access import requires
from gongkai.ui.components import Tone
from gongkai.ui.flash import say


@requires("desk.view")
@require_POST
def keep(request: HttpRequest) -> HttpResponseRedirect:
    """Keep the filter a list was shown with, and go back to the list."""
    sent = request.POST
    try:
        keep_filter(
            sent.get("list", "")[:60],
            name=sent.get("name", ""),
            query=sent.get("query", ""),
            by=viewer(request),
        )
    except Refused as refused:
        say(request, refused.message, tone=Tone.BAD)
    else:
        say(request, gettext("筛选已保存。"))
    return back(request, reverse("desk"))


@requires("desk.view")
@require_POST
def drop(request: HttpRequest, filter_id: int) -> HttpResponseRedirect:
    """Drop a kept filter and go back to the list."""
    drop_filter(filter_id, by=viewer(request))
    return back(request, reverse("desk"))
