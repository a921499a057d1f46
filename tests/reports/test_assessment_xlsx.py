"""The workbook of an assessment holds its numbers as numbers and its texts as texts."""

import re
from collections.abc import Callable
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter

from gongkai.assessment.results import Assessment
from gongkai.assessment.whatif import shifts
from gongkai.reports.assessment import render
from tests.reports.assessment_fixture import (
    crowded_assessment,
    decided_assessment,
    rubric_assessment,
    vetoed_assessment,
    weighted_assessment,
)


def book_of(assessment: Assessment) -> Workbook:
    made = render(assessment, "xlsx", year=2026)
    assert isinstance(made, bytes)
    return load_workbook(BytesIO(made))


def column(book: Workbook, sheet: str, heading: str, head_row: int) -> list[Any]:
    rows = list(book[sheet].iter_rows(min_row=head_row))
    index = next(i for i, cell in enumerate(rows[0]) if cell.value == heading)
    return [row[index].value for row in rows[1:]]


@pytest.mark.parametrize(
    ("make", "sheets"),
    [
        (rubric_assessment, ["结果", "各项得分", "扣分明细", "口径", "说明", "问题"]),
        (weighted_assessment, ["结果", "各项得分", "名额", "口径", "说明", "问题"]),
        (crowded_assessment, ["结果", "各项得分", "名额", "口径", "说明"]),
        (decided_assessment, ["结果", "口径", "说明", "问题"]),
        (vetoed_assessment, ["结果", "各项得分", "扣分明细", "口径", "说明"]),
    ],
)
def test_there_is_a_sheet_for_each_question_and_none_that_is_empty(
    make: Callable[[], Assessment], sheets: list[str]
) -> None:
    book = book_of(make())
    assert book.sheetnames == sheets
    for sheet in book.worksheets:
        assert sheet.freeze_panes
        assert sheet.print_title_rows
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.max_row > 1


@pytest.mark.parametrize("make", [rubric_assessment, weighted_assessment, crowded_assessment])
def test_totals_are_numbers_with_the_digits_of_the_pack(make: Callable[[], Assessment]) -> None:
    assessment = make()
    book = book_of(assessment)
    wanted = [unit.score.total for unit in assessment.ranked()]
    found = column(book, "结果", "总分", 3)
    numbers = [None if value == "—" else Decimal(str(value)) for value in found]
    assert numbers == wanted
    sheet = book["结果"]
    total = next(cell.column for cell in sheet[3] if cell.value == "总分")
    assert sheet.cell(4, total or 1).number_format == "0.00"
    assert column(book, "结果", "单位", 3) == [u.score.unit.name for u in assessment.ranked()]


def test_all_deductions_are_listed_with_their_points() -> None:
    assessment = rubric_assessment()
    book = book_of(assessment)
    wanted = sum(
        entry.points
        for unit in assessment.units
        if not unit.score.unit.exempt
        for facts in unit.score.unit.items.values()
        for entry in facts.deductions
    )
    found = column(book, "扣分明细", "分值", 1)
    assert all(isinstance(value, int | float) for value in found)
    assert sum(Decimal(str(value)) for value in found) == wanted


def test_scores_say_what_is_missing_and_what_does_not_apply() -> None:
    book = book_of(rubric_assessment())
    sheet = book["各项得分"]
    words = {
        cell.value for row in sheet.iter_rows() for cell in row if cell.value in {"缺", "不适用"}
    }
    assert words == {"缺", "不适用"}
    assert sheet.freeze_panes == "D2"
    titles = [str(cell.value) for cell in sheet[1]]
    assert titles[:3] == ["名次", "单位", "总分"]
    assert titles[-1] == "单位编号"
    assert len(titles) == 4 + 6 + 27
    assert "组织领导\n满分 20" in titles


def test_components_show_the_score_given_and_the_score_counted() -> None:
    book = book_of(weighted_assessment())
    given = column(book, "各项得分", "自查自评\n原始分", 1)
    counted = column(book, "各项得分", "自查自评\n折算分，满分 10", 1)
    assert given[0] == 94.9
    assert counted[0] == 9.49


def test_text_never_becomes_a_formula() -> None:
    book = book_of(vetoed_assessment())
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    risky = [cell for cell in cells if cell.value in {"=HYPERLINK(1)", "+快照"}]
    assert len(risky) == 2
    assert all(cell.quotePrefix for cell in risky)


def test_the_basis_names_pack_version_and_hash() -> None:
    assessment = rubric_assessment()
    values = column(book_of(assessment), "说明", "内容", 1)
    assert assessment.scheme.hash in values
    assert any("1.0.0" in str(value) for value in values)
    titles = column(book_of(assessment), "口径", "口径", 1)
    assert titles == [reading.title for reading in assessment.scheme.stated]


def test_a_what_if_has_a_sheet_of_its_own() -> None:
    assessment = weighted_assessment()
    made = render(assessment, "xlsx", moves=shifts(assessment, assessment))
    assert isinstance(made, bytes)
    book = load_workbook(BytesIO(made))
    assert column(book, "试算对比", "变化", 1)[0] == 0


def test_ids_stand_last_and_are_not_printed() -> None:
    book = book_of(rubric_assessment())
    for name, top in (("结果", 3), ("各项得分", 1), ("扣分明细", 1), ("问题", 1)):
        sheet = book[name]
        titles = [cell.value for cell in sheet[top]]
        assert titles[-1] == "单位编号"
        printed = str(sheet.print_area).replace("$", "").rpartition("!")[2]
        assert printed == f"A1:{get_column_letter(len(titles) - 1)}{sheet.max_row}"


def test_rows_are_as_high_as_their_text_and_no_higher() -> None:
    book = book_of(crowded_assessment())
    sheet = book["结果"]
    assert sheet.cell(3, 6).value == "说明"
    for row in range(4, sheet.max_row + 1):
        assert sheet.row_dimensions[row].height == (35 if sheet.cell(row, 6).value else 20)
    wide = book_of(rubric_assessment())["各项得分"]
    longest = max(len(str(cell.value)) for cell in wide[1])
    assert longest > 20
    assert wide.row_dimensions[1].height >= 60


def test_numbers_of_one_column_have_the_same_digits() -> None:
    sheet = book_of(rubric_assessment())["扣分明细"]
    assert {sheet.cell(row, 4).number_format for row in range(2, sheet.max_row + 1)} == {"0.0"}


def test_the_sheet_of_problems_names_no_keys() -> None:
    rows = book_of(rubric_assessment())["问题"].iter_rows(min_row=2, values_only=True)
    for row in rows:
        assert not re.search(r"[a-z]+[._][a-z]+", "".join(str(value) for value in row[:-1]))
