"""What scorers and raters find on their to-do lists."""

from datetime import date
from decimal import Decimal

import pytest

from gongkai.assessment.actions import judging, staffing
from gongkai.core.access import Viewer
from gongkai.core.todo import Todo, TodoState, todos
from tests.assessment.app.board import Board
from tests.assessment.app.judging.bench import FEEDBACK, Bench

pytestmark = pytest.mark.django_db


def mine(viewer: Viewer, kind: str = "评分") -> list[Todo]:
    found = todos(viewer)
    assert found.failed == ()
    return [one for one in found.items if one.kind == kind]


def test_a_scorer_is_told_how_much_is_left_and_until_when(bench: Bench) -> None:
    one, *others = mine(bench.scorer)
    assert others == []
    assert (one.why, one.due) == ("分给您 3 个单位，还有 3 个没有评完", date(2026, 11, 30))
    assert one.state is TodoState.DUE_SOON
    bench.board.wait(days=12)
    assert mine(bench.board.viewer("assessor", "xian", "李四"))[0].state is TodoState.WAITING_FOR_ME
    bench.board.wait(days=10)
    assert mine(bench.board.viewer("assessor", "xian", "李四")) == []


def test_who_is_done_or_scores_nothing_has_nothing_to_do(bench: Bench) -> None:
    board = bench.board
    person = board.person("third_party", "xian", "王五")
    staffing.add_scorer(
        bench.round.pk,
        person=person,
        units=[bench.unit()],
        items=[FEEDBACK],
        blind=True,
        by=board.office,
    )
    wang = board.viewer("third_party", "xian", "王五")
    assert mine(wang)[0].why == "分给您 1 个单位，还有 1 个没有评完"
    judging.look(bench.unit().pk, items=[FEEDBACK], by=wang)
    assert mine(wang) == []
    assert mine(board.office) == []
    assert mine(board.clerk()) == []


def test_a_checker_is_told_what_waits(bench: Bench) -> None:
    board = bench.board
    person = board.person("assessor", "xian", "赵六")
    staffing.add_scorer(bench.round.pk, person=person, checks=True, by=board.office)
    checker = board.viewer("assessor", "xian", "赵六")
    assert mine(checker) == []
    row = bench.deduct("1")
    assert mine(checker)[0].why.endswith("1 条等您核对")
    judging.check_deduction(row.pk, by=checker)
    assert mine(checker) == []


def test_a_unit_is_reminded_of_its_ballot_until_it_is_cast(board: Board) -> None:
    groups = {"caizheng": "业务部门", "minzheng": "业务部门", "qingshan": "综合部门"}
    bench = Bench.set_up(board, "bianti-shi", **groups)
    assert len(mine(board.clerk(), "互评")) == 1
    judging.cast_ballot(
        bench.round.pk, rater="caizheng", scores={"minzheng": Decimal(80)}, by=board.clerk()
    )
    assert mine(board.clerk(), "互评") == []
