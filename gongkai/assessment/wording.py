"""The words in which an explanation is shown, on screen and on paper alike."""

from collections.abc import Mapping
from decimal import Decimal

from gongkai.assessment.measure_words import (
    ACTIONS,
    ACTORS,
    COVERS,
    duration,
    measure_text,
    rectify_term,
)
from gongkai.rules.explain import TraceNode
from gongkai.rules.facts import Award, Deduction
from gongkai.rules.numbers import plain
from gongkai.rules.readings import KINDS, StatedReading, label
from gongkai.rules.scheme import Scheme
from gongkai.rules.spelling import chinese_date, clause_text

METHODS: Mapping[str, str] = {
    "deduct": "扣分",
    "levels": "分档",
    "survey": "问卷折算",
    "computed": "按记录计算",
    "sum": "合计",
    "weighted": "加权",
    "bonus": "加分",
    "veto": "单项否决",
}

_INPUTS: Mapping[str, str] = {
    "deducted": "合计扣分",
    "score": "得分",
    "level": "档次",
    "mean": "均值",
    "answers": "答卷数",
    "numerator": "分子",
    "denominator": "分母",
    "records": "记录",
    "weight": "权重",
    "awarded": "合计加分",
    "exact": "四舍五入前",
    "missing": "缺少",
    "not_applicable": "不适用",
    "approved_by": "批准",
    "base": "基础分",
    "gate": "加分条件",
    "ballots": "有效票",
    "void_ballots": "废票",
    "trimmed": "处理",
    "veto": "否决事实",
    "mean_of": "下属单位总分",
}

EVERY_GRADE = "any"

# What the readings that are plain numbers count.
_COUNTED: Mapping[str, str] = {
    "deduct_step": "分",
    "min_answers": "份",
    "self_gap_alert": "分",
    "notice_days": "天",
    "remind_days": "个工作日",
    "sample_size": "个单位",
}


def input_lines(node: TraceNode) -> tuple[tuple[str, str], ...]:
    """Return what a value rests on, as (name, text) pairs for people."""
    lines: list[tuple[str, str]] = []
    for key, value in node.inputs.items():
        if key in {"deductions", "awards"} and isinstance(value, tuple):
            lines += [(_entry_title(entry), _entry_text(entry)) for entry in value]
        elif key in _INPUTS and not _is_idle(key, value):
            lines.append((_INPUTS[key], _text(value)))
    return (*lines, *_combined(node))


def _is_idle(key: str, value: object) -> bool:
    return key in {"deducted", "void_ballots"} and value in {Decimal(0), 0}


def _combined(node: TraceNode) -> tuple[tuple[str, str], ...]:
    """Return the lines that take several inputs together."""
    given = node.inputs
    lines: list[tuple[str, str]] = []
    if "scale_min" in given:
        lines.append(("量表", f"{_text(given['scale_min'])}—{_text(given['scale_max'])}"))
    if "full_at_least" in given:
        lines.append(("满分线", f"不低于 {_percent(given['full_at_least'])}"))
    if "score_max" in given and "weight" in given:
        lines.append(("折算", f"得分 ÷ {_text(given['score_max'])} × {_text(given['weight'])}"))
    if "scale_from" in given:
        scale = f"× {_text(given['scale_to'])} ÷ {_text(given['scale_from'])}"
        lines.append(("不适用折算", scale))
    if "item_scale_from" in given:
        scale = f"{_text(given['item_scale_from'])} 分升至 {_text(given['item_scale_to'])} 分"
        lines.append(("分摊后分值", scale))
    return tuple(lines)


def _percent(value: object) -> str:
    return f"{plain(value * 100)}%" if isinstance(value, Decimal) else str(value)


def _entry_title(entry: object) -> str:
    if isinstance(entry, Deduction):
        return f"扣 {plain(entry.points)} 分"
    return f"加 {plain(entry.points)} 分" if isinstance(entry, Award) else ""


def _entry_text(entry: object) -> str:
    if not isinstance(entry, Deduction | Award):
        return str(entry)
    parts = [entry.reason]
    parts += [f"依据：{entry.evidence}"] if entry.evidence else []
    parts += [entry.by] if entry.by else []
    parts += [chinese_date(entry.on)] if entry.on else []
    return "；".join(parts)


def _text(value: object) -> str:
    if isinstance(value, Decimal):
        return _short(value)
    if isinstance(value, Mapping):
        return "、".join(f"{key} {_text(part)}" for key, part in value.items())
    return str(value)


def _short(value: Decimal) -> str:
    """Return a number with at most eight decimals; the exact digits stay in the JSON."""
    exponent = value.as_tuple().exponent
    if isinstance(exponent, int) and exponent < -8:
        return plain(round(value, 8)) + "…"
    return plain(value)


def cite_text(cite: str, scheme: Scheme) -> str:
    """Return a citation for people: the document's title and its clause in words."""
    source_id, _, clause = cite.partition("#")
    source = next((source for source in scheme.sources if source.id == source_id), None)
    name = f"《{source.title}》" if source else source_id
    return name + clause_text(clause, source.article if source else "条")


def reading_text(node: TraceNode) -> str:
    """Return the readings that decided a node, in words."""
    words = []
    for name, value in node.reading.items():
        kind = KINDS.get(name)
        if kind is None:
            continue
        words.append(f"{kind.title}：{_reading_value(name, value)}")
    return "；".join(words)


def _reading_value(name: str, value: str) -> str:
    if name == "round":
        at, digits, mode = value.split(" ")
        places = {"total": "总分", "dimension": "一级指标", "item": "小项"}[at]
        modes = {"half_up": "四舍五入", "half_even": "四舍六入五成双", "down": "舍去"}
        return f"{places} {digits} 位小数，{modes[mode]}"
    unit = reading_unit(name)
    return f"{label(KINDS[name], value)} {unit}" if unit else label(KINDS[name], value)


def reading_unit(name: str) -> str:
    """Return what a reading that is a plain number counts; empty for all others."""
    return _COUNTED.get(name, "")


def reading_value(stated: StatedReading, scheme: Scheme) -> str:
    """Return what a reading says, in words: no ISO durations, no ids of parts or items."""
    value = stated.value
    if value is None:
        return "未设定"
    if isinstance(value, tuple):
        titles = _titles(scheme) | {"decide": "会议记录决定"}
        return " → ".join(titles.get(str(name), str(name)) for name in value)
    if stated.name in {"rectify_due", "appeal_within", "appeal_decide", "cycle"}:
        return duration(str(value))
    unit = reading_unit(stated.name)
    return f"{stated.label} {unit}" if unit else stated.label


def _titles(scheme: Scheme) -> dict[str, str]:
    """Return the title of everything in a scheme that has points of its own."""
    titles = {part.id: part.title for part in (*scheme.components, *scheme.leaves())}
    for rubric in scheme.rubrics:
        titles |= {dimension.id: dimension.title for dimension in rubric.dimensions}
        titles |= {item.id: item.title for item in rubric.items()}
    return titles


__all__ = [
    "ACTIONS",
    "ACTORS",
    "COVERS",
    "METHODS",
    "cite_text",
    "duration",
    "input_lines",
    "measure_text",
    "reading_text",
    "reading_unit",
    "reading_value",
    "rectify_term",
]
