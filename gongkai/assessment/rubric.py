"""Where an item stands in the rubric of a unit, and what can be done with it."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from gongkai.policy.indicator_names import INDICATORS
from gongkai.rules.numbers import ZERO
from gongkai.rules.scheme import (
    Dimension,
    Item,
    Method,
    Otherwise,
    Scheme,
    Source,
)
from gongkai.rules.scoring.points import item_points


@dataclass(frozen=True, slots=True)
class Place:
    """An item with the points it carries; without a dimension it is a bonus."""

    item: Item
    dimension: Dimension | None
    points: Decimal

    @property
    def deducts(self) -> bool:
        """Whether people take points off it, always or once its rate is below the line."""
        computed = self.item.computed
        by_rate = computed is not None and computed.otherwise is Otherwise.DEDUCT
        return self.item.method is Method.DEDUCT or by_rate

    @property
    def is_bonus(self) -> bool:
        """Whether people give points on it."""
        return self.item.method is Method.BONUS

    @property
    def by_hand(self) -> bool:
        """Whether a scorer has something to say of it; a survey speaks for itself."""
        return self.item.method is not Method.SURVEY


def places(scheme: Scheme, group: str) -> Iterator[Place]:
    """Yield the items of a group's rubric in printed order, then those of the bonus."""
    rubric = scheme.rubric_for(group)
    if rubric is not None:
        points = item_points(rubric, scheme.readings)
        for dimension in rubric.dimensions:
            for item in dimension.items:
                yield Place(item, dimension, points[item.id])
    for item in scheme.bonus.items if scheme.bonus is not None else ():
        yield Place(item, None, item.points or ZERO)


def indicators_of(item: Item) -> tuple[str, ...]:
    """Return the indicators that say something of an item, the one that computes it first."""
    computed = (item.computed.indicator,) if item.computed is not None else ()
    return (*computed, *(one for one in item.known if one not in computed))


def place_of(scheme: Scheme, group: str, item: str) -> Place | None:
    """Return where an item stands for units of a group."""
    return next((place for place in places(scheme, group) if place.item.id == item), None)


@dataclass(frozen=True, slots=True)
class Topic:
    """Something of the checklist to look at: a point, or an area that lists none.

    ``indicators`` say something of it; items of ``categories`` may be its evidence.
    """

    id: str
    title: str
    area: str
    cite: tuple[str, ...]
    indicators: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()


def topics(scheme: Scheme) -> Iterator[Topic]:
    """Yield what the checklist asks to look at, in printed order."""
    for area in scheme.checklist:
        for point in area.points:
            named = (point.method, *point.known) if point.method in INDICATORS else point.known
            yield Topic(point.id, point.title, area.title, point.cite, named, point.categories)
        if not area.points:
            yield Topic(area.id, area.title, area.title, area.cite, area.known, area.categories)


def judges_rubric(scheme: Scheme, component: str) -> bool:
    """Whether who is assigned this component judges items: the rubric, or a part made of it."""
    if not component:
        return True
    return any(leaf.id == component and leaf.source is Source.RUBRIC for leaf in scheme.leaves())
