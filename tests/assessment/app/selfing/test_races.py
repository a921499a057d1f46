"""Many people at one form, on real connections: nothing lost, nothing overwritten unseen."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from threading import Barrier

import pytest
from django.db import connection

from gongkai.assessment.actions.selfing import answering, evidence, reporting
from gongkai.assessment.actions.selfing.answering import Said
from gongkai.assessment.actions.selfing.evidence import PieceText
from gongkai.assessment.models import Evidence, RoundUnit, SelfItem, SelfReport
from gongkai.core.actions import Refused
from gongkai.core.audit import verify
from gongkai.core.models import Event
from tests.assessment.app.board import Board
from tests.assessment.app.selfing.filling import answer_well, fill, seen, write

pytestmark = pytest.mark.django_db(transaction=True)
ITEM = "org.attention"


def at_once(*what: Callable[[], object]) -> list[str]:
    """Run each in a thread with a connection of its own; return how each went."""
    barrier = Barrier(len(what))

    def run(one: Callable[[], object]) -> str:
        try:
            barrier.wait(30)
            one()
        except Refused as refusal:
            return refusal.code or refusal.message
        else:
            return "done"
        finally:
            connection.close()

    with ThreadPoolExecutor(len(what)) as threads:
        return list(threads.map(run, what))


def test_of_two_who_save_one_item_the_second_is_told(board: Board, unit: RoundUnit) -> None:
    people = [board.clerk(), board.viewer("clerk", "caizheng", "李四")]

    def save(number: int) -> object:
        said = Said(score=Decimal(number + 1), reason=f"第{number}人写的。")
        return answering.save_answer(unit.pk, ITEM, said, version=0, by=people[number])

    outcomes = at_once(lambda: save(0), lambda: save(1))
    assert sorted(outcomes) == ["done", "self.overtaken"]
    first = outcomes.index("done")
    row = SelfItem.objects.get()
    assert row.score == first + 1
    assert (row.reason, row.version) == (f"第{first}人写的。", 1)


def test_forty_people_at_the_items_of_one_form_lose_nothing(board: Board, unit: RoundUnit) -> None:
    questions = list(seen(unit, board.clerk()).form.questions)
    people = [board.viewer("clerk", "caizheng", f"信息员{number}") for number in range(40)]

    def work(number: int) -> object:
        """Give an item points, and add evidence to another one."""
        question, other = questions[number % 27], questions[(number + 5) % 27]
        if number < 27:
            answer_well(unit, question, people[number])
        text = PieceText(title=f"材料{number}")
        return evidence.add_words(unit.pk, other.id, text, by=people[number])

    outcomes = at_once(*(lambda number=number: work(number) for number in range(40)))
    assert set(outcomes) == {"done"}
    assert SelfItem.objects.count() == 27
    assert {row.version for row in SelfItem.objects.all()} == {1}
    assert set(Evidence.objects.values_list("title", flat=True)) == {
        f"材料{number}" for number in range(40)
    }
    assert Event.objects.filter(verb__in=["self.save", "evidence.add"]).count() == 67
    assert list(verify()) == []


def test_what_is_saved_while_it_is_submitted_is_in_it_or_refused(
    board: Board, unit: RoundUnit
) -> None:
    fill(board, unit)
    write(board, unit)
    late = Said(score=Decimal(1), reason="最后改的。")
    clerk = board.clerk()
    outcomes = at_once(
        lambda: reporting.submit_report(unit.pk, by=clerk),
        lambda: answering.save_answer(unit.pk, ITEM, late, version=1, by=clerk),
    )
    assert outcomes[0] == "done"
    row = SelfItem.objects.get(item=ITEM)
    assert (outcomes[1], row.reason == late.reason) in [("done", True), ("self.state", False)]
    assert SelfReport.objects.get().submitted_at is not None


def test_pressed_twice_a_report_is_submitted_once(board: Board, unit: RoundUnit) -> None:
    fill(board, unit)
    write(board, unit)
    clerk = board.clerk()
    submit = lambda: reporting.submit_report(unit.pk, by=clerk)  # noqa: E731
    assert sorted(at_once(submit, submit)) == ["done", "self.state"]
    assert Event.objects.filter(verb="self.submit").count() == 1
