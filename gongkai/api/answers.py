"""Answers: JSON and files with the headers open data needs. Nothing here is one reader's own."""

import hashlib
from collections.abc import Iterable
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import quote

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.http import StreamingHttpResponse as Streaming
from django.utils.cache import get_conditional_response

from gongkai.disclosure.open_data.twin import as_json

# A copy may be kept, but never shown without asking whether it still holds: what was taken down
# must be gone everywhere at once.
CACHING: Final = "public, no-cache"
_CROSS_ORIGIN: Final = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Link, Content-Disposition, Retry-After",
    "Cross-Origin-Resource-Policy": "cross-origin",
}


def json_answer(request: HttpRequest, value: dict[str, Any]) -> HttpResponseBase:
    """Return a value as JSON, or 304 where the caller has these very bytes."""
    body = as_json(value)
    response = HttpResponse(body, content_type="application/json; charset=utf-8")
    return _current(request, response, f'"{hashlib.sha256(body).hexdigest()[:32]}"')


def not_modified(request: HttpRequest, tag: str) -> HttpResponseBase | None:
    """Return 304 where the caller has the version a tag names; asked before making a long file."""
    found = _current(request, HttpResponse(), tag)
    return found if found.status_code == HTTPStatus.NOT_MODIFIED else None


def streamed(chunks: Iterable[bytes], media: str, name: str, tag: str) -> HttpResponseBase:
    """Return a file that is sent while it is made."""
    return _saved(Streaming(chunks, content_type=media), name, tag)


def from_file(file: Any, media: str, name: str, tag: str) -> HttpResponseBase:
    """Return a finished file; it is closed when sent."""
    return _saved(FileResponse(file, content_type=media), name, tag)


def preflight(methods: str) -> HttpResponse:
    """Return the answer to a browser that asks whether a page of another site may ask."""
    response = HttpResponse(status=HTTPStatus.NO_CONTENT)
    response.headers["Allow"] = methods
    response.headers["Access-Control-Allow-Methods"] = methods
    response.headers["Access-Control-Allow-Headers"] = "If-None-Match"
    response.headers["Access-Control-Max-Age"] = "86400"
    return response


def for_everybody(response: HttpResponseBase) -> HttpResponseBase:
    """Open a response to pages of every site."""
    for name, value in _CROSS_ORIGIN.items():
        response.headers[name] = value
    return response


def _saved(response: HttpResponseBase, name: str, tag: str) -> HttpResponseBase:
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    response.headers["ETag"] = tag
    response.headers["Cache-Control"] = CACHING
    return response


def _current(request: HttpRequest, response: HttpResponse, tag: str) -> HttpResponseBase:
    response.headers["Cache-Control"] = CACHING
    response.headers["ETag"] = tag
    found = get_conditional_response(request, etag=tag, response=response)
    assert found is not None, "a response was given"  # noqa: S101
    return found
