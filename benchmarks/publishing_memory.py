"""The demo as ``make run`` starts it, walked through, and the memory of all its processes."""

import http.client
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from urllib.parse import urlencode

ROOT = Path(__file__).parents[1]
PORTAL = ("/", "/policies/", "/catalogue/", "/search/?q=%E8%A1%A5%E8%B4%B4", "/feed.atom")
OFFICE = ("/office/", "/office/disclosure/", "/office/find/?q=%E8%A1%A5%E8%B4%B4", "/office/units/")


@dataclass(frozen=True, slots=True)
class Running:
    """A start of the demo: seconds to the first page, bytes in all and by process."""

    seconds: float
    total: int
    parts: tuple[tuple[str, int], ...]


def demo_running() -> Running:
    """Make the demo county, start it again as on the next day, walk through it, and measure."""
    with tempfile.TemporaryDirectory() as folder:
        env = {**os.environ, "GONGKAI_VAR": folder, "GONGKAI_DEMO": "1"}
        ensure = [sys.executable, "-m", "gongkai.config.cli", "demo", "--ensure"]
        data = ["--data", f"{folder}/data"]
        subprocess.run([*ensure, *data], cwd=ROOT, env=env, stdout=subprocess.DEVNULL, check=True)
        began = perf_counter()
        subprocess.run([*ensure, *data], cwd=ROOT, env=env, check=True)
        port = _free_port()
        serve = [sys.executable, "-m", "gongkai.config.cli", "serve", "--port", str(port), *data]
        process = subprocess.Popen(serve, cwd=ROOT, env=env, stdout=subprocess.DEVNULL)
        try:
            _until_answered(port, process)
            seconds = perf_counter() - began
            _walk(port)
            parts = tuple(_sizes(process.pid))
        finally:
            process.terminate()
            process.wait(60)
    return Running(seconds, sum(size for _, size in parts), parts)


def _until_answered(port: int, process: "subprocess.Popen[bytes]") -> None:
    while True:
        assert process.poll() is None, f"the server ended with {process.returncode}"
        try:
            if _get(port, "/").status == 200:
                return
        except OSError:
            time.sleep(0.02)


def _walk(port: int) -> None:
    for _ in range(3):
        for address in PORTAL:
            assert _get(port, address).status == 200, address
    cookie = _signed_in(port)
    for _ in range(3):
        for address in OFFICE:
            assert _get(port, address, cookie).status == 200, address
    time.sleep(5)  # the worker has work of its own to do


def _signed_in(port: int) -> str:
    """Sign in as a demo account does, by one press."""
    page = _get(port, "/office/login/")
    cookie = page.cookie
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.text)
    assert token is not None, page.text
    data = urlencode({"csrfmiddlewaretoken": token[1], "username": "sunba"})
    answer = _get(port, "/office/login/demo/", cookie, data)
    assert answer.status == 302, answer.text
    return f"{cookie}; {answer.cookie}"


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    text: str
    cookie: str


def _get(port: int, target: str, cookie: str = "", data: str | None = None) -> _Answer:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    headers = {"Cookie": cookie} if cookie else {}
    if data is not None:
        headers |= {"Content-Type": "application/x-www-form-urlencoded"}
    connection.request("GET" if data is None else "POST", target, body=data, headers=headers)
    reply = connection.getresponse()
    text = reply.read().decode(errors="replace")
    cookies = [one.partition(";")[0] for one in reply.headers.get_all("Set-Cookie") or ()]
    connection.close()
    return _Answer(reply.status, text, "; ".join(cookies))


def _sizes(first: int) -> list[tuple[str, int]]:
    """Return name and proportional set size of a process and all it started."""
    parents = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(stat.parent.name)] = int(stat.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
    return [(_name(pid), _proportional(pid)) for pid in parents if _is_below(pid, first, parents)]


def _is_below(pid: int, first: int, parents: dict[int, int]) -> bool:
    while pid not in {0, first}:
        pid = parents.get(pid, 0)
    return pid == first


def _name(pid: int) -> str:
    command = Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    return "worker" if " worker " in command else "server"


def _proportional(pid: int) -> int:
    text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    found = re.search(r"^Pss:\s+(\d+) kB", text, re.MULTILINE)
    assert found is not None
    return int(found[1]) * 1024


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
