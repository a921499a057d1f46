"""Counted indicators on the screen: counted anew, opened to their records, seen by whom."""

import csv
from html import unescape

import pytest

from gongkai.assessment.actions.counting import recount
from gongkai.assessment.models import IndicatorCount, IndicatorRun, LedgerKind, Scorer
from gongkai.core.access import Viewer
from tests.assessment.app.indicators.conftest import Enter
from tests.office.scoring.conftest import Desk

pytestmark = pytest.mark.django_db
HEARD = "leadership.report_heard"


def page(desk: Desk, by: Viewer, rest: str = "", status: int = 200) -> str:
    """Return what a page of indicators says."""
    answer = desk.client(by).get(
        f"/office/rounds/{desk.bench.round.key}/indicators/{rest}", follow=True
    )
    assert answer.status_code == status, answer.status_code
    return unescape(b"".join(answer).decode())


def test_the_office_counts_anew_and_opens_a_number(desk: Desk, enter: Enter) -> None:
    office = desk.bench.board.office
    assert "还没有计算" in page(desk, office)
    entry = enter(LedgerKind.REPORT_HEARD, "2026-02-01", title="主要负责人听取汇报")
    place = f"/office/rounds/{desk.bench.round.key}/indicators/count/"
    answer = desk.client(office).post(place, {"as_of": "2026-11-15"}, follow=True)
    assert "已计算" in answer.content.decode()
    assert str(IndicatorRun.objects.get().as_of) == "2026-11-15"
    assert "截至 2026" in page(desk, office)
    listed = page(desk, office, f"numbers/?indicator={HEARD}")
    assert listed.count("0 / 1，0%") == 2
    assert "1 / 1，100%" in listed
    opened = page(desk, office, f"units/caizheng/{HEARD}/")
    assert "主要负责人听取汇报" in opened
    assert f"/office/ledger/{entry.pk}/" in opened
    wrong = desk.client(office).post(place, {"as_of": "2026-11-17"}, follow=True)
    assert "还没有到" in wrong.content.decode()


def test_what_gives_points_stands_apart_from_what_is_shown_for_information(desk: Desk) -> None:
    office = desk.bench.board.office
    recount(desk.bench.round.pk, by=office)
    for rest in ("", "units/caizheng/"):
        shown = page(desk, office, rest)
        scored, informing = shown.split("仅供参考，不计入得分</h2>")
        assert "计入得分</h2>" in scored
        assert "新闻发布会每季度召开率" in scored.split("计入得分</h2>")[1]
        assert "主要负责同志听取汇报" in informing
    assert "会议即使登记了主要负责人参加，也不算听取汇报" in page(
        desk, office, f"units/caizheng/{HEARD}/"
    )
    assert "仅供参考" in page(desk, office, f"units/caizheng/{HEARD}/")
    assert "仅供参考" not in page(desk, office, "units/caizheng/training.held/")
    assert "仅供参考" in page(desk, office, "numbers/")


def test_numbers_are_handed_out_as_csv(desk: Desk) -> None:
    recount(desk.bench.round.pk, by=desk.bench.board.office)
    text = page(desk, desk.bench.board.office, f"numbers/?indicator={HEARD}&export=csv")
    rows = list(csv.reader(text.lstrip("\ufeff").splitlines()))
    assert len(rows) == 4
    assert {"单位", "指标", "分子", "分母", "校验值"} <= set(rows[0])
    assert {row[0] for row in rows[1:]} == {"示例县财政局", "示例县民政局", "青山乡人民政府"}


def test_a_unit_sees_its_own_and_no_other(desk: Desk, enter: Enter) -> None:
    enter(LedgerKind.REPORT_HEARD, "2026-02-01", title="听取汇报")
    recount(desk.bench.round.pk, by=desk.bench.board.office)
    clerk, other = desk.bench.board.clerk(), desk.bench.board.clerk("minzheng")
    own = page(desk, clerk)
    assert "主要负责同志听取汇报" in own
    assert "听取汇报" in page(desk, clerk, f"units/caizheng/{HEARD}/")
    assert "财政局" not in page(desk, other, "numbers/")
    for rest in ("units/caizheng/", f"units/caizheng/{HEARD}/"):
        page(desk, other, rest, 404)
        page(desk, desk.bench.board.viewer("assessor", name="王五"), rest, 404)
        page(desk, desk.bench.board.clerk("xian"), rest, 404)


def test_who_scores_reads_the_number_but_not_the_ledger(desk: Desk, enter: Enter) -> None:
    enter(LedgerKind.REPORT_HEARD, "2026-02-01", title="内部会议记录")
    recount(desk.bench.round.pk, by=desk.bench.board.office)
    shown = page(desk, desk.bench.scorer, f"units/caizheng/{HEARD}/")
    assert "1 / 1" in shown
    assert "内部会议记录" not in shown
    assert "不在您的查看范围" in shown
    seat = Scorer.objects.get()
    seat.items = ["work.training"]
    seat.save()
    page(desk, desk.bench.scorer, f"units/caizheng/{HEARD}/", 404)
    page(desk, desk.bench.scorer, "units/caizheng/training.held/")


def test_what_was_counted_before_can_be_opened(desk: Desk, enter: Enter) -> None:
    office = desk.bench.board.office
    recount(desk.bench.round.pk, by=office)
    old = IndicatorCount.objects.get(round_unit=desk.bench.unit(), indicator=HEARD)
    enter(LedgerKind.REPORT_HEARD, "2026-02-01")
    recount(desk.bench.round.pk, by=office)
    assert "历次结果" in page(desk, office, f"units/caizheng/{HEARD}/")
    before = page(desk, office, f"units/caizheng/{HEARD}/?at={old.pk}")
    assert "已被后来的计算替换" in before
    assert "没有记录。" in before


def test_the_form_and_the_desk_show_what_records_say(desk: Desk, enter: Enter) -> None:
    bench, board = desk.bench, desk.bench.board
    recount(bench.round.pk, by=board.office)
    form = desk.client(board.clerk()).get(f"/office/rounds/{bench.round.key}/self/caizheng/")
    assert "主要负责同志听取汇报：0 / 1" in unescape(form.content.decode())
    bench.deduct("3", item="work.training")
    enter(LedgerKind.TRAINING, "2026-05-01")
    recount(bench.round.pk, by=board.office)
    shown = desk.get(bench.scorer, "units/caizheng/?item=work.training")
    assert "按记录已达到满分线，但这一项还有扣分" in shown
    assert "/indicators/units/caizheng/training.held/" in shown
    assert "没有记入" in page(desk, board.office)
    assert "没有记入" not in page(desk, bench.scorer), "who scores is told at the item"
