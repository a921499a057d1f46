"""A real mail server and a real web server on loopback, for tests of what leaves the product."""

import json
import socketserver
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any


@dataclass
class MailServer:
    """What arrived. ``refuse`` answers so many messages with a passing fault."""

    port: int = 0
    refuse: int = 0
    received: list[EmailMessage] = field(default_factory=list)


@contextmanager
def mail_server() -> Iterator[MailServer]:
    """Run a server that speaks as much SMTP (RFC 5321) as it takes to receive mail."""
    kept = MailServer()

    class Session(socketserver.StreamRequestHandler):
        def say(self, words: str) -> None:
            self.wfile.write(f"{words}\r\n".encode())

        def handle(self) -> None:
            self.say("220 test")
            while line := self.rfile.readline():
                match line[:4].upper():
                    case b"EHLO" | b"HELO":
                        self.say("250 test")
                    case b"DATA":
                        self.data()
                    case b"QUIT":
                        self.say("221 bye")
                        return
                    case _:
                        self.say("250 ok")

        def data(self) -> None:
            self.say("354 go on")
            lines: list[bytes] = []
            while (line := self.rfile.readline()) != b".\r\n":
                lines.append(line[1:] if line.startswith(b"..") else line)
            if kept.refuse:
                kept.refuse -= 1
                self.say("451 later")
                return
            message = message_from_bytes(b"".join(lines), policy=policy.default)
            assert isinstance(message, EmailMessage)
            kept.received.append(message)
            self.say("250 taken")

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Session) as server:
        kept.port = server.server_address[1]
        Thread(target=server.serve_forever, daemon=True).start()
        yield kept
        server.shutdown()


@dataclass
class Posted:
    """A request that arrived."""

    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class WebServer:
    """What arrived, and what is answered: status, body, further headers."""

    port: int = 0
    answers: list[tuple[int, bytes, dict[str, str]]] = field(default_factory=list)
    received: list[Posted] = field(default_factory=list)

    def url(self, path: str = "/hook") -> str:
        return f"http://127.0.0.1:{self.port}{path}"


@contextmanager
def web_server() -> Iterator[WebServer]:
    """Run a web server that keeps what is posted; without a set answer it accepts."""
    kept = WebServer()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
            kept.received.append(Posted(self.path, dict(self.headers.items()), body))
            status, text, headers = (
                kept.answers.pop(0) if kept.answers else (200, b'{"errcode":0,"errmsg":"ok"}', {})
            )
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(text)))
            self.end_headers()
            self.wfile.write(text)

        def do_GET(self) -> None:
            self.do_POST()

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    kept.port = server.server_port
    Thread(target=server.serve_forever, daemon=True).start()
    yield kept
    server.shutdown()
    server.server_close()
