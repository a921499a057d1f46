"""The shipped configurations before the real office: TLS, who asks, and how often."""

import os
import re
import shutil
import socket
import sqlite3
import ssl
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, RemoteDisconnected
from pathlib import Path

import pytest

from gongkai.core import throttling
from gongkai.portal.serving import DYNAMIC, security_headers
from tests.migrated import migrated_database
from tests.portal.serving.asking import Reply, ask_server, free_port, wait_for
from tests.portal.serving.test_nginx import SHIPPED, configured, running, small_tree, stub
from tests.portal.tree.pages_fixture import page

ROOT = Path(__file__).parents[3]
NAME = "www.example.gov.cn"
HSTS = "max-age=31536000"


@dataclass(frozen=True)
class Site:
    """nginx with the TLS configuration: its two ports, the office's, its certificate."""

    plain: int
    port: int
    office: int
    certificate: Path

    def ask(self, target: str, method: str = "GET", body: str = "", **headers: str) -> Reply:
        """Ask over TLS, as a browser that checks the certificate."""
        with self.connected() as wire:
            asking = HTTPConnection(NAME, timeout=60)
            asking.sock = wire
            sent = {name.replace("_", "-"): value for name, value in headers.items()}
            asking.request(method, target, body or None, sent)
            reply = asking.getresponse()
            given = {name.lower(): value for name, value in reply.getheaders()}
            return Reply(reply.status, given, reply.read())

    @contextmanager
    def connected(
        self, name: str = NAME, newest: ssl.TLSVersion = ssl.TLSVersion.TLSv1_3
    ) -> Iterator[ssl.SSLSocket]:
        context = ssl.create_default_context(cafile=str(self.certificate))
        context.check_hostname = name == NAME
        if newest < ssl.TLSVersion.TLSv1_2:
            context.minimum_version = ssl.TLSVersion.TLSv1
            context.set_ciphers("ALL:@SECLEVEL=0")
        context.maximum_version = newest
        with (
            socket.create_connection(("127.0.0.1", self.port), timeout=60) as bare,
            context.wrap_socket(bare, server_hostname=name) as wire,
        ):
            yield wire


@pytest.fixture(scope="module")
def tls(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("tls")
    tree, static = small_tree(folder)
    certificate, key = folder / "site.crt", folder / "site.key"
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"),
            *(
                "-nodes",
                "-days",
                "2",
                "-subj",
                f"/CN={NAME}",
                "-addext",
                f"subjectAltName=DNS:{NAME}",
            ),
            *("-keyout", str(key), "-out", str(certificate)),
        ],
        check=True,
        capture_output=True,
    )
    site = Site(free_port(), free_port(), free_port(), certificate)
    listen = {
        f"listen {shipped}{kind};": f"listen 127.0.0.1:{port}{kind};"
        for shipped, port, ways in (("80", site.plain, [""]), ("443", site.port, [" ssl"]))
        for kind in (*ways, f"{ways[0]} default_server")
    }
    more = {
        **listen,
        "/etc/nginx/gongkai/site.crt": str(certificate),
        "/etc/nginx/gongkai/site.key": str(key),
    }
    main = configured(
        folder, tree, static, site.plain, site.office, main_file="gongkai-tls.conf", more=more
    )
    with running(main, site.port):
        yield site


@pytest.fixture(scope="module")
def office(tls: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The real office behind it, as the guide says to start it; its database."""
    folder = tmp_path_factory.mktemp("office")
    (folder / "data").mkdir()
    shutil.copyfile(migrated_database(), folder / "gongkai.sqlite3")
    env = {
        **{name: value for name, value in os.environ.items() if name != "GONGKAI_RATE_FACTOR"},
        "DATABASE_URL": f"sqlite:///{folder / 'gongkai.sqlite3'}",
        "GONGKAI_VAR": str(folder),
        "GONGKAI_HTTPS": "1",
        "GONGKAI_ALLOWED_HOSTS": NAME,
        "PYTHONPATH": str(ROOT),
    }
    command = [sys.executable, "-m", "gongkai.config.cli", "serve", "--no-worker"]
    process = subprocess.Popen(
        [*command, "--port", str(tls.office), "--data", str(folder / "data")], env=env
    )
    try:
        wait_for(tls.office, process, 120)
        yield folder / "gongkai.sqlite3"
    finally:
        process.terminate()
        process.wait(30)


def test_plain_http_leads_to_tls_and_other_names_to_nothing(tls: Site) -> None:
    reply = ask_server(tls.plain, "/a/?b=c", Host=NAME)
    assert (reply.status, reply.headers["location"]) == (301, f"https://{NAME}/a/?b=c")
    with pytest.raises(RemoteDisconnected):
        ask_server(tls.plain, "/", Host="other.example")


@pytest.mark.filterwarnings("ignore:ssl.TLSVersion:DeprecationWarning")
def test_old_tls_is_refused(tls: Site) -> None:
    for version in (ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3):
        with tls.connected(newest=version) as wire:
            assert wire.version() == version.name.replace("_", ".")
    with pytest.raises(ssl.SSLError), tls.connected(newest=ssl.TLSVersion.TLSv1_1):
        pass


def test_the_portal_over_tls_has_the_headers_of_the_product(tls: Site) -> None:
    reply = tls.ask("/")
    assert (reply.status, reply.body) == (200, page("首页").content)
    expected = {name.lower(): value for name, value in security_headers().items()}
    assert reply.headers.items() >= {**expected, "strict-transport-security": HSTS}.items()
    assert tls.ask("/none/").headers["strict-transport-security"] == HSTS


def test_the_real_office_over_tls_believes_nginx_alone(tls: Site, office: Path) -> None:
    reply = tls.ask("/office/login/")
    assert reply.status == 200
    assert reply.headers["strict-transport-security"] == HSTS
    assert "Secure" in reply.headers["set-cookie"]
    # Past nginx the office sends everybody to TLS.
    past = ask_server(tls.office, "/office/login/", Host=NAME)
    assert (past.status, past.headers["location"]) == (301, f"https://{NAME}/office/login/")
    assert tls.ask("/en/").status != 301
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', reply.body.decode())
    assert token is not None
    form = f"csrfmiddlewaretoken={token[1]}&username=nobody&password=x"
    wrong = tls.ask(
        "/office/login/",
        "POST",
        form,
        Cookie=reply.headers["set-cookie"].split(";")[0],
        Content_Type="application/x-www-form-urlencoded",
        Referer=f"https://{NAME}/office/login/",
        X_Forwarded_For="203.0.113.9",
    )
    assert "请重新输入" in wrong.body.decode()
    with closing(sqlite3.connect(office)) as database:
        addresses = database.execute("SELECT address FROM core_event WHERE verb LIKE '%refuse%'")
        assert {one for (one,) in addresses} == {"127.0.0.1"}


@pytest.fixture
def plain(tmp_path: Path) -> Iterator[Callable[..., int]]:
    """Start nginx over plain HTTP before an office that tells who asks; return its port."""
    with ExitStack() as stack:

        def start(*, gateway: bool = False) -> int:
            port, office = free_port(), free_port()
            more = {"192.0.2.1": "127.0.0.1"}
            if gateway:
                more["# include gongkai/gateway.conf;"] = "include gongkai/gateway.conf;"
            tree, static = small_tree(tmp_path)
            main = configured(tmp_path, tree, static, port, office, more=more)
            stack.enter_context(stub(office))
            stack.enter_context(running(main, port))
            return port

        yield start


def test_what_a_reader_says_of_himself_is_not_handed_on(plain: Callable[..., int]) -> None:
    port = plain()
    said = {"X_Forwarded_For": "203.0.113.9", "X_Forwarded_Proto": "https"}
    assert ask_server(port, "/office/who/", **said).body.endswith(b" 127.0.0.1 http")
    assert "strict-transport-security" not in ask_server(port, "/", **said).headers


def test_a_gateway_that_is_named_is_believed(plain: Callable[..., int]) -> None:
    port = plain(gateway=True)
    said = {"X_Forwarded_For": "198.51.100.7, 203.0.113.9", "X_Forwarded_Proto": "https"}
    # The nearest address that is no gateway: what stands before it the reader may have written.
    assert ask_server(port, "/office/who/", **said).body.endswith(b" 203.0.113.9 https")
    assert ask_server(port, "/", **said).headers["strict-transport-security"] == HSTS
    assert ask_server(port, "/office/who/").body.endswith(b" 127.0.0.1 http")


def first_refusal(port: int, target: str, most: int, **more: str) -> tuple[int, Reply | None]:
    """Ask until refused, at most so often; return how often it was answered, and the refusal."""
    method = more.pop("method", "GET")
    for turn in range(most):
        reply = ask_server(port, target, method, **more)
        if reply.status == 429:
            return turn, reply
    return most, None


def test_who_asks_too_often_is_told_when_to_come_again(plain: Callable[..., int]) -> None:
    port = plain()
    answered, refusal = first_refusal(port, "/search/?q=a", 400)
    assert answered >= throttling.SEARCHES.most
    assert refusal is not None
    assert refusal.headers["retry-after"] == "60"
    assert refusal.headers["cache-control"] == "no-store"
    assert refusal.headers["content-type"] == "text/html; charset=utf-8"
    assert "请一分钟后再试" in refusal.body.decode()
    expected = {name.lower(): value for name, value in security_headers().items()}
    assert refusal.headers.items() >= expected.items()
    # The files of the portal, other questions, and people with a session are not held up by it.
    assert ask_server(port, "/").status == 200
    assert ask_server(port, "/api/items").status == 200
    assert ask_server(port, "/search/?q=a", Cookie="sessionid=x").status == 200


def test_signing_in_is_held_up_and_its_page_is_not(plain: Callable[..., int]) -> None:
    port = plain()
    asked = {"method": "POST", "Content_Length": "0"}
    answered, refusal = first_refusal(port, "/office/login/", 200, **asked)
    assert answered >= throttling.FAILED_ADDRESS.most
    assert refusal is not None
    assert ask_server(port, "/office/login/").status == 200
    assert ask_server(port, "/office/login/code/", "POST", Content_Length="0").status == 429
    assert ask_server(port, "/office/items/").status == 200


def test_a_flood_is_stopped_whoever_it_says_it_is(plain: Callable[..., int]) -> None:
    port = plain()
    answered, refusal = first_refusal(port, "/office/who/", 4000, Cookie="sessionid=x")
    assert answered > 500
    assert refusal is not None


def test_the_rates_are_those_of_the_office_and_nothing_dynamic_is_left_out() -> None:
    zones = re.findall(r"zone=gongkai_(\w+):10m rate=(\d+)r/m", (SHIPPED / "http.conf").read_text())
    rates = {
        "search": throttling.SEARCHES,
        "english": throttling.PAGES_MADE,
        "read": throttling.READING,
    }
    found = {name: int(often) for name, often in zones if name in rates}
    assert found == {name: rate.most * 60 // rate.seconds for name, rate in rates.items()}
    site = (SHIPPED / "site.conf").read_text()
    for name, rate in rates.items():
        assert f"limit_req zone=gongkai_{name} burst={rate.most} nodelay;" in site
    assert f"gongkai_sign_in burst={throttling.FAILED_ADDRESS.most} " in site
    for prefix in DYNAMIC:
        assert f"location ^~ {prefix} {{" in site
    # Wherever the office is asked, the flood is held back.
    assert site.count("proxy.conf;") == site.count("include gongkai/limits.conf;")
