"""What every request and response goes through: texts made plain, headers, the language."""

from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import Http404, HttpRequest, HttpResponseBase, QueryDict
from django.shortcuts import render
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext

from gongkai.rules.text.plain import is_plain, plain

GetResponse = Callable[[HttpRequest], HttpResponseBase]

# No inline scripts or styles anywhere: an injected one cannot run. `data:` images are the small
# icons inside the compiled style sheet.
CONTENT_SECURITY_POLICY: Final = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "media-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ]
)


def security_headers(get_response: GetResponse) -> GetResponse:
    """Add the headers that Django's own security middleware does not know."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), geolocation=(), microphone=()"
        )
        return response

    return middleware


def chosen_language(get_response: GetResponse) -> GetResponse:
    """Speak Chinese unless the reader chose otherwise.

    Django's own middleware obeys the browser's ``Accept-Language``; in an office with browsers
    installed in English that would show officials an English page nobody asked for.
    """
    offered = {code for code, _ in settings.LANGUAGES}

    def middleware(request: HttpRequest) -> HttpResponseBase:
        asked = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = asked if asked in offered else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = get_response(request)
        response.headers.setdefault("Content-Language", language)
        patch_vary_headers(response, ["Cookie"])
        return response

    return middleware


def plain_addresses(get_response: GetResponse) -> GetResponse:
    """Take marks nobody sees out of addresses and cookies, before any session reads them.

    PostgreSQL, Word and Excel files refuse them (:mod:`gongkai.rules.text.plain`). An address
    with one leads nowhere; a cookie with one is none of ours.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if not is_plain(request.path_info):
            # The interface answers for itself, in its own form, that there is nothing here.
            if not request.path_info.startswith("/api/"):
                raise Http404
            request.path_info = plain(request.path_info)
        for name in [name for name, value in request.COOKIES.items() if not is_plain(value)]:
            del request.COOKIES[name]
        setattr(request, "GET", _plain(request.GET))  # noqa: B010 - typed as read-only
        return get_response(request)

    return middleware


def plain_texts(get_response: GetResponse) -> GetResponse:
    """Take the same marks out of forms, before any view reads them."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if request.method == "POST":
            try:
                setattr(request, "POST", _plain(request.POST))  # noqa: B010
            except (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent):
                reason = gettext("一次发来的内容太多。请分几次保存或发送。")
                return render(request, "400.html", {"reason": reason}, status=413)
        return get_response(request)

    return middleware


def _plain(typed: QueryDict) -> QueryDict:
    """Return what was typed, the same object where nothing is to be taken out."""
    texts = (text for name, values in typed.lists() for text in (name, *values))
    if all(is_plain(text) for text in texts):
        return typed
    kept = QueryDict(mutable=True, encoding=typed.encoding)
    for name, values in typed.lists():
        kept.setlist(plain(name), [plain(value) for value in values])
    kept._mutable = False
    return kept
