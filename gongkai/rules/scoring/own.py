"""What a unit gave itself, counted as its rubric is: what does not apply to it stands aside."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal

from gongkai.rules.facts import ItemFacts, NotApplicableClaim
from gongkai.rules.numbers import ZERO
from gongkai.rules.readings import Readings
from gongkai.rules.scheme import Item, Method, Rubric
from gongkai.rules.scoring.rubrics import RubricPlan


class OwnPlan:
    """A rubric prepared for the points units give themselves.

    The points stand as typed, whatever the method an item is judged by; inapplicable items and
    rounding follow the readings, so that the sum can be held against the score others gave.
    Points of the bonus are beyond it.
    """

    def __init__(self, rubric: Rubric, readings: Readings) -> None:
        dimensions = tuple(
            replace(one, items=tuple(map(_as_typed, one.items))) for one in rubric.dimensions
        )
        self.plan = RubricPlan(replace(rubric, dimensions=dimensions), readings)
        self.items = tuple(item.id for item in rubric.items())

    def total(
        self, given: Mapping[str, Decimal], claims: Iterable[NotApplicableClaim] = ()
    ) -> Decimal | None:
        """Return the sum of what a unit gave itself; an item without points counts 0.

        ``claims`` are those that were agreed to. ``None`` where nothing applies.
        """
        facts = {item: ItemFacts(score=given.get(item, ZERO)) for item in self.items}
        return self.plan.score(facts, tuple(claims)).value


def _as_typed(item: Item) -> Item:
    return replace(item, method=Method.DEDUCT)
