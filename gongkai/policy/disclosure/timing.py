"""The section ``timing``: timing rules, with terms written out or taken from the national law."""

import re
from collections.abc import Callable, Mapping

from gongkai.policy.cursor import Cursor
from gongkai.policy.disclosure.reading import Reading
from gongkai.policy.sections.national import unique
from gongkai.rules.obligations.problems import rule_problems
from gongkai.rules.obligations.values import (
    DayUnit,
    Fresh,
    Period,
    Periodic,
    Stage,
    Staged,
    StageStart,
    Term,
    Timing,
    TimingRule,
    Within,
    Yearly,
)

_MONTH_DAY = re.compile(r"(?P<month>\d{2})-(?P<day>\d{2})", re.ASCII)
_TERM_KEYS = ("days", "working_days", "limit")
_NO_TERM = Term(0)
_NO_DAY = Yearly(month=1, day=1)


def read_timing(root: Cursor, reading: Reading) -> tuple[TimingRule, ...]:
    """Read every timing rule."""
    rules = []
    for cursor in unique(root.children("timing", "公开时限规则")):
        rule_id = cursor.text("id", required=True)
        cursor.what = f"公开时限规则 {rule_id}"
        before = len(cursor.log.errors)
        timing = _timing(cursor, reading)
        rule = TimingRule(
            id=rule_id,
            title=cursor.text("title", required=True),
            timing=timing or Within(term=_NO_TERM),
            cite=reading.cites.of(cursor),
            warn_days=cursor.whole("warn_days") or 0,
        )
        reading.remark(cursor, "timing", rule_id)
        cursor.done()
        # A rule that could not be read has stand-ins, on which nothing need be said.
        if len(cursor.log.errors) == before:
            for message in rule_problems(rule):
                cursor.error("kind", "D-TIMING", message)
        rules.append(rule)
    return tuple(rules)


def _timing(cursor: Cursor, reading: Reading) -> Timing | None:
    kind = cursor.text("kind", required=True)
    read = _KINDS.get(kind)
    if read is None:
        if kind:
            allowed = "、".join(_KINDS)
            cursor.error("kind", "T-CHOICE", f"“kind”不能是 {kind}，可用：{allowed}")
        # Which keys belong to an unknown kind cannot be said.
        cursor.asked |= set(cursor.branch.entries)
        return None
    return read(cursor, reading)


def _term(cursor: Cursor, key: str, reading: Reading, *, required: bool = False) -> Term | None:
    """Read ``{days: 90}``, ``{working_days: 5}`` or ``{limit: disclosure.limit}``."""
    child = cursor.child(key, f"{cursor.what}的“{key}”", required=required)
    if child is None:
        return None
    written = [name for name in _TERM_KEYS if child.has(name)]
    if len(written) != 1:
        message = f"{child.what}要写且只写一个：days（天）、working_days（工作日）或 limit（参数）"
        child.log.error(child.place, "D-TERM", message)
    days, working = child.whole("days"), child.whole("working_days")
    limit = reading.whole(child, "limit") if child.has("limit") else None
    child.done(also=_TERM_KEYS)
    if days is not None:
        return Term(days, DayUnit.DAYS)
    number = working if working is not None else limit
    return None if number is None else Term(number, DayUnit.WORKING_DAYS)


def _within(cursor: Cursor, reading: Reading) -> Timing:
    term = _term(cursor, "term", reading, required=True) or _NO_TERM
    return Within(term=term, prompt=cursor.flag("prompt"))


def _periodic(cursor: Cursor, reading: Reading) -> Timing:
    if not cursor.has("period"):
        cursor.error("period", "K-MISSING", f"{cursor.what}缺少“period”")
    at_least = cursor.whole("at_least")
    return Periodic(
        period=cursor.choice("period", Period, Period.YEAR),
        at_least=1 if at_least is None else at_least,
        grace=_term(cursor, "grace", reading) or _NO_TERM,
    )


def _fresh(cursor: Cursor, reading: Reading) -> Timing:
    return Fresh(
        first=_term(cursor, "first", reading, required=True) or _NO_TERM,
        at_most=_term(cursor, "at_most", reading),
        changed=_term(cursor, "changed", reading),
    )


def _staged(cursor: Cursor, reading: Reading) -> Timing:
    stages = []
    for child in unique(cursor.children("stages", "阶段", required=True)):
        stage_id = child.text("id", required=True)
        child.what = f"{cursor.what}的阶段 {stage_id}"
        stages.append(
            Stage(
                id=stage_id,
                title=child.text("title", required=True),
                term=_term(child, "term", reading, required=True) or _NO_TERM,
                start=child.choice("start", StageStart, StageStart.STAGE),
            )
        )
        child.done()
    return Staged(stages=tuple(stages))


def _yearly(cursor: Cursor, reading: Reading) -> Timing:
    lag = cursor.whole("lag") or 0
    if cursor.has("limit"):
        law = reading.month_day(cursor, "limit")
        return Yearly(month=law.month, day=law.day, lag=lag) if law else _NO_DAY
    text = cursor.text("date", required=True)
    match = _MONTH_DAY.fullmatch(text)
    if match is None:
        if text:
            cursor.error("date", "T-DATE", f"“date”应当写成 01-31（月-日）：{text}")
        return _NO_DAY
    return Yearly(month=int(match["month"]), day=int(match["day"]), lag=lag)


_KINDS: Mapping[str, Callable[[Cursor, Reading], Timing]] = {
    "within": _within,
    "periodic": _periodic,
    "fresh": _fresh,
    "staged": _staged,
    "yearly": _yearly,
}
