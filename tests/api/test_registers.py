"""Registers as open data: with every field, filtered by unit, as JSON, CSV and Excel."""

import csv
import io
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook

from tests.api.conftest import Archive, former
from tests.api.test_files import FORMULA, body
from tests.disclosure.guides import FLOW, GUIDE

pytestmark = pytest.mark.django_db
POWER = {"name": "记账许可", "kind": "licence", "basis": "甲\n乙", "holder": FORMULA}
HEADS = ["单位", "标题", "职权名称", "职权类别", "法律依据", "行使主体", "裁量标准"]


@pytest.fixture
def powers(archive: Archive) -> tuple[str, ...]:
    """Three powers of two units, one with a chart, and something that is no entry."""
    chart = {**POWER, "name": "登记", "chart": GUIDE["chart"]}
    return archive(
        former(1, content_type="power_list", title="记账许可", details=POWER),
        former(2, content_type="power_list", title="登记", details=chart, unit="minzheng"),
        former(3, content_type="power_list", title="检查", details={**POWER, "name": "检查"}),
        former(4),
    )


def test_the_registers_are_listed_with_their_columns(
    powers: tuple[str, ...], ask: Callable[..., Any]
) -> None:
    found = {one["id"]: one for one in ask("registers")["registers"]}
    assert found["power_list"]["count"] == 3
    assert found["power_list"]["url"].endswith("/registers/power-list/")
    assert found["power_list"]["columns"][1] == {"id": "kind", "name": "职权类别", "kind": "choice"}
    assert (found["leader"]["count"], found["leader"]["updated_at"]) == (0, None)


def test_entries_come_in_pieces_with_their_fields(
    powers: tuple[str, ...], ask: Callable[..., Any]
) -> None:
    first = ask("registers/power_list", limit=2)
    assert [one["title"] for one in first["items"]] == ["检查", "登记"]
    fields = {one["id"]: one["value"] for one in first["items"][1]["details"]}
    assert fields["kind"] == "行政许可"
    assert len(fields["chart"]["nodes"]) == len(FLOW.nodes)
    rest = ask("registers/power_list", limit=2, cursor=first["next"])
    assert [one["title"] for one in rest["items"]] == ["记账许可"]
    assert rest["next"] is None
    (one,) = ask("registers/power_list", unit="minzheng")["items"]
    assert one == first["items"][1]


def test_files_have_a_column_for_each_field(powers: tuple[str, ...]) -> None:
    client = Client()
    text = body(client.get("/api/registers/power_list.csv")).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert list(rows[0])[:7] == HEADS
    assert [row["职权名称"] for row in rows] == ["检查", "登记", "记账许可"]
    assert (rows[0]["法律依据"], rows[0]["行使主体"]) == ("甲\n乙", f"'{FORMULA}")
    assert rows[1]["运行流程图"].splitlines()[1] == "受理，乡镇便民服务站，当场"
    book = load_workbook(
        io.BytesIO(body(client.get("/api/registers/power_list.xlsx?unit=minzheng")))
    )
    sheet = list(book.worksheets[0].iter_rows(values_only=True))
    assert list(sheet[0][:7]) == HEADS
    assert [row[2] for row in sheet[1:]] == ["登记"]


def test_what_is_no_register_is_said_to_be_none(powers: tuple[str, ...]) -> None:
    for path in ("notice", "notice.csv", "none.xlsx"):
        answer = Client().get(f"/api/registers/{path}")
        assert answer.status_code == 404
        assert "清单见 /api/registers" in answer.json()["detail"]
    assert Client().get("/api/registers/power_list?unit=none").status_code == 400
