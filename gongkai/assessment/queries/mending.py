"""Orders to rectify as a viewer sees them: the office its own, a unit what was issued to it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from gongkai.assessment.models import (
    AccountabilityProposal,
    LineFile,
    MendingSource,
    OrderMoveKind,
    RectificationOrder,
    Round,
)
from gongkai.assessment.queries.rounds import OF_UNIT, belongs
from gongkai.assessment.terms import order_due, order_overdue
from gongkai.core.access import Viewer
from gongkai.core.audit import timeline
from gongkai.core.days import day_of
from gongkai.core.models import Event, Unit, in_force
from gongkai.rules.rounds.rectifications import OrderState

SOURCES = MendingSource.choices
"""What an order may follow from, with its words."""
_OF_OFFICE = ("assessment.run", "assessment.oversee")


def orders_seen(viewer: Viewer) -> QuerySet[RectificationOrder]:
    """Return the orders a viewer sees, newest first, drafts only to the office."""
    issued = Q(pk__in=())
    for name in _OF_OFFICE:
        issued |= viewer.reach_of(name, "issuer__path")
    own = own_orders(viewer)
    rows = RectificationOrder.objects.filter(issued | (own & Q(issued_at__isnull=False)))
    return rows.select_related(
        "unit", "issuer", "round_unit__round", "round_unit__unit", "report_file"
    ).prefetch_related("moves")


def own_orders(viewer: Viewer, names: Iterable[str] = OF_UNIT) -> Q:
    """Return the condition that an order is for a unit of the viewer (``answers``)."""
    condition = Q() if viewer.is_system else Q(pk__in=())
    for grant in viewer.grants:
        if grant.permissions.isdisjoint(names):
            continue
        condition |= Q(unit__path=grant.unit_path)
        if grant.subtree:
            above = Q(issuer__path__startswith=grant.unit_path)
            condition |= Q(unit__path__startswith=grant.unit_path) & ~above
    return condition


def answers(viewer: Viewer, permission: str, order: RectificationOrder) -> bool:
    """Whether a viewer answers an order for its unit; a role at the issuer makes nobody one."""
    return belongs(viewer, permission, order.unit.path, order.issuer.path)


def orders_of(viewer: Viewer, round_: Round) -> QuerySet[RectificationOrder]:
    """Return the orders of a round a viewer sees."""
    return orders_seen(viewer).filter(round_unit__round=round_)


def find_order(viewer: Viewer, order_id: int) -> RectificationOrder | None:
    """Return an order with its lines and files, where the viewer sees it."""
    files = Prefetch(
        "lines__files", LineFile.objects.filter(removed_at=None).select_related("file")
    )
    return orders_seen(viewer).filter(pk=order_id).prefetch_related("lines", files).first()


def find_line_file(viewer: Viewer, file_id: int) -> LineFile | None:
    """Return a file of a line, where the viewer sees its order."""
    rows = LineFile.objects.select_related("file", "line")
    return rows.filter(pk=file_id, line__order__in=orders_seen(viewer).values("pk")).first()


def find_proposal(viewer: Viewer, proposal_id: int) -> AccountabilityProposal | None:
    """Return a proposal of accountability; the unit does not see what is proposed about it."""
    seen = Q(pk__in=())
    for name in _OF_OFFICE:
        seen |= viewer.reach_of(name, "order__issuer__path")
    rows = AccountabilityProposal.objects.select_related("unit", "order__issuer", "order__unit")
    return rows.filter(seen, pk=proposal_id).first()


def order_history(viewer: Viewer, order: RectificationOrder) -> QuerySet[Event]:
    """Return what was done with an order, newest first; of accountability only for its office."""
    rows = timeline(order).order_by("-number")
    if any(viewer.may(name, order.issuer.path) for name in _OF_OFFICE):
        return rows
    return rows.exclude(verb__contains="accountability")


def runs_order(viewer: Viewer, order: RectificationOrder) -> bool:
    """Whether a viewer is of the office that issued an order."""
    return viewer.may("assessment.run", order.issuer.path)


def issuing_units(viewer: Viewer) -> QuerySet[Unit]:
    """Return the organs whose office a viewer is of: where the right to issue was granted."""
    paths = [grant.unit_path for grant in viewer.grants if "assessment.run" in grant.permissions]
    return Unit.objects.filter(in_force(day_of(viewer.at)), path__in=paths)


def state_q(state: OrderState) -> Q:
    """Return the condition that an order stands in a state."""
    open_ = Q(cancelled_at=None, closed_at=None)
    issued = open_ & Q(issued_at__isnull=False)
    unreported = issued & Q(reported_at=None, submitted_at=None)
    conditions = {
        OrderState.CANCELLED: Q(cancelled_at__isnull=False),
        OrderState.CLOSED: Q(cancelled_at=None, closed_at__isnull=False),
        OrderState.REPORTED: open_ & Q(reported_at__isnull=False),
        OrderState.TO_SIGN: open_ & Q(reported_at=None, submitted_at__isnull=False),
        OrderState.RETURNED: unreported & Q(returned_at__isnull=False),
        OrderState.WORKING: unreported & Q(returned_at=None, received_at__isnull=False),
        OrderState.ISSUED: unreported & Q(returned_at=None, received_at=None),
        OrderState.DRAFT: open_ & Q(issued_at=None),
    }
    return conditions[state]


def overdue_ids(rows: QuerySet[RectificationOrder], day: date) -> list[int]:
    """Return the ids of the orders whose unit has let the term pass."""
    turns = Q(pk__in=())
    for state in OrderState:
        if state.waits_for_unit:
            turns |= state_q(state)
    return [order.pk for order in _plain(rows.filter(turns)) if order_overdue(order, day)]


def _plain(rows: QuerySet[RectificationOrder]) -> QuerySet[RectificationOrder]:
    """Return orders with no more around them than their terms and units need."""
    return rows.select_related(None).select_related("unit")


@dataclass(slots=True)
class UnitMending:
    """How a unit stands with its orders. ``due`` counts orders whose first report was due."""

    name: str
    orders: int = 0
    open: int = 0
    overdue: int = 0
    closed: int = 0
    on_time: int = 0
    due: int = 0

    @property
    def rate(self) -> str:
        """The share of those due that were reported in time, in whole percents."""
        return f"{100 * self.on_time // self.due}%" if self.due else ""


@dataclass(slots=True)
class Statistics:
    """How all units stand, by unit, and their sum."""

    units: list[UnitMending] = field(default_factory=list)
    sum: UnitMending = field(default_factory=lambda: UnitMending(""))


def statistics(orders: QuerySet[RectificationOrder], day: date) -> Statistics:
    """Count issued orders by unit; drafts and cancelled ones do not count."""
    counted: dict[int, UnitMending] = {}
    found = Statistics()
    for order in _plain(orders):
        if order.state in {OrderState.DRAFT, OrderState.CANCELLED}:
            continue
        row = counted.setdefault(order.unit_id, UnitMending(order.unit.label))
        # Reckoned once for both sums: a register holds thousands.
        late, on_time = order_overdue(order, day), reported_in_time(order, day)
        for one in (row, found.sum):
            _count(one, order.state, late=late, on_time=on_time)
    found.units = sorted(counted.values(), key=lambda one: (-one.overdue, -one.open, one.name))
    return found


def _count(row: UnitMending, state: OrderState, *, late: bool, on_time: bool | None) -> None:
    row.orders += 1
    row.open += state.is_open
    row.closed += state is OrderState.CLOSED
    row.overdue += late
    row.due += on_time is not None
    row.on_time += on_time is True


def reported_in_time(order: RectificationOrder, day: date) -> bool | None:
    """Whether the first report came by the last day; None while neither has come."""
    due = order_due(order)
    first = next((one for one in order.moves.all() if one.kind == OrderMoveKind.REPORT), None)
    if due is None:
        return None
    if first is not None:
        return day_of(first.at) <= due.on
    return False if due.is_past(day) else None


def has_orders(viewer: Viewer, round_: Round) -> bool:
    """Whether a round has orders for a viewer to see."""
    return orders_of(viewer, round_).exists()
