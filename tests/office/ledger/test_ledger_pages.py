"""The ledger on the screen: entered, found again, held, voided, exported, taken over from Excel."""

import csv
import io
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from gongkai.assessment.ledger_book import blank_book
from gongkai.assessment.models import LedgerEntry
from tests.assessment.app.board import NOVEMBER, Board
from tests.people import People
from tests.photographs import PNG

SignIn = Callable[..., Client]
LEDGER = "/office/ledger/"
TYPED = {
    "kind": "training",
    "title": "政务公开业务培训",
    "planned_on": "2026-11-20",
    "people": "",
    "amount": "",
}

pytestmark = pytest.mark.django_db


@pytest.fixture
def board(
    people: People, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Board:
    """The county on 2026-11-16, for the screens too."""
    settings.GONGKAI_FILES = tmp_path / "files"
    monkeypatch.setattr(timezone, "now", lambda: NOVEMBER)
    return Board(people)


@pytest.fixture
def clerk(board: Board, signed_in: SignIn) -> Client:
    return signed_in(board.person("clerk", "qingshan-dongcun"))


def shown(client: Client, address: str = LEDGER) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return unescape(answer.content.decode())


def add(client: Client, **changed: object) -> tuple[int, str]:
    answer = client.post(f"{LEDGER}new/", TYPED | changed, follow=True)
    return answer.status_code, unescape(answer.content.decode())


def test_a_clerk_of_one_unit_enters_what_is_planned_and_then_that_it_was_held(
    clerk: Client,
) -> None:
    assert "台账里还没有记录" in shown(clerk)
    assert 'name="unit"' not in shown(clerk, f"{LEDGER}new/"), "there is one unit to choose from"
    status, page = add(clerk)
    assert (status, "已登记。" in page, "登记办理情况" in page) == (200, True, True)
    entry = LedgerEntry.objects.get()
    assert entry.unit.code == "qingshan-dongcun"
    assert "计划近日办理" in shown(clerk, "/office/")
    photo = SimpleUploadedFile("签到表.png", PNG)
    given = TYPED | {"do": "change", "on": "2026-11-16", "people": "３６", "file": photo}
    page = unescape(
        clerk.post(f"{LEDGER}{entry.pk}/", given | {"leader": "1"}, follow=True).content.decode()
    )
    assert "已保存。" in page
    assert "36 人" in page
    file = clerk.get(f"{LEDGER}{entry.pk}/file/")
    assert b"".join(file.streaming_content).startswith(b"\x89PNG")  # type: ignore[attr-defined]
    assert "attachment" in file["Content-Disposition"]
    page = shown(clerk)
    assert "主要负责人参加" in page
    assert "计划近日办理" not in shown(clerk, "/office/")


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"title": ""}, "没有写名称"),
        ({"planned_on": ""}, "没有日期"),
        ({"planned_on": "2026-02-30"}, "日期要写成"),
        ({"people": "三十人"}, "要写成数字"),
        ({"people": "12.5"}, "要写成整数"),
        ({"amount": "NaN"}, "要写成数字"),
        ({"kind": ""}, "没有选择类别"),
    ],
)
def test_what_is_typed_wrongly_is_told_at_its_place_and_nothing_is_lost(
    clerk: Client, changed: dict[str, str], words: str
) -> None:
    status, page = add(clerk, place="村委会", **changed)
    assert (status, words in page, "村委会" in page) == (422, True, True)
    assert not LedgerEntry.objects.exists()


def test_markup_in_an_entry_is_text(clerk: Client) -> None:
    evil = "<script>alert(1)</script>"
    add(clerk, title=evil, place='"><img src=x onerror=alert(1)>', note=evil)
    entry = LedgerEntry.objects.get()
    for address in (LEDGER, f"{LEDGER}{entry.pk}/", "/office/"):
        raw = clerk.get(address).content.decode()
        assert "<script>alert" not in raw
        assert "<img src=x" not in raw


def test_a_void_entry_offers_no_form(clerk: Client) -> None:
    add(clerk)
    entry = LedgerEntry.objects.get()
    again = clerk.post(f"{LEDGER}{entry.pk}/", {"do": "void", "reason": ""})
    assert (again.status_code, "没有写理由" in again.content.decode()) == (422, True)
    clerk.post(f"{LEDGER}{entry.pk}/", {"do": "void", "reason": "不办了"})
    page = shown(clerk, f"{LEDGER}{entry.pk}/")
    assert "不办了" in page
    assert 'name="do"' not in page


def test_who_only_reads_may_not_write_and_a_stranger_sees_nothing(
    board: Board, signed_in: SignIn, clerk: Client
) -> None:
    add(clerk)
    entry = LedgerEntry.objects.get()
    leader = signed_in(board.person("leader"))
    page = shown(leader, f"{LEDGER}{entry.pk}/")
    assert TYPED["title"] in page
    assert 'name="do"' not in page
    given = {"do": "void", "reason": "我说了算"}
    assert leader.post(f"{LEDGER}{entry.pk}/", given).status_code == 403
    stranger = signed_in(board.person("clerk", "minzheng"))
    assert TYPED["title"] not in shown(stranger)
    for address in (f"{LEDGER}{entry.pk}/", f"{LEDGER}{entry.pk}/file/"):
        assert stranger.get(address).status_code == 404
    unit = str(entry.unit_id)
    answer = stranger.post(f"{LEDGER}new/", TYPED | {"unit": unit, "title": "别人的"})
    made = LedgerEntry.objects.filter(title="别人的").first()
    assert made is None or made.unit.code == "minzheng", answer.status_code


def test_the_office_chooses_the_unit_and_exports_what_it_filters(
    board: Board, signed_in: SignIn, clerk: Client
) -> None:
    add(clerk)
    office = signed_in(board.person("openness_office"))
    assert add(office, title="全县培训", unit="0")[0] == 422
    own = str(board.people.unit("xian").pk)
    assert add(office, title="全县培训", planned_on="2026-11-02", unit=own)[0] == 200
    assert TYPED["title"] not in shown(office, f"{LEDGER}?state=missed")
    answer = office.get(f"{LEDGER}?state=missed&export=csv")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [(one["名称"], one["状态"], one["计划日期"]) for one in rows] == [
        ("全县培训", "到期未办", "2026-11-02")
    ]


def test_the_list_costs_the_same_however_many_entries(
    clerk: Client, django_assert_max_num_queries: Callable[..., object]
) -> None:
    for number in range(20):
        add(clerk, title=f"培训{number}")
    with django_assert_max_num_queries(16):  # type: ignore[attr-defined]
        shown(clerk)


def test_a_workbook_is_tried_out_then_imported(clerk: Client) -> None:
    assert clerk.get(f"{LEDGER}import/template.xlsx").content[:2] == b"PK"
    assert clerk.post(f"{LEDGER}import/", {}).status_code == 422
    name = "台账.xlsx"
    file = SimpleUploadedFile(name, blank_book())
    answer = clerk.post(f"{LEDGER}import/", {"file": file, "try": "1"})
    assert (answer.status_code, "工作簿里没有内容" in answer.content.decode()) == (200, True)
    wrong = clerk.post(f"{LEDGER}import/", {"file": SimpleUploadedFile("台账.txt", b"x")})
    assert (wrong.status_code, "请上传 xlsx 文件" in wrong.content.decode()) == (422, True)
