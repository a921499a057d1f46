"""Two press at once: an order is sent once, an appeal filed once, decided once, corrected once."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import pytest

from gongkai.assessment.actions import appealing, approving, mending
from gongkai.assessment.actions.appealing import AppealText
from gongkai.assessment.actions.mending import LineCheck
from gongkai.assessment.models import Appeal, OrderMove, RectificationOrder, Revision
from gongkai.core.models import Event, NumberSequence
from gongkai.rules.rounds.rectifications import OrderState
from tests.assessment.app.board import Board
from tests.assessment.app.mending.following import Following
from tests.assessment.app.test_survey_races import at_once

pytestmark = pytest.mark.django_db(transaction=True)
TERMS = {"appeal_within": "5 个工作日", "appeal_decide": "20 日"}


def test_eight_presses_send_one_order_with_one_number(board: Board) -> None:
    following = Following.announced(board)
    order = following.drafted()
    by = board.office
    send: Callable[[], object] = partial(
        mending.issue_order, order.pk, version=order.version, by=by
    )
    assert at_once(*[send] * 8) == [""] * 8
    assert Event.objects.filter(verb="order.issue").count() == 1
    assert NumberSequence.objects.get(series="整改").last == 1


def test_proposed_from_two_windows_each_unit_has_one_order(board: Board) -> None:
    following = Following.announced(board)
    by = board.office
    at_once(*[partial(mending.propose_orders, following.round.pk, by=by)] * 4)
    assert RectificationOrder.objects.count() == 1


def test_signed_for_by_two_people_at_once_the_clock_starts_once(board: Board) -> None:
    following = Following.announced(board)
    order, one, two = following.issued(), board.clerk(), board.chief()
    assert at_once(
        partial(mending.receive_order, order.pk, by=one),
        partial(mending.receive_order, order.pk, by=two),
    ) == ["", ""]
    assert Event.objects.filter(verb="order.receive").count() == 1


def test_accepted_and_refused_at_once_one_of_both_holds(board: Board) -> None:
    following = Following.announced(board)
    following.received()
    order = following.reported()
    by, lines = board.office, list(order.lines.all())
    yes = {line.pk: LineCheck(accepted=True) for line in lines}
    no = {line.pk: LineCheck(accepted=False, note="不够") for line in lines}
    refused = at_once(
        partial(mending.check_order, order.pk, checks=yes, version=order.version, by=by),
        partial(mending.check_order, order.pk, checks=no, version=order.version, by=by),
    )
    assert refused.count("") == 1
    state = following.order().state
    assert state in {OrderState.CLOSED, OrderState.RETURNED}
    assert OrderMove.objects.filter(kind="return").count() == (state is OrderState.RETURNED)


def test_two_appeals_of_one_unit_at_once_are_one(board: Board) -> None:
    following = Following.announced(board, **TERMS)
    unit, by = board.unit(following.round), board.clerk()
    approving.receive_result(unit.pk, by=by)
    said = AppealText(covers="grades", text="应为合格")
    refused = at_once(
        *[partial(appealing.file_appeal, unit.pk, key=f"k{n}", said=said, by=by) for n in range(4)]
    )
    assert refused == ["", *["appeal.open"] * 3]
    assert Appeal.objects.count() == 1


def test_decided_and_withdrawn_at_once_one_of_both_holds(board: Board) -> None:
    following = Following.announced(board, **TERMS)
    unit, clerk = board.unit(following.round), board.clerk()
    approving.receive_result(unit.pk, by=clerk)
    said = AppealText(covers="grades", text="应为合格")
    row = appealing.file_appeal(unit.pk, key="a", said=said, by=clerk)
    appealing.admit_appeal(row.pk, by=board.office)
    hearer = board.viewer("appeal_reviewer", "xian", "王五")
    appealing.appoint_hearers(row.pk, people=[hearer.person_id or 0], by=board.office)
    refused = at_once(
        partial(appealing.decide_appeal, row.pk, outcome="changed", reason="成立", by=hearer),
        partial(appealing.withdraw_appeal, row.pk, by=clerk),
    )
    assert refused.count("") == 1
    row = Appeal.objects.get(pk=row.pk)
    assert (row.decided_at is None) is not (row.withdrawn_at is None)


def test_corrections_of_two_appeals_never_cross(board: Board) -> None:
    following = Following.announced(board, **TERMS)
    hearer = board.viewer("appeal_reviewer", "xian", "王五")
    rows = []
    for code in ("caizheng", "qingshan"):
        unit, clerk = board.unit(following.round, code), board.clerk(code)
        approving.receive_result(unit.pk, by=clerk)
        said = AppealText(covers="grades", text="应再高一等")
        row = appealing.file_appeal(unit.pk, key="a", said=said, by=clerk)
        appealing.admit_appeal(row.pk, by=board.office)
        appealing.appoint_hearers(row.pk, people=[hearer.person_id or 0], by=board.office)
        appealing.decide_appeal(row.pk, outcome="changed", reason="成立", by=hearer)
        rows.append(row)
    by = replace(board.office)
    refused = at_once(
        *[partial(appealing.begin_correction, row.pk, by=by) for row in rows for _ in range(2)]
    )
    assert refused.count("") == 2, "the other one waits its turn"
    assert Revision.objects.count() == 1
