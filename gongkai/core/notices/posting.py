"""Posting JSON to a checked address: no redirects, a short patience, a short answer."""

import http.client
import socket
import ssl
from collections.abc import Mapping
from typing import Final

from gongkai.core.notices.addresses import Target

PATIENCE: Final = 10  # seconds for each step
ANSWER: Final = 64 * 1024


class PostingError(Exception):
    """The other side did not accept; the message says what it answered."""


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


def post(target: Target, body: bytes, headers: Mapping[str, str]) -> str:
    """Post and return the answer.

    Raises:
        PostingError: a status other than 2xx; a redirect counts as one.
        OSError: no connection, no answer in time, or a wrong certificate.
    """
    connection = _Secure(target) if target.scheme == "https" else _Plain(target)
    try:
        connection.request("POST", target.path, body, dict(headers))
        answer = connection.getresponse()
        text = answer.read(ANSWER).decode("utf-8", "replace")
    except http.client.HTTPException as error:
        raise PostingError(f"对方的回答不合规范：{type(error).__name__}") from error
    finally:
        connection.close()
    if not 200 <= answer.status < 300:
        raise PostingError(f"对方回答 {answer.status}：{text[:200]}")
    return text
