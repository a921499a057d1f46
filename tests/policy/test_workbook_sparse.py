"""A sheet costs what it holds, not the rectangle its last formatted cell spans."""

import time
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.styles import Font

from gongkai.assessment.facts_xlsx.layout import SHEETS
from gongkai.policy.problems import ProblemsError
from gongkai.policy.workbook.safety import MAX_ROWS, read_source
from gongkai.policy.workbook.tables import read_tables
from tests.policy.workbook_files import edit_part, far_cell, plain_book


@pytest.mark.parametrize("cell", ["A1048576", "XFD1048576", "XFD1"])
def test_a_styled_empty_cell_far_away_costs_nothing(tmp_path: Path, cell: str) -> None:
    path = far_cell(plain_book(tmp_path), cell)
    start = time.process_time()
    tables = read_tables(path, SHEETS)
    assert time.process_time() - start < 2
    assert not tables.problems
    assert [record.text("id") for record in tables.of("units")] == ["u01"]


def test_a_value_far_away_is_read_and_keeps_its_place(tmp_path: Path) -> None:
    path = plain_book(tmp_path)
    book = load_workbook(path)
    book["单位"]["A1048576"] = "u02"
    book.save(path)
    last = read_tables(path, SHEETS, "f.xlsx").of("units")[-1]
    assert str(last.at("id")) == "f.xlsx:单位!A1048576"


def test_a_far_cell_of_an_unknown_sheet_costs_nothing_either(tmp_path: Path) -> None:
    path = plain_book(tmp_path)
    book = load_workbook(path)
    book.create_sheet("草稿")["XFD1048576"].font = Font(bold=True)
    book.save(path)
    assert not read_tables(path, SHEETS).problems


def test_hundreds_of_thousands_of_empty_rows_are_refused_with_the_mend(tmp_path: Path) -> None:
    path = plain_book(tmp_path)
    rows = b'<row ht="15"/>' * (MAX_ROWS + 1) + b"</sheetData>"
    edit_part(path, b"</sheetData>", rows, "xl/worksheets/sheet1.xml")
    with pytest.raises(ProblemsError, match=r"F-SIZE 一个工作表有 .* 行，上限 .*请删去下方的空行"):
        read_source(path)
