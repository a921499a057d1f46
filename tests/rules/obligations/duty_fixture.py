"""Rules, facts and a reckoning for the tests of duties."""

from datetime import date

from gongkai.rules.obligations import (
    Assignment,
    DayUnit,
    Duty,
    Fresh,
    Holding,
    Period,
    Periodic,
    Publication,
    Reckoning,
    Stage,
    Staged,
    StageStart,
    Term,
    Timing,
    TimingRule,
    duties,
)
from tests.rules.calendar_fixture import national_calendar

QUARTERLY = Periodic(period=Period.QUARTER, grace=Term(10))
KEPT = Fresh(first=Term(20), at_most=Term(90, DayUnit.DAYS), changed=Term(5))
STAGES = Staged(
    stages=(
        Stage(id="approval", title="批准结果", term=Term(7)),
        Stage(id="finish", title="竣工", term=Term(20), start=StageStart.MATTER),
    )
)


def day(text: str) -> date:
    return date.fromisoformat(text)


def published(on: str, item: int = 1, covers: str = "") -> Publication:
    return Publication(item=item, on=day(on), covers=day(covers) if covers else None)


def reckon(
    timing: Timing,
    held: Holding,
    *,
    as_of: str,
    start: str = "2026-01-01",
    end: str = "",
    through: str = "2026-12-31",
    since: str = "",
    warn_days: int = 10,
) -> list[Duty]:
    assignment = Assignment(
        unit=7,
        category="budgets",
        rule=TimingRule(id="r", title="规则", timing=timing, warn_days=warn_days, cite=("s#1",)),
        start=day(start),
        end=day(end) if end else None,
    )
    reckoning = Reckoning(
        calendar=national_calendar(),
        as_of=day(as_of),
        through=day(through),
        since=day(since) if since else date.min,
    )
    return list(duties(reckoning, [assignment], {(7, "budgets"): held}))


def states(found: list[Duty]) -> list[str]:
    return [duty.state.value for duty in found]
