"""What rectification puts on to-do lists, on both sides, and the reminders of its terms."""

from collections.abc import Iterator
from datetime import date, time, timedelta
from typing import Final

from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gongkai.assessment.actions.mending.reminding import remind_due
from gongkai.assessment.mending_telling import order_address
from gongkai.assessment.models import RectificationOrder
from gongkai.assessment.queries.mending import answers, own_orders
from gongkai.assessment.terms import order_due, order_overdue
from gongkai.core import todo
from gongkai.core.access import Viewer
from gongkai.core.days import day_of
from gongkai.core.outbox import Run
from gongkai.core.periodic import every
from gongkai.core.todo import Todo, TodoState
from gongkai.rules.rounds.rectifications import OrderState

SOON: Final = timedelta(days=5)
# More of a kind than this stand on the list in one line.
_MOST: Final = 8


def _open(condition: Q) -> Iterator[RectificationOrder]:
    rows = RectificationOrder.objects.filter(condition, closed_at=None, cancelled_at=None)
    yield from rows.select_related("unit", "issuer").prefetch_related("moves")


@todo.source("assessment.mending_unit")
def unit_orders(viewer: Viewer) -> Iterator[Todo]:
    """Yield the orders a unit has to sign for, carry out, or sign the report of."""
    if not viewer.may("assessment.self") and not viewer.may("assessment.sign"):
        return
    today = day_of(viewer.at)
    for order in _open(own_orders(viewer) & Q(issued_at__isnull=False)):
        if order.state.waits_for_unit:
            yield from _of_unit(viewer, order, today)


def _of_unit(viewer: Viewer, order: RectificationOrder, today: date) -> Iterator[Todo]:
    signs = answers(viewer, "assessment.sign", order)
    fills = answers(viewer, "assessment.self", order)
    state = TodoState.WAITING_FOR_ME
    match order.state:
        case OrderState.ISSUED if fills:
            title, why = gettext("签收整改通知"), gettext("还没有签收，签收次日起算期限")
        case OrderState.TO_SIGN if signs:
            title, why = gettext("签发整改报告"), gettext("整改报告已填完，等您审阅签发")
        case OrderState.RETURNED if fills:
            title, why = gettext("补充整改"), order.return_reason
            state = TodoState.RETURNED_TO_ME
        case OrderState.WORKING if fills:
            title, why = gettext("整改"), gettext("逐条填写措施、责任人和结果，报送整改报告")
        case _:
            return
    if order_overdue(order, today):
        state, why = TodoState.OVERDUE, gettext("已过整改期限，还没有报送")
    yield _todo(order, title, why, state, "unit")


@todo.source("assessment.mending_office")
def office_orders(viewer: Viewer) -> Iterator[Todo]:
    """Yield what the office has to issue, to check, and to know of orders."""
    if not viewer.may("assessment.run"):
        return
    today = day_of(viewer.at)
    alike: dict[tuple[str, TodoState], list[Todo]] = {}
    for order in _open(viewer.reach_of("assessment.run", "issuer__path")):
        found = _of_office(order, today)
        if found is not None:
            alike.setdefault((found.why, found.state), []).append(found)
    for (why, state), todos in alike.items():
        yield from todos if len(todos) <= _MOST else [_together(why, state, todos)]


def _together(why: str, state: TodoState, todos: list[Todo]) -> Todo:
    """Return one line for many orders that wait for the same; the register lists them."""
    query = "?state=overdue" if state is TodoState.OVERDUE else ""
    return Todo(
        title=gettext("整改通知 %(count)s 份") % {"count": len(todos)},
        href=f"/office/rectifications/{query}",
        why=why,
        state=state,
        due=min((one.due for one in todos if one.due is not None), default=None),
        kind=gettext("整改"),
        key=f"orders-office:{state.name}:{why}",
    )


def _of_office(order: RectificationOrder, today: date) -> Todo | None:
    due = order_due(order)
    if order.state is OrderState.DRAFT:
        why = gettext("整改通知已拟好，还没有发出")
        return _todo(order, gettext("发出整改通知"), why, TodoState.WAITING_FOR_ME, "office")
    if order.state is OrderState.REPORTED:
        why = gettext("整改情况已报来，等待逐条核查")
        return _todo(order, gettext("核查整改"), why, TodoState.WAITING_FOR_ME, "office")
    if order_overdue(order, today):
        why = gettext("单位没有按期报送；可以延期，或者提出问责建议")
        return _todo(order, gettext("整改逾期"), why, TodoState.OVERDUE, "office")
    if due is not None and due.on <= today + SOON:
        why = gettext("快到期，单位还没有报送")
        return _todo(order, gettext("整改快到期"), why, TodoState.DUE_SOON, "office")
    return None


def _todo(order: RectificationOrder, title: str, why: str, state: TodoState, side: str) -> Todo:
    due = order_due(order)
    return Todo(
        title=gettext("%(unit)s：%(what)s") % {"unit": order.unit.label, "what": title},
        href=order_address(order),
        why=why,
        state=state,
        due=due.on if due is not None else None,
        unit=order.unit.label,
        kind=gettext("整改"),
        key=f"order-{side}:{order.pk}",
    )


@every("assessment.mending_due", _("提醒整改期限"), daily=time(7, 30))
def remind(run: Run) -> None:
    """Tell both sides of terms that end soon or have ended."""
    remind_due(SOON, by=Viewer.system(str(_("定时任务")), run.at))
