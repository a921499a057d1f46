"""Readings: the explicit choices where a rule text is silent or ambiguous.

Every reading has a name, a Chinese title, a closed set of values (or a typed number) and the stage
that needs it. A pack states its readings; a stated ``null`` means that a person must choose before
the stage can begin. The engine never guesses, and every report prints the readings it used.
"""

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from gongkai.rules.readings.choices import (
    DEFAULT_ROUNDING,
    Boundary,
    DeductFloor,
    Missing,
    NoCases,
    NotApplicable,
    QuotaBase,
    QuotaRound,
    RoundAt,
    Rounding,
    SurveyMap,
    UnsetPoints,
)
from gongkai.rules.readings.kinds import KINDS, Need, ReadingKind, ReadingType

__all__ = [
    "KINDS",
    "Boundary",
    "DeductFloor",
    "Missing",
    "Need",
    "NoCases",
    "NotApplicable",
    "Origin",
    "QuotaBase",
    "QuotaRound",
    "ReadingKind",
    "ReadingType",
    "Readings",
    "RoundAt",
    "Rounding",
    "StatedReading",
    "SurveyMap",
    "UnsetPoints",
    "label",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Readings:
    """The typed readings of one scheme; None is a choice that is still open."""

    boundary: Boundary | None = Boundary.LOWER_BOUND
    round: Rounding | None = DEFAULT_ROUNDING
    deduct_step: Decimal | None = None
    deduct_floor: DeductFloor | None = DeductFloor.ITEM
    map: SurveyMap | None = SurveyMap.LINEAR
    min_answers: int | None = None
    no_cases: NoCases | None = NoCases.FULL
    not_applicable: NotApplicable | None = NotApplicable.FORBID
    missing_component: Missing | None = Missing.BLOCK
    missing_item: Missing | None = Missing.BLOCK
    unset_points: UnsetPoints | None = None
    quota_base: QuotaBase | None = QuotaBase.ASSESSED_UNITS
    quota_round: QuotaRound | None = QuotaRound.FLOOR
    quota_tie: tuple[str, ...] | None = ("decide",)
    self_gap_alert: Decimal | None = None
    notice_days: int | None = None
    remind_days: int | None = None
    rectify_due: str | None = None
    appeal_within: str | None = None
    appeal_decide: str | None = None
    cycle: str | None = None
    sample_size: int | None = None
    unsampled: str | None = None


class Origin(StrEnum):
    """Who chose a reading."""

    PACK = "pack"
    FALLBACK = "fallback"
    LOCAL = "local"


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedReading:
    """One reading as it is printed: value, label, who chose it and why.

    ``where`` is the file, line and column that state it, for messages.
    """

    name: str
    title: str
    value: object
    label: str
    question: str
    need: Need
    why: str = ""
    cite: tuple[str, ...] = ()
    origin: Origin = Origin.PACK
    where: str = field(default="", compare=False)


def label(kind: ReadingKind, value: object) -> str:
    """Return the Chinese wording of ``value`` for a report."""
    if value is None:
        return "未设定"
    if isinstance(value, Rounding):
        places = {"total": "总分", "dimension": "一级指标", "item": "小项"}[value.at]
        modes = {"half_up": "四舍五入", "half_even": "四舍六入五成双", "down": "舍去"}
        return f"只在{places}处取位一次，{value.digits} 位小数，{modes[value.mode]}"
    if isinstance(value, tuple):
        return " → ".join("会议记录决定" if name == "decide" else str(name) for name in value)
    return kind.choices.get(str(value), str(value))
