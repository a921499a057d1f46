"""How completely the cases of a pack cover its boundaries and readings.

A case covers a value of a reading only if it fails without it: a case that would pass either way
proves nothing about the reading.
"""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from gongkai.assessment.cases import CaseResult, read_cases, run_case
from gongkai.policy.library import Library
from gongkai.policy.loading import load_pack
from gongkai.policy.tree import Branch, Leaf, Node
from gongkai.rules.readings import KINDS, Need, ReadingType
from gongkai.rules.scheme import Grading, Scheme

# A case that means "just below" a bound is at most this far below it.
JUST_BELOW = Decimal("0.5")


def uncovered_readings(reference: str, library: Library) -> set[str]:
    """Return ``name`` or ``name=value`` of everything stated that no case puts to the test."""
    scheme = load_pack(reference, library).scheme
    proved = set(_proved(reference, library))
    missing = set()
    for stated in scheme.stated:
        if stated.origin != "pack" or stated.need is Need.ROUND:
            continue
        if KINDS[stated.name].type is ReadingType.CHOICE:
            others = set(KINDS[stated.name].choices) - {str(stated.value)}
            missing |= {f"{stated.name}={v}" for v in others if (stated.name, v) not in proved}
        elif stated.name not in {name for name, _ in proved}:
            missing.add(stated.name)
    return missing


def _proved(reference: str, library: Library) -> Iterator[tuple[str, str]]:
    """Yield every (reading, value) whose case passes with it and fails without it."""
    for case in read_cases(reference, library):
        chosen = case.entries.get("readings") if isinstance(case, Branch) else None
        if not isinstance(case, Branch) or not isinstance(chosen, Branch):
            continue
        for name, value in chosen.entries.items():
            if run_case(_without(case, chosen, name), reference, library).problems:
                yield name, value.text or "" if isinstance(value, Leaf) else ""


def _without(case: Branch, chosen: Branch, name: str) -> Node:
    rest = {key: node for key, node in chosen.entries.items() if key != name}
    return replace(case, entries={**case.entries, "readings": replace(chosen, entries=rest)})


def uncovered_grades(scheme: Scheme, results: list[CaseResult]) -> set[str]:
    """Return what is missing: ``grade at``, ``grade below``, or a decided ``grade`` never given."""
    graded = [unit for result in results if result.assessment for unit in result.assessment.units]
    if scheme.grading is Grading.DECIDED:
        given = {unit.grade.id for unit in graded if unit.grade}
        return {grade.id for grade in scheme.grades} - given
    missing = set()
    for grade in scheme.grades:
        bound = grade.min or Decimal(0)
        at = any(u.score.total == bound and u.by_score == grade for u in graded)
        below = bound == 0 or any(
            u.score.total is not None
            and bound - JUST_BELOW <= u.score.total < bound
            and u.by_score != grade
            for u in graded
        )
        missing |= set() if at else {f"{grade.id} at {bound}"}
        missing |= set() if below else {f"{grade.id} below {bound}"}
    return missing
