"""Asking a WSGI application or a server on the loopback, and ports that are free."""

import http.client
import socket
import subprocess
import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote_to_bytes
from wsgiref.util import setup_testing_defaults
from wsgiref.validate import validator

from gongkai.portal.serving.tree_app import WsgiApp


@dataclass(frozen=True)
class Reply:
    """What came back; names of headers are in small letters."""

    status: int
    headers: dict[str, str]
    body: bytes


def ask(app: WsgiApp, target: str, method: str = "GET", **headers: str) -> Reply:
    """Ask an application, held to PEP 3333 by the standard library's own validator."""
    path, _, query = target.partition("?")
    environ: dict[str, Any] = {
        "REQUEST_METHOD": method,
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),
        "QUERY_STRING": query,
    }
    setup_testing_defaults(environ)
    for name, value in headers.items():
        environ[f"HTTP_{name.upper()}"] = value
    said: list[tuple[str, list[tuple[str, str]]]] = []

    def start_response(status: str, given: list[tuple[str, str]], exc_info: Any = None) -> Any:
        said.append((status, given))
        return lambda data: None

    body: Iterable[bytes] = validator(app)(environ, start_response)
    try:
        data = b"".join(body)
    finally:
        body.close()  # type: ignore[attr-defined]
    status, given = said[0]
    names = [name.lower() for name, _ in given]
    assert len(names) == len(set(names)), f"a header twice: {given}"
    return Reply(int(status[:3]), {name.lower(): value for name, value in given}, data)


def ask_server(port: int, target: str, method: str = "GET", **headers: str) -> Reply:
    """Ask a server; the target goes out as it is, without being tidied."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.putrequest(
            method, target, skip_host="Host" in headers, skip_accept_encoding=True
        )
        for name, value in headers.items():
            connection.putheader(name.replace("_", "-"), value)
        connection.endheaders()
        reply = connection.getresponse()
        given = {name.lower(): value for name, value in reply.getheaders()}
        return Reply(reply.status, given, reply.read())
    finally:
        connection.close()


def free_port() -> int:
    """A port nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(port: int, server: "subprocess.Popen[Any]", seconds: float = 30) -> None:
    """Wait until a server answers, or fail with what it is."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        assert server.poll() is None, f"the server ended with {server.returncode}"
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError("the server does not answer")
