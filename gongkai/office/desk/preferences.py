"""What a person sets for themselves: the calendar address."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from gongkai.core.access import viewer
from gongkai.core.actions.calendars import drop_calendar, renew_calendar
from gongkai.core.models import Person
from gongkai.ui import components as ui
from gongkai.ui.access import requires
from gongkai.ui.flash import say


@requires("desk.view")
@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request: HttpRequest) -> HttpResponse:
    """Show and change one's own settings."""
    asker = viewer(request)
    if request.method == "POST":
        if "renew" in request.POST:
            renew_calendar(by=asker)
            say(request, gettext("日历地址已生成，旧地址不再有效。"))
        elif "drop" in request.POST:
            drop_calendar(by=asker)
            say(request, gettext("日历地址已停用。"))
        return HttpResponseRedirect(reverse("preferences"))
    key = Person.objects.values_list("calendar_key", flat=True).get(pk=asker.person_id or 0)
    return render(request, "desk/preferences.html", {"form": _form(request, key)})


def _form(request: HttpRequest, key: str) -> ui.Form:
    if not key:
        return ui.Form((), (ui.Button.primary(gettext("生成日历地址"), "renew", "1"),))
    address = request.build_absolute_uri(reverse("calendar", args=[key]))
    field = ui.Field(
        "address",
        gettext("日历地址"),
        values=(address,),
        hint=gettext("把它添加到企业微信、钉钉、Outlook 或手机日历的“订阅日历”中。"),
        readonly=True,
    )
    return ui.Form(
        (field,),
        (
            ui.Button(gettext("换一个新地址"), "renew", "1"),
            ui.Button(gettext("停用"), "drop", "1", ui.ButtonKind.DANGER),
        ),
    )
