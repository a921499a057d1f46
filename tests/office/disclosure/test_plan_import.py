"""A yearly plan taken over from Excel: tried out, refused with the place, imported once."""

from collections.abc import Callable
from datetime import date
from html import unescape
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook

from gongkai.core.models import Event
from gongkai.disclosure.models import PlanLine
from gongkai.disclosure.plan_book import SHEET, blank_plan
from tests.disclosure.app.office import MORNING, Office
from tests.people import People

SignIn = Callable[..., Client]
IMPORT = "/office/disclosure/plans/import/"
GOOD = ("财政收支月报", "财政预算、决算", "2026-12-31", "每月上旬", "")

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(people: People, monkeypatch: pytest.MonkeyPatch) -> Office:
    """The finance bureau on the morning of 2026-03-02, for the screens too."""
    monkeypatch.setattr(timezone, "now", lambda: MORNING)
    return Office(people)


def book(*rows: tuple[str, ...]) -> SimpleUploadedFile:
    """The template as somebody filled it in, below what it says of itself."""
    workbook = load_workbook(BytesIO(blank_plan()))
    for row in rows:
        workbook[SHEET].append(row)
    kept = BytesIO()
    workbook.save(kept)
    return SimpleUploadedFile("计划.xlsx", kept.getvalue())


def sent(client: Client, *rows: tuple[str, ...], do: str = "apply") -> tuple[int, str]:
    answer = client.post(IMPORT, {"file": book(*rows), do: "1"})
    return answer.status_code, unescape(answer.content.decode())


def test_a_plan_is_tried_out_then_imported_and_the_same_again_changes_nothing(
    office: Office, signed_in: SignIn
) -> None:
    clerk = signed_in(office.person("clerk"))
    assert "从 Excel 导入" in clerk.get("/office/disclosure/plans/").content.decode()
    assert clerk.get(f"{IMPORT}template.xlsx").content[:2] == b"PK"
    status, page = sent(clerk, GOOD, do="try")
    assert (status, "尚未导入" in page) == (200, True)
    assert PlanLine.objects.count() == 0
    status, page = sent(clerk, GOOD)
    assert (status, "已导入" in page) == (200, True)
    line = PlanLine.objects.get()
    assert (line.title, line.category, line.due_on, line.note, line.unit.code) == (
        "财政收支月报",
        "budgets",
        date(2026, 12, 31),
        "每月上旬",
        "caizheng",
    )
    assert "已有 1 条" in sent(clerk, GOOD)[1]
    assert PlanLine.objects.count() == 1
    assert Event.objects.filter(verb="plan.add").count() == 1


@pytest.mark.parametrize(
    ("row", "place", "message"),
    [
        (("", "budgets", "2026-12-31"), "A", "请填写“公开事项”"),
        (("月报", "没有的类别", "2026-12-31"), "B", "目录里没有“没有的类别”这一类"),
        (("月报", "budgets", "年底"), "C", "日期的写法不对"),
        (("月报", "budgets", "2031-12-31"), "C", "计划只编去年、今年和明年的"),
        (("月报", "budgets", "2026-12-31", "", "minzheng"), "E", "计划不由您编"),
    ],
)
def test_one_mistake_is_named_with_its_place_and_nothing_is_written(
    office: Office, signed_in: SignIn, row: tuple[str, ...], place: str, message: str
) -> None:
    clerk = signed_in(office.person("clerk"))
    status, page = sent(clerk, GOOD, row)
    assert status == 422
    assert message in page
    assert f"{SHEET}!{place}" in page
    assert PlanLine.objects.count() == 0


def test_who_writes_no_plan_is_told_so(office: Office, signed_in: SignIn) -> None:
    reader = signed_in(office.person("leader", unit="xian"))
    page = reader.get(IMPORT)
    assert (page.status_code, "计划由各单位的信息员" in page.content.decode()) == (200, True)
    assert reader.post(IMPORT, {"file": book(GOOD), "apply": "1"}).status_code == 403
    assert PlanLine.objects.count() == 0


def test_a_file_that_is_none_is_refused(office: Office, signed_in: SignIn) -> None:
    clerk = signed_in(office.person("clerk"))
    assert clerk.post(IMPORT, {}).status_code == 422
    answer = clerk.post(IMPORT, {"file": SimpleUploadedFile("计划.txt", b"x"), "try": "1"})
    assert (answer.status_code, "请上传 xlsx 文件" in answer.content.decode()) == (422, True)
