"""Grading: thresholds or decisions, then findings that beat points, then quotas, then ranks."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from gongkai.rules.facts import Facts, TieDecision
from gongkai.rules.grading.quota import QuotaEffect, allowed, by_group, select
from gongkai.rules.grading.thresholds import by_total, compared
from gongkai.rules.grading.ties import sort_keys
from gongkai.rules.numbers import ZERO, exact, plain
from gongkai.rules.readings import Boundary, QuotaBase, QuotaRound
from gongkai.rules.scheme import Grade, Grading, Override, Scheme
from gongkai.rules.scoring import UNSAMPLED, ScoreProblem, UnitScore
from gongkai.rules.scoring.collector import collector_at_rest


@dataclass(frozen=True, slots=True, kw_only=True)
class Graded:
    """A unit with its score, grade and rank; ``notes`` say what decided beside the points."""

    score: UnitScore
    grade: Grade | None
    rank: int | None
    notes: tuple[str, ...]
    problems: tuple[ScoreProblem, ...]
    overrides: tuple[Override, ...] = ()
    by_score: Grade | None = None
    cite: tuple[str, ...] = ()


def grade_units(
    scheme: Scheme, facts: Facts, scores: tuple[UnitScore, ...]
) -> tuple[tuple[Graded, ...], tuple[QuotaEffect, ...]]:
    """Return every unit graded and ranked, and the effect of every quota.

    The order of units never matters, and no quota is ever exceeded.
    """
    with exact(), collector_at_rest():
        graded = {score.unit.id: _own(scheme, score) for score in scores}
        effects: list[QuotaEffect] = []
        for grade in scheme.grades:
            if grade.max_share is not None:
                effects += _apply_quota(scheme, facts, grade, graded)
        ranks = _ranks(graded)
        ordered = tuple(replace(graded[s.unit.id], rank=ranks.get(s.unit.id)) for s in scores)
        return ordered, tuple(effects)


def _own(scheme: Scheme, score: UnitScore) -> Graded:
    """Grade one unit on its own, before quotas."""
    if score.unit.exempt:
        return Graded(score=score, grade=None, rank=None, notes=score.notes, problems=())
    decided = _decided if scheme.grading is Grading.DECIDED else _threshold
    graded = decided(scheme, score)
    return _overridden(scheme, graded)


def _threshold(scheme: Scheme, score: UnitScore) -> Graded:
    boundary = scheme.readings.boundary or Boundary.LOWER_BOUND
    grade = by_total(score.total, scheme.grades, boundary) if score.total is not None else None
    notes = score.notes
    if score.total is not None and compared(score.total, boundary) != score.total:
        notes += (f"等次按 {compared(score.total, boundary)} 分认定（取整口径）",)
    return Graded(
        score=score,
        grade=grade,
        rank=None,
        notes=notes,
        problems=score.problems,
        by_score=grade,
        cite=grade.cite if grade else (),
    )


def _decided(scheme: Scheme, score: UnitScore) -> Graded:
    """Take over a grade that people decided; without one the unit stays ungraded, and says so."""
    decision = score.unit.decided_grade
    notes, problems = score.notes, score.problems
    grade = scheme.grade(decision.grade) if decision else None
    if decision is not None:
        notes += (f"等次由{decision.by or '考核机构'}认定：{decision.reason}",)
    elif UNSAMPLED not in notes:
        message = "等次须由考核机构认定并写明理由（decided_grade）"
        problems += (ScoreProblem(score.unit.id, "grade", message),)
    return Graded(
        score=score,
        grade=grade,
        rank=None,
        notes=notes,
        problems=problems,
        cite=grade.cite if grade else (),
    )


def _overridden(scheme: Scheme, graded: Graded) -> Graded:
    """Apply vetoes and findings that beat points: the worst of them holds."""
    found = {finding.id for finding in graded.score.unit.findings}
    overrides = tuple(rule for rule in scheme.overrides if rule.finding in found)
    deciding = [(veto.grade, veto.title, veto.cite) for veto in graded.score.vetoes]
    deciding += [(rule.grade, rule.title, rule.cite) for rule in overrides]
    if not deciding:
        return graded
    order = [grade.id for grade in scheme.grades]
    grade_id, _, cite = max(deciding, key=lambda entry: (order.index(entry[0]), entry[1]))
    titles = "、".join(sorted({title for _, title, _ in deciding}))
    grade = scheme.grade(grade_id)
    name = grade.title if grade else grade_id
    note = f"因认定“{titles}”，不论得分，等次为{name}"
    return replace(graded, grade=grade, notes=(*graded.notes, note), overrides=overrides, cite=cite)


def _apply_quota(
    scheme: Scheme, facts: Facts, grade: Grade, graded: dict[str, Graded]
) -> list[QuotaEffect]:
    """Keep at most the allowed share in ``grade``; the others fall to its overflow grade."""
    readings = scheme.readings
    listed = [g.score.unit for g in graded.values()]
    if readings.quota_base is not QuotaBase.LISTED_UNITS:
        listed = [unit for unit in listed if not unit.exempt]
    per_group = readings.quota_base is QuotaBase.PER_GROUP
    groups = {unit.id: unit.group if per_group else "" for unit in listed}
    decision = _minuted(facts, grade)
    effects = []
    for name, units in by_group(list(groups), groups).items():
        candidates = [unit for unit in units if graded[unit].grade is grade]
        places = allowed(
            grade.max_share or ZERO, len(units), readings.quota_round or QuotaRound.FLOOR
        )
        keys = sort_keys({unit: graded[unit].score for unit in candidates}, _ties(scheme))
        granted, overflow, undecided = select(candidates, places, keys.__getitem__, decision)
        effect = QuotaEffect(
            grade=grade.id,
            base=len(units),
            allowed=places,
            granted=granted,
            overflow=overflow,
            undecided=undecided,
            group=name,
        )
        _overflow(scheme, grade, effect, graded)
        effects.append(effect)
    return effects


def _minuted(facts: Facts, grade: Grade) -> TieDecision | None:
    """Return all minuted decisions on a grade as one: groups never compete, so order is kept."""
    decisions = [decision for decision in facts.tie_decisions if decision.grade == grade.id]
    if not decisions:
        return None
    order = tuple(unit for decision in decisions for unit in decision.order)
    minutes = "、".join(decision.minutes for decision in decisions)
    return TieDecision(grade=grade.id, order=order, minutes=minutes)


def _ties(scheme: Scheme) -> tuple[str, ...]:
    return tuple(name for name in scheme.readings.quota_tie or () if name != "decide")


def _overflow(scheme: Scheme, grade: Grade, effect: QuotaEffect, graded: dict[str, Graded]) -> None:
    target = scheme.grade(grade.overflow_to)
    share = plain((grade.max_share or ZERO) * 100)
    for unit in effect.overflow:
        falls_to = target.title if target else "下一等"
        note = (
            f"得分达到{grade.title}，但{grade.title}不超过 {share}%"
            f"（{effect.base} 个单位，{_places(effect.allowed)}），列{falls_to}"
        )
        problems = graded[unit].problems
        if unit in effect.undecided:
            note += "；与他单位同分，待会议记录决定"
            tied = "、".join(effect.undecided)
            message = (
                f"{grade.title}名额边缘同分（{tied}），须把这几个单位的先后一并写入 tie_decisions"
            )
            problems += (ScoreProblem(unit, "grade", message),)
        held = graded[unit]
        graded[unit] = replace(held, grade=target, notes=(*held.notes, note), problems=problems)


def _places(allowed: int) -> str:
    return f"{allowed} 个名额" if allowed else "按比例不足 1 个名额"


def _ranks(graded: Mapping[str, Graded]) -> Mapping[str, int]:
    """Rank by printed total; equal totals share a rank and the next rank is skipped."""
    totals = {
        unit: entry.score.total for unit, entry in graded.items() if entry.score.total is not None
    }
    ordered = sorted(totals.values(), reverse=True)
    place: dict[Decimal, int] = {}
    for index, total in enumerate(ordered, start=1):
        place.setdefault(total, index)
    return {unit: place[total] for unit, total in totals.items()}
