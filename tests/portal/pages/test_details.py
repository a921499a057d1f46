"""The fields of a content type on the public page, in its JSON, in the API, in search."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from lxml import html
from pytest_django.fixtures import Settings

from gongkai.portal.pages.rendering import Renderer
from gongkai.portal.searching.indexing import index_items
from gongkai.portal.tree import Rendered
from tests.disclosure.app.office import MORNING, Office
from tests.disclosure.app.office import SAID as PLAIN
from tests.disclosure.guides import FLOW, GUIDE, SAID
from tests.people import People

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folders(settings: Settings, tmp_path: Path) -> None:
    settings.GONGKAI_PORTAL = tmp_path / "portal"
    settings.GONGKAI_SEARCH = tmp_path / "search"
    settings.GONGKAI_FILES = tmp_path / "files"
    settings.GONGKAI_DATA = tmp_path / "data"


@pytest.fixture
def key(people: People) -> str:
    """The key of a guide that everybody sees."""
    office = Office(people)
    published = office.published(SAID, content_type="service_guide", category="licences")
    index_items([published.item.key], MORNING.date())
    return published.item.key


def page(key: str, rest: str = "", language: str = "zh-hans") -> bytes:
    outcome = Renderer(MORNING, language).render(f"/item/{key}/{rest}")
    assert isinstance(outcome, Rendered)
    assert isinstance(outcome.content, bytes)
    return outcome.content


def parts(element: Any, path: str) -> list[Any]:
    found: list[Any] = element.xpath(path)
    return found


def texts(element: Any, path: str) -> list[str]:
    return [" ".join(one.text_content().split()) for one in parts(element, path)]


def test_a_guide_shows_each_field_in_its_own_form(key: str) -> None:
    shown = html.fromstring(page(key).decode())
    summary = dict(
        zip(
            texts(shown, "//dl[@class='summary']//dt"),
            texts(shown, "//dl[@class='summary']//dd"),
            strict=True,
        )
    )
    assert summary["是否收费"] == "否"
    assert summary["承诺时限"] == "8 个工作日"
    assert texts(shown, "//section[@aria-labelledby='part-basis']//p") == [
        "《社会救助暂行办法》第四十七条",
        "《示例县临时救助实施细则》第五条",
    ]
    table = parts(shown, "//section[@aria-labelledby='part-materials']//table")[0]
    assert texts(table, ".//thead//th[@scope='col']") == [
        "材料",
        "形式",
        "份数",
        "来源",
        "样表地址",
    ]
    assert texts(table, ".//tbody//th[@scope='row']")[0] == "居民身份证"
    assert texts(table, ".//tbody/tr[2]/td")[0] == "电子件"
    assert texts(shown, "//section[@aria-labelledby='part-steps']//ol/li") == GUIDE["steps"]


def test_the_chart_is_drawn_in_the_page_with_the_same_in_words(key: str) -> None:
    shown = html.fromstring(page(key).decode())
    section = parts(shown, "//section[@aria-labelledby='part-chart']")[0]
    (svg,) = parts(section, ".//*[local-name()='svg']")
    assert svg.get("role") == "img"
    drawn = svg.text_content()
    assert all(word in drawn.replace("\n", "") for word in ("一次告知补正", "不齐全", "5个工作日"))
    (words,) = parts(section, ".//details[@open]")
    items = texts(words, ".//ol/li")
    assert len(items) == len(FLOW.nodes)
    assert items[2] == "材料是否齐全 （判断）不齐全：转到 4. 一次告知补正齐全：转到 5. 入户核实"
    assert parts(section, ".//script") == []


def test_json_and_api_give_them_structured(key: str, client: Client) -> None:
    twin = json.loads(page(key, "item.json"))
    details = {one["id"]: one for one in twin["details"]}
    assert details["matter"] == {
        "id": "matter",
        "name": "事项名称",
        "kind": "text",
        "value": "临时救助",
    }
    assert details["steps"]["value"] == GUIDE["steps"]
    assert details["chart"]["value"] == GUIDE["chart"]
    assert details["materials"]["value"]["rows"][2]["form"] == "复印件"
    assert all(fact["value"] != "临时救助" for fact in twin["facts"])
    assert client.get(f"/api/items/{key}").json() == twin


@pytest.mark.parametrize("word", ["困难情况证明", "一次告知补正", "社会救助暂行办法"])
def test_search_finds_their_words(key: str, client: Client, word: str) -> None:
    hits = client.get("/api/search", {"q": word}).json()["hits"]
    assert [one["key"] for one in hits] == [key]


def test_a_search_is_narrowed_to_days_of_publication(key: str, client: Client) -> None:
    asked = {"q": "困难情况证明", "sort": "date", "from": "2000-01-01", "to": "2199-12-31"}
    shown = html.fromstring(client.get("/search/", asked).content.decode())
    inputs = parts(shown, "//form[@class='filters']//input")
    assert {one.get("name"): one.get("value") for one in inputs} == asked
    assert parts(shown, f"//h2/a[contains(@href, '{key}')]")
    none = html.fromstring(client.get("/search/", {**asked, "from": "2198-01-01"}).content.decode())
    assert parts(none, f"//h2/a[contains(@href, '{key}')]") == []
    (back,) = parts(none, "//a[@class='filters-reset']")
    assert "from" not in str(back.get("href"))
    assert "sort=date" in str(back.get("href"))


def test_the_english_page_says_in_english_what_is_ours(key: str) -> None:
    assert "The steps in words" in page(key, language="en").decode()


def test_short_fields_of_a_document_stand_beside_its_facts(people: People) -> None:
    said = replace(PLAIN, details={"form": "text", "interpreter": "张三"})
    kind = {"content_type": "interpretation", "category": "interaction.interpretation"}
    shown = html.fromstring(page(Office(people).published(said, **kind).item.key).decode())
    facts = "//details[@class='item-facts']//div"
    assert texts(shown, facts)[-2:] == ["解读形式文字", "解读人张三"]
