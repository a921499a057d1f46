"""Terms that begin with a receipt: of an order to rectify, of an appeal, of its decision."""

from collections.abc import Iterable
from datetime import date
from functools import cache

from gongkai.assessment.current import pack_of
from gongkai.assessment.models import (
    Appeal,
    OrderMove,
    OrderMoveKind,
    RectificationOrder,
    Round,
    RoundUnit,
)
from gongkai.assessment.wording import cite_text
from gongkai.core.days import day_of
from gongkai.policy.national import load_national
from gongkai.rules.rounds.appeals import appeal_of
from gongkai.rules.rounds.rectifications import is_overdue
from gongkai.rules.scheme import Appeal as Terms
from gongkai.rules.scheme import Scheme
from gongkai.rules.terms import Due, More, due, due_on, read_term
from gongkai.rules.workdays import OutsideCalendarError, WorkCalendar


@cache
def calendar() -> WorkCalendar:
    """Return the official calendar of working days."""
    return load_national().calendar


def order_due(order: RectificationOrder) -> Due | None:
    """Return until when an order is to be carried out, with the arithmetic.

    None before the receipt, from which a term runs, and for days no calendar reaches. A day that
    was set holds from the issue on.
    """
    begun = order.received_at or (order.issued_at if order.due_on else None)
    if begun is None:
        return None
    more = [
        More(until=move.until, reason=move.reason)
        for move in _moves(order)
        if move.kind == OrderMoveKind.EXTEND and move.until is not None
    ]
    if order.due_on is not None:
        return due_on(order.due_on, day_of(begun), more=more)
    return _counted(order.term, day_of(begun), order.cite, more)


def _moves(order: RectificationOrder) -> Iterable[OrderMove]:
    # Through ``all``, so that a list asks for them once.
    return order.moves.all()


def order_overdue(order: RectificationOrder, day: date) -> bool:
    """Whether the unit has let the term of an order pass."""
    found = order_due(order)
    return found is not None and is_overdue(order.state, found.on, day)


def _counted(
    term: str, received: date, cite: str, more: Iterable[More] = (), begun: str = "签收"
) -> Due | None:
    known = read_term(term)
    if known is None:
        return None
    try:
        return due(known, received, calendar(), more=more, cite=cite, begun=begun)
    except OutsideCalendarError:
        return None


def appeal_terms(round_: Round) -> Terms | None:
    """Return the terms of appeals against the result of a round; None where it has none."""
    return appeal_of(pack_of(round_).scheme)


def appeal_source(terms: Terms, scheme: Scheme) -> str:
    """Return where the terms of an appeal stand, in words."""
    if not terms.in_source:
        return "本地口径，原文没有"
    return "、".join(cite_text(cite, scheme) for cite in terms.cite)


def filing_due(unit: RoundUnit) -> Due | None:
    """Return until when a unit may appeal: the term runs from the day after it signed."""
    terms = appeal_terms(unit.round)
    if terms is None or unit.result_received_at is None:
        return None
    source = appeal_source(terms, pack_of(unit.round).scheme)
    return _counted(terms.within, day_of(unit.result_received_at), source, begun="签收结果")


def decision_due(appeal: Appeal) -> Due | None:
    """Return until when an appeal is to be decided: the term runs from the day after it came."""
    round_ = appeal.round_unit.round
    terms = appeal_terms(round_)
    if terms is None:
        return None
    source = appeal_source(terms, pack_of(round_).scheme)
    return _counted(terms.decide_within, day_of(appeal.filed_at), source, begun="收到申诉")
