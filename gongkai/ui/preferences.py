"""Preferences of a reader, kept in cookies: language and size of type. No script, no account."""

from typing import Final

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext

from gongkai.ui.access import public

TEXT_SIZE_COOKIE: Final = "text_size"
LARGE: Final = "large"
TEXT_SIZES: Final = frozenset({"normal", LARGE})
YEAR: Final = 365 * 24 * 3600


@public
def language(request: HttpRequest, code: str) -> HttpResponse:
    """Remember the language and go back to ``?next=``."""
    if code not in {offered for offered, _ in settings.LANGUAGES}:
        raise Http404(gettext("没有这种语言：%(code)s。") % {"code": code})
    return _remember(request, settings.LANGUAGE_COOKIE_NAME, code)


@public
def text_size(request: HttpRequest, size: str) -> HttpResponse:
    """Remember normal or large type (长者模式) and go back to ``?next=``."""
    if size not in TEXT_SIZES:
        raise Http404(gettext("没有这种字号：%(size)s。") % {"size": size})
    return _remember(request, TEXT_SIZE_COOKIE, size)


def wants_large_type(request: HttpRequest) -> bool:
    """Whether the reader chose large type."""
    return request.COOKIES.get(TEXT_SIZE_COOKIE) == LARGE


def _remember(request: HttpRequest, cookie: str, value: str) -> HttpResponse:
    """Set the cookie and return to a page of this site, never to another site."""
    target = request.GET.get("next", "/")
    if not url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
        target = "/"
    response = HttpResponseRedirect(target)
    response.set_cookie(
        cookie, value, max_age=YEAR, httponly=True, samesite="Lax", secure=request.is_secure()
    )
    return response
