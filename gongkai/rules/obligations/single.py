"""Duties that something sets off: a formation, a change, a stage of a matter."""

from collections.abc import Iterator
from datetime import date

from gongkai.rules.obligations.facts import Assignment, Formation, Holding, Matter, StageFact
from gongkai.rules.obligations.reckoning import Reckoning
from gongkai.rules.obligations.results import Cause, Due, Duty, Ground
from gongkai.rules.obligations.values import Stage, Staged, StageStart, Term
from gongkai.rules.spelling import chinese_date

_UNKNOWN = StageFact()


def formed(
    reckoning: Reckoning,
    assignment: Assignment,
    term: Term,
    held: Holding,
    *,
    changes_only: bool = False,
) -> Iterator[Duty]:
    """Return a duty for each formation or change: published within a term of its day."""
    for formation in held.formations:
        if not _answers(reckoning, assignment, formation.on):
            continue
        if changes_only and not formation.changed:
            continue
        due = reckoning.due(formation.on, term)
        met = reckoning.met(formation.published_on, formation.item)
        duty = reckoning.duty(assignment, held, _formed(formation, due), due, met)
        if reckoning.wanted(duty):
            yield duty


def _formed(formation: Formation, due: Due) -> Cause:
    ground, word = (Ground.CHANGED, "变更") if formation.changed else (Ground.FORMED, "形成")
    day = formation.on.isoformat()
    key = f"item:{formation.item}:{day}"
    words = f"{chinese_date(formation.on)}{word}的信息"
    return Cause(ground, key, words, formation.on, due.on)


def staged(
    reckoning: Reckoning, assignment: Assignment, timing: Staged, held: Holding
) -> Iterator[Duty]:
    """Return a duty for each stage of each matter whose date is known by now."""
    for matter in held.matters:
        if not matter.started_on <= min(assignment.end or date.max, reckoning.as_of):
            continue
        for stage in timing.stages:
            duty = _staged(reckoning, assignment, held, matter, stage)
            if duty is not None and reckoning.wanted(duty):
                yield duty


def _staged(
    reckoning: Reckoning, assignment: Assignment, held: Holding, matter: Matter, stage: Stage
) -> Duty | None:
    fact = matter.stages.get(stage.id, _UNKNOWN)
    due = _due(reckoning, matter, stage, fact)
    # A matter of an earlier year is answered for by the stages it reaches now.
    if due is None or (due.after or due.on) < assignment.start:
        return None
    start = due.after or matter.started_on
    key, title = f"matter:{matter.id}:{stage.id}", f"{matter.title}：{stage.title}"
    cause = Cause(Ground.STAGE, key, title, start, due.on)
    return reckoning.duty(assignment, held, cause, due, reckoning.met(fact.published_on, fact.item))


def _due(reckoning: Reckoning, matter: Matter, stage: Stage, fact: StageFact) -> Due | None:
    """When a stage is due; None while the day its term runs from is not known."""
    if fact.due_on is not None:
        return Due(fact.due_on)
    if stage.start is StageStart.MATTER:
        return reckoning.due(matter.started_on, stage.term)
    reached = reckoning.known(fact.reached_on)
    return None if reached is None else reckoning.due(reached, stage.term)


def _answers(reckoning: Reckoning, assignment: Assignment, day: date) -> bool:
    """Whether something of a day is known by now and falls to the assignment."""
    return assignment.start <= day <= min(assignment.end or date.max, reckoning.as_of)
