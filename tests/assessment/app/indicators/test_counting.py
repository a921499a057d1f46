"""Indicators counted from records: what counts, what stays, what waits for a person."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from gongkai.assessment.actions import judging, ledger
from gongkai.assessment.actions.counting import ask_recount, recount
from gongkai.assessment.computed import takings
from gongkai.assessment.indicator_todos import overtaken_deductions
from gongkai.assessment.indicator_upkeep import count_indicators
from gongkai.assessment.indicators import REGISTER
from gongkai.assessment.models import (
    IndicatorCount,
    IndicatorRun,
    ItemScore,
    LedgerKind,
    MendingSource,
    OrderMove,
    OrderMoveKind,
    RectificationOrder,
    RoundUnit,
)
from gongkai.assessment.queries.indicators import records_of
from gongkai.core.actions import Refused
from gongkai.core.models import Event
from gongkai.core.outbox import Run, run_due
from gongkai.policy.indicator_names import INDICATORS
from gongkai.rules.tallies import Record, share
from tests.assessment.app.board import Board, fresh
from tests.assessment.app.indicators.conftest import Enter
from tests.assessment.app.judging.bench import Bench
from tests.disclosure.app.office import SAID, Office

pytestmark = pytest.mark.django_db
TRAINING, CONFERENCE = "work.training", "work.conference"


def number(bench: Bench, indicator: str, code: str = "caizheng") -> tuple[int, int]:
    """Return what holds."""
    row = IndicatorCount.objects.get(
        round_unit=bench.unit(code), indicator=indicator, replaced_at=None
    )
    return row.numerator, row.denominator


def value(row: ItemScore) -> tuple[str, int, int]:
    """Return where a value comes from, and the value."""
    assert row.numerator is not None
    assert row.denominator is not None
    return row.origin, int(row.numerator), int(row.denominator)


def test_every_indicator_a_pack_may_name_is_in_the_register() -> None:
    assert set(REGISTER) == set(INDICATORS)


def test_the_ledger_is_counted_for_all_units_at_once(counted: Bench, enter: Enter) -> None:
    enter(LedgerKind.TRAINING, "2026-03-02", planned="2026-03-01")
    enter(LedgerKind.TRAINING, planned="2026-05-01")
    enter(LedgerKind.TRAINING, planned="2026-12-20")
    enter(LedgerKind.CONFERENCE, "2026-02-01")
    enter(LedgerKind.CONFERENCE, "2026-08-01", leader=True)
    enter(LedgerKind.CONFERENCE, "2026-11-01")
    enter(LedgerKind.REPORT_HEARD, "2025-12-31", unit="minzheng")
    enter(LedgerKind.REPORT_HEARD, "2026-01-01", unit="qingshan")
    enter(LedgerKind.INSPECTION, "2026-06-30", unit="qingshan-dongcun")
    run = recount(counted.round.pk, by=counted.board.office)
    assert number(counted, "training.held") == (1, 2)
    assert number(counted, "training.held", "minzheng") == (0, 1)
    assert number(counted, "interpretation.conference_quarterly") == (2, 3)
    assert number(counted, "interpretation.leader_conference") == (1, 1)
    assert number(counted, "leadership.report_heard", "minzheng") == (0, 1)
    assert number(counted, "leadership.report_heard", "qingshan") == (1, 1)
    assert number(counted, "inspection.held", "qingshan") == (1, 3), "what is inside it counts"
    assert run.counted == 3 * sum(one.is_counted for one in REGISTER.values())
    assert run.as_of == date(2026, 11, 16)


def test_publications_are_counted(counted: Bench, board: Board) -> None:
    office = Office(board.people)
    office.published()
    recount(counted.round.pk, by=board.office)
    assert number(counted, "disclosure.per_month") == (1, 11)
    assert number(counted, "disclosure.per_month", "minzheng") == (0, 11)
    assert number(counted, "review.three_level") == (1, 1)
    done, due = number(counted, "disclosure.on_time")
    assert due > 0
    row = IndicatorCount.objects.get(
        round_unit=counted.unit(), indicator="disclosure.on_time", replaced_at=None
    )
    again = share(map(Record.from_json, row.records))
    assert (again.numerator, again.denominator) == (done, due)
    assert again.hash == row.hash
    before = {
        one.round_unit_id: one.numerator
        for one in IndicatorCount.objects.filter(indicator="disclosure.per_month", replaced_at=None)
    }
    recount(counted.round.pk, as_of=date(2026, 3, 1), by=board.office)
    assert number(counted, "disclosure.per_month") == (0, 3), "published the day after"
    assert before[counted.unit().pk] == 1


def test_numbers_of_documents_are_counted_with_their_gaps(counted: Bench, board: Board) -> None:
    office = Office(board.people)
    for sequence in (1, 4):
        office.published(replace(SAID, document_number=f"示财〔2026〕{sequence}号"))
    recount(counted.round.pk, by=board.office)
    assert number(counted, "disclosure.number_completeness") == (2, 4)
    row = IndicatorCount.objects.get(
        round_unit=counted.unit(), indicator="disclosure.number_completeness", replaced_at=None
    )
    assert [one["title"] for one in row.records if one["kind"] == "gap"] == ["示财〔2026〕2—3号"]


def test_a_number_is_kept_until_it_is_another(counted: Bench, enter: Enter) -> None:
    office = counted.board.office
    first = recount(counted.round.pk, by=office)
    kept = set(IndicatorCount.objects.values_list("pk", flat=True))
    entry = enter(LedgerKind.REPORT_HEARD, "2026-02-01")
    assert number(counted, "leadership.report_heard") == (0, 1), "nothing changes by itself"
    second = recount(counted.round.pk, by=office)
    assert (first.changed, second.changed) == (first.counted, 1)
    assert first.hash != second.hash
    assert number(counted, "leadership.report_heard") == (1, 1)
    ledger.void_entry(entry.pk, reason="记错单位", by=counted.board.clerk())
    assert number(counted, "leadership.report_heard") == (1, 1)
    third = recount(counted.round.pk, by=office)
    assert third.hash == first.hash
    assert kept < set(IndicatorCount.objects.values_list("pk", flat=True)), "nothing is deleted"
    assert recount(counted.round.pk, by=office).changed == 0
    event = Event.objects.filter(verb="indicators.count").last()
    assert event is not None
    assert event.data["changed"] == 0


def test_items_take_the_number_over_and_scores_follow(counted: Bench, enter: Enter) -> None:
    enter(LedgerKind.CONFERENCE, "2026-02-01")
    enter(LedgerKind.TRAINING, "2026-03-02")
    recount(counted.round.pk, by=counted.board.office)
    row = ItemScore.objects.get(round_unit=counted.unit(), item=CONFERENCE)
    assert value(row) == ("computed", 1, 3)
    worth = counted.value(CONFERENCE)
    assert worth is not None
    assert round(worth, 4) == Decimal("13.3333")
    assert counted.value(TRAINING) == 40
    assert counted.value(TRAINING, "minzheng") is None, "below the line: the assessor deducts"
    assert not ItemScore.objects.filter(item="work.leader").exists(), "a known fact decides nothing"
    version = RoundUnit.objects.get(pk=counted.unit().pk).version
    recount(counted.round.pk, by=counted.board.office)
    assert RoundUnit.objects.get(pk=counted.unit().pk).version == version


def test_published_conferences_count_too_and_each_once(
    counted: Bench, board: Board, enter: Enter
) -> None:
    enter(LedgerKind.CONFERENCE, "2026-08-01")
    office = Office(board.people)
    for held, led in (("2026-02-20", True), ("2026-08-01", False)):
        details = {"held_on": held, "leader_attended": led, "speakers": ["张三"]}
        day = date.fromisoformat(held)
        office.now = datetime.combine(day, time(15), office.now.tzinfo)
        said = replace(SAID, title=f"{held}新闻发布会", issued_on=day, details=details)
        office.published(said, content_type="press_conference", category="interaction.conference")
    recount(counted.round.pk, by=board.office)
    assert number(counted, "interpretation.conference_quarterly") == (2, 3)
    assert number(counted, "interpretation.leader_conference") == (1, 1)
    row = IndicatorCount.objects.get(
        round_unit=counted.unit(),
        indicator="interpretation.conference_quarterly",
        replaced_at=None,
    )
    records = [Record.from_json(one) for one in row.records]
    assert [one.title for one in records if one.good] == [
        LedgerKind.CONFERENCE.label + "2026-08-01",
        "2026-02-20新闻发布会",
    ]
    assert [one.note for one in records if one.good is None] == ["台账已登记，不重复算"]


def test_no_conference_due_yet_is_no_case(counted: Bench) -> None:
    recount(counted.round.pk, as_of=date(2026, 3, 30), by=counted.board.office)
    assert number(counted, "interpretation.conference_quarterly") == (0, 0)
    assert counted.value(CONFERENCE) == 40, "Q6: full"


def test_what_people_entered_stands(counted: Bench, enter: Enter) -> None:
    judging.set_rate(
        counted.unit().pk,
        item=CONFERENCE,
        numerator=Decimal(3),
        denominator=Decimal(3),
        records="宣传部登记簿",
        by=counted.scorer,
    )
    recount(counted.round.pk, by=counted.board.office)
    row = ItemScore.objects.get(round_unit=counted.unit(), item=CONFERENCE)
    assert value(row) == ("scorer", 3, 3)
    judging.clear_value(
        counted.unit().pk,
        item=CONFERENCE,
        reason="登记簿有误",
        version=row.version,
        by=counted.scorer,
    )
    row = ItemScore.objects.get(round_unit=counted.unit(), item=CONFERENCE)
    assert value(row) == ("computed", 0, 3), "what records say stands again"


def test_a_rate_that_rises_waits_for_the_deductions(counted: Bench, enter: Enter) -> None:
    office = counted.board.office
    recount(counted.round.pk, by=office)
    first = counted.deduct("3", item=TRAINING)
    second = counted.deduct("2", item=TRAINING, reason="没有培训总结")
    assert counted.value(TRAINING) == 35
    assert list(overtaken_deductions(counted.scorer)) == []
    enter(LedgerKind.TRAINING, "2026-05-01")
    recount(counted.round.pk, by=office)
    assert number(counted, "training.held") == (1, 1)
    assert counted.value(TRAINING) == 35, "never both, and never silently"
    (held,) = [one for one in takings(fresh(counted.round)) if one.is_held]
    assert held.item == TRAINING
    assert held.held == 5
    (todo,) = overtaken_deductions(counted.scorer)
    assert "财政局" in todo.title
    judging.withdraw_deduction(first.pk, reason="补办了培训", by=counted.scorer)
    assert counted.value(TRAINING) == 38
    judging.withdraw_deduction(second.pk, reason="补办了培训", by=counted.scorer)
    assert counted.value(TRAINING) == 40, "the last one gone, the number is taken over"
    assert list(overtaken_deductions(counted.scorer)) == []


def test_a_rate_that_stays_below_keeps_the_deductions(counted: Bench, enter: Enter) -> None:
    recount(counted.round.pk, by=counted.board.office)
    counted.deduct("3", item=TRAINING)
    enter(LedgerKind.TRAINING, "2026-05-01")
    enter(LedgerKind.TRAINING, planned="2026-06-01")
    recount(counted.round.pk, by=counted.board.office)
    row = ItemScore.objects.get(round_unit=counted.unit(), item=TRAINING)
    assert value(row) == ("computed", 1, 2)
    assert counted.value(TRAINING) == 37


def test_who_may_count_and_when(counted: Bench, board: Board) -> None:
    for by in (counted.scorer, board.clerk(), board.leader, board.viewer("assessor", name="王五")):
        with pytest.raises(PermissionDenied):
            recount(counted.round.pk, by=by)
    for wrong in (date(2026, 11, 17), date(2025, 12, 31)):
        with pytest.raises(Refused):
            recount(counted.round.pk, as_of=wrong, by=board.office)
    waiting = board.prepared("jisuan")
    with pytest.raises(Refused):
        recount(waiting.pk, by=board.office)
    assert not IndicatorRun.objects.exists()


def test_counted_every_night_while_units_assess_themselves(board: Board) -> None:
    round_ = board.running("xian-kaohe")
    count_indicators(Run("k", {}, board.now, 1))
    assert IndicatorRun.objects.filter(round=round_).count() == 1
    count_indicators(Run("k", {}, board.now + timedelta(days=20), 1))
    assert IndicatorRun.objects.filter(round=round_).count() == 1, "the stage is over"


def test_a_large_round_is_counted_by_the_worker_once(counted: Bench, board: Board) -> None:
    ask_recount(counted.round.pk, as_of=date(2026, 11, 10), by=board.office)
    ask_recount(counted.round.pk, as_of=date(2026, 11, 15), by=board.office)
    assert not IndicatorRun.objects.exists()
    run_due(board.now)
    run = IndicatorRun.objects.get()
    assert str(run.as_of) == "2026-11-15", "the later question replaces the earlier"
    assert run.name == board.office.name
    with pytest.raises(PermissionDenied):
        ask_recount(counted.round.pk, by=board.clerk())


def test_orders_to_rectify_are_counted_once_their_day_has_come(
    counted: Bench, board: Board
) -> None:
    unit = board.people.unit("caizheng")

    def order(sequence: int, due: str, reported: int | None) -> None:
        row = RectificationOrder.objects.create(
            unit=unit,
            issuer=board.people.unit("xian"),
            source=MendingSource.INSPECTION,
            key=f"order-{sequence}",
            number=f"〔2026〕{sequence}号",
            title=f"整改通知{sequence}",
            due_on=date.fromisoformat(due),
            created_at=board.now - timedelta(days=60),
            issued_at=board.now - timedelta(days=60),
            issued_by="办公室",
        )
        if reported is not None:
            at = board.now - timedelta(days=reported)
            OrderMove.objects.create(order=row, kind=OrderMoveKind.REPORT, at=at, name="张三")

    order(1, "2026-10-20", reported=40)
    order(2, "2026-10-20", reported=1)
    order(3, "2026-10-21", reported=None)
    order(4, "2026-12-20", reported=None)
    recount(counted.round.pk, by=board.office)
    assert number(counted, "rectification.closed_in_time") == (1, 3)
    assert number(counted, "rectification.closed_in_time", "minzheng") == (0, 0)
    count = IndicatorCount.objects.get(
        round_unit=counted.unit(), indicator="rectification.closed_in_time", replaced_at=None
    )
    assert {one.title for one in records_of(board.office, count)} == {
        "整改通知1",
        "整改通知2",
        "整改通知3",
    }
    assert {one.title for one in records_of(counted.scorer, count)} == {""}
