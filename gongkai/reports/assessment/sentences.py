"""Why a value is what it is, in whole sentences: the same on screen, in Excel and on paper."""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal

from gongkai.assessment.results import Assessment
from gongkai.assessment.wording import cite_text
from gongkai.policy.indicator_names import INDICATORS
from gongkai.reports.assessment.figures import names_of, percent, score_text
from gongkai.rules.explain import TraceNode
from gongkai.rules.facts import Award, Deduction
from gongkai.rules.grading import Graded, QuotaEffect
from gongkai.rules.numbers import ZERO, exact, plain
from gongkai.rules.readings import KINDS
from gongkai.rules.scheme import Scheme
from gongkai.rules.scoring import ScoreProblem
from gongkai.rules.spelling import chinese_date

_MODES = {"half_up": "四舍五入", "half_even": "四舍六入五成双", "down": "舍去"}


_KEYS = re.compile(r"（[a-z_]+）")
_IDS = re.compile(r"[a-z0-9][a-z0-9._-]*(?=[、）])")
_TIE = "须由会议记录决定这几个单位的先后"


def why(node: TraceNode) -> tuple[str, ...]:
    """Return the sentences that explain one value, the deciding one first."""
    given = node.inputs
    if "not_applicable" in given:
        approved = f"（批准：{given['approved_by']}）" if given.get("approved_by") else ""
        return (f"不适用：{given['not_applicable']}{approved}",)
    missing = (str(given["missing"]),) if "missing" in given else ()
    if missing and given.get("fixed") is not None:
        missing = (f"{missing[0]}，按零分计",)
    say = _SENTENCES.get(node.method)
    told = say(node) if say and not missing else ()
    return (*missing, *told, *_scaling(node), *_rounding(node))


def _number(node: TraceNode, key: str) -> Decimal:
    value = node.inputs.get(key)
    return value if isinstance(value, Decimal) else ZERO


def _deduct(node: TraceNode) -> tuple[str, ...]:
    entries = node.inputs.get("deductions")
    told = tuple(map(entry_text, entries)) if isinstance(entries, tuple) else ()
    if "score" in node.inputs:
        return (f"考评直接给分 {plain(_number(node, 'score'))} 分",)
    taken = _number(node, "deducted")
    if node.value == ZERO and node.max is not None and taken > node.max:
        told += (f"应扣 {plain(taken)} 分，扣完该项 {plain(node.max)} 分为止",)
    return told or ("未发现扣分情形",)


def entry_text(entry: object) -> str:
    """Return a deduction or an award with its reason, evidence, assessor and date."""
    if not isinstance(entry, Deduction | Award):
        return str(entry)
    sign = "扣" if isinstance(entry, Deduction) else "加"
    details = [f"依据：{entry.evidence}"] if entry.evidence else []
    details += [f"认定：{entry.by}"] if entry.by else []
    details += [chinese_date(entry.on)] if entry.on else []
    inside = f"（{'，'.join(details)}）" if details else ""
    return f"{sign} {plain(entry.points)} 分：{entry.reason}{inside}"


def _survey(node: TraceNode) -> tuple[str, ...]:
    low, high = plain(_number(node, "scale_min")), plain(_number(node, "scale_max"))
    how = "均值除以量表上限" if node.inputs.get("map") == "ratio" else "按量表起止线性折算"
    mean, answers = plain(_number(node, "mean")), node.inputs.get("answers")
    return (f"问卷均值 {mean}（量表 {low}—{high}，答卷 {answers} 份），{how}",)


def _computed(node: TraceNode) -> tuple[str, ...]:
    given = node.inputs
    name = INDICATORS.get(str(given.get("indicator")), str(given.get("indicator")))
    top, bottom = _number(node, "numerator"), _number(node, "denominator")
    records = f"，记录：{given['records']}" if given.get("records") else ""
    if given.get("no_cases"):
        worth = "得满分" if given.get("rule") == "full" else "不得分"
        return (f"{name}：全年没有可计算的事项，{worth}{records}",)
    with exact():
        rate = percent(top / bottom) if bottom else "—"
    line = percent(_number(node, "full_at_least"))
    reached = {
        "full": f"达到 {line}，得满分",
        "zero": f"未达到 {line}，不得分",
        "proportional": f"未达到 {line}，按比例得分",
        "deduct": f"未达到 {line}，由考评人扣分",
    }.get(str(given.get("rule")), "")
    first = f"{name} {plain(top)}/{plain(bottom)}（{rate}），{reached}{records}"
    return (first, *(_deduct(node) if given.get("rule") == "deduct" else ()))


def _weighted(node: TraceNode) -> tuple[str, ...]:
    given = node.inputs
    told: list[str] = []
    if isinstance(given.get("ballots"), int):
        void = f"，废票 {given['void_ballots']} 张" if given.get("void_ballots") else ""
        trimmed = f"，{given['trimmed']}" if given.get("trimmed") else ""
        told.append(f"互评有效票 {given['ballots']} 张{void}{trimmed}")
    below = given.get("mean_of")
    if isinstance(below, Mapping):
        told.append(f"取 {len(below)} 个下属单位总分的平均数")
    if "weight" in given and node.value is not None:
        score = given.get("score", node.children[0].value if node.children else None)
        if isinstance(score, Decimal):
            whole, weight = plain(_number(node, "score_max")), plain(_number(node, "weight"))
            told.append(f"得分 {score_text(score, 4)}（满分 {whole}），权重 {weight}")
    return tuple(told)


def _bonus(node: TraceNode) -> tuple[str, ...]:
    given = node.inputs
    entries = given.get("awards")
    told = tuple(map(entry_text, entries)) if isinstance(entries, tuple) else ()
    if "gate" in given:
        state = "已达到" if given.get("gate_open") else "未达到，加分不计"
        told += (f"{given['gate']}：{state}",)
    return told


def _veto(node: TraceNode) -> tuple[str, ...]:
    total = node.inputs.get("total")
    ends = f"总分记 {plain(total)} 分" if isinstance(total, Decimal) else "不再计分"
    return (f"单项否决：{node.inputs.get('veto')}，{ends}",)


_SENTENCES: Mapping[str, Callable[[TraceNode], tuple[str, ...]]] = {
    "deduct": _deduct,
    "levels": lambda node: (f"评为“{node.inputs.get('level')}”",),
    "survey": _survey,
    "computed": _computed,
    "weighted": _weighted,
    "bonus": _bonus,
    "veto": _veto,
}


def _scaling(node: TraceNode) -> tuple[str, ...]:
    told: list[str] = []
    if "scale_from" in node.inputs:
        old, new = _number(node, "scale_from"), _number(node, "scale_to")
        told.append(f"适用部分满分 {plain(old)}，按 {plain(new)} 折算")
    if "item_scale_from" in node.inputs:
        old, new = _number(node, "item_scale_from"), _number(node, "item_scale_to")
        told.append(f"分摊不适用项的分值，由 {plain(old)} 分升至 {score_text(new, 4)} 分")
    return tuple(told)


def _rounding(node: TraceNode) -> tuple[str, ...]:
    digits = node.inputs.get("round_digits")
    if not isinstance(digits, int):
        return ()
    mode = _MODES.get(str(node.inputs.get("round_mode")), "")
    before = node.inputs.get("exact")
    start = f"四舍五入前 {score_text(before, 8)}，" if isinstance(before, Decimal) else ""
    return (f"{start}{mode}到 {digits} 位小数",)


def reading_words(node: TraceNode) -> str:
    """Return the titles of the readings a value rests on; their text stands in the list."""
    return "、".join(KINDS[name].title for name in node.reading if name in KINDS)


def cites_text(cites: tuple[str, ...], scheme: Scheme) -> str:
    """Return citations for people, one after another."""
    return "；".join(cite_text(cite, scheme) for cite in cites)


def remarks(unit: Graded) -> tuple[str, ...]:
    """Return what stands beside a unit in a table: notes, then what is still missing."""
    return (*unit.notes, *(problem_text(problem) for problem in unit.problems))


def problem_text(problem: ScoreProblem, names: Mapping[str, str] | None = None) -> str:
    """Return what is missing without the names of files' keys, which only the office knows.

    ``names`` are the units' names by id: those of units that tie are told instead of their ids.
    """
    known = names or {}
    text = _IDS.sub(lambda found: known.get(found[0], found[0]), _KEYS.sub("", problem.message))
    return text.replace("须把这几个单位的先后一并写入 tie_decisions", _TIE)


def quota_title(effect: QuotaEffect, scheme: Scheme) -> str:
    """Return the grade (and group) a quota limits."""
    grade = scheme.grade(effect.grade)
    group = f"（{effect.group}）" if effect.group else ""
    return f"{grade.title if grade else effect.grade}{group}"


def quota_text(effect: QuotaEffect, assessment: Assessment) -> tuple[str, ...]:
    """Return what a quota did, in sentences."""
    scheme = assessment.scheme
    grade = scheme.grade(effect.grade)
    share = plain((grade.max_share if grade and grade.max_share else ZERO) * 100)
    title = quota_title(effect, scheme)
    names = names_of(assessment)
    counts = f"基数 {effect.base} 个单位，名额 {effect.allowed} 个，实列 {len(effect.granted)} 个"
    told = [f"{title}不超过 {share}%：{counts}。"]
    if not effect.allowed:
        none = f"按比例不足 1 个名额，本次没有{title}等次"
        told = [f"{title}不超过 {share}%：基数 {effect.base} 个单位，{none}。"]
    target = scheme.grade(grade.overflow_to) if grade else None
    decided = [unit for unit in effect.overflow if unit not in effect.undecided]
    if decided:
        listed = "、".join(names[unit] for unit in decided)
        because = "因名额已满" if effect.allowed else "因没有名额"
        falls = f"列{target.title}" if target else "列下一等"
        told.append(f"{listed}得分达到{title}，{because}{falls}。")
    if effect.undecided:
        listed = "、".join(names[unit] for unit in effect.undecided)
        told.append(f"{listed}在名额边缘同分，须由会议记录决定先后；决定之前均不列{title}。")
    return tuple(told)
