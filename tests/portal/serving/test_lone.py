"""The portal alone: a real server, neither office nor database nor web framework."""

import gzip
import subprocess
import sys
from pathlib import Path

from gongkai.portal.serving import lower_banner, raise_banner
from gongkai.portal.tree import Redirect, Rendered
from tests.portal.serving.asking import ask_server
from tests.portal.serving.running import ROOT, running
from tests.portal.tree.pages_fixture import PUBLISHED, page, tree_at


def test_the_portal_runs_with_the_office_down(tmp_path: Path) -> None:
    tree = tree_at(tmp_path)
    tree.write("/政策/", page("政策"))
    tree.write(
        "/files/a.pdf", Rendered(b"%PDF" * 99_999, "application/pdf", frozenset(), PUBLISHED)
    )
    tree.remove("/gone/")
    tree.remove("/old/", Redirect("/政策/"))
    static = tmp_path / "static"
    static.mkdir()
    (static / "a.0123456789ab.css").write_text("body{}")
    with running(tree.root, static) as port:
        reply = ask_server(port, "/%E6%94%BF%E7%AD%96/", Accept_Encoding="gzip")
        assert reply.status == 200
        assert gzip.decompress(reply.body) == page("政策").content
        assert "default-src 'none'" in reply.headers["content-security-policy"]
        tag = reply.headers["etag"]
        again = ask_server(port, "/%E6%94%BF%E7%AD%96/", Accept_Encoding="gzip", If_None_Match=tag)
        assert (again.status, again.body) == (304, b"")
        part = ask_server(port, "/files/a.pdf", Range="bytes=4-7")
        assert (part.status, part.body) == (206, b"%PDF")
        assert len(ask_server(port, "/files/a.pdf").body) == 4 * 99_999
        head = ask_server(port, "/files/a.pdf", "HEAD")
        assert (head.headers["content-length"], head.body) == (str(4 * 99_999), b"")
        assert ask_server(port, "/gone/").status == 410
        assert ask_server(port, "/old/").headers["location"] == "/%E6%94%BF%E7%AD%96/"
        for bad in ("/../manifest.db", "/%2e%2e/manifest.db", "/..%2f..%2fmanifest.db"):
            assert ask_server(port, bad).status in {400, 404}, bad
        hashed = ask_server(port, "/static/a.0123456789ab.css")
        assert "immutable" in hashed.headers["cache-control"]
        assert ask_server(port, "/office/").status == 404
        tree.write("/政策/", page("新政策"))
        assert ask_server(port, "/%E6%94%BF%E7%AD%96/").body == page("新政策").content


def test_nothing_of_the_web_framework_is_loaded() -> None:
    code = (
        "import sys; import gongkai.portal.tree, gongkai.portal.serving.lone;"
        "print([name for name in sys.modules if name.split('.')[0] == 'django'])"
    )
    found = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert found.stdout.strip() == "[]"


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    found = subprocess.run(
        [sys.executable, "-m", "gongkai.portal.serving", str(tmp_path / "none")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert found.returncode == 2
    assert "不存在，请先发布页面" in found.stderr


def test_a_banner_is_on_every_page_with_the_next_request(tmp_path: Path) -> None:
    from gongkai.portal.serving import MARKER, TreeApp
    from tests.portal.serving.asking import ask

    tree = tree_at(tmp_path)
    html = f"<body>{MARKER}<p>正文</p>{MARKER}".encode()
    tree.write("/", Rendered(html, "text/html", frozenset(), PUBLISHED))
    tree.write("/a.txt", Rendered(html, "text/plain", frozenset(), PUBLISHED))
    app = TreeApp(tree.root)
    before = ask(app, "/")
    raise_banner(tree.root, '<aside role="alert">防汛一级响应，价格 $5 \\ "引号"</aside>')
    shown = ask(app, "/", if_none_match=before.headers["etag"], accept_encoding="gzip")
    assert shown.status == 200
    assert gzip.decompress(shown.body).decode() == (
        f'<body><aside role="alert">防汛一级响应，价格 $5 \\ "引号"</aside><p>正文</p>{MARKER}'
    )
    assert "etag" not in shown.headers
    assert ask(app, "/a.txt").body == html
    lower_banner(tree.root)
    lower_banner(tree.root)
    assert ask(app, "/", if_none_match=before.headers["etag"]).status == 304
