"""Indicators from the work ledger: conferences, reports heard, training, inspections, funding.

Press conferences are counted from what was published too: who publishes one need not enter it.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Final

from django.db.models import Q
from django.utils.translation import gettext

from gongkai.assessment.indicators.values import Scope, Tallies
from gongkai.assessment.models import LedgerEntry, LedgerKind
from gongkai.disclosure.queries.counting import Conference, conferences_published
from gongkai.rules.tallies import (
    Record,
    RecordKind,
    Span,
    Tally,
    at_least_once,
    each_quarter,
    share,
)

_KINDS: Final = (
    LedgerKind.CONFERENCE,
    LedgerKind.REPORT_HEARD,
    LedgerKind.TRAINING,
    LedgerKind.INSPECTION,
    LedgerKind.FUNDING,
)
_Records = Callable[[list[LedgerEntry], list[Conference], Span], Iterator[Record]]


def count_ledger(scope: Scope, at: datetime) -> Mapping[str, Tallies]:
    """Return the tallies that rest on the ledger, in two queries."""
    del at
    rows = {kind: scope.by_place(found) for kind, found in _entries(scope).items()}

    def tallies(kind: str, count: Callable[[list[LedgerEntry], Span], Tally]) -> Tallies:
        return dict(scope.each(rows.get(kind, {}), lambda found: count(found, scope.span)))

    entered = rows.get(LedgerKind.CONFERENCE, {})
    published = scope.by_place(
        (one.unit_path, one)
        for one in conferences_published(scope.roots, scope.span.start, scope.span.end)
    )

    def conferences(count: Callable[[Iterator[Record], Span], Tally], records: _Records) -> Tallies:
        return {
            place: count(
                records(entered.get(place, []), published.get(place, []), scope.span), scope.span
            )
            for place in scope.units.values()
        }

    return {
        "interpretation.conference_quarterly": conferences(each_quarter, _conferences),
        "interpretation.leader_conference": conferences(
            lambda records, _: at_least_once(records), _led
        ),
        "leadership.report_heard": tallies(LedgerKind.REPORT_HEARD, _once),
        "training.held": tallies(LedgerKind.TRAINING, _planned_and_held),
        "inspection.held": tallies(LedgerKind.INSPECTION, _quarterly),
        "funding.recorded": tallies(LedgerKind.FUNDING, _once),
    }


def _entries(scope: Scope) -> Mapping[str, list[tuple[str, LedgerEntry]]]:
    """Return what was done in the span or planned for it, by kind, with the paths of the units."""
    start, end = scope.span.start, scope.span.end
    rows = LedgerEntry.objects.filter(
        scope.under("unit__path"),
        Q(on__gte=start, on__lte=end) | Q(planned_on__gte=start, planned_on__lte=end),
        kind__in=_KINDS,
        voided_at=None,
    )
    found: dict[str, list[tuple[str, LedgerEntry]]] = {}
    chosen = rows.select_related("unit").only(
        "unit__path", "kind", "title", "on", "planned_on", "leader", "people", "amount"
    )
    for row in chosen.order_by("on", "planned_on", "pk"):
        found.setdefault(row.kind, []).append((row.unit.path, row))
    return found


def _record(row: LedgerEntry, *, good: bool | None, note: str = "") -> Record:
    return Record(
        kind=RecordKind.LEDGER,
        key=str(row.pk),
        title=row.title,
        on=row.on or row.planned_on,
        good=good,
        note=note,
    )


def _held(rows: list[LedgerEntry], span: Span) -> Iterator[Record]:
    """Yield what was done; what is only planned is listed and counts for nothing."""
    for row in rows:
        if row.on in span:
            yield _record(row, good=True)
        elif row.on is None:
            yield _record(row, good=None, note=gettext("计划中，还没有办"))


def _quarterly(rows: list[LedgerEntry], span: Span) -> Tally:
    return each_quarter(_held(rows, span), span)


def _once(rows: list[LedgerEntry], span: Span) -> Tally:
    return at_least_once(_held(rows, span))


def _conferences(
    rows: list[LedgerEntry], published: list[Conference], span: Span
) -> Iterator[Record]:
    """Yield the conferences entered, then those published; one of the same day counts once."""
    yield from _held(rows, span)
    entered = {row.on for row in rows}
    for one in published:
        if one.on in entered:
            yield _published(one, good=None, note=gettext("台账已登记，不重复算"))
        elif one.on in span:
            yield _published(one, good=True)


def _led(rows: list[LedgerEntry], published: list[Conference], span: Span) -> Iterator[Record]:
    """Yield the conferences, good where the main leader was there."""
    absent = gettext("没有写明主要负责人出席")
    for row in rows:
        if row.on in span:
            yield _record(row, good=row.leader, note="" if row.leader else absent)
    for one in published:
        if one.on in span:
            yield _published(one, good=one.leader, note="" if one.leader else absent)


def _published(one: Conference, *, good: bool | None, note: str = "") -> Record:
    return Record(
        kind=RecordKind.PUBLISHED, key=one.key, title=one.title, on=one.on, good=good, note=note
    )


def _planned_and_held(rows: list[LedgerEntry], span: Span) -> Tally:
    """Count training whose day has come; an entry without a planned day is its own plan.

    A year without any was not planned either.
    """
    records = []
    for row in rows:
        if row.on is not None and row.on <= span.end:
            records.append(_record(row, good=True))
        elif row.planned_on in span:
            records.append(_record(row, good=False, note=gettext("到期没有办")))
    if not any(one.good is not None for one in records):
        return Tally(0, 1, tuple(records))
    return share(records)
