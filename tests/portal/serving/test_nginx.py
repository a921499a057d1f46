"""The shipped configuration in a real nginx on the loopback, beside the embedded server."""

import gzip
import os
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest

from gongkai.portal.serving import MARKER, TreeApp, lower_banner, raise_banner, security_headers
from gongkai.portal.serving.headers import HASHED_CACHING
from gongkai.portal.tree import PageTree, Redirect, Rendered, media_type, rebuild
from gongkai.portal.tree.media import SHOWN, TYPES, is_text
from tests.portal.serving.asking import Reply, ask, ask_server, free_port, wait_for
from tests.portal.tree.pages_fixture import PUBLISHED, page, tree_at

SHIPPED = Path(__file__).parents[3] / "deploy" / "nginx"
OFFICE = """
import sys
from wsgiref.simple_server import make_server
count = 0
def office(environ, start_response):
    global count
    count += 1
    status = "200 OK" if "missing" not in environ["PATH_INFO"] else "404 Not Found"
    start_response(status, [("Content-Type", "text/plain"), ("X-Office", "1")])
    start = f"{count} {environ['PATH_INFO']} {environ['HTTP_HOST']}"
    who = [environ.get(f"HTTP_X_FORWARDED_{one}", "-") for one in ("FOR", "PROTO")]
    return [" ".join([start, *who] if "who" in environ["PATH_INFO"] else [start]).encode()]
make_server("127.0.0.1", int(sys.argv[1]), office).serve_forever()
"""


@dataclass
class Nginx:
    """A running nginx over a tree, with the port of an office that may be up or down."""

    tree: PageTree
    port: int
    office: int
    process: "subprocess.Popen[Any]"
    log: Path

    def ask(self, target: str, method: str = "GET", **headers: str) -> Reply:
        return ask_server(self.port, target, method, **headers)

    def reload(self) -> None:
        """Reload, and wait until the new workers answer."""
        before = self.log.read_text().count("start worker process ")
        self.process.send_signal(signal.SIGHUP)
        deadline = time.monotonic() + 60
        while self.log.read_text().count("gracefully shutting down") == 0 or (
            self.log.read_text().count("start worker process ") == before
        ):
            assert time.monotonic() < deadline, self.log.read_text()
            time.sleep(0.02)
        time.sleep(0.2)


def program() -> str:
    found = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")
    if found is None:
        pytest.skip("没有找到 nginx：请安装系统软件包 nginx-light（no nginx on this machine）")
    return found


def configured(
    folder: Path,
    tree: PageTree,
    static: Path,
    port: int,
    office: int,
    *,
    main_file: str = "gongkai.conf",
    more: Mapping[str, str] = MappingProxyType({}),
) -> Path:
    """Copy the shipped files with the places of this test in them, and ``more`` put in place."""
    places = {
        **more,
        "/var/lib/gongkai/portal": str(tree.root),
        "/usr/share/gongkai/static": str(static),
        "/var/cache/nginx/gongkai": str(folder / "cache"),
        "listen 80;": f"listen 127.0.0.1:{port};",
        "127.0.0.1:8000": f"127.0.0.1:{office}",
    }
    (folder / "gongkai").mkdir()
    for source in SHIPPED.glob("*.conf"):
        text = source.read_text()
        for shipped, here in places.items():
            text = text.replace(shipped, here)
        (folder / "gongkai" / source.name).write_text(text)
    temporary = "".join(
        f"{kind}_temp_path {folder}/{kind};\n"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    main = folder / "nginx.conf"
    main.write_text(
        f"{'user root;' if os.geteuid() == 0 else ''}\ndaemon off;\nworker_processes 1;\n"
        f"pid {folder}/nginx.pid;\nerror_log {folder}/error.log notice;\nevents {{}}\n"
        f"http {{\naccess_log off;\n{temporary}include gongkai/{main_file};\n}}\n"
    )
    return main


def small_tree(folder: Path) -> tuple[PageTree, Path]:
    """A few pages, and a folder of static files."""
    tree = tree_at(folder)
    tree.write("/", page("首页"))
    tree.write("/政策/1/", page("政策"))
    tree.write("/404.html", page("查无此页"))
    tree.write("/410.html", page("此页已删"))
    tree.write("/503.html", page("办公系统暂停"))
    static = folder / "static"
    static.mkdir()
    (static / "a.0123456789ab.css").write_text("body{}")
    (static / "a.css").write_text("body{}")
    (static / "icon.svg").write_text("<svg/>")
    return tree, static


@contextmanager
def running(main: Path, port: int) -> "Iterator[subprocess.Popen[Any]]":
    """Run nginx with a configuration until the block ends."""
    process = subprocess.Popen([program(), "-c", str(main), "-p", str(main.parent)])
    try:
        wait_for(port, process)
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(20)


@contextmanager
def stub(port: int) -> Iterator[None]:
    """Run an office that says what it was asked."""
    office = subprocess.Popen(["python3", "-c", OFFICE, str(port)], stderr=subprocess.DEVNULL)
    try:
        wait_for(port, office)
        yield
    finally:
        office.kill()
        office.wait()


@pytest.fixture
def nginx(tmp_path: Path) -> Iterator[Nginx]:
    tree, static = small_tree(tmp_path)
    port, office = free_port(), free_port()
    main = configured(tmp_path, tree, static, port, office)
    with running(main, port) as process:
        yield Nginx(tree, port, office, process, tmp_path / "error.log")


def put(tree: PageTree, address: str, data: bytes) -> None:
    tree.write(address, Rendered(data, media_type(address), frozenset(), PUBLISHED))


def test_both_servers_say_the_same(nginx: Nginx) -> None:
    """Bytes, tags, dates, types and protection: a reader may be passed between them."""
    app = TreeApp(nginx.tree.root)
    for name in ("a.pdf", "a.txt", "a.html", "a.svg", "a.ofd", "a.exe", "附件 1.docx"):
        put(nginx.tree, f"/files/{name}", b"content" * 100)
    put(nginx.tree, "/data/a.json", b"[1, 2]" * 100)
    put(nginx.tree, "/data/a.ics", b"BEGIN" * 100)
    compared = {
        *("content-type", "content-encoding", "content-disposition", "content-length", "etag"),
        *("last-modified", "cache-control", "vary", "x-robots-tag"),
        *(name.lower() for name in security_headers()),
    }
    targets = ["/", "/%E6%94%BF%E7%AD%96/1/", "/data/a.json", "/data/a.ics", "/none/", "/none.html"]
    targets += [f"/files/{name}" for name in ("a.pdf", "a.html", "a.svg", "a.ofd", "a.exe")]
    targets += ["/files/a.txt", "/files/%E9%99%84%E4%BB%B6%201.docx"]
    for target in targets:
        for accepted in ("gzip", ""):
            own = ask(app, target, accept_encoding=accepted)
            other = nginx.ask(target, Accept_Encoding=accepted)
            assert (other.status, _plain(other)) == (own.status, _plain(own)), target
            if own.status == 200:
                assert _some(other, compared) == _some(own, compared), (target, accepted)
            else:
                protection = {name.lower() for name in security_headers()}
                assert _some(other, protection) == _some(own, protection)


def _plain(reply: Reply) -> bytes:
    packed = reply.headers.get("content-encoding") == "gzip"
    return gzip.decompress(reply.body) if packed else reply.body


def _some(reply: Reply, names: set[str]) -> dict[str, str]:
    return {name: value for name, value in reply.headers.items() if name in names}


def test_copies_parts_and_heads(nginx: Nginx) -> None:
    put(nginx.tree, "/files/a.pdf", bytes(range(256)))
    reply = nginx.ask("/")
    assert nginx.ask("/", If_None_Match=reply.headers["etag"]).status == 304
    assert nginx.ask("/", If_Modified_Since=reply.headers["last-modified"]).status == 304
    part = nginx.ask("/files/a.pdf", Range="bytes=4-7")
    assert (part.status, part.body) == (206, b"\x04\x05\x06\x07")
    assert nginx.ask("/", "HEAD").body == b""
    assert nginx.ask("/", "POST").status == 405


def test_a_publication_is_seen_at_once_and_its_absences_after_a_reload(nginx: Nginx) -> None:
    for name in ("a", "b", "c", "政 策;$x'{}"):
        nginx.tree.write(f"/{name}/", page(name))
    nginx.tree.write("/CASE/", page("大写"))
    nginx.tree.remove("/a/")
    nginx.tree.remove("/case/")
    nginx.tree.remove("/b/", Redirect("/政策/1/"))
    nginx.tree.remove("/政 策;$x'{}/", Redirect("https://www.example.gov.cn/a?b=c"))
    nginx.tree.write("/c/", page("本页已撤下", withdrawn=True))
    odd = "/%E6%94%BF%20%E7%AD%96%3B%24x%27%7B%7D/"
    for target in ("/a/", "/b/", odd):
        reply = nginx.ask(target)
        assert (reply.status, reply.body) == (404, page("查无此页").content)
    assert nginx.ask("/c/").body == page("本页已撤下", withdrawn=True).content
    assert (nginx.tree.root / "nginx.reload").exists()
    nginx.reload()
    gone = nginx.ask("/a/")
    assert (gone.status, gone.body) == (410, page("此页已删").content)
    moved = nginx.ask("/b/?from=a")
    assert (moved.status, moved.headers["location"]) == (301, "/%E6%94%BF%E7%AD%96/1/?from=a")
    assert nginx.ask(odd).headers["location"] == "https://www.example.gov.cn/a?b=c"
    assert nginx.ask("/c/").headers["x-robots-tag"] == "noindex"
    assert "x-robots-tag" not in nginx.ask("/").headers
    assert nginx.ask("/CASE/").body == page("大写").content
    assert nginx.ask("/case/").status == 410


def test_a_rebuild_is_seen_at_once(nginx: Nginx) -> None:
    rebuild(nginx.tree, ["/", "/404.html"], lambda address: page(f"新{address}"))
    assert nginx.ask("/").body == page("新/").content
    assert nginx.ask("/%E6%94%BF%E7%AD%96/1/").status == 404


@pytest.mark.parametrize(
    ("target", "location"),
    [
        ("/%E6%94%BF%E7%AD%96/1", "/%E6%94%BF%E7%AD%96/1/"),
        ("/%E6%94%BF%E7%AD%96/1?a=b", "/%E6%94%BF%E7%AD%96/1/?a=b"),
        ("/%E6%94%BF%E7%AD%96/1/index.html", "/%E6%94%BF%E7%AD%96/1/"),
    ],
)
def test_another_spelling_leads_to_the_right_one(nginx: Nginx, target: str, location: str) -> None:
    reply = nginx.ask(target)
    assert (reply.status, reply.headers["location"]) == (301, location)


def test_nothing_but_pages_is_served(nginx: Nginx, tmp_path: Path) -> None:
    pages = nginx.tree.root / "current" / "pages"
    (pages / "link.html").symlink_to(tmp_path / "nginx.conf")
    (pages / "linked").symlink_to(tmp_path)
    (pages / ".hidden.html").write_text("x")
    (tmp_path / "static" / ".env").write_text("x")
    (tmp_path / "static" / "out.css").symlink_to(tmp_path / "nginx.conf")
    for target in (
        *("/../manifest.db", "/%2e%2e/manifest.db", "/..%2fmanifest.db", "/.hidden.html"),
        *("/link.html", "/linked/nginx.conf", "/index.html.gz", "/404.html", "/503.html"),
        *("/static/.env", "/static/out.css", "/static../nginx.conf", "/static/../nginx.conf"),
        "/%E6%94%BF%E7%AD%96/",
    ):
        assert nginx.ask(target).status in {400, 403, 404}, target


def test_the_portal_stays_up_with_the_office_down(nginx: Nginx) -> None:
    for target in ("/office/", "/language/en/", "/search/?q=a", "/survey/abcdef/", "/api/items"):
        reply = nginx.ask(target)
        assert (reply.status, reply.body) == (503, page("办公系统暂停").content), target
    assert nginx.ask("/").body == page("首页").content
    assert nginx.ask("/static/a.0123456789ab.css").status == 200


def test_the_office_answers_and_its_last_public_answers_outlive_it(nginx: Nginx) -> None:
    with stub(nginx.office):
        assert nginx.ask("/office/items/").body.decode().endswith("/office/items/ 127.0.0.1")
        assert nginx.ask("/office/items/").headers["x-office"] == "1"
        assert nginx.ask("/office/missing/").status == 404
        assert nginx.ask("/text-size/large/?next=/office/").headers["x-office"] == "1"
        first = nginx.ask("/search/?q=a").body
        assert nginx.ask("/search/?q=a").body == first
        assert nginx.ask("/search/?q=b").body != first
        assert nginx.ask("/search/?q=a", Cookie="sessionid=x").body != first
        assert nginx.ask("/en/a/").headers["x-office"] == "1"
    assert nginx.ask("/search/?q=a").body == first
    assert nginx.ask("/search/?q=c").status == 503
    assert nginx.ask("/office/items/").status == 503


def test_static_files_stand_for_ever_under_a_name_with_a_hash(nginx: Nginx) -> None:
    reply = nginx.ask("/static/a.0123456789ab.css")
    assert reply.headers["cache-control"] == HASHED_CACHING
    assert reply.headers["content-type"] == "text/css; charset=utf-8"
    assert reply.headers["x-content-type-options"] == "nosniff"
    assert nginx.ask("/static/icon.svg").headers["cache-control"] == "no-cache"
    assert nginx.ask("/static/none.css").status == 404


def test_pages_of_an_earlier_build_are_not_without_their_style(nginx: Nginx) -> None:
    earlier = nginx.ask("/static/a.aaaaaaaaaaaa.css")
    assert (earlier.status, earlier.body) == (200, b"body{}")
    assert earlier.headers["cache-control"] == "no-cache"
    assert earlier.headers["content-type"] == "text/css; charset=utf-8"
    for bad in ("none.aaaaaaaaaaaa.css", "a.css.aaaaaaaaaaaa", "a.aaaaaaaaaaaa.css.gz", ".env"):
        assert nginx.ask(f"/static/{bad}").status == 404, bad


def test_large_type_by_cookie_without_the_office(nginx: Nginx) -> None:
    put(nginx.tree, "/text-size/normal.css", b"normal")
    put(nginx.tree, "/text-size/large.css", b"large")
    app = TreeApp(nginx.tree.root)
    for cookie in ("", "text_size=large", "text_size=../../x"):
        reply = nginx.ask("/text-size.css", Cookie=cookie)
        own = ask(app, "/text-size.css", cookie=cookie)
        assert reply.body == own.body == (b"large" if cookie == "text_size=large" else b"normal")
        names = {"vary", "cache-control", "content-type", "etag"}
        assert _some(reply, names) == _some(own, names)
    for target in ("/text-size/large/%E6%94%BF%E7%AD%96/1/", "/text-size/normal/index.html"):
        reply, own = nginx.ask(target), ask(app, target)
        assert reply.status == own.status == 302
        assert reply.headers["set-cookie"] == own.headers["set-cookie"]
        assert reply.headers["cache-control"] == "no-store"
        # nginx makes "/" of "/index.html" with the next request.
        assert reply.headers["location"].removesuffix("index.html") == own.headers["location"]
    for bad in (
        "/text-size/large/%5Cevil.example/",
        "/text-size/large//evil.example/",
        "/text-size/large/%0d%0aSet-Cookie:%20x=y/",
        "/text-size/large/%2fevil.example/",
    ):
        reply = nginx.ask(bad)
        assert "x=y" not in reply.headers.get("set-cookie", "")
        location = reply.headers.get("location", "/")
        assert re.match(r"/[^/\\]|/$", location), (bad, location)


def test_a_banner_goes_up_and_down_with_a_reload(nginx: Nginx) -> None:
    html = f"<body>{MARKER}<p>{'正文' * 200}</p>".encode()
    nginx.tree.write("/b/", Rendered(html, "text/html", frozenset(), PUBLISHED))
    before = nginx.ask("/b/", Accept_Encoding="gzip")
    banner = '<aside role="alert">防汛 $uri \\ "一级"</aside>'
    raise_banner(nginx.tree.root, banner)
    nginx.reload()
    shown = nginx.ask("/b/", Accept_Encoding="gzip", If_None_Match=before.headers["etag"])
    assert shown.status == 200
    assert _plain(shown) == html.replace(MARKER.encode(), banner.replace("$", "&#36;").encode())
    lower_banner(nginx.tree.root)
    nginx.reload()
    again = nginx.ask("/b/", Accept_Encoding="gzip", If_None_Match=before.headers["etag"])
    assert again.status == 304


def test_the_shipped_tables_are_those_of_the_code() -> None:
    types = dict[str, str]()
    for line in (SHIPPED / "types.conf").read_text().splitlines()[2:-1]:
        kind, *endings = line.strip(" ;").split()
        types |= dict.fromkeys(endings, kind)
    assert types == TYPES
    headers = re.findall(
        r'^add_header (\S+) "([^"]*)" always;$', (SHIPPED / "headers.conf").read_text(), re.M
    )
    assert dict(headers) == security_headers()
    shown = re.search(r"\(\?:([a-z0-9|]+)\)\$\" \"\";", (SHIPPED / "http.conf").read_text())
    assert shown is not None
    assert set(shown.group(1).split("|")) == SHOWN
    charset = re.search(r"charset_types ([^;]+);", (SHIPPED / "page.conf").read_text())
    assert charset is not None
    texts = {kind for ending, kind in TYPES.items() if is_text(f"a.{ending}")}
    assert {*charset.group(1).split(), "text/html"} == texts
