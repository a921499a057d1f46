"""The register of readings: name, title, question, values, and the stage that needs each."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from gongkai.rules.readings.choices import (
    Boundary,
    DeductFloor,
    Missing,
    NoCases,
    NotApplicable,
    QuotaBase,
    QuotaRound,
    Rounding,
    SurveyMap,
)


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
        # No source says it, so no question stands behind it (rounds/reminders.py has the default).
        ReadingKind("remind_days", "截止前提醒天数", ReadingType.COUNT, _ROUND, "", None),
        ReadingKind("rectify_due", "整改期限", ReadingType.TEXT, _ROUND, "Q8", None),
        ReadingKind("appeal_within", "申诉期限", ReadingType.TEXT, _ROUND, "Q24", None),
        ReadingKind("appeal_decide", "复核期限", ReadingType.TEXT, _ROUND, "Q24", None),
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
