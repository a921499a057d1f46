"""Reminders of terms, once before and once after each last day."""

from datetime import timedelta

from gongkai.assessment.actions.mending.desk import told_order
from gongkai.assessment.mending_telling import tell_due
from gongkai.assessment.models import RectificationOrder
from gongkai.assessment.terms import order_due, order_overdue
from gongkai.core.access import Viewer
from gongkai.core.actions import acting
from gongkai.core.days import day_of


def remind_due(soon: timedelta, *, by: Viewer) -> int:
    """Tell units and offices of orders due within ``soon`` or overdue; return how many orders."""
    today = day_of(by.at)
    told = 0
    rows = RectificationOrder.objects.filter(
        issued_at__isnull=False, closed_at=None, cancelled_at=None, reported_at=None
    )
    for order in rows.select_related("unit", "issuer").prefetch_related("moves"):
        due = order_due(order)
        if due is not None and due.on <= today + soon:
            told += _remind(order.pk, by=by)
    return told


def _remind(order_id: int, *, by: Viewer) -> bool:
    with acting(by) as act:
        act.permit("a term of law is kept by the clock")
        order = act.lock(RectificationOrder, order_id)
        due = order_due(order)
        if due is None or not order.state.waits_for_unit:
            act.unchanged()
            return False
        overdue = order_overdue(order, day_of(by.at))
        if not tell_due(act, order, due.on, overdue=overdue):
            act.unchanged()
            return False
        told_order(act, "order.remind", order, due=due.on.isoformat())
        return True
