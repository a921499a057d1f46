"""Between password and code: the password was right, nobody is signed in yet."""

from datetime import datetime, timedelta
from typing import Final

from axes.handlers.proxy import AxesProxyHandler
from django.conf import settings
from django.contrib.auth.signals import user_login_failed
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from gongkai.core.access import viewer
from gongkai.core.actions.second_factor import use_code
from gongkai.core.actions.sessions import note_refusal
from gongkai.core.models import Person
from gongkai.core.throttling import FAILED_CODES, count, too_often, wait_for
from gongkai.office.accounts.entering import enter
from gongkai.office.accounts.locking import locked
from gongkai.office.accounts.returning import next_address
from gongkai.ui import components as ui
from gongkai.ui.access import PRIVATE, public

_KEY: Final = "waiting_for_code"
_PATIENCE: Final = timedelta(minutes=5)


def wait_for_code(request: HttpRequest, person: Person) -> HttpResponseRedirect:
    """Keep who gave the right password, for a few minutes, and ask for the code."""
    request.session.cycle_key()
    request.session[_KEY] = [person.pk, viewer(request).at.isoformat()]
    target = next_address(request)
    query = "?" + urlencode({"next": target}) if target else ""
    return HttpResponseRedirect(reverse("sign-in-code") + query)


def _waiting(request: HttpRequest) -> Person | None:
    kept = request.session.get(_KEY)
    if not kept or viewer(request).at - datetime.fromisoformat(kept[1]) > _PATIENCE:
        return None
    found = Person.objects.select_related("unit").filter(pk=kept[0], is_active=True).first()
    return found if found is not None and found.totp_secret else None


@public
@require_http_methods(["GET", "HEAD", "POST"])
def ask_code(request: HttpRequest) -> HttpResponseBase:
    """Ask for the code of the second factor; wrong ones count like wrong passwords."""
    setattr(request, PRIVATE, True)
    person = _waiting(request)
    if person is None:
        return HttpResponseRedirect(reverse(settings.LOGIN_URL))
    if request.method != "POST":
        return _page(request)
    who = {"username": person.username}
    wait = wait_for(FAILED_CODES, person.pk)
    if wait:
        return too_often(request, wait)
    if not AxesProxyHandler.is_allowed(request, who):
        request.session.pop(_KEY, None)
        return locked(request)
    if use_code(person.pk, request.POST.get("code", ""), by=viewer(request)):
        request.session.pop(_KEY, None)
        return enter(request, person)
    count(FAILED_CODES, person.pk)
    note_refusal(person.username, gettext("动态口令不对"), by=viewer(request))
    user_login_failed.send(sender=__name__, credentials=who, request=request)
    return _page(request, gettext("动态口令不对，或已用过。请输入手机上正在显示的6位数字。"))


def _page(request: HttpRequest, wrong: str = "") -> HttpResponseBase:
    code = ui.Field(
        "code",
        gettext("动态口令"),
        ui.FieldKind.NUMBER,
        hint=gettext("手机验证器应用上显示的6位数字，每30秒更换一次。"),
        error=wrong,
        required=True,
        short=True,
        autocomplete="one-time-code",
    )
    form = ui.Form(
        (code,),
        (
            ui.Button.primary(gettext("登录")),
            ui.Link(gettext("换一个账号"), reverse(settings.LOGIN_URL)),
        ),
        hidden=(("next", next_address(request)),),
        label=gettext("动态口令"),
    )
    return render(request, "accounts/code.html", {"form": form})
