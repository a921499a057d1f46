"""Words and badges of orders to rectify."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext

from gongkai.assessment.terms import order_due, order_overdue
from gongkai.core.days import day_words
from gongkai.rules.rounds.rectifications import OrderState
from gongkai.rules.terms import Due, read_term
from gongkai.ui import components as ui
from gongkai.ui.known import in_language

if TYPE_CHECKING:
    from gongkai.assessment.models import OrderLine, RectificationOrder

TONES: Final = {
    OrderState.DRAFT: ui.Tone.NEUTRAL,
    OrderState.ISSUED: ui.Tone.FAIR,
    OrderState.WORKING: ui.Tone.FAIR,
    OrderState.TO_SIGN: ui.Tone.FAIR,
    OrderState.REPORTED: ui.Tone.WARN,
    OrderState.RETURNED: ui.Tone.WARN,
    OrderState.CLOSED: ui.Tone.GOOD,
    OrderState.CANCELLED: ui.Tone.NEUTRAL,
}


def badges(order: "RectificationOrder", today: date) -> ui.Cluster:
    """Return where an order stands, and whether its term has passed."""
    parts: list[ui.Value] = [ui.Badge(in_language(order.state.label), TONES[order.state])]
    if order_overdue(order, today):
        parts.append(ui.Badge(gettext("逾期"), ui.Tone.BAD))
    return ui.Cluster(tuple(parts))


def badge_words(order: "RectificationOrder", today: date) -> str:
    """Return the same in words, for files."""
    late = gettext("逾期") if order_overdue(order, today) else ""
    return "，".join(part for part in (in_language(order.state.label), late) if part)


def term_words(order: "RectificationOrder") -> str:
    """Return the term in a sentence, before and after the receipt."""
    due = order_due(order)
    if due is not None:
        return gettext("%(day)s前（含当日）") % {"day": day_words(due.on)}
    if order.due_on is not None:
        return gettext("%(day)s前（含当日）") % {"day": day_words(order.due_on)}
    term = read_term(order.term)
    if term is None:
        return gettext("还没有定")
    return gettext("签收次日起 %(term)s") % {"term": str(term)}


def arithmetic(due: Due | None) -> ui.Details | None:
    """Return how the last day was reckoned, folded away."""
    if due is None:
        return None
    return ui.Details(gettext("期限怎样计算"), ui.Entries(due.lines()))


def check_badge(line: "OrderLine") -> ui.Badge | None:
    """Return what the office found of a line."""
    if line.accepted is None:
        return None
    if line.accepted:
        return ui.Badge(gettext("通过"), ui.Tone.GOOD)
    return ui.Badge(gettext("退回"), ui.Tone.BAD)


def numbered(order: "RectificationOrder") -> Iterator[tuple[int, "OrderLine"]]:
    """Yield the lines with their numbers."""
    yield from enumerate(order.lines.all(), start=1)
