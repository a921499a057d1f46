"""``calendar.yaml`` of the national pack and administrators' overrides, as the rules take them."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from gongkai.policy.cursor import Cursor, Log
from gongkai.policy.problems import Place, ProblemsError
from gongkai.policy.tree import Leaf, Node, Row, read_tree
from gongkai.rules.statutory import provisional_year
from gongkai.rules.workdays import (
    CalendarDataError,
    Certainty,
    DayOverride,
    NamedDay,
    WorkCalendar,
    YearDays,
)

CODE = "D-DAYS"


def read_calendar(node: Node, overrides: Iterable[DayOverride], log: Log) -> WorkCalendar | None:
    """Read the calendar; None where it is wrong, with every problem noted at its place."""
    errors = len(log.errors)
    root = Cursor(node, log, "calendar.yaml")
    root.node("seeded_from")
    years = [*_official(root, log), *_provisional(root, log)]
    root.done()
    if len(log.errors) > errors:
        return None
    return _built(years, tuple(overrides), node.place, log)


def read_overrides(path: Path) -> tuple[DayOverride, ...]:
    """Read an administrator's list of days that are worked or off against every notice.

    Each entry has ``day``, ``working``, ``reason`` and ``source``. Raises
    :class:`ProblemsError` with everything that is wrong.
    """
    log = Log()
    node = read_tree(path)
    found = []
    if not isinstance(node, Row):
        log.error(node.place, "T-LIST", "工作日调整应当是列表，每行以“- ”开头")
    for item in node.items if isinstance(node, Row) else ():
        override = _override(Cursor(item, log, "工作日调整"))
        if override is not None:
            found.append(override)
    if log.errors:
        raise ProblemsError(log.errors)
    return tuple(found)


def _override(cursor: Cursor) -> DayOverride | None:
    day = cursor.day("day")
    for key in ("day", "working"):
        if not cursor.has(key):
            cursor.error(key, "K-MISSING", f"{cursor.what}缺少“{key}”")
    working = cursor.flag("working")
    reason = cursor.text("reason", required=True)
    source = cursor.text("source", required=True)
    cursor.done()
    return None if day is None else DayOverride(day, working, reason, source)


def _official(root: Cursor, log: Log) -> Iterable[YearDays]:
    section = root.child("official", "official", required=True)
    for text, place, node in section.entries() if section else ():
        cursor = Cursor(node, log, f"{text} 年")
        year = _year(text, place, log)
        entry = YearDays(
            year=year,
            status=Certainty.OFFICIAL,
            rest=_days(cursor, "rest"),
            work=_days(cursor, "work"),
            sources=cursor.texts("notices", required=True),
        )
        cursor.done()
        yield from _checked(entry, place, log)


def _provisional(root: Cursor, log: Log) -> Iterable[YearDays]:
    section = root.child("provisional", "provisional")
    if section is None:
        return
    rule = section.text("rule", required=True)
    years = section.child("years", "provisional.years", required=True)
    for text, place, node in years.entries() if years else ():
        year = _year(text, place, log)
        cursor = Cursor(node, log, f"{text} 年")
        days = [
            NamedDay(day, name)
            for name, where, listed in cursor.entries()
            for day in _listed(listed, where, log)
        ]
        try:
            yield provisional_year(year, days, (rule,))
        except CalendarDataError as error:
            for problem in error.problems:
                log.error(place, CODE, problem)
    section.done()


def _year(text: str, place: Place, log: Log) -> int:
    if len(text) == 4 and text.isdigit():
        return int(text)
    log.error(place, CODE, f"年份应当是四位数：{text}")
    return 0


def _days(cursor: Cursor, key: str) -> tuple[NamedDay, ...]:
    section = cursor.child(key, f"{cursor.what}的 {key}")
    found = []
    for text, place, node in section.entries() if section else ():
        day = _date(text, place, cursor.log)
        name = node.text if isinstance(node, Leaf) else None
        if not name:
            cursor.log.error(place, CODE, f"{text} 要写明是哪个节日")
        if day is not None:
            found.append(NamedDay(day, name or ""))
    return tuple(found)


def _listed(node: Node, place: Place, log: Log) -> Iterable[date]:
    if not isinstance(node, Row):
        log.error(place, "T-LIST", "节日下面应当是日期的列表")
        return
    for leaf in node.items:
        day = _date(leaf.text or "" if isinstance(leaf, Leaf) else "", leaf.place, log)
        if day is not None:
            yield day


def _date(text: str, place: Place, log: Log) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        log.error(place, "T-DATE", f"日期应当写成 2026-11-05：{text}")
        return None


def _checked(entry: YearDays, place: Place, log: Log) -> Iterable[YearDays]:
    """Yield a year whose days agree with each other; note the others at their place."""
    try:
        WorkCalendar.build([entry])
    except CalendarDataError as error:
        for problem in error.problems:
            log.error(place, CODE, problem)
        return
    yield entry


def _built(
    years: list[YearDays], overrides: tuple[DayOverride, ...], place: Place, log: Log
) -> WorkCalendar | None:
    try:
        return WorkCalendar.build(years, overrides)
    except CalendarDataError as error:
        for problem in error.problems:
            log.error(place, CODE, problem)
        return None
