"""The list as CSV, JSON Lines and Excel: all rows, in the columns of the records contract."""

import csv
import io
import json
from pathlib import Path

import pytest
from django.http import HttpResponseBase
from django.test import Client
from openpyxl import load_workbook
from typer.testing import CliRunner

from gongkai.api import items
from gongkai.config.cli import app
from gongkai.reports.register import COLUMNS, TITLES
from tests.api.conftest import Archive, former

pytestmark = pytest.mark.django_db
FORMULA = '=HYPERLINK("http://example.invalid","点我")'


def body(response: HttpResponseBase) -> bytes:
    assert response.status_code == 200
    return b"".join(response.streaming_content)  # type: ignore[attr-defined]


def test_all_rows_in_three_forms_say_the_same(archive: Archive) -> None:
    archive(
        *(
            former(n % 300, document_number=f"示财〔2025〕{n + 1}号", summary=f"第{n}条")
            for n in range(620)
        )
    )
    client = Client()
    text = body(client.get("/api/items.csv")).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    lines = [json.loads(line) for line in body(client.get("/api/items.jsonl")).splitlines()]
    book = load_workbook(io.BytesIO(body(client.get("/api/items.xlsx"))))
    assert list(rows[0]) == list(COLUMNS)
    assert len(rows) == len(lines) == 620
    assert [{k: v for k, v in row.items() if v} for row in rows] == lines
    sheet = list(book.worksheets[0].iter_rows(values_only=True))
    assert list(sheet[0]) == [TITLES[name] for name in COLUMNS]
    assert [row[COLUMNS.index("title")] for row in sheet[1:]] == [row["title"] for row in rows]


def test_a_title_that_looks_like_a_formula_stays_a_text(archive: Archive) -> None:
    archive(former(1, title=FORMULA))
    client = Client()
    rows = csv.DictReader(
        io.StringIO(body(client.get("/api/items.csv")).decode("utf-8-sig"), newline="")
    )
    assert [row["title"] for row in rows] == [f"'{FORMULA}"]
    book = load_workbook(io.BytesIO(body(client.get("/api/items.xlsx"))))
    cell = book.worksheets[0].cell(2, COLUMNS.index("title") + 1)
    assert (cell.value, cell.data_type) == (FORMULA, "s")


def test_the_filters_of_the_list_hold_for_its_files(archive: Archive) -> None:
    archive(former(1), former(2, unit="minzheng"))
    text = body(Client().get("/api/items.jsonl", {"unit": "minzheng"})).decode()
    assert [json.loads(line)["unit"] for line in text.splitlines()] == ["示例县民政局"]


def test_the_platform_measures_its_own_publications(archive: Archive, tmp_path: Path) -> None:
    archive(*(former(n, document_number=f"示财〔2025〕{n + 1}号") for n in range(3)))
    file = tmp_path / "records.csv"
    file.write_bytes(body(Client().get("/api/items.csv")))
    out = tmp_path / "report.json"
    done = CliRunner().invoke(app, ["measure", str(file), "--format", "json", "--out", str(out)])
    assert done.exit_code == 0, done.output
    assert "示例县财政局" in out.read_text(encoding="utf-8")


def test_a_list_too_long_for_a_workbook_says_what_to_do(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive(*(former(n) for n in range(4)))
    monkeypatch.setattr(items, "MOST_IN_A_WORKBOOK", 3)
    answer = Client().get("/api/items.xlsx")
    assert answer.status_code == 422
    assert "下载 CSV" in answer.json()["detail"]
    assert len(body(Client().get("/api/items.csv")).splitlines()) == 5


def test_a_file_is_sent_again_only_after_something_was_done(archive: Archive) -> None:
    archive(former(1))
    first = Client().get("/api/items.csv")
    tag = first["ETag"]
    assert Client().get("/api/items.csv", headers={"if-none-match": tag}).status_code == 304
    assert Client().get("/api/items.csv?year=2025", headers={"if-none-match": tag})["ETag"] != tag
    archive(former(2))
    again = Client().get("/api/items.csv", headers={"if-none-match": tag})
    assert len(body(again).splitlines()) == 3
