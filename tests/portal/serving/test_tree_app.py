"""Every kind of answer of the embedded server, held to PEP 3333 and RFC 9110."""

import gzip
import os
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gongkai.portal.serving import PUBLIC_POLICY, TreeApp, security_headers
from gongkai.portal.tree import MISSING, PageTree, Redirect, Rendered, media_type, rebuild
from gongkai.ui.middleware import CONTENT_SECURITY_POLICY
from tests.portal.serving.asking import Reply, ask
from tests.portal.tree.pages_fixture import PUBLISHED, Clock, page, pages_folder, tree_at

NOON_DATE = "Mon, 02 Mar 2026 04:00:00 GMT"
DATA = bytes(range(256)) * 4


def served(folder: Path) -> tuple[PageTree, TreeApp]:
    tree = tree_at(folder)
    tree.write("/", page("首页"))
    tree.write("/policies/新/", page("政策"))
    put(tree, "/files/预算 1.pdf", DATA)
    return tree, TreeApp(tree.root)


def put(tree: PageTree, address: str, data: bytes) -> None:
    tree.write(address, Rendered(data, media_type(address), frozenset(), PUBLISHED))


def test_a_page_is_sent_whole_with_what_protects_it(tmp_path: Path) -> None:
    _, app = served(tmp_path)
    reply = ask(app, "/policies/%E6%96%B0/")
    assert reply.status == 200
    assert reply.body == page("政策").content
    assert reply.headers == {
        "content-type": "text/html; charset=utf-8",
        "content-length": str(len(reply.body)),
        "cache-control": "no-cache",
        "vary": "Accept-Encoding",
        "etag": f'"69a50b40-{len(reply.body):x}"',
        "last-modified": NOON_DATE,
        "accept-ranges": "bytes",
        **{name.lower(): value for name, value in security_headers().items()},
    }


def test_the_policy_is_that_of_the_offices_pages(tmp_path: Path) -> None:
    assert PUBLIC_POLICY == CONTENT_SECURITY_POLICY
    tree, _ = served(tmp_path)
    app = TreeApp(tree.root, headers=security_headers("default-src 'none'"))
    for target in ("/", "/none/", "/a%00/"):
        assert ask(app, target).headers["content-security-policy"] == "default-src 'none'"


@pytest.mark.parametrize(
    ("accepted", "packed"),
    [
        ("gzip", True),
        ("br, GZIP;q=0.5", True),
        ("*", True),
        ("", False),
        ("br", False),
        ("gzip;q=0", False),
        ("gzip;q=0, *", False),
        ("gzip;q=much", False),
        ("xgzip", False),
    ],
)
def test_compressed_bytes_go_to_those_who_take_them(
    tmp_path: Path, accepted: str, packed: bool
) -> None:
    _, app = served(tmp_path)
    reply = ask(app, "/", accept_encoding=accepted)
    assert (reply.headers.get("content-encoding") == "gzip") is packed
    assert (gzip.decompress(reply.body) if packed else reply.body) == page("首页").content
    assert reply.headers["vary"] == "Accept-Encoding"
    assert reply.headers["content-length"] == str(len(reply.body))


def test_a_copy_is_confirmed_by_tag_or_by_date(tmp_path: Path) -> None:
    tree, app = served(tmp_path)
    plain, packed = ask(app, "/"), ask(app, "/", accept_encoding="gzip")
    tag = plain.headers["etag"]
    assert packed.headers["etag"] != tag
    for asked in (tag, f"W/{tag}", f'"x", {tag}', "*"):
        reply = ask(app, "/", if_none_match=asked)
        assert (reply.status, reply.body) == (304, b"")
        assert reply.headers["etag"] == tag
        assert not {"content-type", "content-length", "content-encoding"} & reply.headers.keys()
    assert ask(app, "/", if_modified_since=NOON_DATE).status == 304
    for headers in (
        {"if_none_match": '"x"'},
        {"if_none_match": '"x"', "if_modified_since": NOON_DATE},
        {"if_modified_since": "Mon, 02 Mar 2026 04:00:01 GMT"},
        {"if_modified_since": "yesterday"},
        {"if_none_match": packed.headers["etag"]},
    ):
        assert ask(app, "/", **headers).status == 200, headers
    tree.write("/", page("新首"))
    assert ask(app, "/", if_none_match=tag).status == 200


@given(st.text(st.sampled_from("0123456789-, =bytesx"), max_size=14), st.booleans())
@example("0-0", True)
@example("-1", True)
@example("-0", True)
@example("1023-", True)
@example("1024-", True)
@example("5-4", True)
@example("0-1,3-4", True)
@example("99999999999999999999-", True)
def test_a_range_is_the_part_it_names_or_the_whole(
    range_app: TreeApp, asked: str, well_formed: bool
) -> None:
    reply = ask(range_app, "/files/a.pdf", range=f"bytes={asked}" if well_formed else asked)
    assert reply.headers["content-length"] == str(len(reply.body))
    if reply.status == 416:
        assert reply.headers["content-range"] == "bytes */1024"
        start, _, end = asked.replace(" ", "").partition("-")
        assert int(start) >= 1024 if start else int(end) == 0
    elif reply.status == 206:
        unit, _, span = reply.headers["content-range"].partition(" ")
        first, last = (int(number) for number in span.removesuffix("/1024").split("-"))
        assert unit == "bytes"
        assert reply.body == DATA[first : last + 1] != b""
        wanted = asked.replace(" ", "")
        if wanted.startswith("-"):
            assert (first, last) == (max(1024 - int(wanted[1:]), 0), 1023)
        else:
            assert first == int(wanted.split("-")[0])
            assert last == min(int(wanted.split("-")[1] or 1023), 1023)
    else:
        assert (reply.status, reply.body) == (200, DATA)


@pytest.fixture(scope="module")
def range_app(tmp_path_factory: pytest.TempPathFactory) -> TreeApp:
    tree = tree_at(tmp_path_factory.mktemp("ranges"))
    put(tree, "/files/a.pdf", DATA)
    return TreeApp(tree.root)


def test_part_of_an_old_version_is_never_mixed_with_the_new(tmp_path: Path) -> None:
    tree, app = served(tmp_path)
    first = ask(app, "/files/%E9%A2%84%E7%AE%97%201.pdf", range="bytes=0-9")
    assert (first.status, first.body) == (206, DATA[:10])
    target, tag = "/files/%E9%A2%84%E7%AE%97%201.pdf", first.headers["etag"]
    assert ask(app, target, range="bytes=10-", if_range=tag).status == 206
    assert ask(app, target, range="bytes=10-", if_range=NOON_DATE).status == 206
    assert ask(app, target, range="bytes=10-", if_range=f"W/{tag}").status == 200
    put(tree, "/files/预算 1.pdf", DATA[::-1])
    reply = ask(app, target, range="bytes=10-", if_range=tag)
    assert (reply.status, reply.body) == (200, DATA[::-1])


def test_part_of_a_page_is_part_of_its_plain_text(tmp_path: Path) -> None:
    _, app = served(tmp_path)
    reply = ask(app, "/", range="bytes=0-8", accept_encoding="gzip")
    assert (reply.status, reply.body) == (206, b"<!DOCTYPE")
    assert "content-encoding" not in reply.headers


def test_a_large_file_is_sent_in_blocks_and_closed_when_the_reader_leaves(tmp_path: Path) -> None:
    tree, app = served(tmp_path)
    large = os.urandom(1_000_000)
    put(tree, "/files/large.zip", large)
    assert ask(app, "/files/large.zip").body == large
    assert ask(app, "/files/large.zip", range="bytes=100-900000").body == large[100:900001]
    before = len(os.listdir("/proc/self/fd")) if os.path.isdir("/proc/self/fd") else None
    environ = {"REQUEST_METHOD": "GET", "PATH_INFO": "/files/large.zip"}
    body = app(environ, lambda *_: None)
    next(iter(body))
    body.close()  # type: ignore[attr-defined]
    if before is not None:
        assert len(os.listdir("/proc/self/fd")) == before


@pytest.mark.parametrize("target", ["/", "/files/%E9%A2%84%E7%AE%97%201.pdf", "/none/", "/gone/"])
def test_head_says_what_get_would(tmp_path: Path, target: str) -> None:
    tree, app = served(tmp_path)
    tree.remove("/gone/")
    got, asked = ask(app, target), ask(app, target, "HEAD")
    assert (asked.status, asked.headers, asked.body) == (got.status, got.headers, b"")


def test_other_methods_are_refused(tmp_path: Path) -> None:
    _, app = served(tmp_path)
    reply = ask(app, "/", "POST")
    assert (reply.status, reply.headers["allow"]) == (405, "GET, HEAD")


def test_gone_moved_withdrawn_and_missing_are_seen_at_once(tmp_path: Path) -> None:
    tree, app = served(tmp_path)
    assert ask(app, "/a/").status == 404
    tree.remove("/a/")
    assert ask(app, "/a/").status == 410
    assert ask(app, "/a").status == 410
    tree.remove("/a/", Redirect("/policies/新/"))
    reply = ask(app, "/a/?from=%E6%90%9C")
    assert reply.status == 301
    assert reply.headers["location"] == "/policies/%E6%96%B0/?from=%E6%90%9C"
    tree.write("/a/", page("本页已撤下", withdrawn=True))
    reply = ask(app, "/a/")
    assert (reply.status, reply.headers["x-robots-tag"]) == (200, "noindex")
    tree.write("/a/", page("本页已撤下"))
    assert "x-robots-tag" not in ask(app, "/a/").headers
    tree.remove("/a/", MISSING)
    assert ask(app, "/a/").status == 404


def test_notices_are_pages_of_the_tree_where_there_are_some(tmp_path: Path) -> None:
    tree, app = served(tmp_path)
    tree.remove("/gone/")
    assert "没有找到这个页面" in ask(app, "/none/").body.decode()
    assert "已经删除" in ask(app, "/gone/").body.decode()
    tree.write("/404.html", page("查无此页"))
    tree.write("/410.html", page("此页已删"))
    reply = ask(app, "/none/", accept_encoding="gzip", if_none_match="*")
    assert (reply.status, reply.body) == (404, page("查无此页").content)
    assert "content-encoding" not in reply.headers
    assert ask(app, "/gone/").body == page("此页已删").content
    assert ask(app, "/404.html").status == 404


@pytest.mark.parametrize(
    ("target", "location"),
    [
        ("/policies/%E6%96%B0", "/policies/%E6%96%B0/"),
        ("/index.html", "/"),
        ("/policies/%E6%96%B0/index.html?page=2", "/policies/%E6%96%B0/?page=2"),
    ],
)
def test_another_spelling_leads_to_the_right_one(
    tmp_path: Path, target: str, location: str
) -> None:
    _, app = served(tmp_path)
    reply = ask(app, target)
    assert (reply.status, reply.headers["location"]) == (301, location)


@pytest.mark.parametrize(
    "target",
    [
        "/../manifest.db",
        "/%2e%2e/manifest.db",
        "/..%2fmanifest.db",
        "/policies/../../manifest.db",
        "/%252e%252e/manifest.db",
        "/../absent.json",
        "/../staging/0000000",
        "/.hidden.html",
        "/.git/config.txt",
        "/index.html.gz",
        "/policies/%E6%96%B0/index.html.gz",
        "/a%00.html",
        "/%ff%fe/",
        "/policies",
        "/policies/",
        "//",
        "//example.com/",
        "/\\example.com/",
        "/link.html",
        "/linked/secret.txt",
        "/inside.html",
        "/" + "a" * 5000 + "/",
    ],
)
def test_nothing_but_pages_is_served(tmp_path: Path, target: str) -> None:
    tree, app = served(tmp_path)
    folder = pages_folder(tree)
    (folder / ".hidden.html").write_text("x")
    (tmp_path / "secret.txt").write_text("x")
    (folder / "link.html").symlink_to(tmp_path / "secret.txt")
    (folder / "linked").symlink_to(tmp_path)
    (folder / "inside.html").symlink_to(folder / "index.html")
    os.mkfifo(folder / "pipe.html")
    assert ask(app, target).status == 404
    assert ask(app, "/pipe.html").status == 404


@pytest.mark.parametrize(
    ("name", "kind", "saved"),
    [
        ("a.pdf", "application/pdf", False),
        ("a.png", "image/png", False),
        ("a.txt", "text/plain", False),
        ("a.ofd", "application/ofd", True),
        ("a.xls", "application/vnd.ms-excel", True),
        ("a.html", "text/html", True),
        ("a.svg", "image/svg+xml", True),
        ("a.xml", "application/xml", True),
        ("a.js", "text/javascript", True),
        ("a.exe", "application/octet-stream", True),
    ],
)
def test_uploaded_files_never_run_as_pages(
    tmp_path: Path, name: str, kind: str, saved: bool
) -> None:
    tree, app = served(tmp_path)
    put(tree, f"/files/{name}", b"content")
    put(tree, f"/own/{name}", b"content")
    reply = ask(app, f"/files/{name}")
    assert reply.headers["content-type"] == kind
    assert (reply.headers.get("content-disposition") == "attachment") is saved
    assert reply.headers["x-content-type-options"] == "nosniff"
    assert "content-disposition" not in ask(app, f"/own/{name}").headers


def test_static_files_stand_for_ever_under_a_name_with_a_hash(tmp_path: Path) -> None:
    static = tmp_path / "static"
    (static / "ui" / "dist").mkdir(parents=True)
    sheet = static / "ui" / "dist" / "gongkai.6dd86a6efb2d.css"
    sheet.write_bytes(b"body{}" * 100)
    Path(f"{sheet}.gz").write_bytes(gzip.compress(sheet.read_bytes()))
    (static / "ui" / "icon.svg").write_text("<svg/>")
    (static / ".env").write_text("x")
    (static / "out").symlink_to(tmp_path)
    app = TreeApp(tmp_path / "site", static=static)
    reply = ask(app, "/static/ui/dist/gongkai.6dd86a6efb2d.css", accept_encoding="gzip")
    assert gzip.decompress(reply.body) == sheet.read_bytes()
    assert reply.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert reply.headers["content-type"] == "text/css; charset=utf-8"
    assert ask(app, "/static/ui/icon.svg").headers["cache-control"] == "no-cache"
    for bad in (".env", "../site", "out/site", "ui/", "ui//icon.svg", "%2e%2e/x", "a%00", ""):
        assert ask(app, f"/static/{bad}").status == 404, bad
    assert ask(TreeApp(tmp_path / "site"), "/static/ui/icon.svg").status == 404


def test_pages_of_an_earlier_build_are_not_without_their_style(tmp_path: Path) -> None:
    static = tmp_path / "static"
    static.mkdir()
    (static / "a.css").write_text("body{}")
    (tmp_path / "b.css").write_text("secret")
    app = TreeApp(tmp_path / "site", static=static)
    earlier = ask(app, "/static/a.aaaaaaaaaaaa.css")
    assert (earlier.status, earlier.body) == (200, b"body{}")
    assert earlier.headers["cache-control"] == "no-cache"
    assert earlier.headers["content-type"] == "text/css; charset=utf-8"
    for bad in ("none.aaaaaaaaaaaa.css", "a.css.aaaaaaaaaaaa", "../b.aaaaaaaaaaaa.css"):
        assert ask(app, f"/static/{bad}").status == 404, bad


def test_a_portal_without_a_page_yet_answers(tmp_path: Path) -> None:
    tree = tree_at(tmp_path)
    app = TreeApp(tree.root)
    assert ask(app, "/").status == 404
    tree.write("/", page("首页"))
    assert ask(app, "/").status == 200


def test_a_rebuild_is_seen_with_the_next_request(tmp_path: Path) -> None:
    tree, app = served(tmp_path)
    tree.remove("/gone/")
    assert ask(app, "/gone/").status == 410
    rebuild(tree, ["/", "/gone/"], lambda address: page(f"新{address}"))
    assert ask(app, "/gone/").body == page("新/gone/").content
    assert ask(app, "/policies/%E6%96%B0/").status == 404


def test_replies_of_one_second_are_told_apart(tmp_path: Path) -> None:
    tree = tree_at(tmp_path, Clock())
    app = TreeApp(tree.root)
    tags = set[str]()
    for word in "甲乙丙丁":
        tree.write("/", page(word))
        reply: Reply = ask(app, "/")
        tags.add(reply.headers["etag"])
    assert len(tags) == 4
