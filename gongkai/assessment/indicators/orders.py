"""The indicator from orders to rectify: reported within the term that runs from the receipt."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from gongkai.assessment.indicators.values import Scope, Tallies
from gongkai.assessment.models import RectificationOrder
from gongkai.assessment.queries.mending import reported_in_time
from gongkai.assessment.terms import order_due
from gongkai.rules.tallies import Record, RecordKind, Span, share


def count_orders(scope: Scope, at: datetime) -> Mapping[str, Tallies]:
    """Return how many of the orders due in the span were reported on in time, in three queries."""
    del at
    rows = RectificationOrder.objects.filter(scope.under("unit__path"), cancelled_at=None)
    issued = rows.filter(issued_at__isnull=False).select_related("unit").prefetch_related("moves")
    found = scope.by_place((order.unit.path, order) for order in issued.order_by("pk"))
    return {
        "rectification.closed_in_time": dict(
            scope.each(found, lambda orders: share(_records(orders, scope.span)))
        )
    }


def _records(orders: list[RectificationOrder], span: Span) -> Iterator[Record]:
    """Yield the orders whose last day is in the span; before the receipt there is none."""
    for order in orders:
        due = order_due(order)
        if due is None or due.on not in span:
            continue
        good = reported_in_time(order, span.end)
        yield Record(
            kind=RecordKind.ORDER,
            key=str(order.pk),
            title=order.title,
            on=due.on,
            good=good,
            note=order.state.label,
        )
