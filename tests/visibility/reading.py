"""Reading what is really served: over HTTP, from real files and a real index, through a cache."""

import http.client
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote
from wsgiref.simple_server import WSGIRequestHandler, make_server

from django.conf import settings
from django.db import connections

from gongkai.config.wsgi import office
from gongkai.portal.serving import DYNAMIC, TreeApp, portal_first


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name of the base
        """Say nothing."""


@contextmanager
def served() -> Iterator[int]:
    """Serve the whole product as ``gongkai serve`` composes it; give its port."""
    application = portal_first(TreeApp(Path(settings.GONGKAI_PORTAL)), office, DYNAMIC)
    server = make_server("127.0.0.1", 0, application, handler_class=_Quiet)

    def run() -> None:
        server.serve_forever(poll_interval=0.02)
        connections.close_all()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        thread.join(10)
        server.server_close()


class Cache:
    """A reader behind a cache that keeps everything it may, and asks whether it still holds.

    What a withdrawal leaves in such a cache, it shows: a 304 brings back the old answer.
    """

    def __init__(self, port: int) -> None:
        self.port = port
        self.kept: dict[tuple[str, str], tuple[str, bytes]] = {}

    def get(self, path: str, cookie: str = "") -> bytes:
        """Return what a reader sees at an address, whatever the status."""
        kept = self.kept.get((path, cookie))
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        headers = {"Cookie": cookie} if cookie else {}
        if kept is not None:
            headers["If-None-Match"] = kept[0]
        try:
            connection.request("GET", quote(path, safe="/?=&%:+"), headers=headers)
            answer = connection.getresponse()
            body = answer.read()
        finally:
            connection.close()
        assert answer.status != 500, path
        if answer.status == 304:
            assert kept is not None
            return kept[1]
        caching = answer.getheader("Cache-Control", "")
        self.kept.pop((path, cookie), None)
        if (tag := answer.getheader("ETag")) and "no-store" not in caching:
            assert "max-age" not in caching, (path, caching)
            self.kept[path, cookie] = (tag, body)
        return body + str(answer.getheader("Location") or "").encode()
