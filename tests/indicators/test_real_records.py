"""Real records of six governments, measured and derived again row by row."""

import csv
import json
from pathlib import Path

import pytest

from gongkai.indicators.measure import measure
from tests.indicators.reference import contract_view, measure_rows
from tests.rules.calendar_fixture import national_calendar

RECORDS = Path(__file__).parents[3] / "shared" / "data" / "records"
FILES = sorted(RECORDS.glob("*.csv"))

pytestmark = [
    pytest.mark.real,
    pytest.mark.skipif(not FILES, reason="the real records are not beside the project"),
]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_number_of_a_real_file_is_the_one_derived_row_by_row(path: Path) -> None:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        expected = measure_rows(csv.DictReader(stream))
    report = measure([path], calendar=national_calendar(), limit=20)
    found = {unit["unit"]: contract_view(unit) for unit in json.loads(report.to_json())["units"]}
    assert found == expected


@pytest.mark.skipif(len(FILES) < 2, reason="needs several files")
def test_files_measured_together_give_each_unit_what_it_has_alone() -> None:
    together = measure(FILES, calendar=national_calendar(), limit=20)
    alone = [measure([path], calendar=national_calendar(), limit=20) for path in FILES]
    assert together.units == tuple(unit for report in alone for unit in report.units)
