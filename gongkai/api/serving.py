"""From an endpoint to a view: methods, parameters, problems, pages of other sites."""

import logging
import secrets
from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Any, Final

from django.http import HttpRequest, HttpResponseBase
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt

from gongkai.api.answers import for_everybody, preflight
from gongkai.api.parameters import Parameter, read_all
from gongkai.api.problems import ProblemError, answer_of
from gongkai.core.middleware import address
from gongkai.core.throttling import READING, Rate, spend
from gongkai.ui.access import public

METHODS: Final = "GET, HEAD, OPTIONS"
RETRY_SECONDS: Final = 30
_log = logging.getLogger("gongkai")


def serving(
    answer: Callable[..., HttpResponseBase],
    parameters: Iterable[Parameter] = (),
    rate: Rate = READING,
) -> Callable[..., HttpResponseBase]:
    """Return the view of an endpoint. Every failure is answered as JSON."""
    known = tuple(parameters)

    def view(request: HttpRequest, **path: Any) -> HttpResponseBase:
        with translation.override("zh-hans"):
            wait = spend(rate, address(request))
            if wait:
                return for_everybody(_too_often(wait))
            return for_everybody(_answered(request, answer, known, path))

    # Nothing is ever changed here, so another method is refused as such and not as a forgery.
    return public(csrf_exempt(view))


def _too_often(seconds: int) -> HttpResponseBase:
    words = f"从您的网络地址发来的请求太多。请 {seconds} 秒后再试。"
    response = answer_of(ProblemError(HTTPStatus.TOO_MANY_REQUESTS, words))
    response.headers["Retry-After"] = str(seconds)
    return response


def nothing_here(request: HttpRequest, asked: object, rest: str = "") -> HttpResponseBase:
    """Refuse an address below ``/api/`` that is none."""
    raise ProblemError(HTTPStatus.NOT_FOUND, "没有这个接口。接口说明见 /api/。")


def _answered(
    request: HttpRequest,
    answer: Callable[..., HttpResponseBase],
    parameters: tuple[Parameter, ...],
    path: dict[str, Any],
) -> HttpResponseBase:
    if request.method == "OPTIONS":
        return preflight(METHODS)
    try:
        if request.method not in {"GET", "HEAD"}:
            raise ProblemError(HTTPStatus.METHOD_NOT_ALLOWED, "只能读取（GET）。")
        return answer(request, read_all(parameters, request.GET), **path)
    except ProblemError as problem:
        response: HttpResponseBase = answer_of(problem)
    except Exception:
        number = secrets.token_hex(4).upper()
        _log.exception("%s %s", number, request.path)
        words = f"服务器出错，已记录，编号 {number}。请稍后再试，或把编号告诉网站管理员。"
        response = answer_of(ProblemError(HTTPStatus.INTERNAL_SERVER_ERROR, words))
    if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        response.headers["Allow"] = METHODS
    if response.status_code == HTTPStatus.SERVICE_UNAVAILABLE:
        response.headers["Retry-After"] = str(RETRY_SECONDS)
    return response
