"""The life of a rectification order: drafted, issued, received, reported, checked, closed.

Only moments are stored; the state follows from them, and whether it is overdue from the day.
"""

from datetime import date, datetime
from enum import StrEnum
from typing import Final, NamedTuple


class OrderState(StrEnum):
    """Where an order stands."""

    DRAFT = "draft"
    ISSUED = "issued"
    WORKING = "working"
    TO_SIGN = "to_sign"
    REPORTED = "reported"
    RETURNED = "returned"
    CLOSED = "closed"
    CANCELLED = "cancelled"

    @property
    def label(self) -> str:
        """The words a reader sees."""
        return _LABELS[self]

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done by the unit or the office."""
        return self not in {OrderState.CLOSED, OrderState.CANCELLED}

    @property
    def waits_for_unit(self) -> bool:
        """Whether it is the unit's turn."""
        return self in _UNITS_TURN


_LABELS: Final = {
    OrderState.DRAFT: "草稿",
    OrderState.ISSUED: "待签收",
    OrderState.WORKING: "整改中",
    OrderState.TO_SIGN: "报告待签发",
    OrderState.REPORTED: "待核查",
    OrderState.RETURNED: "退回整改",
    OrderState.CLOSED: "已办结",
    OrderState.CANCELLED: "已撤销",
}
_UNITS_TURN: Final = frozenset(
    {OrderState.ISSUED, OrderState.WORKING, OrderState.TO_SIGN, OrderState.RETURNED}
)


class OrderMoments(NamedTuple):
    """The moments of an order that hold; a return takes back the report."""

    issued_at: datetime | None = None
    received_at: datetime | None = None
    submitted_at: datetime | None = None
    reported_at: datetime | None = None
    returned_at: datetime | None = None
    closed_at: datetime | None = None
    cancelled_at: datetime | None = None


def order_state(moments: OrderMoments) -> OrderState:
    """Return the state that follows from what happened, the last thing first."""
    held = (
        (moments.cancelled_at, OrderState.CANCELLED),
        (moments.closed_at, OrderState.CLOSED),
        (moments.reported_at, OrderState.REPORTED),
        (moments.submitted_at, OrderState.TO_SIGN),
        (moments.returned_at, OrderState.RETURNED),
        (moments.received_at, OrderState.WORKING),
        (moments.issued_at, OrderState.ISSUED),
    )
    return next((state for moment, state in held if moment is not None), OrderState.DRAFT)


class OrderStep(StrEnum):
    """What may be done with an order."""

    EDIT = "edit"
    ISSUE = "issue"
    RECEIVE = "receive"
    FILL_IN = "fill_in"
    SUBMIT = "submit"
    SIGN = "sign"
    TAKE_BACK = "take_back"
    CHECK = "check"
    EXTEND = "extend"
    CANCEL = "cancel"
    PROPOSE = "propose"


_WORKING: Final = frozenset({OrderState.WORKING, OrderState.RETURNED})
_SENT: Final = _UNITS_TURN | {OrderState.REPORTED}
_ALLOWED: Final[dict[OrderStep, frozenset[OrderState]]] = {
    OrderStep.EDIT: frozenset({OrderState.DRAFT}),
    OrderStep.ISSUE: frozenset({OrderState.DRAFT}),
    OrderStep.RECEIVE: frozenset({OrderState.ISSUED}),
    OrderStep.FILL_IN: _WORKING,
    OrderStep.SUBMIT: _WORKING,
    OrderStep.SIGN: frozenset({OrderState.TO_SIGN}),
    OrderStep.TAKE_BACK: frozenset({OrderState.TO_SIGN}),
    OrderStep.CHECK: frozenset({OrderState.REPORTED}),
    OrderStep.EXTEND: frozenset({OrderState.WORKING, OrderState.TO_SIGN, OrderState.RETURNED}),
    OrderStep.CANCEL: _SENT | {OrderState.DRAFT},
    OrderStep.PROPOSE: _UNITS_TURN - {OrderState.ISSUED},
}
_BECAUSE: Final = {
    OrderState.DRAFT: "整改通知还没有发出。",
    OrderState.ISSUED: "整改通知已经发出，单位还没有签收。",
    OrderState.WORKING: "单位正在整改，还没有报送。",
    OrderState.TO_SIGN: "整改报告已提交，等本单位负责人签发。要改的，请负责人退回。",
    OrderState.REPORTED: "整改情况已经报送，等待核查。要改的，请核查人退回。",
    OrderState.RETURNED: "整改情况已退回，还没有重新报送。",
    OrderState.CLOSED: "这份整改通知已经办结，只能查看。",
    OrderState.CANCELLED: "这份整改通知已经撤销，只能查看。",
}


def why_not_order(step: OrderStep, state: OrderState) -> str:
    """Return why a step is closed in a state, in a person's words; empty where it is open."""
    return "" if state in _ALLOWED[step] else _BECAUSE[state]


def is_overdue(state: OrderState, due: date | None, day: date) -> bool:
    """Whether the unit has let the term pass: it is the unit's turn and the last day is over.

    What has been reported waits for the office, which is no fault of the unit.
    """
    return state.waits_for_unit and due is not None and day > due
