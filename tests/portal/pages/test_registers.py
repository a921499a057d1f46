"""Registers on the portal: whole while they are few, by unit beyond, made anew with each entry."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from pytest_django.fixtures import Settings

from gongkai.disclosure.actions.taking_over import Former, take_over
from gongkai.disclosure.content import Content
from gongkai.portal.jobs import rebuild_pages, refresh, tree
from gongkai.portal.pages import registers
from gongkai.portal.pages.rendering import Renderer
from gongkai.portal.tree import Missing, Rendered
from gongkai.rules.flows import flow_value, in_order
from tests.people import NOW, SYSTEM, People

pytestmark = pytest.mark.django_db

CHART = flow_value(in_order(["申请", "审查", "发证"]))


@pytest.fixture(autouse=True)
def folders(settings: Settings, tmp_path: Path) -> None:
    settings.GONGKAI_PORTAL = tmp_path / "portal"
    settings.GONGKAI_SEARCH = tmp_path / "search"


def power(name: str, unit: str = "caizheng", **more: Any) -> Former:
    basis, holder = "《示例县办法》第三条", "示例县财政局"
    said = {"name": name, "kind": "licence", "basis": basis, "holder": holder}
    content = Content(title=f"{name}（2026）", details={**said, **more})
    at = NOW - timedelta(days=3)
    return Former(unit, "five.management.powers", "power_list", content, at)


def text(address: str, language: str = "zh-hans") -> str:
    outcome = Renderer(NOW, language).render(address)
    assert isinstance(outcome, Rendered), address
    assert isinstance(outcome.content, bytes)
    return outcome.content.decode()


def cells(page: str) -> list[list[str]]:
    document: Any = html.fromstring(page)
    return [
        [" ".join(cell.text_content().split()) for cell in row.xpath("./th | ./td")]
        for row in document.xpath("//main//tbody/tr")
    ]


def test_a_register_stands_whole_while_it_is_short(people: People) -> None:
    take_over([power("记账许可", chart=CHART), power("登记", "minzheng")], by=SYSTEM)
    page = text("/registers/power-list/")
    assert "共 2 条，涉及 2 个单位" in page
    rows = sorted(cells(page))
    assert [row[:5] for row in rows] == [
        ["登记", "示例县民政局", "行政许可", "《示例县办法》第三条", "示例县财政局"],
        ["记账许可", "示例县财政局", "行政许可", "《示例县办法》第三条", "示例县财政局"],
    ]
    assert rows[1][5] == "查看流程图"
    assert "#part-chart" in page
    assert 'href="/api/registers/power_list.csv"' in page
    index = {row[0]: row[1] for row in cells(text("/registers/"))}
    assert index["权力清单"] == "2"
    assert index["负面清单"] == "0"
    assert "还没有内容" in text("/registers/negative-list/")


def test_what_a_unit_has_is_a_page_of_its_own(people: People) -> None:
    take_over(
        [power("记账许可"), power("预算检查", "yusuan"), power("登记", "minzheng")], by=SYSTEM
    )
    page = text("/registers/power-list/caizheng/")
    assert sorted(row[0] for row in cells(page)) == ["记账许可", "预算检查"], "sections are inside"
    assert 'href="/api/registers/power_list.xlsx?unit=caizheng"' in page
    assert 'href="/registers/power-list/caizheng/"' in text("/unit/caizheng/")
    assert "/registers/" not in text("/unit/xian/")
    for address in ("power-list/xian/", "power-list/none/", "notice/", "power-list/caizheng/x/"):
        assert isinstance(Renderer(NOW).render(f"/registers/{address}"), Missing), address


def test_a_long_register_leads_to_its_units(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(registers, "MOST_ON_FRONT", 2)
    take_over([power(f"职权{n}") for n in range(3)], by=SYSTEM)
    page = text("/registers/power-list/")
    assert cells(page) == []
    assert "示例县财政局（3）" in page


def test_columns_lead_to_their_registers(people: People) -> None:
    assert 'href="/registers/institution/"' in text("/institutions/")
    column = text("/column/five-management-powers/")
    for name in ("power-list", "duty-list", "service-list"):
        assert f'href="/registers/{name}/"' in column
    assert 'href="/registers/"' in text("/catalogue/")


def test_publishing_an_entry_makes_its_pages_anew_and_leaves_what_a_rebuild_makes(
    people: People,
) -> None:
    take_over([power("记账许可")], by=SYSTEM)
    rebuild_pages(NOW)
    keys = take_over([power("登记", "minzheng")], by=SYSTEM)
    done = refresh(keys, NOW)
    assert {
        "/registers/",
        "/registers/power-list/",
        "/registers/power-list/minzheng/",
    } <= set(done.written)
    assert "/registers/power-list/caizheng/" not in done.written
    before = {page.address: page.sha256 for page in tree().pages()}
    rebuild_pages(NOW)
    assert {page.address: page.sha256 for page in tree().pages()} == before


def test_what_ended_says_so_in_the_register_of_systems(people: People) -> None:
    said = {"name": "澄清制度", "kind": "clarification", "followed": "检查 2 次"}
    day = NOW.date()
    content = Content(title="澄清制度", details=said, effective_on=day - timedelta(days=90))
    rule = Former("caizheng", "own.institutions", "institution", content, NOW - timedelta(days=80))
    over = replace(content, title="发布制度", expires_on=day - timedelta(days=1))
    take_over([rule, replace(rule, said=over)], by=SYSTEM)
    rows = cells(text("/registers/institution/"))
    assert [row[4] for row in rows] == ["已失效", "有效"]


def test_the_unit_in_english(people: People) -> None:
    take_over([power("记账许可")], by=SYSTEM)
    assert "1 entries" in text("/registers/power-list/caizheng/", "en")
