"""The scoring sheet: what is in it, tried out, taken over, sent again; nothing of anybody else."""

from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook

from gongkai.assessment.actions import judging, staffing
from gongkai.assessment.models import ComponentScore, Deduction, ItemLook, ItemScore, SelfItem
from gongkai.assessment.scoring_sheet import scoring_sheet, upload_sheet
from gongkai.assessment.scoring_sheet.layout import DEDUCTIONS, NOTES, SCORES, VALUES
from gongkai.core.access import Viewer
from gongkai.core.actions import Refused
from gongkai.core.audit import verify
from tests.assessment.app.board import Board
from tests.assessment.app.judging.bench import ATTENTION, FEEDBACK, RATIO, Bench
from tests.assessment.app.judging.sheets import book_of, counts, put, rows, saved, sent, wrong

pytestmark = pytest.mark.django_db
AT = {"unit": "caizheng"}


@pytest.fixture
def outside(board: Board) -> Bench:
    """The traffic bureau's round, in which 李四 of an outside body measures."""
    return Bench.set_up_component(board, "bowang-jiaoyun", "third_party")


def test_it_holds_what_is_assigned_and_locks_the_rest(outside: Bench) -> None:
    book = book_of(outside.scorer, outside.round)
    assert book.sheetnames[:3] == ["说明", SCORES, NOTES]
    lines = rows(book, SCORES)
    assert [(row["unit"], row["component"], row["max"]) for row in lines] == [
        ("caizheng", "third_party", "100"),
        ("minzheng", "third_party", "100"),
        ("qingshan", "third_party", "100"),
    ]
    assert len(rows(book, NOTES)) == 3 * 53
    sheet = book[SCORES]
    assert sheet.protection.sheet
    assert sheet.cell(2, 1).protection.locked
    assert not sheet.cell(2, 7).protection.locked
    assert sheet.cell(1, 7).protection.locked


def test_a_filled_sheet_is_tried_out_then_taken_over_then_changes_nothing(outside: Bench) -> None:
    book = book_of(outside.scorer, outside.round)
    put(book, SCORES, AT, value=83.1, reason="栏目更新慢")
    put(book, SCORES, {"unit": "minzheng"}, value="９０", reason="指南不全")
    put(book, NOTES, {**AT, "point": "channels.boards"}, note="公开栏空白")
    tried = sent(book, outside.scorer, outside.round, dry=True)
    assert (tried.done, counts(tried)[0]) == (False, 2)
    assert not ComponentScore.objects.exists()
    done = sent(book, outside.scorer, outside.round)
    assert done.done
    row = ComponentScore.objects.get(round_unit=outside.unit())
    assert (row.value, row.notes) == (Decimal("83.1"), {"channels.boards": "公开栏空白"})
    assert row.submitted_at is not None
    again = sent(book, outside.scorer, outside.round)
    assert counts(again)[:2] == (0, 0)
    assert ComponentScore.objects.count() == 2
    fresh = book_of(outside.scorer, outside.round)
    assert rows(fresh, SCORES)[0]["state"] == "已提交"
    assert counts(sent(fresh, outside.scorer, outside.round))[:2] == (0, 0)


def test_a_changed_score_is_taken_back_and_submitted_anew(outside: Bench) -> None:
    book = book_of(outside.scorer, outside.round)
    put(book, SCORES, AT, value="83.1", reason="栏目更新慢")
    sent(book, outside.scorer, outside.round)
    put(book, SCORES, AT, value="84")
    result = sent(book, outside.scorer, outside.round)
    assert counts(result)[:2] == (0, 1)
    standing = ComponentScore.objects.get(round_unit=outside.unit(), withdrawn_at=None)
    assert standing.value == 84
    old = ComponentScore.objects.exclude(withdrawn_at=None).get()
    assert old.withdraw_reason == "上传评分表更正"


def test_a_reason_without_a_score_is_kept_as_a_draft(outside: Bench) -> None:
    book = book_of(outside.scorer, outside.round)
    put(book, SCORES, AT, reason="还要再看")
    sent(book, outside.scorer, outside.round)
    row = ComponentScore.objects.get()
    assert (row.value, row.submitted_at, row.reason) == (None, None, "还要再看")


def test_every_mistake_is_told_with_its_place_and_nothing_is_kept(outside: Bench) -> None:
    book = book_of(outside.scorer, outside.round)
    put(book, SCORES, AT, value="八十", reason="x")
    put(book, SCORES, {"unit": "minzheng"}, value=101, reason="x")
    put(book, SCORES, {"unit": "qingshan"}, value=90)
    put(book, NOTES, {**AT, "point": "channels.boards"}, note="长" * 1001)
    put(book, NOTES, {**AT, "point": "channels.media"}, point="channels.nothing", note="x")
    put(book, NOTES, {**AT, "point": "channels.places"}, unit_name="别的局", note="x")
    found = wrong(sent(book, outside.scorer, outside.round))
    assert found["得分!G2"] == "要写成数字，例如 3.5。请改正。"
    assert "0 到 100 之间" in found["得分!G3"]
    assert "没有写说明" in found["得分!H4"]
    boards = next(n for n, row in enumerate(rows(book, NOTES), 2) if "长长" in row["note"])
    assert "不超过 1000 个字" in found[f"要点!G{boards}"]
    assert any("没有这个要点" in words for words in found.values())
    assert any("请改成一致" in words for words in found.values())
    assert len(found) == 6
    assert not ComponentScore.objects.exists()


def test_a_formula_whose_result_was_never_saved_is_named(outside: Bench) -> None:
    book = book_of(outside.scorer, outside.round)
    put(book, SCORES, AT, value="=80+3.1", reason="x")
    found = wrong(sent(book, outside.scorer, outside.round))
    assert list(found) == ["得分!G2"]
    assert "保存一次" in found["得分!G2"]


def test_a_book_of_another_round_or_no_book_is_refused(outside: Bench) -> None:
    other = outside.board.running()
    outside.board.scorer(other, role="third_party")
    book = book_of(outside.scorer, outside.round)
    with pytest.raises(Refused, match="另一次考核"):
        upload_sheet(other, saved(book), "a.xlsx", dry=True, by=outside.scorer)
    for data, name in ((b"PK\x03\x04rubbish", "a.xlsx"), (b"x", "a.csv"), (saved(Workbook()), "b.xlsx")):  # fmt: skip  # noqa: E501
        with pytest.raises(Refused):
            upload_sheet(outside.round, data, name, dry=True, by=outside.scorer)


def test_deductions_are_taken_over_corrected_and_withdrawn(bench: Bench) -> None:
    by, round_ = bench.scorer, bench.round
    book = book_of(by, round_)
    assert book.sheetnames == ["说明", DEDUCTIONS, VALUES, "_"]
    put(book, DEDUCTIONS, {**AT, "item": FEEDBACK}, points="1.5", reason="缺总结", evidence="查阅")
    put(book, DEDUCTIONS, {**AT, "item": ATTENTION}, seen="是")
    put(book, DEDUCTIONS, {"unit": ""}, unit="caizheng", item=FEEDBACK, points=1, reason="雷同",
        evidence="比对")  # fmt: skip
    assert counts(sent(book, by, round_)) == (3, 0, 0, 0)
    assert counts(sent(book, by, round_)) == (0, 0, 3, 0)
    assert bench.value(FEEDBACK) == Decimal("0.5")
    assert ItemLook.objects.get().item == ATTENTION
    fresh = book_of(by, round_)
    first, second = [row for row in rows(fresh, DEDUCTIONS) if row["id"]]
    put(fresh, DEDUCTIONS, {"id": first["id"]}, points="0.5")
    put(fresh, DEDUCTIONS, {"id": second["id"]}, points=None)
    assert counts(sent(fresh, by, round_)) == (0, 2, 1, 0)
    assert bench.value(FEEDBACK) == Decimal("2.5")
    assert counts(sent(fresh, by, round_)) == (0, 0, 3, 0)
    reasons = Deduction.objects.exclude(withdrawn_at=None).values_list("withdraw_reason", flat=True)
    assert set(reasons) == {"上传评分表更正", "上传评分表撤销"}
    assert list(verify()) == []


def test_mistakes_in_deductions_are_told_with_their_place(bench: Bench) -> None:
    book = book_of(bench.scorer, bench.round)
    stranger = bench.deduct("1", by=bench.board.scorer(bench.round, name="王五"))
    at = put(book, DEDUCTIONS, {**AT, "item": FEEDBACK}, points="0.3", reason="x", evidence="y")
    no_points = put(book, DEDUCTIONS, {**AT, "item": ATTENTION}, reason="没有写扣分")
    no_basis = put(book, DEDUCTIONS, {**AT, "item": "org.plan"}, points="1", reason="x")
    both = put(book, DEDUCTIONS, {**AT, "item": "org.mechanism"}, points="1", reason="x",
               evidence="y", seen="是")  # fmt: skip
    odd = put(book, DEDUCTIONS, {**AT, "item": "org.responsibility"}, seen="大概")
    alien = put(book, DEDUCTIONS, {**AT, "item": "system.notice"}, id=str(stranger.pk), points="1")
    found = wrong(sent(book, bench.scorer, bench.round))
    assert "0.5 分的整数倍" in found[f"扣分!G{at}"]
    assert "没有写扣分" in found[f"扣分!G{no_points}"]
    assert "没有写依据" in found[f"扣分!I{no_basis}"]
    assert "只留一种" in found[f"扣分!K{both}"]
    assert "要写“是”" in found[f"扣分!K{odd}"]
    assert "不是您记的" in found[f"扣分!F{alien}"]
    assert len(found) == 6
    assert Deduction.objects.count() == 1


def test_rates_and_levels_are_set(bench: Bench, board: Board, level_pack: str) -> None:
    book = book_of(bench.scorer, bench.round)
    put(book, VALUES, {**AT, "item": RATIO}, numerator=18, denominator=20, records="台账")
    put(book, VALUES, {"unit": "minzheng", "item": RATIO}, numerator=18)
    found = wrong(sent(book, bench.scorer, bench.round))
    assert list(found.values()) == ["分子和分母都要写。请补上。"]
    put(book, VALUES, {"unit": "minzheng", "item": RATIO}, numerator=None)
    put(book, DEDUCTIONS, {**AT, "item": RATIO}, points="1", reason="逾期两件", evidence="台账")
    assert counts(sent(book, bench.scorer, bench.round)) == (2, 0, 0, 0)
    assert bench.value(RATIO) == 3
    levels = Bench.set_up(board, level_pack)
    book = book_of(levels.scorer, levels.round)
    put(book, VALUES, AT, level="极好")
    assert "可以写：好、一般、差" in "".join(
        wrong(sent(book, levels.scorer, levels.round)).values()
    )
    put(book, VALUES, AT, level="一般", reason="栏目旧")
    sent(book, levels.scorer, levels.round)
    assert ItemScore.objects.get(round_unit=levels.unit()).level == "fair"
    fresh = book_of(levels.scorer, levels.round)
    assert rows(fresh, VALUES)[0]["level"] == "一般"
    assert counts(sent(fresh, levels.scorer, levels.round))[:2] == (0, 0)


def test_nothing_of_anybody_else_is_in_the_book(bench: Bench) -> None:
    board = bench.board
    staffing.add_scorer(
        bench.round.pk,
        person=board.person("third_party", "xian", "王五"),
        units=[bench.unit()],
        items=[FEEDBACK],
        blind=True,
        by=board.office,
    )
    wang = board.viewer("third_party", "xian", "王五")
    SelfItem.objects.create(
        round_unit=bench.unit(),
        item=FEEDBACK,
        score=3,
        reason="自评理由",
        at=board.now,
        name="张三",
    )
    bench.deduct("1.5", reason="别人的理由", evidence="别人的依据")
    judging.comment(bench.unit().pk, item=FEEDBACK, text="别人的备注", by=board.office)
    data = scoring_sheet(wang, bench.round)
    assert data is not None
    book = load_workbook(BytesIO(data))
    text = " ".join(
        str(cell) for sheet in book for line in sheet.iter_rows(values_only=True) for cell in line
    )
    for words in ("别人的", "自评理由", "1.5", "示例县民政局", "李四", ATTENTION):
        assert words not in text, words
    assert "示例县财政局" in text


def test_who_scores_nothing_has_no_book(bench: Bench) -> None:
    for viewer in (bench.board.clerk(), bench.board.leader, bench.board.office):
        assert scoring_sheet(viewer, bench.round) is None


def test_a_sheet_of_somebody_else_takes_nothing_over(bench: Bench) -> None:
    book = book_of(bench.scorer, bench.round)
    put(book, DEDUCTIONS, {**AT, "item": FEEDBACK}, points="1", reason="x", evidence="y")
    strangers: list[Viewer] = [bench.board.clerk(), bench.board.viewer("assessor", name="赵六")]
    for viewer in strangers:
        found = wrong(sent(book, viewer, bench.round))
        assert "没有分配给您" in next(iter(found.values()))
    assert not Deduction.objects.exists()
