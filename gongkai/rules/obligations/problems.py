"""What keeps a timing rule from being used, for whoever reads packs."""

from collections.abc import Iterator
from datetime import date

from gongkai.rules.obligations.values import (
    Fresh,
    Periodic,
    Staged,
    Term,
    TimingRule,
    Within,
    Yearly,
)

_COMMON_YEAR = 2001


def rule_problems(rule: TimingRule) -> tuple[str, ...]:
    """Return everything that is wrong with a timing rule, in plain Chinese."""
    where = f"公开时限规则“{rule.title}”"
    found = [*_timing_problems(rule)]
    if rule.warn_days < 0:
        found.append("提前提醒的天数不能是负数。请改正。")
    return tuple(f"{where}：{one}" for one in found)


def _timing_problems(rule: TimingRule) -> Iterator[str]:
    timing = rule.timing
    match timing:
        case Within():
            yield from _term(timing.term, "期限")
        case Periodic():
            yield from _term(timing.grace, "宽限", least=0)
            if timing.at_least < 1:
                yield "每期至少公开 1 次。请改正次数。"
        case Fresh():
            yield from _term(timing.first, "首次公开的期限", least=0)
            for term, name in ((timing.at_most, "更新的间隔"), (timing.changed, "变更后的期限")):
                if term is not None:
                    yield from _term(term, name)
        case Staged():
            yield from _stages(timing)
        case Yearly():
            yield from _day(timing)


def _term(term: Term, name: str, least: int = 1) -> Iterator[str]:
    if term.number < least:
        yield f"{name}不能少于 {least} {term.unit.label}。请改正。"


def _stages(timing: Staged) -> Iterator[str]:
    if not timing.stages:
        yield "没有写阶段。请至少写一个阶段。"
    seen: set[str] = set()
    for stage in timing.stages:
        yield from _term(stage.term, f"阶段“{stage.title}”的期限", least=0)
        if stage.id in seen:
            yield f"阶段 id {stage.id} 重复。请改成不同的 id。"
        seen.add(stage.id)


def _day(timing: Yearly) -> Iterator[str]:
    """A day that every year has: 29 February is none."""
    try:
        date(_COMMON_YEAR, timing.month, timing.day)
    except ValueError:
        yield f"不是每年都有 {timing.month} 月 {timing.day} 日。请改正日期。"
    if timing.lag < 0:
        yield "所报告的年份不能晚于公开的年份。请改正。"
