"""Counting every indicator for all units of a round at once."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final

from gongkai.assessment.indicators.duties import count_duties
from gongkai.assessment.indicators.ledger import count_ledger
from gongkai.assessment.indicators.orders import count_orders
from gongkai.assessment.indicators.published import count_published
from gongkai.assessment.indicators.values import Scope, Tallies

Family = Callable[[Scope, datetime], Mapping[str, Tallies]]
_FAMILIES: Final[tuple[Family, ...]] = (
    count_duties,
    count_published,
    count_ledger,
    count_orders,
)


def count_all(scope: Scope, at: datetime) -> Mapping[str, Tallies]:
    """Return what the records say of every unit, by indicator.

    The number of queries does not grow with the number of units.
    """
    found: dict[str, Tallies] = {}
    for family in _FAMILIES:
        found |= family(scope, at)
    return found
