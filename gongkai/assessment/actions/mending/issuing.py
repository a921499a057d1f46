"""Orders sent out, given more time, cancelled."""

from datetime import date
from typing import Final

from django.utils.translation import gettext

from gongkai.assessment.actions.mending.desk import office_order, refuse_changed, told_order
from gongkai.assessment.mending_telling import tell_cancelled, tell_extended, tell_issued
from gongkai.assessment.models import OrderMove, OrderMoveKind, RectificationOrder
from gongkai.assessment.terms import order_due
from gongkai.core.access import Viewer
from gongkai.core.actions import Act, Refused, acting
from gongkai.core.days import day_of
from gongkai.core.numbering import next_number
from gongkai.core.wording import brief
from gongkai.rules.rounds.rectifications import OrderState, OrderStep

_SERIES: Final = "整改"


def issue_order(order_id: int, *, version: int, number: str = "", by: Viewer) -> RectificationOrder:
    """Send an order to its unit; without a number it takes the next of the office's own series.

    Raises:
        Refused: changed meanwhile, without problems, without a term or a day, a day that is past,
            or a number that is taken.
    """
    with acting(by) as act:
        order = act.lock(RectificationOrder, order_id)
        act.require("assessment.run", order.issuer.path)
        if order.state is not OrderState.DRAFT and order.version == version + 1:
            # Pressed twice: the second finds what the first has done.
            act.unchanged()
            return order
        order = office_order(act, order_id, OrderStep.ISSUE)
        refuse_changed(order, version)
        _refuse_unready(order, day_of(by.at))
        order.number = _number(act, order, number)
        order.issued_at, order.issued_by = by.at, by.name
        order.version += 1
        order.save(update_fields=["number", "issued_at", "issued_by", "version"])
        told_order(act, "order.issue", order)
        tell_issued(act, order)
        return order


def _refuse_unready(order: RectificationOrder, today: date) -> None:
    if not order.lines.exists():
        raise Refused(gettext("没有写问题。请至少写一条。"), "problems")
    if not order.term and order.due_on is None:
        raise Refused(gettext("原文没有整改期限。请填写期限或者截止日。"), "term")
    if order.due_on is not None and order.due_on < today:
        raise Refused(gettext("截止日已经过了。请改正。"), "due_on")


def _number(act: Act, order: RectificationOrder, typed: str) -> str:
    taken = RectificationOrder.objects.filter(issuer=order.issuer).exclude(pk=order.pk)
    number = brief(typed, RectificationOrder, "number")
    if number:
        if taken.filter(number=number).exists():
            raise Refused(gettext("这个文号已经用过。请改正。"), "number")
        return number
    year = day_of(act.by.at).year
    while not number or taken.filter(number=number).exists():
        number = f"{_SERIES}〔{year}〕{next_number(act, _SERIES, order.issuer, year)}号"
    return number


def extend_order(order_id: int, *, until: date, reason: str, by: Viewer) -> RectificationOrder:
    """Give more time, up to and including a day, with the reason.

    Raises:
        Refused: no reason, or a day that is no later than the present one or already past.
    """
    with acting(by) as act:
        order = office_order(act, order_id, OrderStep.EXTEND)
        if not reason.strip():
            raise Refused(gettext("没有写理由。请写明为什么延期。"), "reason")
        present = order_due(order)
        if present is not None and until == present.on and _extended_so(order, until):
            act.unchanged()
            return order
        if until < day_of(by.at) or (present is not None and until <= present.on):
            raise Refused(gettext("新的截止日要晚于原来的截止日和今天。请改正。"), "until")
        move = OrderMove.objects.create(
            order=order,
            kind=OrderMoveKind.EXTEND,
            until=until,
            reason=brief(reason, OrderMove, "reason"),
            at=by.at,
            name=by.name,
        )
        told_order(act, "order.extend", order, until=until.isoformat(), reason=move.reason)
        tell_extended(act, order, until, move.reason)
        return order


def _extended_so(order: RectificationOrder, until: date) -> bool:
    last = order.moves.filter(kind=OrderMoveKind.EXTEND).last()
    return last is not None and last.until == until


def cancel_order(order_id: int, *, reason: str, by: Viewer) -> RectificationOrder:
    """Cancel an order with the reason; it stays to be read. A draft is dropped so too.

    Raises:
        Refused: no reason, it is closed, or a proposal rests on it.
    """
    with acting(by) as act:
        order = act.lock(RectificationOrder, order_id)
        act.require("assessment.run", order.issuer.path)
        if order.cancelled_at is not None:
            act.unchanged()
            return order
        order = office_order(act, order_id, OrderStep.CANCEL)
        if not reason.strip():
            raise Refused(gettext("没有写理由。请写明为什么撤销。"), "reason")
        if order.proposals.filter(withdrawn_at=None).exists():
            raise Refused(gettext("已据此提出问责建议。请先撤回建议，再撤销。"))
        order.cancelled_at = by.at
        order.cancel_reason = brief(reason, RectificationOrder, "cancel_reason", "reason")
        order.version += 1
        order.save(update_fields=["cancelled_at", "cancel_reason", "version"])
        told_order(act, "order.cancel", order, reason=order.cancel_reason)
        if order.issued_at is not None:
            tell_cancelled(act, order)
        return order
