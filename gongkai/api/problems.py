"""What went wrong, as JSON in plain Chinese (RFC 9457)."""

from http import HTTPStatus
from typing import Any, Final

from django.http import HttpResponse

from gongkai.disclosure.open_data.twin import as_json

MEDIA: Final = "application/problem+json"


class ProblemError(Exception):
    """A request that gets no answer. ``detail`` says why and what to do about it.

    ``parameter`` names the parameter that is wrong, where one is.
    """

    def __init__(self, status: HTTPStatus, detail: str, parameter: str = "") -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.parameter = parameter


def bad(parameter: str, detail: str) -> ProblemError:
    """Return the refusal of a parameter."""
    return ProblemError(HTTPStatus.BAD_REQUEST, f"参数 {parameter}：{detail}", parameter)


def answer_of(problem: ProblemError) -> HttpResponse:
    """Return a problem as a response."""
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": _TITLES[problem.status],
        "status": int(problem.status),
        "detail": problem.detail,
    }
    if problem.parameter:
        body["parameter"] = problem.parameter
    response = HttpResponse(as_json(body), status=problem.status, content_type=MEDIA)
    response.headers["Cache-Control"] = "no-store"
    return response


_TITLES: Final = {
    HTTPStatus.BAD_REQUEST: "参数不正确",
    HTTPStatus.NOT_FOUND: "没有找到",
    HTTPStatus.METHOD_NOT_ALLOWED: "不支持这种请求方法",
    HTTPStatus.GONE: "已不再公开",
    HTTPStatus.UNPROCESSABLE_ENTITY: "无法提供",
    HTTPStatus.TOO_MANY_REQUESTS: "请求过于频繁",
    HTTPStatus.INTERNAL_SERVER_ERROR: "服务器出错",
    HTTPStatus.SERVICE_UNAVAILABLE: "暂时不可用",
}
