"""What leaders see at a glance."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from gongkai.core.access import viewer
from gongkai.core.figures import dashboard
from gongkai.ui import components as ui
from gongkai.ui.access import requires


@requires("dashboard.view")
def dashboard_view(request: HttpRequest) -> HttpResponse:
    """Show every panel the capabilities offer to this viewer."""
    shown = dashboard(viewer(request))
    failed = None
    if shown.failed:
        failed = ui.Notice(
            gettext("看板不完整"),
            gettext("以下部分暂时读不出来，错误已记入日志：%(names)s")
            % {"names": gettext("、").join(shown.failed)},
            ui.Tone.BAD,
        )
    context = {
        "panels": shown.panels,
        "searches": reverse("search-report") if viewer(request).may("search.report") else "",
        "failed": failed,
        "empty": ui.Empty(
            gettext("看板还没有内容"), gettext("有公开事项和考核以后，这里显示各单位的情况。")
        ),
    }
    return render(request, "desk/dashboard.html", context)
