"""A register is measured by the product's own command, and takes no memory to speak of."""

import csv
import json
import tracemalloc
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from gongkai.config.cli import app
from gongkai.indicators.records.columns import COLUMNS as CONTRACT
from gongkai.reports.register import (
    COLUMNS,
    TITLES,
    RegisterEntry,
    csv_chunks,
    jsonl_chunks,
    write_workbook,
)

FIRST = date(2026, 1, 5)


def entries(count: int) -> Iterator[RegisterEntry]:
    """Yield documents 1, 2, 4, 5, 7 … of one series: every third is not public."""
    for number in range(1, count + 1):
        if number % 3 == 0:
            continue
        day = FIRST + timedelta(days=number % 300)
        yield RegisterEntry(
            unit="示例县人民政府办公室",
            url=f"https://www.example.gov.cn/items/{number}/",
            title=f"关于第{number}项工作的通知",
            issued_on=day,
            published_on=day + timedelta(days=40 if number % 10 == 1 else 3),
            document_number=f"示政办发〔2026〕{number}号",
            index_number=f"示政办-TZ-2026-{number:05d}",
            validity="有效",
        )


def measured(path: Path) -> dict[str, Any]:
    """Run ``gongkai measure`` on a file."""
    done = CliRunner().invoke(
        app, ["measure", str(path), "--as-of", "2027-01-31", "--format", "json"]
    )
    assert done.exit_code == 0, done.output
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_the_register_keeps_to_the_records_contract() -> None:
    assert COLUMNS[: len(CONTRACT)] == CONTRACT
    assert set(TITLES) == set(COLUMNS)


@pytest.mark.parametrize(("suffix", "chunks"), [("csv", csv_chunks), ("jsonl", jsonl_chunks)])
def test_the_product_measures_its_own_register(
    suffix: str, chunks: Callable[[Iterator[RegisterEntry]], Iterator[bytes]], tmp_path: Path
) -> None:
    path = tmp_path / f"register.{suffix}"
    path.write_bytes(b"".join(chunks(entries(60))))
    report = measured(path)
    (unit,) = report["units"]
    assert unit["unit"] == "示例县人民政府办公室"
    assert unit["indicators"]["disclosure.on_time"]["numerator"] == 36
    assert unit["indicators"]["disclosure.on_time"]["denominator"] == 40
    (series,) = unit["indicators"]["disclosure.number_completeness"]["series"]
    assert (series["issuer_code"], series["observed"], series["highest"]) == ("示政办发", 40, 59)
    assert series["missing"].startswith("3,6,9,")
    assert not any(unit["anomalies"].values())


def test_both_files_are_measured_alike(tmp_path: Path) -> None:
    reports = []
    for suffix, chunks in (("csv", csv_chunks), ("jsonl", jsonl_chunks)):
        path = tmp_path / f"register.{suffix}"
        path.write_bytes(b"".join(chunks(entries(300))))
        text = json.dumps(measured(path), sort_keys=True, ensure_ascii=False)
        reports.append(text.replace(f".{suffix}", "").replace(suffix, ""))
    assert reports[0] == reports[1]


def test_the_workbook_says_the_same_to_people() -> None:
    out = BytesIO()
    write_workbook(entries(5), out)
    sheet = openpyxl.load_workbook(out).worksheets[0]
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0] == tuple(TITLES.values())
    assert [row[5] for row in rows[1:]] == [f"示政办发〔2026〕{n}号" for n in (1, 2, 4, 5)]
    assert sheet.freeze_panes == "A2"


@pytest.mark.parametrize("title", ["=1+1", "+86-1", "-x", "@a", "\tx"])
def test_no_title_becomes_a_formula(title: str) -> None:
    entry = RegisterEntry(unit="甲", url="https://a.cn/1", title=title)
    rows = list(csv.reader(StringIO(b"".join(csv_chunks([entry])).decode("utf-8-sig"))))
    assert rows[1][2] == f"'{title}"
    assert json.loads(b"".join(jsonl_chunks([entry])))["title"] == title
    out = BytesIO()
    write_workbook([entry], out)
    assert openpyxl.load_workbook(out).worksheets[0].cell(2, 3).data_type == "s"


@given(st.text(max_size=60), st.text(max_size=20))
def test_any_words_survive_in_json_lines(title: str, unit: str) -> None:
    entry = RegisterEntry(unit=unit, url="https://a.cn/1", title=title)
    body = json.loads(b"".join(jsonl_chunks([entry])))
    kept = "".join(c for c in title if c in "\t\n\r" or (c >= " " and c not in "\ufffe\uffff"))
    assert body.get("title", "") == kept
    write_workbook([entry], BytesIO())


def test_a_long_register_takes_no_more_memory_than_a_short_one() -> None:
    peaks = []
    for count in (1_000, 30_000):
        for chunks in (csv_chunks, jsonl_chunks):
            tracemalloc.start()
            size = sum(map(len, chunks(entries(count))))
            peaks.append(tracemalloc.get_traced_memory()[1])
            tracemalloc.stop()
            assert size > count * 50
    assert max(peaks) < 200_000


def test_rows_are_made_only_when_they_are_asked_for() -> None:
    made = []

    def slowly() -> Iterator[RegisterEntry]:
        for entry in entries(10):
            made.append(entry)
            yield entry

    chunks = csv_chunks(slowly())
    next(chunks)
    assert made == []
    next(chunks)
    assert len(made) == 1
