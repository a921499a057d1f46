"""Changing one's own password; who got a temporary one cannot go on before."""

from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY, authenticate
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from gongkai.core.access import viewer
from gongkai.core.actions import Refused
from gongkai.core.actions.passwords import change_own_password
from gongkai.core.models import Person
from gongkai.office.accounts.returning import next_address
from gongkai.ui import components as ui
from gongkai.ui.access import requires
from gongkai.ui.flash import say


@requires("account.own")
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def own_password(request: HttpRequest) -> HttpResponseBase:
    """Ask for the old password and twice for a new one."""
    if request.method != "POST":
        return _page(request, {})
    errors = _changed(request)
    if errors:
        return _page(request, errors)
    say(request, gettext("密码已修改。"), gettext("您在其他设备上的登录已结束。"))
    return HttpResponseRedirect(next_address(request) or reverse("desk"))


def _changed(request: HttpRequest) -> dict[str, str]:
    """Change the password; return the errors by field, empty when it was changed."""
    sent, person = request.POST, request.user
    if not isinstance(person, Person):
        return {"": gettext("请先登录。")}
    if sent.get("new", "") != sent.get("again", ""):
        return {"again": gettext("两次输入的新密码不一样。")}
    # Through the door of the sign-in, so that guessing at somebody's desk is counted and locked.
    if authenticate(request, username=person.username, password=sent.get("old", "")) is None:
        return {"old": gettext("原密码不对。")}
    try:
        changed = change_own_password(
            sent.get("new", ""), key=str(request.session.session_key), by=viewer(request)
        )
    except Refused as refused:
        return {refused.field: refused.message}
    # This session goes on: it holds a digest of the password it was opened with.
    request.session[HASH_SESSION_KEY] = changed.get_session_auth_hash()
    return {}


def _page(request: HttpRequest, errors: dict[str, str]) -> HttpResponseBase:
    person = request.user
    must = isinstance(person, Person) and person.must_change_password
    hint = gettext("至少 %(length)s 个字符，含小写字母、大写字母、数字、符号中的三种。")
    rows = (
        ("old", gettext("原密码"), "", "current-password"),
        ("new", gettext("新密码"), hint % {"length": settings.PASSWORD_LENGTH}, "new-password"),
        ("again", gettext("再输入一次新密码"), "", "new-password"),
    )
    form = ui.Form(
        tuple(
            ui.Field(
                name,
                label,
                ui.FieldKind.PASSWORD,
                hint=hint,
                error=errors.get(name, ""),
                required=True,
                autocomplete=autocomplete,
            )
            for name, label, hint, autocomplete in rows
        ),
        (ui.Button.primary(gettext("修改密码")),),
        general=(errors[""],) if "" in errors else (),
        hidden=(("next", next_address(request)),),
    )
    return render(request, "accounts/password.html", {"form": form, "must": must})
