"""The words an office writes for the codes of a pack, wherever the set of codes is known.

The first word of each code stands in the drop-down list beside it; the others are understood too.
"""

from collections.abc import Iterable, Mapping

from gongkai.policy.indicator_names import INDICATORS
from gongkai.policy.workbook.cells import BAR
from gongkai.rules.readings import KINDS, SurveyMap
from gongkai.rules.scheme import Grading, Method, Otherwise, Source, Work

Said = Mapping[str, tuple[str, ...]]

_METHODS: Said = {
    Method.DEDUCT: ("扣分", "扣分制"),
    Method.LEVELS: ("分档", "档次", "分档计分"),
    Method.SURVEY: ("问卷", "问卷折算", "问卷调查"),
    Method.COMPUTED: ("按记录计算", "计算", "比率"),
}
_ACTORS: Said = {
    "unit": ("被考核单位", "单位", "各单位"),
    "office": ("政务公开领导小组办公室", "领导小组办公室", "办公室"),
    "leading_group": ("政务公开领导小组", "领导小组"),
    "panel": ("考评组", "考核组"),
    "third_party": ("第三方机构", "第三方"),
    "survey": ("问卷",),
    "experts": ("专家评审", "专家"),
    "peers": ("单位互评", "互评"),
    "statistics": ("统计分析",),
    "sampling": ("抽查核实",),
    "supervisors": ("社会监督员",),
    "leaders": ("领导人员",),
    "persons": ("有关人员",),
    "staff": ("工作人员",),
}
_ACTIONS: Said = {
    "rectify": ("责令整改", "限期整改", "整改"),
    "commend": ("通报表扬", "表扬"),
    "criticise": ("通报批评",),
    "reward": ("奖励",),
    "announce": ("向社会公布", "公布"),
    "revoke": ("取消示范点资格", "取消资格"),
    "accountability": ("追究责任", "责任追究"),
    "performance": ("作为绩效考核依据",),
    "spread": ("总结推广做法",),
}
SAID: Mapping[str, Said] = {
    "methods": _METHODS,
    "bonus_methods": {Method.BONUS: ("加分",)},
    "otherwise": {
        Otherwise.DEDUCT: ("扣分", "由考评组扣分"),
        Otherwise.ZERO: ("不得分", "零分"),
        Otherwise.PROPORTIONAL: ("按比例", "按比例得分"),
    },
    "maps": {
        SurveyMap.LINEAR: ("按量表起止线性折算", "线性折算", "线性"),
        SurveyMap.RATIO: ("均值除以量表上限", "按比率"),
    },
    "component_sources": {
        Source.SCORE: ("直接给分", "给分"),
        Source.RUBRIC: ("考核表",),
        Source.SUBORDINATES: ("下属单位平均", "下属单位"),
        Source.POLL: ("互评",),
    },
    "gradings": {
        Grading.THRESHOLDS: ("按分数", "按分数定等", "按得分"),
        Grading.DECIDED: ("由考核机构认定", "认定"),
    },
    "periods": {"year": ("一年一次", "每年", "年度", "年", "一年")},
    "indicators": {key: (title,) for key, title in INDICATORS.items()},
    "readings": {kind.name: (kind.title,) for kind in KINDS.values()},
    "actors": _ACTORS,
    "works": {work: (work.label,) for work in Work},
    "actions": _ACTIONS,
    "acts": {"decide": ("审定", "决定")},
    "covers": {"grades": ("等次",)},
    "terms": {
        "P1M": ("一个月", "1个月", "1 个月"),
        "P15D": ("十五日", "15日", "15天"),
        "P10D": ("十日", "10日", "10天"),
        "P5D": ("五日", "5日", "5天"),
        "P30D": ("三十日", "30日", "30天"),
    },
    "starts": {"receipt": ("签收次日", "收到之日", "签收")},
    "totals": {"total": ("总分", "按总分")},
    **{
        f"reading:{kind.name}": {value: (label,) for value, label in kind.choices.items()}
        for kind in KINDS.values()
    },
}


def words_of(options: str) -> dict[str, str]:
    """Return word to code for a list of codes, empty for a list that has no words."""
    return {word: code for code, words in SAID.get(options, {}).items() for word in words}


def listed(options: str) -> Iterable[str]:
    """Yield the entries of a drop-down list: the code, and behind a bar what it means."""
    for code, words in SAID[options].items():
        yield f"{code}{BAR}{words[0]}"


def worded(code: str, options: str) -> str:
    """Return a code with its word in front, as messages name it."""
    words = SAID.get(options, {}).get(code)
    return f"{words[0]}（{code}）" if words else code
