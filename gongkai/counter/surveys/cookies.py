"""What a browser keeps while its reader answers: the code typed, the units answered about.

Both stay in the browser. The first is gone once everything it is for is answered, or the browser
is closed; the second keeps somebody from answering twice by mistake, and is signed.
"""

from hashlib import blake2s
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from gongkai.assessment.surveys.codes import plain

_CODE: Final = "survey_code"
_DONE: Final = "survey_done"
_SALT: Final = "gongkai.counter.surveys.done"
_KEPT: Final = 120 * 24 * 3600
_MOST: Final = 400


def code_of(request: HttpRequest) -> str:
    """Return the code this browser answers with; empty for none."""
    return plain(request.COOKIES.get(_CODE, ""))


def keep_code(answer: HttpResponse, key: str, code: str) -> None:
    """Let the browser answer with a code until it is closed."""
    answer.set_cookie(
        _CODE, code, path=_path(key), httponly=True, samesite="Lax", secure=settings.HTTPS
    )


def forget_code(answer: HttpResponse, key: str) -> None:
    """Let the browser forget the code."""
    answer.delete_cookie(_CODE, path=_path(key), samesite="Lax")


def is_done(request: HttpRequest, key: str, unit: str) -> bool:
    """Whether this browser has answered about a unit without a code."""
    return _short(unit) in _done(request, key)


def keep_done(request: HttpRequest, answer: HttpResponse, key: str, unit: str) -> None:
    """Note in the browser that it has answered about a unit."""
    answer.set_signed_cookie(
        _DONE,
        ".".join([*_done(request, key), _short(unit)][-_MOST:]),
        salt=_SALT + key,
        max_age=_KEPT,
        path=_path(key),
        httponly=True,
        samesite="Lax",
        secure=settings.HTTPS,
    )


def _done(request: HttpRequest, key: str) -> list[str]:
    found = request.get_signed_cookie(_DONE, default="", salt=_SALT + key)
    return [one for one in str(found or "").split(".") if one]


def _short(unit: str) -> str:
    """Return a unit in six letters: hundreds of them fit into a cookie."""
    return blake2s(unit.encode(), digest_size=3).hexdigest()


def _path(key: str) -> str:
    return reverse("counter-survey", args=[key])
