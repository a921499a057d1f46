"""The HTML report stands alone, says every number of the assessment, and explains each."""

import re
from collections.abc import Callable
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from lxml.html import HtmlElement, fromstring

from gongkai.assessment.assess import assess
from gongkai.assessment.facts import facts_from_trees
from gongkai.assessment.results import Assessment
from gongkai.assessment.whatif import shifts
from gongkai.policy.cursor import Log
from gongkai.reports.assessment import render
from gongkai.reports.assessment.trees import MAX_TREES, shown
from tests.reports.assessment_fixture import assessed as assess_facts
from tests.reports.assessment_fixture import (
    crowded_assessment,
    crowded_facts,
    decided_assessment,
    node,
    rubric_assessment,
    scheme_of,
    vetoed_assessment,
    weighted_assessment,
    weighted_facts,
)

EVERY = [
    rubric_assessment,
    weighted_assessment,
    crowded_assessment,
    decided_assessment,
    vetoed_assessment,
]


def html_of(assessment: Assessment) -> str:
    made = render(assessment, "html", year=2026)
    assert isinstance(made, str)
    return made


def all_of(element: HtmlElement, path: str) -> list[Any]:
    """Return what an XPath finds; lxml's own type says only that it may be anything."""
    return list(element.xpath(path))


def text_of(element: HtmlElement) -> str:
    return re.sub(r"\s+", " ", str(element.text_content()))


def ranking(page: HtmlElement) -> list[list[str]]:
    """Return the cells of the ranking, the name without its remarks."""
    found = []
    for row in all_of(page, "(//main/section//table)[1]/tbody/tr"):
        for extra in all_of(row, ".//*[contains(@class,'remark') or contains(@class,'cite')]"):
            extra.drop_tree()
        found.append([text_of(cell).strip() for cell in all_of(row, "./td")])
    return found


@pytest.mark.parametrize("make", EVERY)
def test_the_page_stands_alone_and_is_well_formed(make: Callable[[], Assessment]) -> None:
    source = html_of(make())
    assert "<script" not in source
    assert not re.search(r"(?:src|href)=\"(?!#)", source)
    assert "url(" not in source
    page = fromstring(source)
    assert page.get("lang") == "zh-Hans"
    ids = all_of(page, "//@id")
    assert len(ids) == len(set(ids))
    for link in all_of(page, "//a/@href"):
        assert link[1:] in ids


@pytest.mark.parametrize("make", [rubric_assessment, weighted_assessment, crowded_assessment])
def test_the_ranking_shows_the_numbers_of_the_assessment(make: Callable[[], Assessment]) -> None:
    assessment = make()
    wanted = [
        [
            str(unit.rank) if unit.rank else "—",
            unit.score.unit.name,
            "—" if unit.score.total is None else str(unit.score.total),
            unit.grade.title
            if unit.grade
            else ("免予考核" if unit.score.unit.exempt else "未定等"),
        ]
        for unit in assessment.ranked()
    ]
    assert ranking(fromstring(html_of(assessment))) == wanted


def test_every_deduction_stands_with_reason_evidence_assessor_and_date() -> None:
    assessment = rubric_assessment()
    page = text_of(fromstring(html_of(assessment)))
    entries = [
        entry
        for unit in assessment.units
        if not unit.score.unit.exempt
        for facts in unit.score.unit.items.values()
        for entry in facts.deductions
    ]
    assert len(entries) > 100
    for entry in entries:
        assert entry.on is not None
        day = f"{entry.on.year}年{entry.on.month}月{entry.on.day}日"
        wanted = f"分：{entry.reason}（依据：{entry.evidence}，认定：{entry.by}，{day}）"
        assert wanted in page


@pytest.mark.parametrize("make", EVERY)
def test_readings_pack_and_hash_are_printed(make: Callable[[], Assessment]) -> None:
    assessment = make()
    page = text_of(fromstring(html_of(assessment)))
    scheme = assessment.scheme
    assert scheme.hash in page
    assert scheme.version in page
    for reading in scheme.stated:
        assert reading.title in page
        assert re.sub(r"\s+", " ", reading.why) in page


def test_what_is_missing_stands_at_the_top() -> None:
    page = fromstring(html_of(rubric_assessment()))
    notice = text_of(all_of(page, "//div[@class='notice']")[0])
    assert "示例县应急管理局：知情权、参与权、监督权的保障：答卷 12 份，少于最少 30 份" in notice


def test_the_overflow_of_a_quota_is_explained() -> None:
    page = text_of(fromstring(html_of(crowded_assessment())))
    assert "优秀不超过 70%：基数 19 个单位，名额 13 个，实列 13 个。" in page
    assert "得分达到优秀，因名额已满列合格。" in page


def test_grades_that_people_decided_come_in_order_and_without_empty_numbers() -> None:
    rows = ranking(fromstring(html_of(decided_assessment())))
    assert rows == [
        ["办公室", "优秀"],
        ["预算科", "良好"],
        ["监督科", "不合格"],
        ["采购科", "未定等"],
    ]


def test_names_and_reasons_cannot_become_markup() -> None:
    source = html_of(vetoed_assessment())
    assert "<b>教育局</b>" not in source
    assert "<b>教育局</b>网站" in unescape(source)


def test_charts_are_pictures_with_their_values_in_words() -> None:
    page = fromstring(html_of(rubric_assessment()))
    labels = [picture.get("aria-label") for picture in all_of(page, "//svg")]
    assert labels[0] == "各等次单位数：合格 3 个；基本合格 13 个；不合格 1 个；未定等 1 个"
    for picture in all_of(page, "//svg"):
        etree.fromstring(etree.tostring(picture))


def test_a_what_if_lists_the_units_that_moved() -> None:
    before = weighted_assessment()
    facts = weighted_facts()
    facts["units"][0]["components"]["work"] = "10"
    after = assess_facts("bowang-jiaoyun", facts)
    made = render(after, "html", moves=shifts(before, after))
    assert isinstance(made, str)
    page = fromstring(made)
    section = all_of(page, "//section[h2='试算前后']")[0]
    assert "示例县教育局" in text_of(section)
    assert "红枫乡" not in text_of(section)


def test_a_province_stays_readable_and_says_what_it_leaves_out() -> None:
    units = [
        {
            "id": f"p{index}",
            "name": f"单位{index}",
            "components": dict.fromkeys(("self", "third_party", "work"), str(index / 10)),
        }
        for index in range(1000)
    ]
    assessment = assess_facts("bowang-jiaoyun", {"units": units})
    page = fromstring(html_of(assessment))
    assert len(all_of(page, "//details[@class='unit']")) == MAX_TREES == len(shown(assessment))
    assert "共 1000 个单位，本页列出 200 个单位的得分说明" in text_of(page)
    assert len(ranking(page)) == 1000


def test_a_name_that_turns_the_direction_of_writing_is_set_apart() -> None:
    turned = "教育局\u202e乡镇"
    scheme = scheme_of("bowang-jiaoyun")
    facts = facts_from_trees([node(crowded_facts())], scheme, Log())
    # Facts with such characters are refused; a result that comes another way is shown all the same.
    units = tuple(
        replace(unit, name=turned) if index in {0, 18} else unit
        for index, unit in enumerate(facts.units)
    )
    source = html_of(assess(scheme, replace(facts, units=units)))
    assert source.count(turned) == source.count(f"<bdi>{turned}</bdi>") >= 4


@pytest.mark.browser
def test_the_score_of_a_long_name_stays_in_its_box_on_a_phone(browser: Any, tmp_path: Path) -> None:
    longest = "示例县经济开发区管理委员会综合行政执法大队直属第一中队"
    units = [
        {"id": f"n{index}", "name": longest[:index],
         "components": dict.fromkeys(("self", "third_party", "work"), "91")}
        for index in range(8, 27)
    ]  # fmt: skip
    path = tmp_path / "report.html"
    path.write_text(html_of(assess_facts("bowang-jiaoyun", {"units": units})), encoding="utf-8")
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto(path.as_uri())
    outside = page.evaluate(
        """() => [...document.querySelectorAll('details.unit > summary')].filter(summary => {
             const box = summary.getBoundingClientRect();
             const value = summary.querySelector('.value').getBoundingClientRect();
             return value.bottom > box.bottom || value.right > box.right || value.left < box.left;
           }).length"""
    )
    assert outside == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.close()
