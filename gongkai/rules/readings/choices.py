"""The closed sets of values that readings choose from."""

from dataclasses import dataclass
from enum import StrEnum

from gongkai.rules.numbers import RoundMode


class Boundary(StrEnum):
    """How a total is held against the lower bounds of grades (Q1, Q9)."""

    LOWER_BOUND = "lower_bound"
    ROUND_HALF_UP = "round_half_up"
    FLOOR = "floor"


class DeductFloor(StrEnum):
    """The level at which deductions stop (Q4)."""

    ITEM = "item"
    DIMENSION = "dimension"
    TOTAL = "total"


class NoCases(StrEnum):
    """What a rate is worth when nothing happened that it could measure (Q6)."""

    FULL = "full"
    NOT_APPLICABLE = "not_applicable"
    ZERO = "zero"


class NotApplicable(StrEnum):
    """What happens to the points of an item that a unit cannot have (Q7)."""

    FORBID = "forbid"
    FULL = "full"
    SCALE_PARENT = "scale_parent"
    SCALE_TOTAL = "scale_total"
    SPREAD_EQUALLY = "spread_equally"


class Missing(StrEnum):
    """What a missing component or item means (Q14)."""

    BLOCK = "block"
    REWEIGHT = "reweight"
    ZERO = "zero"


class QuotaBase(StrEnum):
    """The number of units that a share is taken of (Q11)."""

    ASSESSED_UNITS = "assessed_units"
    LISTED_UNITS = "listed_units"
    PER_GROUP = "per_group"


class QuotaRound(StrEnum):
    """How a fraction of a unit is counted (Q12)."""

    FLOOR = "floor"
    HALF_UP = "half_up"
    CEIL = "ceil"


class SurveyMap(StrEnum):
    """How a mean answer becomes points (Q5)."""

    LINEAR = "linear"
    RATIO = "ratio"


class UnsetPoints(StrEnum):
    """What to do with items that a source lists without points (Q19)."""

    EQUAL_SPLIT = "equal_split"


class RoundAt(StrEnum):
    """The one level at which scores are rounded (Q2)."""

    TOTAL = "total"
    DIMENSION = "dimension"
    ITEM = "item"


@dataclass(frozen=True, slots=True)
class Rounding:
    """The single rounding of a scheme: where, to how many digits, and how."""

    at: RoundAt = RoundAt.TOTAL
    digits: int = 2
    mode: RoundMode = RoundMode.HALF_UP


DEFAULT_ROUNDING = Rounding()
"""Two digits, half up, once, at the total (Q2)."""
