"""The completeness table, and the page in docs/ that is made of it."""

from pathlib import Path

import pytest

from gongkai.indicators.measure import measure
from gongkai.reports.measure.series_table import series_document, series_table
from tests.rules.calendar_fixture import national_calendar

PROJECT = Path(__file__).parents[3]
STATE_COUNCIL = PROJECT.parent / "shared" / "data" / "records" / "state-council.csv"


def test_a_table_has_a_row_per_year_and_dashes_where_nothing_is_seen(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("文号\n示函〔2022〕4号\n示函〔2022〕1号\n示发〔2021〕1号\n", encoding="utf-8")
    report = measure([path], calendar=national_calendar(), limit=20)
    rows = series_table(report, ["示函", "示发"], range(2021, 2023)).splitlines()
    assert rows[2:] == [
        "| 2021 | — | — | — | — | 1 | 1 | 1 | 100.0% |",
        "| 2022 | 2 | 4 | 5 | 40.0% | — | — | — | — |",
        "| **all** | 2 | 4 | 5 | 40.0% | 1 | 1 | 1 | 100.0% |",
    ]


@pytest.mark.real
@pytest.mark.skipif(
    not STATE_COUNCIL.exists(), reason="the real records are not beside the project"
)
def test_the_page_in_docs_is_what_the_real_records_give() -> None:
    report = measure([STATE_COUNCIL], calendar=national_calendar(), limit=20)
    made = series_document(report, ["国发", "国办发", "国函", "国办函"], range(2008, 2023))
    assert (PROJECT / "docs" / "number-completeness.md").read_text(encoding="utf-8") == made
