"""Signing in and out. A wrong name and a wrong password are answered alike."""

import unicodedata

from django.conf import settings
from django.contrib.auth import authenticate, logout
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from gongkai.core.access import viewer
from gongkai.core.actions import sessions
from gongkai.core.models import Person
from gongkai.core.queries.people import demo_accounts
from gongkai.core.throttling import FAILED_ADDRESS, FAILED_NAME, count, too_often, wait_for
from gongkai.office.accounts.entering import enter
from gongkai.office.accounts.pending import wait_for_code
from gongkai.office.accounts.returning import next_address
from gongkai.ui import components as ui
from gongkai.ui.access import PRIVATE, public


@public
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponseBase:
    """Ask for name and password; who is signed in already goes on."""
    setattr(request, PRIVATE, True)
    if viewer(request).person_id is not None:
        return HttpResponseRedirect(next_address(request) or reverse("desk"))
    if request.method != "POST":
        return _page(request)
    username = clean_username(request.POST.get("username", ""))
    wait = max(wait_for(FAILED_ADDRESS, viewer(request).address), wait_for(FAILED_NAME, username))
    if wait:
        return too_often(request, wait)
    person = authenticate(request, username=username, password=request.POST.get("password", ""))
    if isinstance(person, Person):
        return wait_for_code(request, person) if person.totp_secret else enter(request, person)
    count(FAILED_ADDRESS, viewer(request).address)
    count(FAILED_NAME, username)
    locked = getattr(request, "axes_locked_out", False)
    why = gettext("已锁定") if locked else gettext("用户名或密码不对")
    sessions.note_refusal(username, why, by=viewer(request))
    return _page(request, username, gettext("用户名或密码不对，请重新输入。"))


def clean_username(text: str) -> str:
    """Return a sign-in name in one form: full-width letters, capitals and spaces are one name."""
    return unicodedata.normalize("NFKC", text).replace("\x00", "").strip().lower()[:60]


@public
@require_POST
def enter_demo(request: HttpRequest) -> HttpResponse:
    """Sign in as one of the listed demo accounts, without a password; only in demo mode."""
    if not settings.DEMO:
        raise PermissionDenied(gettext("只有演示模式才能这样登录。"))
    asked = request.POST.get("username", "")
    for account in demo_accounts(viewer(request).at.date()):
        if account.person.username == asked:
            return enter(request, account.person)
    raise PermissionDenied(gettext("没有这个演示账号。"))


@public
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session and lead to the sign-in page."""
    asker = viewer(request)
    if asker.person_id is not None:
        sessions.sign_out(str(request.session.session_key), by=asker)
    logout(request)
    return HttpResponseRedirect(reverse(settings.LOGIN_URL))


def _page(request: HttpRequest, username: str = "", wrong: str = "") -> HttpResponse:
    form = ui.Form(
        (
            ui.Field(
                "username",
                gettext("用户名"),
                values=(username,) if username else (),
                required=True,
                autocomplete="username",
            ),
            ui.Field(
                "password",
                gettext("密码"),
                ui.FieldKind.PASSWORD,
                required=True,
                autocomplete="current-password",
            ),
        ),
        (ui.Button.primary(gettext("登录")),),
        general=(wrong,) if wrong else (),
        hidden=(("next", next_address(request)),),
        label=gettext("登录"),
    )
    accounts = demo_accounts(viewer(request).at.date()) if settings.DEMO else ()
    context = {"form": form, "accounts": accounts, "next": next_address(request)}
    return render(request, "accounts/sign_in.html", context)
