"""The bulletin says what the assessment found, with its numbers, and nothing that is empty."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO
from itertools import pairwise

import docx
import pytest
from docx.document import Document

from gongkai.assessment.noted import Noted
from gongkai.assessment.results import Assessment
from gongkai.assessment.rubric import topics
from gongkai.assessment.wording import rectify_term
from gongkai.reports.assessment import FORMATS, Letterhead, default_title, render
from gongkai.reports.assessment.titles import subject_of
from gongkai.reports.official_document.titles import balanced
from tests.reports.assessment_fixture import (
    crowded_assessment,
    decided_assessment,
    lonely_assessment,
    rectified_assessment,
    rubric_assessment,
    scheme_of,
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


def document_of(
    assessment: Assessment,
    letter: Letterhead | None = LETTER,
    noted: tuple[Noted, ...] = (),
) -> Document:
    made = render(assessment, "docx", year=2026, letter=letter, noted=noted)
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


def test_problems_name_what_was_wrong_and_at_which_units() -> None:
    assessment = rubric_assessment()
    text = text_of(document_of(assessment))
    problems = text.partition("存在的主要问题")[2].partition("结果运用")[0]
    assert re.search(r"失分最多的是“[^”]+”（\d+个单位失分）、“", problems)
    told = re.findall(r"主要表现：([^（]+)（([^）]+)）", problems)
    assert told
    by_reason: dict[str, set[str]] = {}
    for unit in assessment.units:
        for facts in unit.score.unit.items.values():
            for one in facts.deductions:
                by_reason.setdefault(one.reason, set()).add(unit.score.unit.name)
    for reason, listed in told:
        names = listed.partition("等")[0].split("、")
        assert by_reason[reason] >= set(names)


def test_the_units_that_lost_most_are_named_with_what_they_lost() -> None:
    assessment = rubric_assessment()
    text = text_of(document_of(assessment))
    below = [unit for unit in assessment.ranked() if unit.grade and unit.grade.id != "pass"]
    lowest = below[-1]
    assert lowest.grade is not None
    head = f"{lowest.score.unit.name}（{lowest.score.total}分，{lowest.grade.title}）失分主要在“"
    assert head in text.partition("问题较多的单位")[2]


def test_words_beside_scores_are_told_of_the_units_that_fell_short() -> None:
    assessment = weighted_assessment()
    totals = {
        unit.score.unit.name: unit.score.unit.components.get("third_party")
        for unit in assessment.units
    }
    weak = [name for name, score in totals.items() if score is not None and score < 90]
    strong = next(name for name, score in totals.items() if score is not None and score >= 90)
    noted = (
        Noted(about="third_party", unit=weak[0], text="栏目三个月没有更新。"),
        Noted(about="third_party", unit=weak[1], text="栏目三个月没有更新"),
        Noted(about="third_party", unit=strong, text="检索不便"),
    )
    text = text_of(document_of(assessment, noted=noted))
    assert f"这些单位的主要问题：栏目三个月没有更新（{weak[0]}、{weak[1]}）。" in text
    assert "检索不便" not in text


def test_where_grades_are_decided_findings_and_reasons_are_told() -> None:
    assessment = decided_assessment()
    point = next(topics(assessment.scheme))
    text = text_of(
        document_of(assessment, noted=(Noted(about=point.id, unit="某股", text="台账不全。"),))
    )
    assert f"{point.title}\n检查发现：台账不全（某股）。" in text
    best = assessment.scheme.grades[0]
    for unit in assessment.units:
        decided = unit.score.unit.decided_grade
        if decided is not None and unit.grade is not best:
            assert f"{unit.score.unit.name}（{unit.grade.title if unit.grade else ''}）" in text


def test_groups_have_ranks_of_their_own() -> None:
    assessment = weighted_assessment()
    document = document_of(assessment)
    assert "分组看，" in text_of(document)
    tables = [t for t in document.tables if t.rows[0].cells[0].text == "组内名次"]
    assert len(tables) == 2
    for table in tables:
        ranks = [int(row.cells[0].text) for row in table.rows[1:]]
        assert ranks[0] == 1
        assert ranks == sorted(ranks)
    assert not [
        t for t in document_of(crowded_assessment()).tables if t.cell(0, 0).text == "组内名次"
    ]


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


def test_the_bulletin_opens_with_what_was_carried_out() -> None:
    assessment = rubric_assessment()
    made = render(assessment, "docx", year=2025, title="示例县 2025 年度政务公开综合考核")
    assert isinstance(made, bytes)
    text = text_of(docx.Document(BytesIO(made)))
    opening = "对18个单位（另有1个单位免予考核）开展了示例县2025年度政务公开综合考核。现将"
    assert opening in text
    assert text.replace("\n", "").startswith("关于示例县2025年度政务公开综合考核结果的通报")


@pytest.mark.parametrize(
    ("title", "subject"),
    [
        ("示例县 2025 年度政务公开综合考核", "示例县2025年度政务公开综合考核"),
        ("2025年度政务公开考核结果", "2025年度政务公开考核"),
        ("关于2025年度政务公开考核结果的通报", "2025年度政务公开考核"),
        ("2025年度政务公开", "2025年度政务公开考核"),
        (None, "2025年度政务公开示范点建设考评"),
    ],
)
def test_a_round_gives_the_assessment_its_name(title: str | None, subject: str) -> None:
    assert subject_of(scheme_of("shifandian"), 2025, title) == subject


def test_nobody_carries_out_the_rules_themselves() -> None:
    scheme = replace(scheme_of("shifandian"), title="示例县政务公开示范点考评细则（2025 年）")
    assert subject_of(scheme, 2025) == "2025年度示例县政务公开示范点考评"


def test_paper_and_screen_name_the_same_term() -> None:
    assessment = rectified_assessment()
    entries = dict(assessment.scheme.consequences)["basic"]
    term = rectify_term(
        next(entry for entry in entries if entry.do == "rectify"), assessment.scheme
    )
    assert f"责令整改，{term.replace(' ', '')}完成" in text_of(document_of(assessment))


def test_a_quota_without_places_says_that_there_is_no_such_grade() -> None:
    assessment = lonely_assessment()
    wanted = "优秀不超过 70%：基数 1 个单位，按比例不足 1 个名额，本次没有优秀等次。"
    html, table = render(assessment, "html"), render(assessment, "table")
    assert isinstance(html, str)
    assert isinstance(table, str)
    for text in (text_of(document_of(assessment)), re.sub("</?bdi>", "", html), table):
        assert wanted in text
        assert "名额已满" not in text


def test_strengths_and_problems_never_name_the_same_item() -> None:
    for make in EVERY:
        document = document_of(make())
        lines = text_of(document).split("\n")
        start = next((i for i, line in enumerate(lines) if line.endswith("、主要特点")), None)
        end = next((i for i, line in enumerate(lines) if line.endswith("、存在的主要问题")), None)
        if start is None or end is None:
            continue
        praised = set(re.findall("“([^”]+)”", "".join(lines[start:end])))
        blamed = {line.partition("）")[2] for line in headings(document, "公文二级标题")}
        assert not praised & blamed


def test_an_item_nearly_everybody_has_is_no_problem() -> None:
    text = text_of(document_of(rubric_assessment()))
    problems = text.partition("存在的主要问题")[2].partition("结果运用")[0]
    rates = [Decimal(rate) for rate in re.findall(r"平均得分率([\d.]+)%", problems)]
    assert rates
    assert max(rates) < 90


def test_components_are_not_told_twice() -> None:
    text = text_of(document_of(weighted_assessment()))
    assert text.count("从各方面平均得分率看") == 1
    assert "得分率较高的项目有" not in text


def test_choices_nobody_made_and_the_hash_stay_out_of_the_official_paper() -> None:
    for make in (rubric_assessment, weighted_assessment):
        assessment = make()
        document = document_of(assessment)
        cells = [c.text for table in document.tables for row in table.rows for c in row.cells]
        assert "未设定" not in cells
        text = text_of(document)
        assert assessment.scheme.hash[:12] not in text
        assert f"{assessment.scheme.id}，{assessment.scheme.version}版" in text


def test_no_line_of_a_title_ends_inside_a_word() -> None:
    lines = balanced("关于2025年度博望区交通运输局政务公开工作考核结果的通报").split("\n")
    assert lines == ["关于2025年度博望区交通运输局", "政务公开工作考核结果的通报"]
    # Twenty characters by count, more by the room that programs leave beside digits.
    assert balanced("关于示例县2025年度政务公开考核结果的通报").count("\n") == 1
    assert balanced("关于" + "示例县" * 7 + "执行规定的通报").endswith("执行规定的通报")
