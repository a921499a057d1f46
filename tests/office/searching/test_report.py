"""The search report on the screen: filtered, sorted, exported, and closed to others."""

from collections.abc import Callable
from datetime import date, timedelta
from html import unescape
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from gongkai.core.searched import note
from gongkai.search import SearchLog
from tests.search.documents_fixture import document, index_of

SignIn = Callable[..., Client]
REPORT = "/office/search-report/"
MONDAY = date(2026, 3, 2)

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(signed_in: SignIn) -> Client:
    for words, total, took, days in (
        ("低保", 0, 3, (0, 1, 1)),
        ("公积金 & 提取", 0, 4, (1,)),
        ("=1+1", 7, 812, (2,)),
    ):
        for day in days:
            note(SearchLog(words, total, took), MONDAY + timedelta(days=day))
    return signed_in("openness_office", unit="xian", name="李四")


def rows(client: Client, query: str = "") -> str:
    answer = client.get(f"{REPORT}{query}")
    assert answer.status_code == 200
    return unescape(answer.content.decode()).split("<tbody", 1)[1].split("</tbody>")[0]


def order(page: str) -> list[str]:
    return sorted((w for w in ("低保", "公积金", "=1+1") if w in page), key=page.index)


def test_what_was_most_often_in_vain_comes_first_and_leads_to_the_answer(office: Client) -> None:
    page = rows(office)
    assert order(page) == ["低保", "公积金", "=1+1"]
    assert "/search/?q=%E5%85%AC%E7%A7%AF%E9%87%91+%26+%E6%8F%90%E5%8F%96" in page
    assert order(rows(office, "?sort=-slowest"))[0] == "=1+1"
    assert order(rows(office, "?sort=-last"))[0] == "=1+1"
    assert order(rows(office, "?sort=last"))[2] == "=1+1"


def test_filters_narrow_by_problem_words_and_days(office: Client) -> None:
    assert order(rows(office, "?kind=slow")) == ["=1+1"]
    assert order(rows(office, "?kind=nothing")) == ["低保", "公积金"]
    assert order(rows(office, "?q=公积")) == ["公积金"]
    first = rows(office, "?day_to=2026-03-02")
    assert order(first) == ["低保"]
    assert ">1<" in first.replace(" ", "").replace("\n", ""), "only what was counted that day"
    assert rows(office, "?day_from=2026-02-30&kind=other")


def test_the_report_is_a_file_too_and_a_formula_stays_text(office: Client) -> None:
    lines = office.get(f"{REPORT}?export=csv&sort=-slowest").getvalue().decode().splitlines()
    assert lines[1] == "'=1+1,1,0,812,2026-03-04"
    assert "低保,3,3,3,2026-03-03" in lines
    sheet = office.get(f"{REPORT}?export=xlsx")
    assert sheet.status_code == 200
    assert sheet.getvalue()[:2] == b"PK"


def test_it_is_found_on_the_dashboard_by_those_who_may_see_it(
    office: Client, signed_in: SignIn
) -> None:
    assert f'href="{REPORT}"' in office.get("/office/dashboard/").content.decode()
    clerk = signed_in("clerk", unit="caizheng", name="张三")
    assert f'href="{REPORT}"' not in clerk.get("/office/").content.decode()
    assert clerk.get(REPORT).status_code == 403
    assert office.post(REPORT).status_code == 405


def test_what_a_reader_looked_for_in_vain_is_in_the_report(
    office: Client, settings: Settings, tmp_path: Path
) -> None:
    settings.GONGKAI_SEARCH = tmp_path / "index"
    index_of(tmp_path, document())
    reader = Client()
    for words in ("最低生活保障", "养老院床位", "养老院床位", "电话 13800138000"):
        assert reader.get("/search/", {"q": words}).status_code == 200
    page = rows(office, "?q=养老院")
    assert "养老院床位" in page
    assert "最低生活保障" not in rows(office)
    assert "13800138000" not in rows(office)
    lines = office.get(f"{REPORT}?export=csv&q=养老院").getvalue().decode().splitlines()
    assert lines[1].startswith("养老院床位,2,2,")
