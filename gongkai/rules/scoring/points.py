"""How many points every item of a rubric carries, those included that a source leaves open."""

from collections.abc import Mapping
from decimal import Decimal

from gongkai.rules.numbers import ZERO, exact
from gongkai.rules.readings import Readings, UnsetPoints
from gongkai.rules.scheme import Rubric


def item_points(rubric: Rubric, readings: Readings) -> Mapping[str, Decimal]:
    """Return the points of every item; unset points are split only if a person said so (Q19).

    A dimension that states its points splits what its own items leave; what then is left of the
    rubric is split among the items of all other dimensions. Raises :class:`ValueError` where
    points are unset and no reading says what to do.
    """
    points = {item.id: item.points for item in rubric.items() if item.points is not None}
    if rubric.complete:
        return points
    if readings.unset_points is not UnsetPoints.EQUAL_SPLIT:
        raise ValueError(f"{rubric.id}: points are unset and no reading says what to do")
    left, waiting = rubric.points, []
    with exact():
        for dimension in rubric.dimensions:
            unset = [item.id for item in dimension.items if item.points is None]
            given = sum((item.points or ZERO for item in dimension.items), ZERO)
            if dimension.points is None:
                left -= given
                waiting += unset
                continue
            left -= dimension.points
            if unset:
                points |= dict.fromkeys(unset, (dimension.points - given) / len(unset))
        if waiting:
            points |= dict.fromkeys(waiting, left / len(waiting))
    return points
