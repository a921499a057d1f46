"""Readings: the explicit choices where a rule text is silent or ambiguous.

Every reading has a name, a Chinese title, a closed set of values (or a typed number) and the stage
that needs it. A pack states its readings; a stated ``null`` means that a person must choose before
the stage can begin. The engine never guesses, and every report prints the readings it used.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
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


class Need(StrEnum):
    """The first stage that cannot run without the reading."""

    SCORE = "score"
    GRADE = "grade"
    ROUND = "round"


class ReadingType(StrEnum):
    """The shape of a reading's value."""

    CHOICE = "choice"
    DECIMAL = "decimal"
    COUNT = "count"
    NAMES = "names"
    ROUNDING = "rounding"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class ReadingKind:
    """What may be said under one name.

    ``choices`` maps each allowed value to its Chinese label; ``fallback`` is what an office gets
    when its pack does not mention the reading at all, printed as such on every report.
    """

    name: str
    title: str
    type: ReadingType
    need: Need
    question: str
    fallback: object = None
    choices: Mapping[str, str] = field(default_factory=dict)


def _choice(
    name: str, title: str, question: str, need: Need, fallback: object, **choices: str
) -> ReadingKind:
    return ReadingKind(name, title, ReadingType.CHOICE, need, question, fallback, choices)


_SCORE, _GRADE, _ROUND = Need.SCORE, Need.GRADE, Need.ROUND

KINDS: Mapping[str, ReadingKind] = {
    kind.name: kind
    for kind in (
        _choice(
            "boundary",
            "等次分界",
            "Q1 Q9",
            _GRADE,
            Boundary.LOWER_BOUND,
            lower_bound="达到下限即入该等次，不另取整",
            round_half_up="先四舍五入到整数再比",
            floor="先舍去小数再比",
        ),
        ReadingKind("round", "分数取位", ReadingType.ROUNDING, _SCORE, "Q2", Rounding()),
        ReadingKind("deduct_step", "扣分最小单位", ReadingType.DECIMAL, _SCORE, "Q3", None),
        _choice(
            "deduct_floor",
            "扣完为止的层级",
            "Q4",
            _SCORE,
            DeductFloor.ITEM,
            item="扣完该小项为止",
            dimension="可超过小项，扣完一级指标为止",
            total="可超过一级指标，扣完总分为止",
        ),
        _choice(
            "map",
            "问卷均值折算",
            "Q5",
            _SCORE,
            SurveyMap.LINEAR,
            linear="按量表起止线性折算",
            ratio="均值除以量表上限",
        ),
        ReadingKind("min_answers", "问卷最少答卷数", ReadingType.COUNT, _SCORE, "Q5", None),
        _choice(
            "no_cases",
            "全年无事项时",
            "Q6",
            _SCORE,
            NoCases.FULL,
            full="得满分",
            not_applicable="视为不适用",
            zero="不得分",
        ),
        _choice(
            "not_applicable",
            "不适用项的分值",
            "Q7",
            _SCORE,
            NotApplicable.FORBID,
            forbid="不允许不适用",
            full="得满分",
            scale_parent="在一级指标内折算",
            scale_total="在总分内折算",
            spread_equally="平均分摊到其他各项",
        ),
        _choice(
            "missing_component",
            "缺一项构成得分时",
            "Q14",
            _SCORE,
            Missing.BLOCK,
            block="不出总分",
            reweight="按其余权重折算",
            zero="按零分计",
        ),
        _choice(
            "missing_item",
            "缺问卷、比率或档次时",
            "Q14",
            _SCORE,
            Missing.BLOCK,
            block="不出总分",
            reweight="按其余分值折算",
            zero="按零分计",
        ),
        _choice(
            "unset_points",
            "原文未定分值的项目",
            "Q19",
            _SCORE,
            None,
            equal_split="等分到各项",
        ),
        _choice(
            "quota_base",
            "比例基数",
            "Q11",
            _GRADE,
            QuotaBase.ASSESSED_UNITS,
            assessed_units="参加考核的单位，一个池",
            listed_units="名册全部单位（含免考核）",
            per_group="按组别分别计算",
        ),
        _choice(
            "quota_round",
            "名额取整",
            "Q12",
            _GRADE,
            QuotaRound.FLOOR,
            floor="舍去小数",
            half_up="四舍五入",
            ceil="进一",
        ),
        ReadingKind("quota_tie", "同分先后", ReadingType.NAMES, _GRADE, "Q13", ("decide",)),
        ReadingKind("self_gap_alert", "自评差距提示", ReadingType.DECIMAL, _ROUND, "Q20 Q25", None),
        ReadingKind("notice_days", "提前通知天数", ReadingType.COUNT, _ROUND, "Q18", None),
        ReadingKind("rectify_due", "整改期限", ReadingType.TEXT, _ROUND, "Q8", None),
        ReadingKind("cycle", "考核周期", ReadingType.TEXT, _ROUND, "Q29", None),
        ReadingKind("sample_size", "抽评单位数", ReadingType.COUNT, _ROUND, "Q23", None),
        _choice(
            "unsampled",
            "未被抽评的单位",
            "Q23",
            _SCORE,
            None,
            not_graded="已自评未定等",
            block="不出总分",
        ),
    )
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Readings:
    """The typed readings of one scheme; None is a choice that is still open."""

    boundary: Boundary | None = Boundary.LOWER_BOUND
    round: Rounding | None = Rounding()
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
    rectify_due: str | None = None
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
