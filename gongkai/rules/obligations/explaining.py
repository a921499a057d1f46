"""The arithmetic behind a duty, in Chinese, one statement a line."""

from collections.abc import Iterator

from gongkai.rules.obligations.results import Duty, DutyState, Ground
from gongkai.rules.obligations.values import DayUnit, Fresh, Periodic, Staged, Within, Yearly
from gongkai.rules.workdays import WorkCalendar, spoken


def explain_duty(duty: Duty, calendar: WorkCalendar) -> tuple[str, ...]:
    """Return what is asked, how the date was counted and what was found.

    Citations stand in ``duty.cite``. Raises ``OutsideCalendarError`` for a duty computed with a
    longer calendar.
    """
    return (_asked(duty), *_counted(duty, calendar), *_found(duty))


def _asked(duty: Duty) -> str:
    if duty.rule is None:
        return f"年度公开计划：{duty.cause.title}。"
    timing = duty.rule.timing
    match timing:
        case Within(term=term):
            word = "及时公开，最迟" if timing.prompt else ""
            asked = f"{word}自形成或变更之日起 {term}内公开"
        case Periodic():
            grace = f"，期满后 {timing.grace}内仍算按时" if timing.grace.number else ""
            asked = f"{timing.period.label}至少公开 {timing.at_least} 次{grace}"
        case Yearly():
            asked = f"每年 {timing.month} 月 {timing.day} 日前公开"
        case Staged():
            asked = "分阶段公开"
        case Fresh():
            asked = _freshness(timing, duty.cause.ground)
    return f"{duty.rule.title}：{asked}。本次为{duty.cause.title}。"


def _freshness(timing: Fresh, ground: Ground) -> str:
    if ground is Ground.CHANGED:
        return f"长期公开，内容变更的 {timing.changed}内更新"
    if ground is Ground.FIRST or timing.at_most is None:
        return f"长期公开，自承担之日起 {timing.first}内首次公开"
    return f"长期公开，至少每 {timing.at_most}更新一次"


def _counted(duty: Duty, calendar: WorkCalendar) -> Iterator[str]:
    due = duty.due
    if due.after is None or due.term is None or not due.term.number:
        yield f"最迟于{spoken(due.on)}公开。"
        return
    yield f"{spoken(due.after)}当日不计，{due.term}的最后一天是{spoken(due.on)}。"
    if due.term.unit is DayUnit.WORKING_DAYS:
        yield from calendar.explain(due.after, due.on).lines()


def _found(duty: Duty) -> Iterator[str]:
    if duty.wanted > 1:
        yield f"应公开 {duty.wanted} 次，已公开 {duty.done} 次。"
    if duty.met_on is not None:
        item = f"事项 {duty.met_by} 于" if duty.met_by is not None else ""
        yield f"{item}{spoken(duty.met_on)}公开：{duty.state.label}。"
    elif duty.state is DutyState.EXEMPT:
        yield f"{duty.state.label}：{duty.note}。"
    else:
        yield f"尚未公开：{duty.state.label}。"
