"""The bulletin says what the assessment found, with its numbers, and nothing that is empty."""

import re
from collections.abc import Callable
from datetime import date
from io import BytesIO
from itertools import pairwise

import docx
import pytest
from docx.document import Document

from gongkai.assessment.results import Assessment
from gongkai.reports.assessment import FORMATS, Letterhead, default_title, render
from tests.reports.assessment_fixture import (
    crowded_assessment,
    decided_assessment,
    rubric_assessment,
    vetoed_assessment,
    weighted_assessment,
)

LETTER = Letterhead(
    issuer="示例县政务公开领导小组办公室",
    recipients="各乡镇人民政府，县直各单位",
    number="示政公开办[2026]05号",
    issued_on=date(2026, 11, 22),
    copy_to="县委办公室",
)
EVERY = [
    rubric_assessment,
    weighted_assessment,
    crowded_assessment,
    decided_assessment,
    vetoed_assessment,
]


def document_of(assessment: Assessment, letter: Letterhead | None = LETTER) -> Document:
    made = render(assessment, "docx", year=2026, letter=letter)
    assert isinstance(made, bytes)
    return docx.Document(BytesIO(made))


def text_of(document: Document) -> str:
    return "\n".join(paragraph.text for paragraph in document.paragraphs)


def headings(document: Document, level: str) -> list[str]:
    return [p.text for p in document.paragraphs if p.style is not None and p.style.name == level]


@pytest.mark.parametrize("make", EVERY)
def test_every_unit_stands_in_the_annex_with_its_result(make: Callable[[], Assessment]) -> None:
    assessment = make()
    table = document_of(assessment).tables[0]
    titles = [cell.text for cell in table.rows[0].cells]
    rows = {row.cells[1].text: [cell.text for cell in row.cells] for row in table.rows[1:]}
    assert len(rows) == len(assessment.units)
    for unit in assessment.units:
        row = rows[unit.score.unit.name]
        if unit.score.total is not None:
            assert row[titles.index("总分")] == str(unit.score.total)
        if unit.grade is not None:
            assert row[titles.index("等次")] == unit.grade.title


@pytest.mark.parametrize("make", EVERY)
def test_sections_are_numbered_without_gaps_and_none_is_empty(
    make: Callable[[], Assessment],
) -> None:
    document = document_of(make())
    first = [text[0] for text in headings(document, "公文一级标题") if not text.startswith("附件")]
    assert first == list("一二三四五六")[: len(first)]
    styles = [p.style.name for p in document.paragraphs if p.style is not None]
    for here, following in pairwise(styles):
        assert (here, following) != ("公文一级标题", "公文一级标题")
        assert not (here == "公文二级标题" and str(following).endswith("标题"))


def test_units_are_listed_by_grade_with_their_totals() -> None:
    assessment = rubric_assessment()
    text = text_of(document_of(assessment))
    held = [unit for unit in assessment.ranked() if unit.grade and unit.grade.id == "pass"]
    listed = "、".join(f"{unit.score.unit.name}（{unit.score.total}分）" for unit in held)
    assert f"（一）合格单位（{len(held)}个）\n{listed}。" in text


def test_problems_come_with_how_often_and_why() -> None:
    text = text_of(document_of(rubric_assessment()))
    assert re.search(
        r"17个单位中有\d+个未得满分，合计失分[\d.]+分，平均得分率[\d.]+%。主要表现：", text
    )


def test_consequences_carry_their_deadline_from_the_pack() -> None:
    text = text_of(document_of(rubric_assessment()))
    assert "责令整改，期限由考核机构另行书面通知" in text
    assert "取消示范点资格，追究纪律责任" in text


def test_a_quota_is_explained_in_the_bulletin() -> None:
    text = text_of(document_of(crowded_assessment()))
    assert "基数 19 个单位，名额 13 个，实列 13 个" in text


def test_the_letterhead_is_written_in_official_form() -> None:
    text = text_of(document_of(rubric_assessment()))
    assert "示政公开办〔2026〕5号" in text
    assert "2026年11月22日" in text
    assert "各乡镇人民政府，县直各单位：" in text
    assert "附件：1. 考核结果表\n2. 本次考核采用的口径" in text


def test_without_a_letterhead_gaps_are_marked_not_guessed() -> None:
    document = document_of(rubric_assessment(), None)
    gaps = [
        run.text
        for p in document.paragraphs
        for run in p.runs
        if run.font.highlight_color is not None
    ]
    assert gaps == ["【发文机关】", "【成文日期】"]


def test_no_key_of_a_file_reaches_the_paper() -> None:
    for make in EVERY:
        document = document_of(make())
        cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        text = text_of(document) + "\n".join(cells)
        assert not re.search(r"[a-z]+_[a-z]+", text)


@pytest.mark.parametrize("make", EVERY)
def test_the_terminal_shows_every_unit_and_reading(make: Callable[[], Assessment]) -> None:
    assessment = make()
    text = render(assessment, "table", year=2026)
    assert isinstance(text, str)
    for unit in assessment.units:
        assert unit.score.unit.name in text
        assert unit.score.total is None or str(unit.score.total) in text
    for reading in assessment.scheme.stated:
        assert reading.title in text


def test_an_unknown_format_is_an_error_of_the_caller() -> None:
    with pytest.raises(ValueError, match="html"):
        render(decided_assessment(), "pdf")
    assert FORMATS == ("table", "html", "xlsx", "docx")


def test_a_number_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="不合格式"):
        document_of(rubric_assessment(), Letterhead(number="第五号"))


def test_titles_do_not_say_assessment_twice() -> None:
    assert default_title(decided_assessment(), 2026) == "2026年度掇刀区财政局政务公开考核评议结果"
