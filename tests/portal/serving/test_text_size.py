"""Large type without a script, on pages that are the same file for all readers."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from gongkai.portal.serving import TreeApp, style_sheets, switch_link
from gongkai.portal.tree import Rendered
from gongkai.ui.storage import DIST
from tests.portal.serving.asking import ask
from tests.portal.tree.pages_fixture import PUBLISHED, page, tree_at

COMPILED = (
    '@charset "UTF-8";html{font-size:100%}html.large{font-size:141.25%}/* .large{} */'
    "body.public,.large body:is(.a,:not(.b)){line-height:1.75}.larger,.x-large{color:red}"
    '.icon{background:url("data:image/svg+xml,%3csvg .large{}%3e")}'
    "@media(max-width: 600px){.plot,.large .label:not(.end){display:none}.a{b:c}}"
    "@media print{.a{b:c}}@font-face{font-family:large}.large.large{c:d}"
)


def sheets(folder: Path) -> TreeApp:
    tree = tree_at(folder)
    tree.write("/", page("首页"))
    for address, css in style_sheets(COMPILED).items():
        tree.write(address, Rendered(css.encode(), "text/css", frozenset(), PUBLISHED))
    return TreeApp(tree.root)


def test_the_large_rules_are_taken_from_the_platforms_style_sheet() -> None:
    large = style_sheets(COMPILED)["/text-size/large.css"]
    assert large.split("\n") == [
        "html:root{font-size:141.25%}",
        ":root body:is(.a,:not(.b)){line-height:1.75}",
        "@media(max-width: 600px){:root .label:not(.end){display:none}",
        "}:root:root{c:d}",
        ".when-normal{display:none !important}",
        "",
    ]


def test_a_style_sheet_without_large_rules_is_no_style_sheet() -> None:
    with pytest.raises(ValueError, match="长者模式"):
        style_sheets("body{color:red}")


def test_every_large_rule_of_the_built_style_sheet_is_taken() -> None:
    built = DIST / "gongkai.css"
    if not built.exists():
        pytest.skip("前端文件尚未构建（the front end is not built）")
    css = built.read_text()
    large = style_sheets(css)["/text-size/large.css"]
    assert large.count(":root") == css.count(".large") > 4
    assert large.count("{") == large.count("}")
    assert "html:root{font-size:141.25%}" in large


def test_the_cookie_chooses_the_style_sheet(tmp_path: Path) -> None:
    app = sheets(tmp_path)
    normal = ask(app, "/text-size.css")
    large = ask(app, "/text-size.css", cookie="a=b; text_size=large")
    assert "font-size" in large.body.decode()
    assert "font-size" not in normal.body.decode()
    for reply in (normal, large):
        assert reply.headers["content-type"] == "text/css; charset=utf-8"
        assert reply.headers["vary"] == "Cookie"
        assert reply.headers["cache-control"] == "private, no-cache"
    tag = normal.headers["etag"]
    assert ask(app, "/text-size.css", if_none_match=tag).status == 304
    assert ask(app, "/text-size.css", if_none_match=tag, cookie="text_size=large").status == 200
    assert ask(app, "/text-size.css", cookie="text_size=huge").body == normal.body


@pytest.mark.parametrize(
    ("address", "link"),
    [
        ("/", "/text-size/large/index.html"),
        ("/政策/1/", "/text-size/large/%E6%94%BF%E7%AD%96/1/"),
        ("/a.html", "/text-size/large/a.html"),
    ],
)
def test_the_switch_leads_back_to_the_page_and_remembers(
    tmp_path: Path, address: str, link: str
) -> None:
    app = sheets(tmp_path)
    assert switch_link("large", address) == link
    reply = ask(app, link)
    assert reply.status == 302
    assert reply.headers["location"] == link.removeprefix("/text-size/large").replace(
        "/index.html", "/"
    )
    assert reply.headers["set-cookie"] == (
        "text_size=large; Max-Age=31536000; Path=/; HttpOnly; SameSite=Lax"
    )
    assert reply.headers["cache-control"] == "no-store"
    back = ask(app, switch_link("normal", address))
    assert back.headers["set-cookie"].startswith("text_size=normal;")


@pytest.mark.parametrize(
    ("target", "location"),
    [
        ("/text-size/large/?next=%2Foffice%2Fitems%2F%3Fpage%3D2", "/office/items/?page=2"),
        ("/text-size/large/?next=/%E6%94%BF/", "/%E6%94%BF/"),
        ("/text-size/large/?next=https://evil.example/", "/"),
        ("/text-size/large/?next=//evil.example/", "/"),
        ("/text-size/large/?next=/%5Cevil.example/", "/"),
        ("/text-size/large/?next=/a%0D%0ASet-Cookie:x", "/"),
        ("/text-size/large/?next=", "/"),
        ("/text-size/large/", "/"),
    ],
)
def test_a_page_of_the_office_says_where_to_go_back_to_and_it_stays_inside(
    tmp_path: Path, target: str, location: str
) -> None:
    reply = ask(sheets(tmp_path), target)
    assert (reply.status, reply.headers["location"]) == (302, location)


@pytest.mark.parametrize(
    "target",
    [
        "/text-size/huge/a/",
        "/text-size/large//evil.example/",
        "/text-size/large/%5Cevil.example/",
        "/text-size/large/a%0d%0aSet-Cookie:x/",
        "/text-size/large/../../x",
        "/text-size/",
    ],
)
def test_a_switch_never_leads_out_of_the_site(tmp_path: Path, target: str) -> None:
    assert ask(sheets(tmp_path), target).status == 404


@pytest.mark.browser
def test_a_reader_without_scripts_switches_and_comes_back(tmp_path: Path, browser: Browser) -> None:
    """In a real browser: the type grows at once, on this page and the next, and shrinks again."""
    from tests.portal.serving.running import running

    tree = tree_at(tmp_path)
    for address, css in style_sheets(COMPILED).items():
        tree.write(address, Rendered(css.encode(), "text/css", frozenset(), PUBLISHED))
    for address in ("/a/", "/b/"):
        links = "".join(
            f'<a class="when-{shown}" href="{switch_link(size, address)}">{words}</a>'
            for shown, size, words in (
                ("normal", "large", "长者模式"),
                ("large", "normal", "退出长者模式"),
            )
        )
        html = (
            '<!DOCTYPE html><html lang="zh-Hans"><meta charset="utf-8"><title>页面</title>'
            f'<link rel="stylesheet" href="/text-size.css">{links}<a href="/b/">下一页</a>'
        )
        tree.write(address, Rendered(html.encode(), "text/html", frozenset(), PUBLISHED))
    with running(tree.root) as port:
        context = browser.new_context(java_script_enabled=False)
        tab = context.new_page()

        def size() -> str:
            return str(tab.locator("html").evaluate("node => getComputedStyle(node).fontSize"))

        tab.goto(f"http://127.0.0.1:{port}/a/")
        assert size() == "16px"
        assert not tab.get_by_text("退出长者模式").is_visible()
        tab.get_by_text("长者模式", exact=True).click()
        assert tab.url.endswith("/a/")
        assert size() == "22.6px"
        tab.get_by_text("下一页").click()
        assert size() == "22.6px"
        assert not tab.get_by_text("长者模式", exact=True).is_visible()
        tab.get_by_text("退出长者模式").click()
        assert (tab.url.endswith("/b/"), size()) == (True, "16px")
        context.close()
