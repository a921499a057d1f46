"""Many people saving at once: nothing is lost, nothing counts twice, no approval is overtaken."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from functools import partial
from threading import Barrier, Event
from time import sleep

import pytest
from django.db import connection, transaction

from gongkai.assessment.actions import judging
from gongkai.assessment.actions.approving import give_step
from gongkai.assessment.assess import assess
from gongkai.assessment.current import current, pack_of
from gongkai.assessment.factbook import facts_of
from gongkai.assessment.models import ComponentScore, Deduction, ItemLook, RoundUnit
from gongkai.core.access import Viewer
from gongkai.core.actions import Refused
from gongkai.core.audit import verify
from gongkai.core.models import Event as Record
from tests.assessment.app.board import UNITS, Board
from tests.assessment.app.judging.bench import ATTENTION, FEEDBACK, Bench

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 40


def at_once(calls: Sequence[Callable[[], object]]) -> list[str]:
    """Make all calls at the same moment, each in a thread of its own; return the refusals."""
    barrier = Barrier(len(calls))

    def one(call: Callable[[], object]) -> str:
        try:
            barrier.wait(30)
            call()
        except Refused as refused:
            return refused.code or refused.message
        finally:
            connection.close()
        return ""

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(one, calls))


def crowd(bench: Bench, many: int = MANY) -> list[Viewer]:
    """Let many people score the rubric."""
    return [bench.board.scorer(bench.round, name=f"评分员{number:02}") for number in range(many)]


def test_forty_people_saving_at_once_lose_nothing(board: Board) -> None:
    bench = Bench.set_up(board)
    people = crowd(bench)
    before = {row.pk: row.version for row in RoundUnit.objects.filter(round=bench.round)}
    units = [bench.unit(UNITS[number % len(UNITS)]).pk for number in range(MANY)]

    def deduct(number: int) -> Callable[[], object]:
        return lambda: judging.deduct(
            units[number],
            item="form.website",
            points=Decimal("0.5"),
            reason=f"第 {number} 处",
            evidence="网页记录",
            beyond=True,
            by=people[number],
        )

    told = at_once([deduct(number) for number in range(MANY)])
    assert told == [""] * MANY
    assert Deduction.objects.count() == MANY
    assert Record.objects.filter(verb="score.deduct").count() == MANY
    assert list(verify()) == []
    for row in RoundUnit.objects.filter(round=bench.round):
        assert row.version == before[row.pk] + units.count(row.pk)
    scheme = pack_of(bench.round).scheme
    assert current(bench.round).to_json() == assess(scheme, facts_of(bench.round, scheme)).to_json()


def test_one_button_pressed_many_times_is_one_deduction(board: Board) -> None:
    bench = Bench.set_up(board)
    told = at_once([lambda: bench.deduct() for _ in range(8)])
    assert sorted(told) == ["", *["score.twice"] * 7]
    assert Deduction.objects.count() == 1


def test_together_people_take_no_more_than_the_item_has_without_saying_so(board: Board) -> None:
    bench = Bench.set_up(board)
    people = crowd(bench, 8)
    told = at_once([partial(bench.deduct, "1", FEEDBACK, by=by, reason=by.name) for by in people])
    assert sorted(told) == ["", "", "", *["score.beyond"] * 5]
    assert bench.value(FEEDBACK) == 0


def test_of_many_setting_one_value_one_is_kept_and_the_others_are_told(board: Board) -> None:
    bench = Bench.set_up(board)
    people = crowd(bench, 6)
    unit = bench.unit().pk
    told = at_once(
        [
            partial(
                judging.set_rate,
                unit,
                item="content.done_ratio",
                numerator=Decimal(number),
                denominator=Decimal(10),
                records="台账",
                by=by,
            )
            for number, by in enumerate(people)
        ]
    )
    assert sorted(told) == ["", *["score.overtaken"] * 5]


def test_a_score_submitted_twice_is_one_score(board: Board) -> None:
    bench = Bench.set_up_component(board, "bowang-jiaoyun", "third_party")
    given, unit = judging.Given(Decimal(83), "栏目更新慢"), bench.unit().pk
    told = at_once(
        [
            lambda: judging.submit_score(
                unit, component="third_party", given=given, by=bench.scorer
            )
            for _ in range(6)
        ]
    )
    assert told == [""] * 6
    assert ComponentScore.objects.count() == 1
    assert Record.objects.filter(verb="score.submit").count() == 1


def test_looking_at_many_items_at_once_notes_each_once(board: Board) -> None:
    bench = Bench.set_up(board)
    unit = bench.unit().pk
    items = [FEEDBACK, ATTENTION]
    at_once([lambda: judging.look(unit, items=items, by=bench.scorer) for _ in range(6)])
    assert ItemLook.objects.count() == 2


def test_an_approval_waits_for_facts_that_are_being_written(board: Board) -> None:
    """What is written while leaders press the button is seen by them, not slipped in behind."""
    bench = Bench.set_up_component(board, "duodao-caizheng")
    for code in UNITS:
        judging.decide_grade(
            bench.unit(code).pk, grade="good", reason="群众较满意", by=board.office
        )
    give_step(bench.round.pk, step=0, by=board.office)
    unit, office, leader = bench.unit().pk, board.office, board.leader
    written = Event()

    def change() -> None:
        with transaction.atomic():
            judging.decide_grade(unit, grade="fail", reason="核查发现造假", by=office)
            written.set()
            sleep(0.5)

    def approve() -> None:
        assert written.wait(30)
        give_step(bench.round.pk, step=1, by=leader)

    told = at_once([change, approve])
    assert told[0] == ""
    assert "现在轮到“提出意见”" in told[1]
    bench.round.refresh_from_db()
    assert bench.round.approved_at is None
