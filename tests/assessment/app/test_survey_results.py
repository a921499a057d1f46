"""What a survey says becomes facts when it closes; too few answers are blocked or not told."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from gongkai.assessment.actions.surveys import paper, running, settling
from gongkai.assessment.current import current, pack_of
from gongkai.assessment.factbook import facts_of
from gongkai.assessment.factfile import facts_json
from gongkai.assessment.models import Answer, ItemScore, Origin, PaperBatch, RoundUnit, Ticket
from gongkai.assessment.surveys.counting import said_of
from gongkai.core.access import Viewer
from gongkai.core.actions import Refused
from gongkai.core.days import day_of
from gongkai.core.models import Event
from gongkai.rules.explain import TraceNode, recompute
from tests.assessment.app.asking import QUESTIONS, Asking
from tests.assessment.app.board import Board, fresh

pytestmark = pytest.mark.django_db


@pytest.fixture
def asking(board: Board) -> Asking:
    return Asking.held(board)


def score(asking: Asking, item: str = "effect.rights", unit: str = "caizheng") -> ItemScore | None:
    return ItemScore.objects.filter(round_unit=asking.unit_pk(unit), item=item).first()


def node(asking: Asking, item: str = "effect.rights") -> TraceNode:
    """Return the trace of an item of the first unit."""
    result = current(fresh(asking.survey.round))
    waiting = [next(one.score for one in result.units if one.score.unit.id == "caizheng").trace]
    while waiting:
        found = waiting.pop()
        assert found is not None
        if found.id == item:
            return found
        waiting.extend(found.children)
    raise AssertionError(item)


def test_the_mean_of_each_kind_counts_by_its_weight(asking: Asking) -> None:
    asking.people(10, "群众", q1="5", q2="4")
    asking.people(5, "企业", q1="3", q2="3")
    asking.people(5, "代表", q1="2", q2="1")
    asking.close()
    row = score(asking)
    assert row is not None
    # q1: .5·5 + .3·3 + .2·2 = 3.8; q2: .5·4 + .3·3 + .2·1 = 3.1
    assert (row.mean, row.answers, row.origin) == (Decimal("3.45"), 20, Origin.SURVEY)
    assert (row.scale_low, row.scale_high) == (Decimal(1), Decimal(5))
    assert row.details["questions"]["q1"]["mean"] == "3.800000"
    found = node(asking)
    assert found.value == Decimal("4.9")  # 8 · (3.45 − 1) / 4
    assert recompute(found) == found.value
    facts = facts_json(facts_of(asking.survey.round, pack_of(asking.survey.round).scheme))
    assert '"mean": "3.45"' in str(facts).replace("'", '"')


def test_too_few_answers_are_blocked_by_the_engine_not_scored(asking: Asking, board: Board) -> None:
    round_ = asking.survey.round
    round_.readings["min_answers"]["value"] = 8
    round_.save()
    asking.people(7)
    asking.close()
    found = node(asking)
    assert found.value is None
    assert found.inputs["missing"] == "答卷 7 份，少于最少 8 份"


def test_below_five_nothing_is_told_even_where_the_pack_asks_for_three(asking: Asking) -> None:
    assert pack_of(asking.survey.round).scheme.readings.min_answers == 3
    asking.people(4)
    asking.close()
    assert score(asking) is None
    assert node(asking).inputs["missing"] == "没有问卷结果"


def test_an_item_says_nothing_while_one_of_its_questions_says_nothing(board: Board) -> None:
    loose = [replace(one, required=False) for one in QUESTIONS]
    asking = Asking.held(board, questions=loose)
    asking.people(4)
    asking.people(3, q2="")
    asking.close()
    assert score(asking) is None  # q2 has only four answers
    other = score(asking, "effect.satisfaction")
    assert other is not None
    assert other.answers == 7


def test_settling_twice_changes_nothing(asking: Asking, board: Board) -> None:
    asking.people(6)
    with pytest.raises(Refused, match="还没有结束"):
        settling.settle_survey(asking.survey.pk, by=board.office)
    asking.close()
    version = RoundUnit.objects.get(pk=asking.unit_pk()).version
    events = Event.objects.count()
    assert settling.settle_survey(asking.survey.pk, by=board.office) == 0
    running.close_survey(asking.survey.pk, by=board.office)
    assert RoundUnit.objects.get(pk=asking.unit_pk()).version == version
    assert Event.objects.count() == events


def test_each_changed_unit_is_touched_once_and_others_are_not(asking: Asking) -> None:
    before = {row.pk: row.version for row in RoundUnit.objects.all()}
    asking.people(5)
    asking.people(4, unit="minzheng")
    asking.close()
    after = {row.pk: row.version for row in RoundUnit.objects.all()}
    grown = {pk: after[pk] - before[pk] for pk in after if after[pk] != before[pk]}
    assert grown == {asking.unit_pk(): 1}


def test_what_somebody_else_established_is_left_alone(asking: Asking, board: Board) -> None:
    ItemScore.objects.create(
        round_unit_id=asking.unit_pk(),
        item="effect.rights",
        origin=Origin.IMPORTED,
        mean=Decimal("4.2"),
        at=board.now,
    )
    asking.people(6)
    asking.close()
    row = score(asking)
    assert row is not None
    assert row.mean == Decimal("4.2")
    assert score(asking, "effect.satisfaction") is not None


def test_the_nightly_job_closes_what_is_over(asking: Asking, board: Board) -> None:
    asking.people(5)
    by = Viewer.system("定时任务", board.now + timedelta(days=9))
    assert running.close_over(by=by) == 0
    by = Viewer.system("定时任务", board.now + timedelta(days=10))
    assert day_of(by.at) > (asking.survey.closes_on or day_of(by.at))
    assert running.close_over(by=by) == 1
    assert running.close_over(by=by) == 0
    assert score(asking) is not None


def test_paper_counts_like_codes_and_may_be_late(asking: Asking) -> None:
    asking.people(3)
    asking.paper("5544", "4433", "", "1122")
    asking.close()
    row = score(asking)
    assert row is not None
    assert row.answers == 6
    asking.paper("1111", "1111")
    row = score(asking)
    assert row is not None
    assert (row.answers, row.version) == (8, 2)


def test_a_pile_is_voided_as_a_whole_with_a_reason(asking: Asking, board: Board) -> None:
    asking.people(4)
    pile = asking.paper("1111", "1111")
    asking.close()
    assert score(asking) is not None
    with pytest.raises(Refused, match="没有写理由"):
        paper.void_paper(pile.pk, reason="", by=board.office)
    paper.void_paper(pile.pk, reason="录入了别的单位的答卷", by=board.office)
    assert score(asking) is None
    assert said_of(asking.survey)[asking.unit_pk()].answers == 4
    assert Answer.objects.count() == 6  # kept, and counted no longer


def test_a_wrong_sheet_is_named_and_nothing_is_kept(asking: Asking, board: Board) -> None:
    with pytest.raises(Refused, match="第 3 份第 2 题：只能填 1 到 5") as refused:
        asking.paper("5555", "", "5955")
    assert refused.value.field == "3-q2"
    with pytest.raises(Refused, match="没有填写任何一份"):
        asking.paper("", "")
    with pytest.raises(Refused, match="一次最多录入 100 份"):
        asking.paper(*["5555"] * 101)
    assert (PaperBatch.objects.count(), Answer.objects.count()) == (0, 0)
    board.now -= timedelta(days=10)
    with pytest.raises(Refused, match="还没有开始"):
        asking.paper("5555")


def test_while_it_is_open_whole_days_are_told_once_five_more_answered(
    asking: Asking, board: Board
) -> None:
    def told() -> int | None:
        question = said_of(asking.survey, day_of(board.now))[asking.unit_pk()].scales["q1"]
        return question.answers if question is not None else None

    asking.people(6, "群众", q1="2")
    assert told() is None  # of today nothing
    board.wait(days=1)
    asking.people(4, "代表")
    assert told() is None  # four outside
    asking.people(1, "代表")
    assert told() == 6
    board.wait(days=1)
    assert told() == 6  # the second day is whole, but nobody is outside
    asking.people(5)
    assert told() == 11
    said = said_of(asking.survey, day_of(board.now))[asking.unit_pk()].scales["q1"]
    assert said is not None
    assert said.mean == Decimal("3.363636")  # 37 / 11: without weights while it is open
    assert not ItemScore.objects.exists()


def test_closing_forgets_the_codes(asking: Asking) -> None:
    codes = asking.codes(3)
    before = set(Ticket.objects.values_list("code_hash", flat=True))
    asking.close()
    assert not before & set(Ticket.objects.values_list("code_hash", flat=True))
    with pytest.raises(Refused, match="已经结束"):
        asking.answer(codes[0])
