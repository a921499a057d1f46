"""In which order duties stand: the earliest due first, or by what the reader chose."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from gongkai.core.models import Unit
from gongkai.office.disclosure.words import category_choices
from gongkai.rules.obligations import Duty, DutyState
from gongkai.ui import components as ui

SORTED: Final = frozenset({"what", "unit", "due", "state"})
DEFAULT: Final = "due"
_URGENCY: Final = (
    *(DutyState.OVERDUE, DutyState.WARNING, DutyState.DUE, DutyState.NOT_YET),
    *(DutyState.MET_LATE, DutyState.MET, DutyState.EXEMPT),
)
"""States as somebody works them off."""


def sort_of(query: ui.Query) -> ui.Sort:
    """Read the order asked for."""
    return ui.Sort.read(query, SORTED, DEFAULT)


def ordered(duties: Iterable[Duty], sort: ui.Sort, units: Mapping[int, Unit]) -> list[Duty]:
    """Return duties in an order; those alike in it by the day they are due, then by unit."""
    found = sorted(duties, key=lambda one: (one.due_on, units[one.unit].path))
    found.sort(key=_keys(units)[sort.key], reverse=sort.descending)
    return found


def _keys(units: Mapping[int, Unit]) -> dict[str, Callable[[Duty], Any]]:
    places = {category: number for number, (category, _) in enumerate(category_choices())}
    return {
        # As the catalogue lists categories; within one what is to be opened.
        "what": lambda one: (places.get(one.category, len(places)), one.category, one.cause.title),
        "unit": lambda one: units[one.unit].path,
        "due": lambda one: one.due_on,
        "state": lambda one: _URGENCY.index(one.state),
    }
