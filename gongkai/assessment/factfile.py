"""Facts as a facts file, so that anybody can compute a result again with ``gongkai assess``."""

from collections.abc import Mapping
from decimal import Decimal

from gongkai.rules.facts import Award, Deduction, Facts, Finding, ItemFacts, UnitFacts


def facts_json(facts: Facts) -> dict[str, object]:
    """Return facts as a facts file: what ``gongkai assess --facts`` reads."""
    body: dict[str, object] = {"units": [_unit_json(unit) for unit in facts.units]}
    if facts.ballots:
        body["ballots"] = [
            {"rater": one.rater, "scores": {unit: _text(s) for unit, s in one.scores.items()}}
            for one in facts.ballots
        ]
    if facts.tie_decisions:
        body["tie_decisions"] = [
            {"grade": one.grade, "order": list(one.order), "minutes": one.minutes}
            for one in facts.tie_decisions
        ]
    return body


def _unit_json(unit: UnitFacts) -> dict[str, object]:
    decided = unit.decided_grade
    body: dict[str, object] = {
        "id": unit.id,
        "name": unit.name,
        "group": unit.group,
        "parent": unit.parent,
        "components": {name: _text(value) for name, value in unit.components.items()},
        "items": {name: _item_json(item) for name, item in sorted(unit.items.items())},
        "not_applicable": [
            {"item": one.item, "reason": one.reason, "approved_by": one.approved_by}
            for one in unit.not_applicable
        ],
        "findings": [_found(one) for one in unit.findings],
        "decided_grade": None
        if decided is None
        else {"grade": decided.grade, "reason": decided.reason, "by": decided.by},
        "exempt": unit.exempt or None,
        "exempt_reason": unit.exempt_reason,
    }
    return _said(body)


def _found(finding: Finding) -> dict[str, object]:
    return _said(
        {
            "id": finding.id,
            "reason": finding.reason,
            "evidence": finding.evidence,
            "by": finding.by,
            "on": finding.on.isoformat() if finding.on else "",
        }
    )


def _item_json(item: ItemFacts) -> dict[str, object]:
    return _said(
        {
            "deduct": [_points(one) for one in item.deductions],
            "award": [_points(one) for one in item.awards],
            "score": _text(item.score),
            "level": item.level,
            "numerator": _text(item.numerator),
            "denominator": _text(item.denominator),
            "mean": _text(item.mean),
            "scale": [_text(end) for end in item.scale] if item.scale else None,
            "answers": item.answers,
            "records": item.records,
        }
    )


def _points(one: Deduction | Award) -> dict[str, object]:
    return _said(
        {
            "points": _text(one.points),
            "reason": one.reason,
            "evidence": one.evidence,
            "by": one.by,
            "on": one.on.isoformat() if one.on else "",
        }
    )


def _said(body: Mapping[str, object]) -> dict[str, object]:
    """Return what says something; an empty entry would be refused or read as a fact."""
    return {key: value for key, value in body.items() if value not in ("", None, [], {})}


def _text(value: Decimal | None) -> str | None:
    return None if value is None else format(value.normalize() if value else value, "f")
