"""The ledger: what is entered, refused, held, voided; sums of a year; what comes on the list."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied
from openpyxl import Workbook

from gongkai.assessment.actions import ledger
from gongkai.assessment.actions.ledger import EntryDraft
from gongkai.assessment.ledger_book import blank_book, import_ledger
from gongkai.assessment.models import Evidence, LedgerEntry, SelfReport
from gongkai.assessment.queries.ledger import (
    LedgerStanding,
    find_entry,
    standing_of,
    sums,
)
from gongkai.assessment.queries.ledger import ledger as ledger_of
from gongkai.core.actions import Refused
from gongkai.core.files import read_bytes
from gongkai.core.importing import State
from gongkai.core.models import Event, StoredFile
from gongkai.core.todo import TodoState, todos
from tests.assessment.app.board import Board

MEETING = EntryDraft(
    kind="meeting",
    title="政务公开领导小组第一次会议",
    on=date(2026, 3, 5),
    place="三楼会议室",
    people=12,
    leader=True,
)
MINUTES = "会议研究了年度公开计划。".encode()


def enter(board: Board, draft: EntryDraft = MEETING, unit: str = "caizheng") -> LedgerEntry:
    return ledger.add_entry(board.people.unit(unit).pk, draft, by=board.clerk(unit))


def test_an_entry_keeps_what_was_said_and_its_file_and_leaves_an_event(board: Board) -> None:
    unit = board.people.unit("caizheng")
    made = ledger.add_entry(
        unit.pk, MEETING, file=(MINUTES, "C:\\纪要\\会议纪要.txt"), by=board.clerk()
    )
    made.refresh_from_db()
    assert (made.title, made.on, made.people, made.leader) == (
        MEETING.title,
        date(2026, 3, 5),
        12,
        True,
    )
    assert made.file is not None
    assert (made.file_name, read_bytes(made.file)) == ("会议纪要.txt", MINUTES)
    event = Event.objects.get(verb="ledger.add")
    assert (event.unit_path, event.data["day"]) == (unit.path, "2026-03-05")


@pytest.mark.parametrize(
    ("changed", "field", "words"),
    [
        ({"kind": "party"}, "kind", "没有选择类别"),
        ({"title": " "}, "title", "没有写名称"),
        ({"title": "会" * 201}, "title", "不超过 200 个字"),
        ({"on": None}, "on", "没有日期"),
        ({"on": date(2026, 11, 17)}, "on", "办理日期还没到"),
        ({"on": date(2015, 12, 31)}, "on", "日期太早"),
        ({"planned_on": date(2028, 1, 1)}, "planned_on", "只登记到明年"),
        ({"people": -1}, "people", "人数应在"),
        ({"amount": Decimal("-0.01")}, "amount", "不能是负数"),
        ({"amount": Decimal("1.005")}, "amount", "写到分为止"),
        ({"amount": Decimal("10000000000")}, "amount", "一百亿"),
        ({"kind": "funding"}, "amount", "没有写金额"),
        ({"kind": "staff", "people": None}, "people", "没有写人数"),
    ],
)
def test_what_is_wrong_is_refused_at_its_place(
    board: Board, changed: dict[str, object], field: str, words: str
) -> None:
    with pytest.raises(Refused, match=words) as refused:
        enter(board, replace(MEETING, **changed))  # type: ignore[arg-type]
    assert refused.value.field == field
    assert not LedgerEntry.objects.exists()


def test_the_same_entry_twice_is_one(board: Board) -> None:
    enter(board)
    with pytest.raises(Refused, match="台账里已有这一条"):
        enter(board, replace(MEETING, title=f" {MEETING.title} "))
    enter(board, unit="minzheng")
    assert LedgerEntry.objects.count() == 2


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"MZ\x90\x00", "签到.exe", "签到.exe"),
        (b"", "空.txt", "空.txt"),
        (b"%PDF-1.7", "照片.png", "照片.png"),
        ("机密★5年\n会议纪要".encode(), "纪要.txt", "有密级标志"),
        (MINUTES, "???", "文件没有名字"),
    ],
)
def test_a_file_that_is_not_taken_leaves_no_entry(
    board: Board, data: bytes, name: str, words: str
) -> None:
    unit = board.people.unit("caizheng").pk
    with pytest.raises(Refused, match=words.replace("?", r"\?")):
        ledger.add_entry(unit, MEETING, file=(data, name), by=board.clerk())
    assert not LedgerEntry.objects.exists()
    assert not StoredFile.objects.exists()


def test_a_text_with_a_secrecy_marking_is_kept_nowhere(board: Board) -> None:
    with pytest.raises(Refused, match="有密级标志"):
        enter(board, replace(MEETING, note="秘密★1年"))
    assert not LedgerEntry.objects.exists()


def test_what_was_planned_is_held_and_the_events_keep_what_it_said(board: Board) -> None:
    entry = enter(board, replace(MEETING, kind="training", on=None, planned_on=date(2026, 11, 12)))
    today = date(2026, 11, 16)
    assert standing_of(entry, date(2026, 11, 12)) is LedgerStanding.PLANNED
    assert standing_of(entry, today) is LedgerStanding.MISSED
    held = replace(
        MEETING, kind="training", on=date(2026, 11, 13), planned_on=date(2026, 11, 12), people=36
    )
    changed = ledger.change_entry(entry.pk, held, by=board.clerk())
    assert standing_of(changed, today) is LedgerStanding.HELD
    before = Event.objects.get(verb="ledger.change").data["before"]
    assert before["planned_on"] == "2026-11-12"
    assert "on" not in before
    ledger.change_entry(entry.pk, held, by=board.clerk())
    assert Event.objects.filter(verb="ledger.change").count() == 1, "nothing changed, nothing said"


def test_a_void_entry_stays_and_is_changed_no_more(board: Board) -> None:
    entry = enter(board)
    with pytest.raises(Refused, match="没有写理由"):
        ledger.void_entry(entry.pk, reason=" ", by=board.clerk())
    voided = ledger.void_entry(entry.pk, reason="重复登记", by=board.clerk())
    assert standing_of(voided, date(2026, 11, 16)) is LedgerStanding.VOID
    with pytest.raises(Refused, match="已作废"):
        ledger.change_entry(entry.pk, replace(MEETING, people=13), by=board.clerk())
    enter(board)  # the same again, rightly this time
    assert LedgerEntry.objects.count() == 2


def test_what_a_report_rests_on_is_not_changed_but_may_be_voided(board: Board) -> None:
    entry, unit = enter(board), board.unit(board.running())
    Evidence.objects.create(
        round_unit=unit, item="org.attention", ledger=entry, title="会议", added_at=board.now
    )
    ledger.change_entry(entry.pk, replace(MEETING, people=13), by=board.clerk())
    SelfReport.objects.create(round_unit=unit, saved_at=board.now, submitted_at=board.now)
    with pytest.raises(Refused, match="已作为“2026 年度考核”自评的佐证报送"):
        ledger.change_entry(entry.pk, replace(MEETING, people=99), by=board.clerk())
    ledger.void_entry(entry.pk, reason="查无此会", by=board.clerk())


def test_nobody_writes_or_reads_the_ledger_of_another_unit(board: Board) -> None:
    entry = enter(board)
    stranger = board.clerk("minzheng")
    with pytest.raises(PermissionDenied):
        ledger.add_entry(board.people.unit("caizheng").pk, MEETING, by=stranger)
    with pytest.raises(PermissionDenied):
        ledger.change_entry(entry.pk, replace(MEETING, people=1), by=stranger)
    with pytest.raises(PermissionDenied):
        ledger.void_entry(entry.pk, reason="不是我的", by=stranger)
    outside = (stranger, board.viewer("third_party"), board.viewer("assessor"))
    inside = (board.clerk(), board.chief(), board.office, board.leader)
    assert [find_entry(one, entry.pk) for one in outside] == [None, None, None]
    assert {find_entry(one, entry.pk) for one in inside} == {entry}


def test_the_sums_of_a_year_count_what_was_held_in_it(board: Board) -> None:
    enter(board)
    enter(board, replace(MEETING, title="去年的会", on=date(2025, 12, 30)))
    led = enter(board, replace(MEETING, title="作废的会"))
    ledger.void_entry(led.pk, reason="没开", by=board.clerk())
    for number, amount in enumerate(("12000.50", "0.10", "0.20")):
        enter(
            board,
            EntryDraft(
                kind="funding",
                title=f"经费{number}",
                on=date(2026, 6, 1),
                amount=Decimal(amount),
            ),
        )
    enter(board, replace(MEETING, title="年底的会", on=None, planned_on=date(2026, 12, 20)))
    enter(board, replace(MEETING, title="漏开的会", on=None, planned_on=date(2026, 5, 20)))
    found = sums(ledger_of(board.office), 2026, date(2026, 11, 16))
    meeting = found["meeting"]
    assert (meeting.held, meeting.planned, meeting.missed) == (1, 1, 1)
    assert (meeting.people, meeting.led) == (12, 1)
    assert found["funding"].amount == Decimal("12000.80")
    assert found["training"].held == 0


def test_what_is_near_or_past_its_day_comes_on_the_list_of_those_who_enter_it(
    board: Board,
) -> None:
    days = {"早了": date(2026, 11, 24), "快到": date(2026, 11, 23), "过了": date(2026, 11, 15)}
    for title, day in days.items():
        enter(board, replace(MEETING, title=title, on=None, planned_on=day))
    mine = {
        one.title.rpartition("：")[2]: (one.state, one.due)
        for one in todos(board.clerk()).items
        if one.kind == "工作台账"
    }
    assert mine == {
        "快到": (TodoState.DUE_SOON, days["快到"]),
        "过了": (TodoState.OVERDUE, days["过了"]),
    }
    for other in (board.clerk("minzheng"), board.office, board.chief()):
        assert [one for one in todos(other).items if one.kind == "工作台账"] == []


def book(*rows: tuple[str | int | date | None, ...]) -> bytes:
    made = Workbook()
    sheet = made.worksheets[0]
    sheet.title = "台账"
    sheet.append(("类别*", "名称*", "办理日期", "人数", "金额（元）", "主要负责人参加", "单位编码"))
    for row in rows:
        sheet.append(row)
    file = BytesIO()
    made.save(file)
    return file.getvalue()


def test_a_book_is_tried_out_taken_over_and_sent_again_without_doubling(board: Board) -> None:
    data = book(
        ("领导小组会议", "第一次会议", date(2026, 3, 5), 12, None, "是", None),
        ("经费", "专项经费", "2026/4/1", None, "12,000.50", "", "caizheng"),
    )
    tried = import_ledger(data, "台账.xlsx", dry=True, by=board.clerk())
    assert (tried.holds, tried.done, LedgerEntry.objects.count()) == (True, False, 0)
    done = import_ledger(data, "台账.xlsx", dry=False, by=board.clerk())
    assert len(done.of(State.CREATED)) == 2
    assert LedgerEntry.objects.get(kind="funding").amount == Decimal("12000.50")
    assert LedgerEntry.objects.get(kind="meeting").leader
    again = import_ledger(data, "台账.xlsx", dry=False, by=board.clerk())
    assert len(again.of(State.UNCHANGED)) == 2
    assert LedgerEntry.objects.count() == 2


def test_every_mistake_in_a_book_is_named_with_its_cell_and_nothing_is_written(
    board: Board,
) -> None:
    good = ("领导小组会议", "第一次会议", date(2026, 3, 5), 12, None, "是", None)
    data = book(
        good,
        ("茶话会", "茶话会", "2026-03-05"),
        ("培训", "", "2026-03-05"),
        ("培训", "业务培训", "三月"),
        ("培训", "业务培训", "2026-03-05", "12.5"),
        ("培训", "业务培训", "2026-03-05", None, None, "也许"),
        ("培训", "业务培训", "2026-03-05", None, None, None, "minzheng"),
        ("经费", "经费", "2026-03-05", None, "很多"),
    )
    found = import_ledger(data, "台账.xlsx", dry=False, by=board.clerk())
    assert [one.place for one in found.of(State.WRONG)] == [
        "台账!A3",
        "台账!B4",
        "台账!C5",
        "台账!D6",
        "台账!F7",
        "台账!G8",
        "台账!E9",
    ]
    assert not found.done
    assert not LedgerEntry.objects.exists()


def test_the_template_is_read_back_as_it_is(board: Board) -> None:
    assert import_ledger(blank_book(), "ledger.xlsx", dry=True, by=board.clerk()).lines == ()
