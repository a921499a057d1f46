"""Turning the second factor on and off. The picture to scan has an address of its own, because
the content security policy allows no picture inside the page.
"""

from io import BytesIO
from typing import Final

import pyotp
import segno
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from gongkai.core.access import viewer
from gongkai.core.actions import Refused
from gongkai.core.actions import second_factor as actions
from gongkai.core.models import Person
from gongkai.core.queries.people import myself
from gongkai.core.throttling import FAILED_CODES, count, wait_for
from gongkai.office.accounts.forming import FormPage, Sent, run
from gongkai.ui import components as ui
from gongkai.ui.access import requires
from gongkai.ui.flash import say

_KEY: Final = "second_factor_secret"


@requires("account.own")
@require_http_methods(["GET", "HEAD", "POST"])
def enrol(request: HttpRequest) -> HttpResponseBase:
    """Show a new secret and turn it on once a code proves that the app has it."""
    asker = viewer(request)
    if myself(asker).totp_secret:
        return HttpResponseRedirect(reverse("own-account"))
    secret = str(request.session.setdefault(_KEY, actions.new_secret()))
    groups = " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))
    page = FormPage(
        gettext("启用动态口令"),
        _way(gettext("启用动态口令")),
        (_code(),),
        gettext("启用"),
        cancel=reverse("own-account"),
        template="accounts/second_factor.html",
        context={"secret": groups},
    )

    def act(sent: Sent) -> str:
        actions.enrol(secret, sent.text("code"), by=asker)
        request.session.pop(_KEY, None)
        say(
            request,
            gettext("动态口令已启用。"),
            gettext("下次登录时，输入密码后还要输入动态口令。"),
        )
        return reverse("own-account")

    return run(request, page, act)


@requires("account.own")
def picture(request: HttpRequest) -> HttpResponse:
    """Give the picture to scan, of the secret that waits to be confirmed."""
    secret, person = request.session.get(_KEY), request.user
    if not secret or not isinstance(person, Person):
        raise Http404(gettext("没有等待启用的动态口令。"))
    address = pyotp.TOTP(secret).provisioning_uri(
        name=person.username, issuer_name=str(settings.SITE_NAME)
    )
    drawn = BytesIO()
    # Plain attributes instead of styles, so that the policy of the page governs it too.
    segno.make(address, error="m").save(drawn, kind="svg", scale=5, border=4, light="#fff")
    return HttpResponse(drawn.getvalue(), content_type="image/svg+xml")


@requires("account.own")
@require_http_methods(["GET", "HEAD", "POST"])
def drop(request: HttpRequest) -> HttpResponseBase:
    """Turn the second factor off, with a last code."""
    page = FormPage(
        gettext("停用动态口令"),
        _way(gettext("停用动态口令")),
        (_code(),),
        gettext("停用"),
        lead=gettext("停用后只凭密码即可登录。更换手机时，可先停用再重新启用。"),
        cancel=reverse("own-account"),
        danger=True,
    )

    def act(sent: Sent) -> str:
        asker = viewer(request)
        if wait_for(FAILED_CODES, asker.person_id):
            raise Refused(gettext("输错的次数太多。请一小时后再试。"), "code")
        try:
            actions.drop_own(sent.text("code"), by=asker)
        except Refused:
            count(FAILED_CODES, asker.person_id)
            raise
        say(request, gettext("动态口令已停用。"))
        return reverse("own-account")

    return run(request, page, act)


def _code() -> ui.Field:
    return ui.Field(
        "code",
        gettext("动态口令"),
        ui.FieldKind.NUMBER,
        hint=gettext("手机上显示的6位数字。"),
        required=True,
        short=True,
        autocomplete="one-time-code",
    )


def _way(here: str) -> ui.Breadcrumb:
    return ui.Breadcrumb.to(here, (gettext("我的账号"), reverse("own-account")))
