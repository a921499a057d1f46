"""Sections of the national pack: dated parameters, remedies, decisions, reasons, categories."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import TypeVar

from gongkai.policy.cites import Cites
from gongkai.policy.cursor import Cursor
from gongkai.policy.national_values import (
    Category,
    DatedValue,
    Decision,
    FeeScale,
    FeeTier,
    Level,
    MonthDay,
    Parameter,
    ParameterValue,
    Reason,
    Remedy,
    RemedyRule,
    ValueUnit,
)
from gongkai.policy.problems import suggestion
from gongkai.policy.tree import Leaf
from gongkai.rules.numbers import ZERO

_T = TypeVar("_T")
# 2000 is a leap year: 02-29 may be written, and a year without it is the reader's business.
_LEAP_YEAR = 2000


def read_parameters(root: Cursor, cites: Cites) -> tuple[Parameter, ...]:
    """Read ``parameters``: each with its unit and the values it had since when."""
    parameters = []
    for cursor in unique(root.children("parameters", "参数", required=True)):
        cursor.what = f"参数 {cursor.text('id', required=True)}"
        unit = cursor.choice("unit", ValueUnit, ValueUnit.WORKING_DAYS)
        parameters.append(
            Parameter(
                id=cursor.text("id"),
                title=cursor.text("title", required=True),
                unit=unit,
                values=_dated(cursor, cites, _READERS.get(unit, _number)),
            )
        )
        cursor.done()
    return tuple(parameters)


def read_remedies(root: Cursor, cites: Cites) -> tuple[RemedyRule, ...]:
    """Read ``remedies``: where an applicant may turn, by the day of the decision."""
    rules = []
    for cursor in unique(root.children("remedies", "救济途径", required=True)):
        cursor.what = f"救济途径 {cursor.text('id', required=True)}"
        rules.append(
            RemedyRule(
                id=cursor.text("id"),
                title=cursor.text("title", required=True),
                values=_dated(cursor, cites, _remedy),
            )
        )
        cursor.done()
    return tuple(rules)


def read_decisions(
    root: Cursor, cites: Cites, remedies: Iterable[RemedyRule]
) -> tuple[Decision, ...]:
    """Read ``decisions``, the result rows of table 3 in their printed order."""
    known = [rule.id for rule in remedies]
    decisions = []
    for cursor in unique(root.children("decisions", "答复类型", required=True)):
        decision = Decision(
            id=cursor.text("id", required=True),
            row=cursor.text("row", required=True),
            title=cursor.text("title", required=True),
            remedy=cursor.text("remedy", required=True),
            cite=cites.of(cursor),
            note=cursor.text("note"),
        )
        refer(cursor, "remedy", decision.remedy, known, "救济途径")
        cursor.done()
        decisions.append(decision)
    return tuple(decisions)


def read_reasons(root: Cursor, cites: Cites, decisions: Iterable[Decision]) -> tuple[Reason, ...]:
    """Read ``reasons``: the closed list of grounds for not disclosing."""
    known = [decision.id for decision in decisions]
    reasons = []
    for cursor in unique(root.children("reasons", "不予公开理由", required=True)):
        reason = Reason(
            id=cursor.text("id", required=True),
            title=cursor.text("title", required=True),
            decision=cursor.text("decision", required=True),
            cite=cites.of(cursor),
            third_party=cursor.flag("third_party"),
            discretion=cursor.flag("discretion"),
            note=cursor.text("note"),
        )
        refer(cursor, "decision", reason.decision, known, "答复类型")
        cursor.done()
        reasons.append(reason)
    return tuple(reasons)


def read_categories(root: Cursor, cites: Cites) -> tuple[Category, ...]:
    """Read ``categories``: what must be published, and by which levels of government."""
    categories = []
    for cursor in unique(root.children("categories", "主动公开类别", required=True)):
        cursor.what = f"主动公开类别 {cursor.text('id', required=True)}"
        named = cursor.texts("levels", required=True)
        place = cursor.at("levels")
        levels = [cursor.member(Leaf(place, name), Level, "levels") for name in named]
        categories.append(
            Category(
                id=cursor.text("id"),
                title=cursor.text("title", required=True),
                levels=frozenset(level for level in levels if level is not None),
                cite=cites.of(cursor),
            )
        )
        cursor.done()
    return tuple(categories)


def unique(cursors: Iterable[Cursor]) -> Iterable[Cursor]:
    """Yield cursors, noting an id that an earlier one already has."""
    seen: set[str] = set()
    for cursor in cursors:
        name = cursor.text("id")
        if name in seen:
            cursor.error("id", "ID-DUP", f"编号 {name} 重复")
        seen.add(name)
        yield cursor


def refer(cursor: Cursor, key: str, name: str, known: Iterable[str], what: str) -> None:
    """Note a name that is none of the known ones, with the nearest of them."""
    if name and name not in known:
        cursor.error(key, "N-UNKNOWN", f"没有{what} {name}{suggestion(name, known)}")


def _dated(
    cursor: Cursor, cites: Cites, read: Callable[[Cursor], _T | None]
) -> tuple[DatedValue[_T], ...]:
    """Read ``values``, newest first whatever their order in the file."""
    found: list[DatedValue[_T]] = []
    seen: set[date] = set()
    for child in cursor.children("values", f"{cursor.what}的取值", required=True):
        start = child.day("from")
        if start is None and not child.has("from"):
            child.error("from", "K-MISSING", f"{child.what}缺少“from”（从哪一天起施行）")
        if start in seen:
            child.error("from", "N-DATED", f"{cursor.what}在 {start} 写了两个值")
        value = read(child)
        cite = cites.of(child)
        verified, note = child.flag("verified", default=True), child.text("note")
        child.done()
        if start is None or value is None:
            continue
        seen.add(start)
        found.append(DatedValue(start=start, value=value, cite=cite, verified=verified, note=note))
    return tuple(sorted(found, key=lambda entry: entry.start, reverse=True))


def _number(cursor: Cursor) -> ParameterValue | None:
    value = cursor.whole("value")
    if value is None and not cursor.has("value"):
        cursor.error("value", "K-MISSING", f"{cursor.what}缺少“value”")
    return value


def _month_day(cursor: Cursor) -> ParameterValue | None:
    text = cursor.text("value", required=True)
    try:
        day = date.fromisoformat(f"{_LEAP_YEAR}-{text}")
    except ValueError:
        cursor.error("value", "T-DATE", f"“value”应当写成 01-31（月-日）：{text}")
        return None
    return MonthDay(day.month, day.day)


def _remedy(cursor: Cursor) -> Remedy | None:
    if not cursor.text("value", required=True):
        return None
    return cursor.choice("value", Remedy, Remedy.FREE_CHOICE)


def _fee(cursor: Cursor) -> ParameterValue | None:
    tiers: list[FeeTier] = []
    for child in cursor.children("tiers", "收费档次", required=True):
        over, rate = child.whole("over"), child.points("rate", required=True)
        every, step = child.whole("every"), child.points("step")
        if over is None or (tiers and over <= tiers[-1].over):
            child.error("over", "N-TIER", "over 要写，且一档比一档大")
        if (every is None) != (step is None) or every == 0:
            child.error("every", "N-TIER", "every（每多少件）与 step（加多少元）要一起写")
        child.done()
        tiers.append(FeeTier(over or 0, rate or ZERO, every or None, step or ZERO))
    return FeeScale(tuple(tiers)) if tiers else None


_READERS: dict[ValueUnit, Callable[[Cursor], ParameterValue | None]] = {
    ValueUnit.MONTH_DAY: _month_day,
    ValueUnit.FEE: _fee,
}
