"""Posting JSON to a checked address: no redirects, a short patience, a short answer."""

import http.client
import socket
import ssl
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from threading import Event, Timer
from typing import Final

from gongkai.core.notices.addresses import Target

PATIENCE: Final = 10  # seconds for each step
WHOLE_PATIENCE: Final = 60
"""Seconds for all of it: who sends a byte every nine seconds must not hold a worker for days."""
ANSWER: Final = 64 * 1024


class PostingError(Exception):
    """The other side did not accept; the message says what it answered."""


@dataclass(frozen=True, slots=True)
class Answered:
    """What the other side said."""

    status: int
    text: str


class _Plain(http.client.HTTPConnection):
    """Connects to the checked address, whatever the name means by now."""

    def __init__(self, target: Target) -> None:
        super().__init__(target.host, target.port, timeout=PATIENCE)
        self.address = target.address

    def connect(self) -> None:
        """Open the connection to the checked address."""
        self.sock = socket.create_connection((self.address, self.port), PATIENCE)


class _Secure(_Plain):
    """The same over TLS, with the certificate held against the name."""

    def connect(self) -> None:
        """Open the connection and prove who is at the other end."""
        super().connect()
        context = ssl.create_default_context()
        self.sock = context.wrap_socket(self.sock, server_hostname=self.host)


def post(target: Target, body: bytes, headers: Mapping[str, str]) -> Answered:
    """Post and return the answer.

    Raises:
        PostingError: a status other than 2xx, a redirect among them, or an answer without end.
        OSError: no connection, no answer in time, or a wrong certificate.
    """
    connection = _Secure(target) if target.scheme == "https" else _Plain(target)
    too_long = Event()
    watch = Timer(WHOLE_PATIENCE, _break_off, (connection, too_long))
    watch.daemon = True
    watch.start()
    try:
        connection.request("POST", target.path, body, dict(headers))
        answer = connection.getresponse()
        text = answer.read(ANSWER).decode("utf-8", "replace")
        if too_long.is_set():
            raise PostingError(f"对方 {WHOLE_PATIENCE} 秒内没有答完")
    except http.client.HTTPException as error:
        raise PostingError(f"对方的回答不合规范：{type(error).__name__}") from error
    finally:
        watch.cancel()
        connection.close()
    if not 200 <= answer.status < 300:
        raise PostingError(f"对方回答 {answer.status}：{text[:200]}")
    return Answered(answer.status, text)


def _break_off(connection: _Plain, too_long: Event) -> None:
    """End a connection that another thread reads from; that thread gets an error or the end."""
    too_long.set()
    sock: socket.socket | None = connection.sock
    if sock is not None:
        with suppress(OSError):
            sock.shutdown(socket.SHUT_RDWR)
