"""The frame, the refused pages, and the two preferences."""

import re
from collections.abc import Callable

import pytest
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import include, path

from gongkai.ui.access import public
from gongkai.ui.storage import DIST


@public
def broken(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("anything")


@public
def refused(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied("只有考核办可以修改得分。<b>")


@public
def bad(request: HttpRequest) -> HttpResponse:
    raise BadRequest


urlpatterns = [
    path("broken/", broken),
    path("refused/", refused),
    path("bad/", bad),
    path("", include("gongkai.config.urls")),
]
handler500 = "gongkai.ui.errors.server_error"
ENGLISH = {"django_language": "en"}


def text(path: str, cookies: dict[str, str] | None = None, status: int = 200) -> str:
    client = Client(raise_request_exception=False)
    for name, value in (cookies or {}).items():
        client.cookies[name] = value
    response = client.get(path)
    assert response.status_code == status
    return response.content.decode()


@pytest.mark.urls(__name__)
@pytest.mark.parametrize(
    ("path", "status", "chinese", "english"),
    [
        ("/nowhere/", 404, "没有找到这个页面", "Page not found"),
        ("/refused/", 403, "不能打开这个页面", "You cannot open this page"),
        ("/bad/", 400, "请求有误", "Bad request"),
        ("/broken/", 500, "系统出错", "Something went wrong"),
    ],
)
def test_a_refused_page_speaks_the_reader_s_language(
    path: str, status: int, chinese: str, english: str
) -> None:
    assert f"<h1>{chinese}</h1>" in text(path, status=status)
    assert f"<h1>{english}</h1>" in text(path, ENGLISH, status=status)


@pytest.mark.urls(__name__)
def test_a_refusal_gives_its_reason_escaped() -> None:
    assert "只有考核办可以修改得分。&lt;b&gt;" in text("/refused/", status=403)


@pytest.mark.urls(__name__)
def test_a_failure_shows_nothing_of_its_inside() -> None:
    page = text("/broken/", status=500)
    assert "RuntimeError" not in page
    assert "Traceback" not in page


def test_a_missing_language_is_named() -> None:
    assert "没有这种语言：xx。" in text("/language/xx/", status=404)


def test_chinese_comes_first_whatever_the_browser_asks_for() -> None:
    response = Client().get("/gallery/", headers={"accept-language": "en-US,en;q=0.9"})
    assert '<html lang="zh-Hans">' in response.content.decode()
    assert response.headers["Content-Language"] == "zh-hans"


def test_a_chosen_language_lasts() -> None:
    client = Client()
    response = client.get("/language/en/", {"next": "/gallery/?page=2"})
    assert response.headers["Location"] == "/gallery/?page=2"
    page = client.get("/gallery/")
    assert '<html lang="en">' in page.content.decode()
    assert "Cookie" in page.headers["Vary"]


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example", "/\\evil.example"])
def test_a_switch_never_leads_to_another_site(target: str) -> None:
    for switch in ("/language/en/", "/text-size/large/"):
        assert Client().get(switch, {"next": target}).headers["Location"] == "/"


def test_large_type_is_a_class_of_the_page_and_the_switch_turns_back() -> None:
    client = Client()
    client.get("/text-size/large/")
    page = client.get("/gallery/").content.decode()
    assert '<html lang="zh-Hans" class="large">' in page
    assert "/text-size/normal/?next=%2Fgallery%2F" in page
    assert "退出长者模式" in page


def test_an_unknown_size_of_type_is_refused() -> None:
    assert "没有这种字号：huge。" in text("/text-size/huge/", status=404)


def test_the_entry_of_the_present_page_is_marked_in_the_navigation(
    signed_in: Callable[..., Client],
) -> None:
    page = signed_in("leader").get("/office/rounds/").content.decode()
    assert '<a href="/office/rounds/" aria-current="true">考核</a>' in page


def test_the_gallery_is_in_the_navigation_of_developers_alone(
    signed_in: Callable[..., Client],
) -> None:
    client = signed_in("leader")
    assert b'href="/gallery/"' not in client.get("/office/assessment/packs/").content
    with override_settings(DEBUG=True):
        page = client.get("/office/assessment/packs/").content.decode()
    assert '<a href="/gallery/">组件</a>' in page


@pytest.mark.urls(__name__)
def test_a_failure_has_a_number_under_which_it_is_logged(
    caplog: pytest.LogCaptureFixture,
) -> None:
    page = text("/broken/?name=secret", status=500)
    match = re.search(r"错误编号：<b>([0-9A-F]{4}-[0-9A-F]{4})</b>", page)
    assert match is not None
    assert 'class="site-header"' in page
    entries = [record for record in caplog.records if record.name == "gongkai"]
    assert [record.getMessage() for record in entries] == [f"{match[1]} GET /broken/"]
    assert entries[0].exc_info is not None


@pytest.mark.parametrize(
    "query", ["?page=abc", "?page=-4", "?page=９", "?sort=nothing", "?group=无"]
)
def test_the_gallery_takes_any_parameters(query: str) -> None:
    assert "<h1>组件</h1>" in text(f"/gallery/{query}")


def test_a_page_of_an_earlier_build_gets_its_style_as_it_is_now() -> None:
    present = (DIST / "gongkai.css").read_bytes()
    earlier = Client().get("/static/ui/dist/gongkai.aaaaaaaaaaaa.css")
    assert (earlier.status_code, earlier.content) == (200, present)
    assert earlier["Content-Type"] == "text/css; charset=utf-8"
    assert earlier["Cache-Control"] == "no-cache"
    for bad in ("none.aaaaaaaaaaaa.css", "gongkai.css.aaaaaaaaaaaa", "manifest.json.x"):
        assert Client().get(f"/static/ui/dist/{bad}").status_code == 404, bad
