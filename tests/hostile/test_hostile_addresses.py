"""Addresses of other systems lead nowhere but where the operator lets them, and hold nobody up."""

import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Thread
from typing import Any

import pytest
from pytest_django import Settings

from gongkai.core.notices import posting
from gongkai.core.notices.addresses import ForbiddenAddressError, Target, resolve
from gongkai.core.notices.posting import PostingError, post
from gongkai.disclosure.channels.sending import _webhook
from gongkai.disclosure.channels.values import DeliveryError, Handed
from gongkai.disclosure.models import Outgoing, OutgoingKind
from tests.core.servers import web_server

HANDED = Handed("item-1", {"title": "通知"}, ())


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "https://127.0.0.1/",
        "https://[::1]/",
        "https://[::ffff:127.0.0.1]/",
        "https://[64:ff9b::7f00:1]/",
        "https://169.254.169.254/latest/meta-data/",
        "https://10.0.0.1/",
        "https://100.64.0.1/",
        "https://0.0.0.0/",
        "https://2130706433/",
        "https://0x7f000001/",
        "https://localhost/",
        "https://user:pass@127.0.0.1/",
        "file:///etc/passwd",
        "gopher://127.0.0.1/",
    ],
)
def test_no_address_leads_into_the_network(url: str) -> None:
    with pytest.raises(ForbiddenAddressError):
        resolve(url)
    outgoing = Outgoing(kind=OutgoingKind.WEBHOOK, address=url, title="外系统")
    with pytest.raises(DeliveryError):
        _webhook(outgoing, HANDED)


def test_a_name_that_changes_its_meaning_is_asked_for_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Public while it is checked, the machine itself while it is called."""
    answers = iter(["203.0.113.1", "127.0.0.1", "127.0.0.1"])
    asked: list[str] = []
    called: list[Any] = []

    def look_up(host: str, port: int, *_: object, **__: object) -> list[Any]:
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(answers), port))]

    def connect(address: tuple[str, int], *_: object) -> None:
        called.append(address)
        raise OSError("refused")

    monkeypatch.setattr(
        "ipaddress.IPv4Address.is_global", property(lambda one: str(one) != "127.0.0.1")
    )
    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    monkeypatch.setattr(socket, "create_connection", connect)
    outgoing = Outgoing(kind=OutgoingKind.WEBHOOK, address="https://rebinding.example/in")
    with pytest.raises(DeliveryError, match="连不上"):
        _webhook(outgoing, HANDED)
    assert (asked, called) == (["rebinding.example"], [("203.0.113.1", 443)])


def test_a_receiver_that_sends_elsewhere_is_not_followed(settings: Settings) -> None:
    settings.WEBHOOK_HOSTS = ["127.0.0.1"]
    with web_server() as inner, web_server() as receiver:
        receiver.answers = [(307, b"", {"Location": inner.url("/metadata")})]
        outgoing = Outgoing(kind=OutgoingKind.WEBHOOK, address=receiver.url())
        with pytest.raises(DeliveryError, match="307"):
            _webhook(outgoing, HANDED)
        assert inner.received == []


@contextmanager
def dripping(pause: float) -> Iterator[int]:
    """A server that never ends its answer; the port it listens at."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            connection, _ = server.accept()
            with connection:
                connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 60000\r\n\r\n")
                try:
                    while True:
                        connection.sendall(b"x")
                        time.sleep(pause)
                except OSError:
                    return

        Thread(target=serve, daemon=True).start()
        yield server.getsockname()[1]


def test_a_receiver_that_never_ends_holds_no_worker(
    monkeypatch: pytest.MonkeyPatch, settled: Callable[[], float]
) -> None:
    monkeypatch.setattr(posting, "WHOLE_PATIENCE", 1)
    with dripping(0.05) as port:
        target = Target("http", "127.0.0.1", port, "127.0.0.1", "/")
        with pytest.raises((OSError, PostingError)):
            post(target, b"{}", {})
    assert settled() < 10


@pytest.fixture
def settled() -> Callable[[], float]:
    """Seconds since the test began."""
    began = time.monotonic()
    return lambda: time.monotonic() - began
