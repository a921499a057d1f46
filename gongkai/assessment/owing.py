"""Who has to rectify by a result, and which grades have to under a scheme."""

from typing import Final

from gongkai.assessment.results import Assessment
from gongkai.rules.grading import Graded
from gongkai.rules.scheme import Consequence, Scheme

RECTIFY: Final = "rectify"


def rectifying(unit: Graded, scheme: Scheme) -> Consequence | None:
    """Return the consequence by which a graded unit has to rectify, None where it has not.

    What follows only under a condition (``after``) is not for a grade to decide.
    """
    if unit.grade is None:
        return None
    found = _of_grade(unit.grade.id, scheme)
    if found is not None:
        return found
    rule = next((rule for rule in unit.overrides if RECTIFY in rule.do), None)
    return Consequence(do=RECTIFY, cite=rule.cite) if rule is not None else None


def _of_grade(grade: str, scheme: Scheme) -> Consequence | None:
    following = dict(scheme.consequences).get(grade, ())
    return next((one for one in following if one.do == RECTIFY and not one.after), None)


def owing_of(result: Assessment) -> list[tuple[Graded, Consequence]]:
    """Return the units of a result that have to rectify, each with why."""
    return [
        (unit, why) for unit in result.units if (why := rectifying(unit, result.scheme)) is not None
    ]


def owing_grades(scheme: Scheme) -> tuple[str, ...]:
    """Return the titles of the grades that have to rectify, the best first."""
    return tuple(one.title for one in scheme.grades if _of_grade(one.id, scheme) is not None)


def owing_findings(scheme: Scheme) -> tuple[str, ...]:
    """Return the titles of what, once found, makes a unit rectify whatever its grade."""
    return tuple(one.title for one in scheme.overrides if RECTIFY in one.do)
