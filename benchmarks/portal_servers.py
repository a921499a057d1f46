"""Servers of ``benchmarks.portal``: started, loaded, and asked for the processor time they took."""

import http.client
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
SECONDS = 4
CONNECTIONS = 16
PLAIN_REQUESTS = 3_000
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Server:
    """A running server: its port and its first process."""

    port: int
    pid: int

    def get(self, target: str) -> bytes:
        """Return the plain bytes of a page."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.request("GET", target)
        reply = connection.getresponse()
        assert reply.status == 200, (target, reply.status)
        body = reply.read()
        connection.close()
        return body

    def cpu_per_request(self, target: str) -> float:
        """Load a page for some seconds and return the processor time each request took."""
        self.get(target)
        before = self._cpu()
        requests = self._load(target)
        return (self._cpu() - before) / requests

    def _load(self, target: str) -> int:
        url = f"http://127.0.0.1:{self.port}{target}"
        if shutil.which("wrk") is None:
            return self._load_plainly(target)
        command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", "-H", "Accept-Encoding: gzip"]
        said = subprocess.run([*command, url], capture_output=True, text=True, check=True).stdout
        assert "Non-2xx" not in said, said
        found = re.search(r"(\d+) requests in", said)
        assert found is not None, said
        return int(found.group(1))

    def _load_plainly(self, target: str) -> int:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        for _ in range(PLAIN_REQUESTS):
            connection.request("GET", target, headers={"Accept-Encoding": "gzip"})
            connection.getresponse().read()
        connection.close()
        return PLAIN_REQUESTS

    def _cpu(self) -> float:
        """Seconds of processor time of the process and all it started."""
        times, parents = dict[int, int](), dict[int, int]()
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                fields = (folder / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            parents[int(folder.name)] = int(fields[1])
            times[int(folder.name)] = int(fields[11]) + int(fields[12])
        return sum(times[pid] for pid in times if self._is_ours(pid, parents)) / _TICKS

    def _is_ours(self, pid: int, parents: dict[int, int]) -> bool:
        while pid not in {0, self.pid}:
            pid = parents.get(pid, 0)
        return pid == self.pid


@contextmanager
def embedded(tree: Path) -> Iterator[Server]:
    """The portal's own server."""
    port = _free_port()
    command = [sys.executable, "-m", "gongkai.portal.serving", str(tree), "--port", str(port)]
    with _running(command, port) as server:
        yield server


@contextmanager
def django_site(database: Path) -> Iterator[Server]:
    """Django under the same WSGI server, with as many threads."""
    port = _free_port()
    os.environ["PORTAL_BENCH"] = str(database)
    program = [sys.executable, "-m", "granian", "benchmarks.portal_contender:application"]
    options = ["--interface", "wsgi", "--port", str(port), "--blocking-threads", "4"]
    with _running([*program, *options, "--no-log"], port) as server:
        yield server


@contextmanager
def nginx(tree: Path, folder: Path) -> Iterator[Server]:
    """nginx with the shipped configuration."""
    port = _free_port()
    main = _configured(tree, folder, port)
    found = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    assert found is not None, "nginx is not installed"
    with _running([found, "-c", str(main), "-p", str(folder)], port) as server:
        yield server


def _configured(tree: Path, folder: Path, port: int) -> Path:
    places = {
        "/var/lib/gongkai/portal": str(tree),
        "/usr/share/gongkai/static": str(folder),
        "/var/cache/nginx/gongkai": str(folder / "cache"),
        "listen 80;": f"listen 127.0.0.1:{port};",
    }
    (folder / "gongkai").mkdir()
    for source in (ROOT / "deploy" / "nginx").glob("*.conf"):
        text = source.read_text(encoding="utf-8")
        for shipped, here in places.items():
            text = text.replace(shipped, here)
        (folder / "gongkai" / source.name).write_text(text, encoding="utf-8")
    main = folder / "nginx.conf"
    main.write_text(
        f"{'user root;' if os.geteuid() == 0 else ''} daemon off; worker_processes 1;"
        f" pid {folder}/nginx.pid; error_log {folder}/error.log; events {{}}"
        f" http {{ access_log off; include gongkai/gongkai.conf; }}\n"
    )
    return main


@contextmanager
def _running(command: list[str], port: int) -> Iterator[Server]:
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
    try:
        _wait_for(port, process)
        yield Server(port, process.pid)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


def _wait_for(port: int, process: "subprocess.Popen[bytes]") -> None:
    for _ in range(600):
        assert process.poll() is None, f"a server ended with {process.returncode}"
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError("a server does not answer")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
