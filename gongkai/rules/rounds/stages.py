"""Stages of a round on the calendar: which are open on a day, and what may be done then.

Days include themselves (Q27) and belong to the round's year (Q28). A stage without days is open
from the notice to the approval. One unit may be given more time in a stage, with a reason.
"""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from gongkai.rules.rounds.phases import Phase
from gongkai.rules.scheme import Scheme, Work
from gongkai.rules.scheme.procedure import MonthDay, Stage


class StageState(StrEnum):
    """A stage on a day."""

    AHEAD = "ahead"
    OPEN = "open"
    OVER = "over"

    @property
    def label(self) -> str:
        """The words a reader sees."""
        return {"ahead": "未开始", "open": "进行中", "over": "已结束"}[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class StagePlan:
    """A stage with its days; an open end is ``None``."""

    id: str
    title: str
    does: tuple[Work, ...]
    starts_on: date | None = None
    ends_on: date | None = None

    def state(self, day: date, until: date | None = None) -> StageState:
        """Return the stage's state on a day; ``until`` is a later end, for one unit."""
        if self.starts_on is not None and day < self.starts_on:
            return StageState.AHEAD
        end = max(filter(None, (self.ends_on, until)), default=None) if self.ends_on else None
        return StageState.OVER if end is not None and day > end else StageState.OPEN


@dataclass(frozen=True, slots=True, kw_only=True)
class Extension:
    """More time for one unit in one stage, up to a day."""

    stage: str
    until: date


def shown(plan: StagePlan, day: date, phase: Phase) -> StageState:
    """Return how a stage stands in a round of a phase.

    Before the notice none has begun; once the result is approved, what leads up to it is over,
    whatever its days say.
    """
    if phase is Phase.PREPARING:
        return StageState.AHEAD
    follows = set(plan.does) <= {Work.BULLETIN, Work.RECTIFY}
    if phase in {Phase.APPROVED, Phase.ANNOUNCED, Phase.CLOSED} and not follows:
        return StageState.OVER
    return plan.state(day)


def planned(scheme: Scheme, year: int) -> tuple[StagePlan, ...]:
    """Return the stages of a scheme in a year, with the days its source names.

    A scheme without stages gets one in which everything may be done (004 names none).
    """
    if not scheme.stages:
        return (StagePlan(id="round", title="考核", does=tuple(Work)),)
    return tuple(_planned(stage, year) for stage in scheme.stages)


def _planned(stage: Stage, year: int) -> StagePlan:
    return StagePlan(
        id=stage.id,
        title=stage.title,
        does=stage.does,
        starts_on=_day(stage.opens, year),
        ends_on=_day(stage.closes, year),
    )


def _day(day: MonthDay | None, year: int) -> date | None:
    """Return a day of the year; 29 February is the 28th in most years."""
    if day is None:
        return None
    month, number = day
    return date(year, month, min(number, monthrange(year, month)[1]))


def works(
    stages: Iterable[StagePlan], day: date, extensions: Iterable[Extension] = ()
) -> frozenset[Work]:
    """Return what may be done on a day, for a unit with these extensions."""
    more = {one.stage: one.until for one in extensions}
    return frozenset(
        work
        for stage in stages
        if stage.state(day, more.get(stage.id)) is StageState.OPEN
        for work in stage.does
    )


def open_until(
    work: Work, stages: Iterable[StagePlan], extensions: Iterable[Extension] = ()
) -> date | None:
    """Return the last day of a kind of work, ``None`` where it has none."""
    more = {one.stage: one.until for one in extensions}
    ends = [
        max(filter(None, (stage.ends_on, more.get(stage.id))))
        for stage in stages
        if work in stage.does and stage.ends_on is not None
    ]
    return max(ends, default=None)
