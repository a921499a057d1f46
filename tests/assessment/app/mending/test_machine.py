"""Any order of presses, by anybody, leaves an order in one of its states and breaks none."""

from contextlib import suppress
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongkai.assessment import current
from gongkai.assessment.actions import mending
from gongkai.assessment.actions.mending import LineCheck, LineText
from gongkai.assessment.models import OrderMoveKind, RectificationOrder
from gongkai.assessment.queries.mending import state_q
from gongkai.assessment.terms import order_due
from gongkai.core.access import Viewer
from gongkai.core.actions import Refused
from gongkai.core.audit import verify
from gongkai.core.models import Event
from gongkai.rules.rounds.rectifications import OrderState
from tests.assessment.app.mending.following import Following, docx

pytestmark = pytest.mark.django_db
STEPS = (
    "propose",
    "issue",
    "receive",
    "fill",
    "submit",
    "take_back",
    "sign",
    "accept",
    "refuse",
    "extend",
    "cancel",
    "account",
)
ROLES = ("office", "clerk", "chief", "other")
# The usual way, so that many runs go far.
USUAL = (
    ("issue", "office", 0),
    ("receive", "clerk", 0),
    ("fill", "clerk", 1),
    ("submit", "clerk", 1),
    ("sign", "chief", 1),
    ("refuse", "office", 1),
    ("accept", "office", 1),
)
PRESS = st.one_of(
    st.sampled_from(USUAL),
    st.tuples(st.sampled_from(STEPS), st.sampled_from(ROLES), st.integers(0, 9)),
)
# What may follow what, whoever presses.
FOLLOWS: dict[OrderState, set[OrderState]] = {
    OrderState.DRAFT: {OrderState.ISSUED, OrderState.CANCELLED},
    OrderState.ISSUED: {OrderState.WORKING, OrderState.CANCELLED},
    OrderState.WORKING: {OrderState.TO_SIGN, OrderState.CANCELLED},
    OrderState.TO_SIGN: {
        OrderState.REPORTED,
        OrderState.WORKING,
        OrderState.RETURNED,
        OrderState.CANCELLED,
    },
    OrderState.REPORTED: {OrderState.RETURNED, OrderState.CLOSED, OrderState.CANCELLED},
    OrderState.RETURNED: {OrderState.TO_SIGN, OrderState.CANCELLED},
    OrderState.CLOSED: set(),
    OrderState.CANCELLED: set(),
}


def press(following: Following, step: str, by: Viewer) -> None:
    """Press a button, on the newest order."""
    if step == "propose":
        mending.propose_orders(following.round.pk, by=by)
        return
    order = following.order()
    lines = list(order.lines.all())
    match step:
        case "issue":
            mending.issue_order(order.pk, version=order.version, by=by)
        case "receive":
            mending.receive_order(order.pk, by=by)
        case "fill":
            text = LineText(measure="甲", responsible="王五", result=f"第 {order.version} 次")
            mending.fill_lines(
                order.pk, lines={one.pk: text for one in lines}, version=order.version, by=by
            )
        case "submit":
            mending.submit_order_report(order.pk, version=order.version, by=by)
        case "take_back":
            mending.take_back_report(order.pk, reason="改", by=by)
        case "sign":
            mending.sign_order_report(order.pk, version=order.version, document=docx(), by=by)
        case "accept" | "refuse":
            check = LineCheck(accepted=step == "accept", note="不够")
            mending.check_order(
                order.pk, checks={one.pk: check for one in lines}, version=order.version, by=by
            )
        case "extend":
            due = order_due(order)
            until = (due.on if due else following.today) + timedelta(days=5)
            mending.extend_order(order.pk, until=until, reason="设备未到", by=by)
        case "cancel":
            mending.cancel_order(order.pk, reason="作罢", by=by)
        case "account":
            mending.propose_accountability(order.pk, facts="逾期", sent_to="领导小组", by=by)


@settings(
    max_examples=10,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(PRESS, min_size=12, max_size=40))
def test_any_presses_keep_an_order_whole(
    following: Following, presses: list[tuple[str, str, int]]
) -> None:
    board = following.board
    start = board.now
    # They outlast the example.
    assert board.clerk() != board.chief() != board.clerk("minzheng")
    with transaction.atomic():
        # What was computed for the rows of the example before, which are gone.
        current.forget()
        following.drafted()
        for step, role, days in presses:
            board.wait(days=days)
            people = {
                "office": board.office,
                "clerk": board.clerk(),
                "chief": board.chief(),
                "other": board.clerk("minzheng"),
            }
            before = {row.pk: (row.state, row) for row in RectificationOrder.objects.all()}
            events = Event.objects.count()
            done = False
            with suppress(Refused, PermissionDenied):
                press(following, step, people[role])
                done = True
            whole(before, done=done)
            if not done:
                assert Event.objects.count() == events, "what was refused left no trace"
            if role == "other":
                assert not done, step
        assert not list(verify())
        transaction.set_rollback(True)
    board.now = start


def whole(before: dict[int, tuple[OrderState, RectificationOrder]], *, done: bool) -> None:
    """Look at every order after a press."""
    held = 0
    for row in RectificationOrder.objects.all():
        if row.pk in before and row.state is not before[row.pk][0]:
            assert done
            assert row.state in FOLLOWS[before[row.pk][0]]
        found = [
            state
            for state in OrderState
            if RectificationOrder.objects.filter(state_q(state), pk=row.pk).exists()
        ]
        assert found == [row.state]
        reports = row.moves.filter(kind=OrderMoveKind.REPORT).count()
        returns = row.moves.filter(kind=OrderMoveKind.RETURN).count()
        assert reports - returns in {0, 1}
        if row.state is OrderState.CLOSED:
            assert all(line.accepted for line in row.lines.all())
        held += row.state is not OrderState.CANCELLED
    assert held <= 1, "one order of a result at a time"
