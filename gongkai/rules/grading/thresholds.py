"""Holding a printed total against the lower bounds of grades."""

from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal

from gongkai.rules.readings import Boundary
from gongkai.rules.scheme import Grade

_WHOLE = Decimal(1)


def compared(total: Decimal, boundary: Boundary) -> Decimal:
    """Return the number that is held against the bounds under a reading of the boundary."""
    if boundary is Boundary.ROUND_HALF_UP:
        return total.quantize(_WHOLE, rounding=ROUND_HALF_UP)
    if boundary is Boundary.FLOOR:
        return total.quantize(_WHOLE, rounding=ROUND_FLOOR)
    return total


def by_total(total: Decimal, grades: tuple[Grade, ...], boundary: Boundary) -> Grade:
    """Return the best grade whose lower bound the total reaches; bounds include themselves."""
    value = compared(total, boundary)
    for grade in grades:
        if grade.min is not None and value >= grade.min:
            return grade
    return grades[-1]
