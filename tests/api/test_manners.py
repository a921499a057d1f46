"""How the interface behaves: errors by name, copies, other sites, the document, the page."""

import json
import logging
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client, RequestFactory
from django.urls import URLPattern, get_resolver

from gongkai.api import endpoints, openapi, serving
from gongkai.api.urls import urlpatterns
from tests.api.conftest import Archive, former
from tests.people import People

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("query", "parameter", "words"),
    [
        ("items?limit=0", "limit", "1 至 500"),
        ("items?limit=٣", "limit", "整数"),
        ("items?year=-1", "year", "整数"),
        ("items?colum=budgets", "colum", "是不是 column"),
        ("items?column=nothing", "column", "/api/columns"),
        ("items?unit=nobody", "unit", "/api/units"),
        ("items?unit=%00", "unit", "没有这个单位"),
        ("items?type=poem", "type", "/api/types"),
        ("items?validity=maybe", "validity", "repealed"),
        ("items?order=random", "order", "updated"),
        ("items?updated_since=yesterday", "updated_since", "2026-03-01"),
        ("items?cursor=p1-1x", "cursor", "next"),
        ("items?cursor=p99999999999999999999-1", "cursor", "next"),
        ("items?unit=", "unit", "没有这个单位"),
        ("items?limit=3&limit=4", "limit", "一次"),
        ("items.csv?limit=3", "limit", "没有这个参数"),
        ("search?from=2026-13-01", "from", "日期"),
        ("search?page=0", "page", "整数"),
        ("units?x=1", "x", "没有这个参数"),
    ],
)
def test_a_wrong_parameter_is_named_with_the_mend(
    people: People, query: str, parameter: str, words: str
) -> None:
    answer = Client().get(f"/api/{query}")
    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"
    said = answer.json()
    assert (said["status"], said["parameter"]) == (400, parameter)
    assert words in said["detail"]


@pytest.mark.parametrize("given", ["1900-01-01T00:00:00Z", "0001-01-01T00:00:00+14:00"])
def test_any_moment_of_the_calendar_is_read(people: People, given: str) -> None:
    assert Client().get("/api/items", {"updated_since": given}).status_code == 200


def test_other_methods_are_refused_as_such(people: People) -> None:
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/api/items", {"title": "x"})
    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD, OPTIONS")
    assert answer.json()["title"] == "不支持这种请求方法"


def test_what_is_no_address_says_so_in_json(people: People) -> None:
    for path in ("items/", "nothing", "items/a/b"):
        answer = Client().get(f"/api/{path}")
        assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")


def test_pages_of_any_site_may_ask(people: People) -> None:
    asked = Client().get("/api/items", headers={"origin": "https://example.com"})
    assert asked["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in asked
    before = Client().options("/api/items", headers={"origin": "https://example.com"})
    assert (before.status_code, before["Access-Control-Allow-Methods"]) == (
        204,
        "GET, HEAD, OPTIONS",
    )


def test_the_same_again_is_not_sent_and_nothing_is_kept_unasked(archive: Archive) -> None:
    archive(former(1))
    first = Client().get("/api/items")
    assert first["Cache-Control"] == "public, no-cache"
    assert not first.cookies
    again = Client().get("/api/items", headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    archive(former(2))
    changed = Client().get("/api/items", headers={"if-none-match": first["ETag"]})
    assert (changed.status_code, changed["ETag"] != first["ETag"]) == (200, True)


def test_a_failure_is_told_by_number_and_logged(
    people: People, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(request: object, asked: object) -> Any:
        raise OSError("磁盘满")

    view = serving.serving(fail)
    caplog.set_level(logging.ERROR)
    answer = view(RequestFactory().get("/api/items"))
    assert answer.status_code == 500
    said = json.loads(answer.content)  # type: ignore[attr-defined]
    number = re.search(r"编号 (\w+)", said["detail"])
    assert number is not None
    assert number[1] in caplog.text
    assert "磁盘满" not in said["detail"]


def test_without_an_index_the_search_says_when_to_come_back(people: People) -> None:
    answer = Client().get("/api/search?q=农资")
    assert (answer.status_code, answer["Retry-After"]) == (503, "30")
    assert not Path(settings.GONGKAI_SEARCH).exists()


def test_every_address_is_documented_and_nothing_else_is(people: People) -> None:
    documented = set(openapi.document()["paths"])
    routed = {
        "/api/" + re.sub(r"<str:(\w+)>", r"{\1}", str(one.pattern)) for one in urlpatterns
    } - {"/api/", "/api/openapi.json", "/api/<path:rest>"}
    assert documented == routed == {"/api/" + one.path for one in endpoints.ENDPOINTS}
    resolved = get_resolver().resolve("/api/items")
    assert isinstance(urlpatterns[0], URLPattern)
    assert resolved.url_name == "api-items"


def test_the_page_names_every_address_and_parameter(people: People) -> None:
    page = Client().get("/api/").content.decode()
    for one in endpoints.ENDPOINTS:
        assert f"/api/{one.path}" in page
        for parameter in one.parameters:
            assert f">{parameter.name}<" in page
    assert "/api/openapi.json" in page


def test_units_columns_and_types_lead_to_lists(archive: Archive, ask: Callable[..., Any]) -> None:
    archive(former(1, category="budgets"))
    units = {one["code"]: one for one in ask("units")["units"]}
    assert units["caizheng"]["parent"] == "xian"
    assert "yusuan" not in units

    def walk(columns: list[Any]) -> list[str]:
        return [name for one in columns for name in (one["id"], *walk(one["columns"]))]

    ids = [name for one in ask("columns")["catalogues"] for name in walk(one["columns"])]
    assert len(ids) == len(set(ids)) > 50
    assert {name for name in ids if ask("items", column=name)["items"]} >= {"budgets"}
    assert "normative" in {one["id"] for one in ask("types")["types"]}
