"""The result of an assessment, and its JSON form (a contract that stays stable)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from gongkai.rules.explain import TraceNode
from gongkai.rules.facts import Award, Deduction
from gongkai.rules.grading import Graded, QuotaEffect
from gongkai.rules.numbers import plain
from gongkai.rules.readings import Rounding
from gongkai.rules.scheme import Scheme
from gongkai.rules.scoring import ScoreProblem


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """Every unit scored, graded and ranked under one scheme, in the order of the facts."""

    scheme: Scheme
    units: tuple[Graded, ...]
    quotas: tuple[QuotaEffect, ...]

    @property
    def problems(self) -> tuple[ScoreProblem, ...]:
        """Return what keeps units without a total or a grade."""
        return tuple(problem for unit in self.units for problem in unit.problems)

    def ranked(self) -> list[Graded]:
        """Return units best first; those without a rank last, by id."""
        return sorted(
            self.units,
            key=lambda unit: (unit.rank is None, unit.rank or 0, unit.score.unit.id),
        )

    def to_json(self) -> dict[str, object]:
        """Return the result as the command line prints it."""
        scheme = self.scheme
        return {
            "pack": {"id": scheme.id, "version": scheme.version, "hash": scheme.hash},
            "readings": {stated.name: _reading_json(stated.value) for stated in scheme.stated},
            "units": [unit_json(unit, scheme) for unit in self.units],
            "quota": _quota_json(self.quotas),
            "errors": [
                {"unit": problem.unit, "part": problem.part, "message": problem.message}
                for problem in self.problems
            ],
        }


def unit_json(unit: Graded, scheme: Scheme) -> dict[str, object]:
    """Return one unit's result."""
    total = unit.score.total
    found: dict[str, object] = {
        "id": unit.score.unit.id,
        "name": unit.score.unit.name,
        "total": _text(total),
        "grade": unit.grade.id if unit.grade else None,
        "grade_title": unit.grade.title if unit.grade else None,
        "rank": unit.rank,
        "notes": list(unit.notes),
        "trace": trace_json(unit.score.trace) if unit.score.trace else None,
    }
    if scheme.exports:
        found["exports"] = {name: _text(value) for name, value in exported(unit, scheme).items()}
    return found


def exported(unit: Graded, scheme: Scheme) -> Mapping[str, Decimal | None]:
    """Return what the unit's score counts in other systems, by score and not by grade (Q16)."""
    total = unit.score.total
    values: dict[str, Decimal | None] = {}
    for rule in scheme.exports:
        full = total is not None and total >= rule.full_at_least
        values[rule.id] = rule.full_value if full else total
    return values


def trace_json(node: TraceNode) -> dict[str, object]:
    """Return an explanation tree; numbers are decimal strings."""
    return {
        "id": node.id,
        "title": node.title,
        "method": node.method,
        "value": _text(node.value),
        "max": _text(node.max),
        "inputs": {key: _input_json(value) for key, value in node.inputs.items()},
        "cite": list(node.cite),
        "reading": dict(node.reading),
        "children": [trace_json(child) for child in node.children],
    }


def _quota_json(quotas: tuple[QuotaEffect, ...]) -> dict[str, object]:
    """Return every quota by grade; where it holds per group, the sums with the groups below."""
    pooled: dict[str, list[QuotaEffect]] = {}
    for effect in quotas:
        pooled.setdefault(effect.grade, []).append(effect)
    result: dict[str, object] = {}
    for grade, effects in pooled.items():
        entry = _effect_json(effects)
        if any(effect.group for effect in effects):
            entry["groups"] = {
                effect.group or "未分组": _effect_json([effect]) for effect in effects
            }
        result[grade] = entry
    return result


def _effect_json(effects: list[QuotaEffect]) -> dict[str, object]:
    entry: dict[str, object] = {
        "base": sum(effect.base for effect in effects),
        "allowed": sum(effect.allowed for effect in effects),
        "granted": sum(len(effect.granted) for effect in effects),
        "overflow": [unit for effect in effects for unit in effect.overflow],
    }
    undecided = [unit for effect in effects for unit in effect.undecided]
    return entry | ({"undecided": undecided} if undecided else {})


def _text(value: Decimal | None) -> str | None:
    return None if value is None else format(value, "f")


def _reading_json(value: object) -> object:
    if isinstance(value, Rounding):
        return {"at": value.at.value, "digits": value.digits, "mode": value.mode.value}
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, tuple):
        return list(value)
    return value


def _input_json(value: object) -> object:
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, Deduction | Award):
        return {
            key: _input_json(part)
            for key, part in value._asdict().items()
            if part not in {"", None}
        }
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return [_input_json(part) for part in value]
    if isinstance(value, Mapping):
        return {str(key): _input_json(part) for key, part in value.items()}
    return value
