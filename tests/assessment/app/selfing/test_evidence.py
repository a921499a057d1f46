"""Evidence of four sorts, removed, carried over from the round before."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

import pytest
from django.core.exceptions import PermissionDenied

from gongkai.assessment.actions import ledger, setting_up
from gongkai.assessment.actions.judging.remarking import judge_evidence
from gongkai.assessment.actions.ledger import EntryDraft
from gongkai.assessment.actions.selfing import evidence
from gongkai.assessment.actions.selfing.evidence import PieceText
from gongkai.assessment.models import Evidence, Round, RoundUnit
from gongkai.core.actions import Refused
from gongkai.core.models import Event, StoredFile
from gongkai.disclosure.actions import pages
from gongkai.rules.publishing.availability import RemovalGround
from tests.assessment.app.board import NOVEMBER, Board, fresh
from tests.assessment.app.selfing.filling import pieces, seen
from tests.disclosure.app.office import SAID, Office

ITEM = "org.attention"
MINUTES = "会议研究了年度公开计划。".encode()
MEETING = EntryDraft(kind="meeting", title="领导小组会议", on=date(2026, 3, 5))


def add(
    board: Board, unit: RoundUnit, name: str = "会议纪要.txt", data: bytes = MINUTES
) -> Evidence:
    text = PieceText(on=date(2026, 3, 5))
    return evidence.add_file(unit.pk, ITEM, text, file=(data, name), by=board.clerk())


def test_a_file_is_kept_with_its_hash_and_day_and_the_same_one_once(
    board: Board, unit: RoundUnit
) -> None:
    made = add(board, unit)
    assert made.file is not None
    assert (made.title, made.on, len(made.file.sha256)) == ("会议纪要.txt", date(2026, 3, 5), 64)
    assert add(board, unit).pk == made.pk
    assert Event.objects.get(verb="evidence.add").data["sha256"] == made.file.sha256
    evidence.add_file(
        unit.pk, "org.plan", PieceText(), file=(MINUTES, "方案.txt"), by=board.clerk()
    )
    assert StoredFile.objects.count() == 1, "one file, two names"


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"MZ\x90\x00", "方案.exe"),
        (b"<html></html>", "方案.html"),
        (b"<script>alert(1)</script>", "方案.svg"),
        (b"%PDF-1.7", "方案.docx"),
        (b"", "空.txt"),
        ("绝密★10年".encode(), "方案.txt"),
    ],
)
def test_what_is_not_taken_leaves_nothing(
    board: Board, unit: RoundUnit, data: bytes, name: str
) -> None:
    with pytest.raises(Refused):
        add(board, unit, name, data)
    assert not Evidence.objects.exists()
    assert not StoredFile.objects.exists()


def test_words_point_to_what_is_kept_elsewhere(board: Board, unit: RoundUnit) -> None:
    with pytest.raises(Refused, match="没有写内容"):
        evidence.add_words(unit.pk, ITEM, PieceText(), by=board.clerk())
    text = PieceText(title="公开栏", on=date(2026, 11, 17))
    with pytest.raises(Refused, match="日期还没到"):
        evidence.add_words(unit.pk, ITEM, text, by=board.clerk())
    with pytest.raises(Refused, match="有密级标志"):
        evidence.add_words(unit.pk, ITEM, PieceText(title="秘密★1年"), by=board.clerk())
    made = evidence.add_words(unit.pk, ITEM, PieceText(title="一楼大厅公开栏"), by=board.clerk())
    assert made.title == "一楼大厅公开栏"


def test_only_what_is_public_can_be_pointed_to(board: Board, unit: RoundUnit) -> None:
    office = Office(board.people, now=NOVEMBER)
    draft = office.draft()
    with pytest.raises(Refused, match="没有这个已公开的事项"):
        evidence.add_published(unit.pk, ITEM, key=draft.item.key, by=board.clerk())
    live = office.published(replace(SAID, title="政务公开领导小组名单"))
    made = evidence.add_published(unit.pk, ITEM, key=live.item.key, by=board.clerk())
    assert (made.title, made.on) == ("政务公开领导小组名单", date(2026, 11, 16))
    pages.withdraw_page(
        live.item.pk, ground=RemovalGround.ERROR, notice="核实中", reason="有误", by=office.chief
    )
    with pytest.raises(Refused, match="没有这个已公开的事项"):
        evidence.add_published(unit.pk, "org.plan", key=live.item.key, by=board.clerk())


def test_an_entry_of_the_own_ledger_counts_while_it_is_not_void(
    board: Board, unit: RoundUnit
) -> None:
    mine = ledger.add_entry(unit.unit_id, MEETING, by=board.clerk())
    planned = replace(MEETING, on=None, planned_on=date(2026, 12, 1))
    later = ledger.add_entry(unit.unit_id, planned, by=board.clerk())
    theirs = ledger.add_entry(board.people.unit("minzheng").pk, MEETING, by=board.clerk("minzheng"))
    for entry, words in ((theirs, "本单位的台账里没有"), (later, "还没有办")):
        with pytest.raises(Refused, match=words):
            evidence.add_ledger(unit.pk, ITEM, entry_id=entry.pk, by=board.clerk())
    evidence.add_ledger(unit.pk, ITEM, entry_id=mine.pk, by=board.clerk())
    known = seen(unit, board.clerk()).items
    assert known[ITEM].known.entries == (), "what is evidence already is not offered again"
    assert [one.entry for one in known["org.supervision"].known.entries] == [mine]
    assert seen(unit, board.clerk()).answers[ITEM].evidence == 1
    ledger.void_entry(mine.pk, reason="查无此会", by=board.clerk())
    assert seen(unit, board.clerk()).answers[ITEM].evidence == 0


def test_what_is_removed_stays_on_record_and_may_be_added_again(
    board: Board, unit: RoundUnit
) -> None:
    made = add(board, unit)
    evidence.remove_evidence(made.pk, by=board.clerk())
    evidence.remove_evidence(made.pk, by=board.clerk())
    assert pieces(unit) == []
    assert Event.objects.filter(verb="evidence.remove").count() == 1
    assert add(board, unit).pk != made.pk


def test_an_item_has_a_limit_of_pieces(board: Board, unit: RoundUnit) -> None:
    for number in range(30):
        text = PieceText(title=f"材料{number}")
        evidence.add_words(unit.pk, ITEM, text, by=board.clerk())
    with pytest.raises(Refused, match="最多放 30 件"):
        evidence.add_words(unit.pk, ITEM, PieceText(title="再一件"), by=board.clerk())


def test_nobody_adds_or_removes_for_another_unit(board: Board, unit: RoundUnit) -> None:
    made = add(board, unit)
    stranger = board.clerk("minzheng")
    steps: tuple[Callable[[], object], ...] = (
        lambda: evidence.add_words(unit.pk, ITEM, PieceText(title="栽赃"), by=stranger),
        lambda: evidence.remove_evidence(made.pk, by=stranger),
        lambda: evidence.carry_over(unit.pk, by=stranger),
    )
    for step in steps:
        with pytest.raises(PermissionDenied):
            step()
    assert pieces(unit) == [made]


def following(board: Board, before: Round) -> RoundUnit:
    """The same unit in the round of the next year, which runs."""
    board.now = datetime(2027, 11, 15, 9, 0, tzinfo=NOVEMBER.tzinfo)
    after = board.running()
    Round.objects.filter(pk=after.pk).update(previous=before)
    for stage in after.stages.all():
        setting_up.set_stage(
            after.pk,
            stage=stage.stage,
            starts_on=date(2027, 11, 1),
            ends_on=date(2027, 11, 30),
            by=board.office,
        )
    return board.unit(fresh(after))


def test_evidence_of_last_year_is_brought_by_one_button_with_verdicts_anew(
    board: Board, unit: RoundUnit
) -> None:
    file = add(board, unit)
    words = evidence.add_words(unit.pk, "org.plan", PieceText(title="公开栏"), by=board.clerk())
    entry = ledger.add_entry(unit.unit_id, MEETING, by=board.clerk())
    evidence.add_ledger(unit.pk, ITEM, entry_id=entry.pk, by=board.clerk())
    gone = evidence.add_words(unit.pk, ITEM, PieceText(title="移除的"), by=board.clerk())
    evidence.remove_evidence(gone.pk, by=board.clerk())
    judge_evidence(file.pk, verdict="doubted", reason="没有盖章", by=board.office)
    after = following(board, unit.round)
    assert seen(after, board.clerk()).earlier == unit
    found = evidence.carry_over(after.pk, by=board.clerk())
    assert (found.carried, found.left) == (2, 1)
    brought = {piece.carried_from_id: piece for piece in pieces(after)}
    assert set(brought) == {file.pk, words.pk}
    copy = brought[file.pk]
    assert (copy.file_id, copy.verdict, copy.verdict_reason, copy.item) == (
        file.file_id,
        "",
        "",
        ITEM,
    )
    assert StoredFile.objects.count() == 1
    evidence.remove_evidence(copy.pk, by=board.clerk())
    again = evidence.carry_over(after.pk, by=board.clerk())
    assert again.carried == 0, "what was removed since does not come back"
    assert seen(after, board.clerk()).items["org.plan"].known.earlier is not None


def test_without_a_round_before_there_is_nothing_to_bring(board: Board, unit: RoundUnit) -> None:
    with pytest.raises(Refused, match="没有上一次考核"):
        evidence.carry_over(unit.pk, by=board.clerk())
