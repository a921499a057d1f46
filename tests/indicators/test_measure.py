"""The contract of `gongkai measure`, case by case."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from gongkai.indicators.lookups import DatedLimit, Limits
from gongkai.indicators.measure import measure
from gongkai.indicators.report import MeasureReport
from tests.rules.calendar_fixture import national_calendar

HEADER = "unit,url,title,issued_on,published_on,document_number"


def measured(
    tmp_path: Path, *lines: str, limit: int | Limits = 20, as_of: date | None = None
) -> MeasureReport:
    path = tmp_path / "a.csv"
    path.write_text("\n".join([HEADER, *lines, ""]), encoding="utf-8")
    return measure([path], calendar=national_calendar(), limit=limit, as_of=as_of)


def only_unit(report: MeasureReport) -> dict[str, Any]:
    (unit,) = json.loads(report.to_json())["units"]
    assert isinstance(unit, dict)
    return unit


def record(issued: str, published: str, number: str = "", url: str = "") -> str:
    return f"示例县,{url},题,{issued},{published},{number}"


def test_the_json_has_every_key_of_the_contract(tmp_path: Path) -> None:
    unit = only_unit(measured(tmp_path, record("2023-06-14", "2023-06-20", "示府发〔2023〕2号")))
    timely = unit["indicators"]["disclosure.on_time"]
    (series,) = unit["indicators"]["disclosure.number_completeness"]["series"]
    assert set(unit) == {"unit", "rows", "duplicates", "indicators", "anomalies"}
    assert timely["rate"] == "1.000000"
    assert timely["median_working_days"] == "4.000000"
    assert timely["by_year"] == {"2023": {"numerator": 1, "denominator": 1, "rate": "1.000000"}}
    assert series | {"missing": "1"} == {
        "issuer_code": "示府发",
        "year": 2023,
        "observed": 1,
        "highest": 2,
        "estimate": "3.000000",
        "rate": "0.333333",
        "missing": "1",
    }


@pytest.mark.parametrize(
    ("published", "timely"),
    [
        ("2026-01-29", 1),  # the 20th working day after 2026-01-01, two make-up days counted
        ("2026-01-30", 0),
        ("2026-01-01", 1),
    ],
)
def test_the_twentieth_working_day_is_the_last_in_time(
    tmp_path: Path, published: str, timely: int
) -> None:
    unit = only_unit(measured(tmp_path, record("2026-01-01", published)))
    assert unit["indicators"]["disclosure.on_time"]["numerator"] == timely


def test_with_nothing_to_count_the_rate_is_null_and_never_zero(tmp_path: Path) -> None:
    unit = only_unit(measured(tmp_path, record("2023-06-14", ""), record("", "2023-06-14")))
    timely = unit["indicators"]["disclosure.on_time"]
    assert (timely["denominator"], timely["rate"], timely["median_working_days"]) == (0, None, None)
    assert timely["by_year"] == {}


@pytest.mark.parametrize(
    ("issued", "published", "kind"),
    [
        ("2023-06-15", "2023-06-14", "published_before_issued"),
        ("2003-12-31", "2004-01-05", "outside_calendar"),
        ("2023-06-14", "2099-01-05", "outside_calendar"),
        ("1999-01-05", "1998-01-05", "published_before_issued"),
        ("2023-02-30", "2023-06-14", "unparsed_date"),
        ("不详", "", "unparsed_date"),
    ],
)
def test_a_row_left_out_is_counted_by_its_reason_and_listed(
    tmp_path: Path, issued: str, published: str, kind: str
) -> None:
    report = measured(tmp_path, record(issued, published), record("2023-06-14", "2023-06-14"))
    unit = only_unit(report)
    assert unit["indicators"]["disclosure.on_time"]["denominator"] == 1
    assert {name: items for name, items in unit["anomalies"].items() if items} == {kind: 1}
    assert [(item.line, item.kind.value) for item in report.anomalies] == [(2, kind)]


def test_an_unreadable_number_is_counted_but_an_empty_one_is_not(tmp_path: Path) -> None:
    unit = only_unit(measured(tmp_path, record("", "", "无"), record("", "", "  ")))
    assert unit["anomalies"]["unparsed_number"] == 1


def test_rows_with_one_url_count_once_and_the_first_is_kept(tmp_path: Path) -> None:
    report = measured(
        tmp_path,
        record("2023-06-14", "2023-06-14", "示函〔2023〕1号", " https://a.example/1"),
        record("2023-06-14", "2023-12-29", "示函〔2023〕9号", "https://a.example/1 "),
        record("2023-06-14", "2023-06-14", "", ""),
        record("2023-06-14", "2023-06-14", "", ""),
    )
    unit = only_unit(report)
    assert (unit["rows"], unit["duplicates"]) == (4, 1)
    assert unit["indicators"]["disclosure.on_time"]["denominator"] == 3
    assert unit["indicators"]["disclosure.on_time"]["rate"] == "1.000000"
    assert unit["indicators"]["disclosure.number_completeness"]["series"][0]["highest"] == 1
    assert report.anomalies[0].detail == "首条在“a.csv”第 2 行"


def test_a_joint_issue_counts_in_every_series_it_names(tmp_path: Path) -> None:
    cell = "示府发〔2023〕3号、示办函〔2023〕1号"
    unit = only_unit(measured(tmp_path, record("", "", cell), record("", "", "示府发〔2023〕03号")))
    series = unit["indicators"]["disclosure.number_completeness"]["series"]
    assert [(s["issuer_code"], s["observed"], s["highest"]) for s in series] == [
        ("示办函", 1, 1),
        ("示府发", 1, 3),
    ]


def test_orders_that_count_through_the_years_are_a_series_without_a_year(tmp_path: Path) -> None:
    report = measured(tmp_path, record("", "", "示例省政府令第5号"))
    (series,) = only_unit(report)["indicators"]["disclosure.number_completeness"]["series"]
    assert (series["year"], series["highest"], series["missing"]) == (None, 5, "1-4")


def test_a_dated_limit_holds_from_its_day(tmp_path: Path) -> None:
    limits = (DatedLimit(date(2020, 1, 1), 15), DatedLimit(date(2023, 1, 1), 5))
    lines = [
        record(day, later)
        for day, later in (("2022-12-01", "2022-12-20"), ("2023-02-01", "2023-02-20"))
    ]
    unit = only_unit(measured(tmp_path, *lines, limit=limits))
    by_year = unit["indicators"]["disclosure.on_time"]["by_year"]
    assert {year: ratio["numerator"] for year, ratio in by_year.items()} == {"2022": 1, "2023": 0}


def test_as_of_leaves_later_records_out_and_lets_the_open_gap_end_there(tmp_path: Path) -> None:
    report = measured(
        tmp_path,
        record("2023-01-03", "2023-01-05", "示函〔2023〕1号", "u"),
        record("2023-01-03", "2023-02-05", "示函〔2023〕2号"),
        record("2023-03-01", "2023-06-30", "示函〔2023〕3号"),
        record("2023-06-29", "", "示函〔2023〕4号"),
        as_of=date(2023, 5, 31),
    )
    unit = only_unit(report)
    gap = unit["indicators"]["disclosure.longest_gap"]
    assert unit["rows"] == 2
    assert unit["anomalies"]["after_as_of"] == 2
    assert unit["indicators"]["disclosure.number_completeness"]["series"][0]["highest"] == 2
    assert gap == {
        "calendar_days": 115,
        "after": "2023-02-05",
        "until": "2023-05-31",
        "still_open": True,
    }


def test_a_first_row_after_the_day_does_not_hide_its_earlier_repetition(tmp_path: Path) -> None:
    lines = [record("2023-01-03", day, "", "u") for day in ("2023-06-30", "2023-01-05")]
    unit = only_unit(measured(tmp_path, *lines, as_of=date(2023, 5, 31)))
    assert (unit["rows"], unit["duplicates"]) == (1, 0)
    assert unit["indicators"]["disclosure.on_time"]["numerator"] == 1


def test_a_year_without_a_published_calendar_is_marked_provisional(tmp_path: Path) -> None:
    report = measured(
        tmp_path, record("2026-12-28", "2027-01-05"), record("2026-01-05", "2026-01-06")
    )
    assert (report.provisional, report.units[0].on_time.denominator) == (1, 2)


def test_units_stand_in_the_order_of_their_first_row_and_an_empty_name_is_shown(
    tmp_path: Path,
) -> None:
    report = measured(tmp_path, "乙局,,,,,", "甲局,,,,,", " 乙局 ,,,,,", ",,,,,")
    assert [(unit.unit, unit.rows) for unit in report.units] == [
        ("乙局", 2),
        ("甲局", 1),
        ("（未填单位）", 1),
    ]
    assert [item.kind.value for item in report.anomalies] == ["empty_unit"]


def test_the_sums_in_the_report_are_the_lengths_of_its_lists(tmp_path: Path) -> None:
    report = measured(
        tmp_path,
        record("2023-06-15", "2023-06-14", "无", "u"),
        record("2001-06-15", "2023-06-14", "无", "u"),
        record("2001-06-15", "2023-06-14", "", "v"),
    )
    listed = [item.kind for item in report.anomalies]
    assert report.anomaly_counts == {kind: listed.count(kind) for kind in report.anomaly_counts}
    assert report.anomaly_total == len(listed) == 4


def test_all_anomalies_can_be_written_to_a_file(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"{HEADER}\n示例县,u,题,不详,不详,无\n", encoding="utf-8")
    out = tmp_path / "异常.csv"
    report = measure(
        [path], calendar=national_calendar(), limit=20, anomalies_out=out, listed_anomalies=1
    )
    lines = out.read_text(encoding="utf-8-sig").splitlines()
    assert (len(lines), len(report.anomalies), report.anomaly_total) == (4, 1, 3)
    assert lines[1].startswith("a.csv,2,示例县,成文日期,不详,日期无法识别")
