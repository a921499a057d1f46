"""The WSGI application that serves the tree of pages: no database, no templates, no state."""

import gzip
import re
from collections.abc import Callable, Iterable, Mapping
from html import escape
from http import HTTPStatus
from pathlib import Path
from typing import Any, Final, TypeAlias
from urllib.parse import quote

from gongkai.portal.serving import text_size
from gongkai.portal.serving.answers import (
    Answer,
    Headers,
    OpenFile,
    empty,
    is_plain,
    open_inside,
    send,
)
from gongkai.portal.serving.banner import MARKER, banner_of
from gongkai.portal.serving.headers import HASHED_CACHING, PAGE_CACHING, security_headers
from gongkai.portal.serving.requests import Request
from gongkai.portal.serving.site import Site
from gongkai.portal.tree import AddressError, media_type, normal
from gongkai.portal.tree.addresses import COMPRESSED, file_of
from gongkai.portal.tree.media import SHOWN, ending, is_text

StartResponse: TypeAlias = Callable[..., Any]
WsgiApp: TypeAlias = Callable[[dict[str, Any], StartResponse], Iterable[bytes]]

STATIC: Final = "/static/"
FILES: Final = "/files/"
_HASHED: Final = re.compile(r"\.[0-9a-f]{12}(?=\.[a-z0-9]+$)")
_NOTICES: Final = {
    HTTPStatus.NOT_FOUND: ("/404.html", "没有找到这个页面", "地址可能写错了，或者页面已经移走。"),
    HTTPStatus.GONE: ("/410.html", "这个页面已经删除", "该页面已经删除，不再提供。"),
}
_NOTICE_PAGES: Final = frozenset(
    {*(address for address, _, _ in _NOTICES.values()), "/503.html"},
)


class TreeApp:
    """Serves the tree below ``root`` and, where given, the static files of the platform.

    Below ``files`` stand uploaded files: what a browser would run is only saved from there, and
    their text is sent without a claim about its encoding.
    """

    def __init__(
        self,
        root: Path,
        *,
        static: Path | None = None,
        headers: Mapping[str, str] | None = None,
        files: str = FILES,
    ) -> None:
        self._site = Site(root)
        self._static = str(static.resolve()) if static else None
        self._headers = dict(security_headers() if headers is None else headers)
        self._files = files

    def __call__(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        request = Request(environ)
        answer = self._answer(request)
        if request.method == "HEAD":
            answer.body = ()
        status = f"{answer.status.value} {answer.status.phrase}"
        start_response(status, [*answer.headers.items(), *self._headers.items()])
        return answer.body

    def _answer(self, request: Request) -> Answer:
        path = request.path
        if request.method not in {"GET", "HEAD"}:
            return empty(HTTPStatus.METHOD_NOT_ALLOWED, {"Allow": "GET, HEAD"})
        if path is None or "%" in path:
            return self._notice(HTTPStatus.NOT_FOUND)
        if path.startswith(STATIC):
            return self._static_file(request, path.removeprefix(STATIC))
        if path == text_size.STYLE_SHEET:
            return self._style_sheet(request)
        return text_size.switch(request, path) or self._page(request, path)

    def _page(self, request: Request, path: str) -> Answer:
        address = _right(path)
        if address is None or address in _NOTICE_PAGES:
            return self._notice(HTTPStatus.NOT_FOUND)
        file, packed = self._open(request, address)
        if file is None:
            return self._absent(request, address)
        if address != path:
            file.close()
            return _moved(quote(address), request.query)
        headers = self._page_headers(address)
        if packed:
            headers["Content-Encoding"] = "gzip"
        banner = banner_of(self._site.root) if ending(file_of(address)) == "html" else None
        if banner is not None:
            return _with_banner(file, banner, request, headers)
        return send(file, request, headers)

    def _open(self, request: Request, address: str) -> tuple[OpenFile | None, bool]:
        """Open a page, compressed if the reader takes that, there is such a file, and wants all."""
        relative = file_of(address)
        if is_text(relative) and request.takes_gzip and not request.header("RANGE"):
            packed = self._site.open(relative + COMPRESSED)
            if packed is not None:
                return packed, True
        return self._site.open(relative), False

    def _page_headers(self, address: str) -> Headers:
        name = file_of(address)
        headers = {"Content-Type": media_type(name), "Cache-Control": PAGE_CACHING}
        uploaded = address.startswith(self._files)
        if is_text(name):
            headers["Vary"] = "Accept-Encoding"
            if not uploaded:
                headers["Content-Type"] += "; charset=utf-8"
        if uploaded and ending(name) not in SHOWN:
            # Without a name here the browser takes that of the address, in any script.
            headers["Content-Disposition"] = "attachment"
        if address in self._site.absences().withdrawn:
            headers["X-Robots-Tag"] = "noindex"
        return headers

    def _absent(self, request: Request, address: str) -> Answer:
        absences = self._site.absences()
        if address in absences.moved:
            return _moved(absences.moved[address], request.query)
        gone = address in absences.gone
        return self._notice(HTTPStatus.GONE if gone else HTTPStatus.NOT_FOUND)

    def _notice(self, status: HTTPStatus) -> Answer:
        """Answer with the page of the tree for this status, or with a plain one of our own."""
        address, title, words = _NOTICES[status]
        file = self._site.open(address[1:])
        body = file.read() if file else _plain_notice(title, words)
        headers = {
            "Content-Type": "text/html; charset=utf-8",
            "Content-Length": str(len(body)),
            "Cache-Control": PAGE_CACHING,
        }
        return Answer(status, headers, [body])

    def _static_file(self, request: Request, relative: str) -> Answer:
        file, packed = self._open_static(request, relative)
        hashed = _HASHED.search(relative) is not None
        if file is None and hashed:
            # Pages made before the last build of the front end ask for what it was then.
            relative, hashed = _HASHED.sub("", relative), False
            file, packed = self._open_static(request, relative)
        if file is None:
            return self._notice(HTTPStatus.NOT_FOUND)
        kind = media_type(relative)
        headers = {
            "Content-Type": f"{kind}; charset=utf-8" if is_text(relative) else kind,
            "Cache-Control": HASHED_CACHING if hashed else PAGE_CACHING,
            "Vary": "Accept-Encoding",
        }
        if packed:
            headers["Content-Encoding"] = "gzip"
        return send(file, request, headers)

    def _open_static(self, request: Request, relative: str) -> tuple[OpenFile | None, bool]:
        """Open a static file, compressed if the reader takes that and wants all."""
        if not self._static or not is_plain(relative) or relative.endswith(COMPRESSED):
            return None, False
        if request.takes_gzip and is_text(relative) and not request.header("RANGE"):
            packed = open_inside(self._static, relative + COMPRESSED)
            if packed is not None:
                return packed, True
        return open_inside(self._static, relative), False

    def _style_sheet(self, request: Request) -> Answer:
        """Answer with the style sheet of the size this reader chose."""
        file = self._site.open(file_of(text_size.file_of_size(text_size.chosen_size(request))))
        if file is None:
            return self._notice(HTTPStatus.NOT_FOUND)
        headers = {
            "Content-Type": "text/css; charset=utf-8",
            "Cache-Control": "private, no-cache",
            "Vary": "Cookie",
        }
        return send(file, request, headers)


def _right(path: str) -> str | None:
    """Return the right spelling of an address, also for a folder without its last slash."""
    for candidate in (path, f"{path}/"):
        try:
            return normal(candidate)
        except AddressError:
            continue
    return None


def _moved(location: str, query: str) -> Answer:
    # A query that came along stays, as nginx keeps it; it may be a search engine's.
    target = f"{location}?{query}" if query and "?" not in location else location
    headers = {"Location": target, "Cache-Control": PAGE_CACHING}
    return empty(HTTPStatus.MOVED_PERMANENTLY, headers)


def _with_banner(file: OpenFile, banner: bytes, request: Request, headers: Headers) -> Answer:
    page = file.read()
    if headers.pop("Content-Encoding", None):
        page = gzip.decompress(page)
    body = page.replace(MARKER.encode(), banner, 1)
    if request.takes_gzip:
        body = gzip.compress(body, 1, mtime=0)
        headers["Content-Encoding"] = "gzip"
    return Answer(HTTPStatus.OK, headers | {"Content-Length": str(len(body))}, [body])


def _plain_notice(title: str, words: str) -> bytes:
    return (
        f'<!DOCTYPE html><html lang="zh-Hans"><head><meta charset="utf-8">'
        f"<title>{escape(title)}</title></head><body><main><h1>{escape(title)}</h1>"
        f'<p>{escape(words)}</p><p><a href="/">回到首页</a></p></main></body></html>'
    ).encode()
