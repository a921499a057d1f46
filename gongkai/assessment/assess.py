"""Assess units: check that nothing is left open, score, grade."""

from gongkai.assessment.results import Assessment
from gongkai.policy.problems import Place, Problem, ProblemsError
from gongkai.rules.facts import Facts
from gongkai.rules.grading import grade_units
from gongkai.rules.readings import Need
from gongkai.rules.scheme import Scheme
from gongkai.rules.scoring import score_units


def assess(scheme: Scheme, facts: Facts) -> Assessment:
    """Score and grade every unit.

    Raises :class:`ProblemsError` naming every reading that scoring or grading needs and that
    nobody has chosen: the engine never guesses.
    """
    require_readings(scheme, Need.SCORE, Need.GRADE)
    scores = score_units(scheme, facts)
    units, quotas = grade_units(scheme, facts, scores)
    return Assessment(scheme=scheme, units=units, quotas=quotas)


def require_readings(scheme: Scheme, *needs: Need) -> None:
    """Refuse a scheme whose readings are still open for a stage."""
    unset = scheme.unset(*needs)
    if not unset:
        return
    raise ProblemsError(
        Problem(
            Place(reading.where or f"{scheme.id} readings.{reading.name}"),
            "R-UNSET",
            f"口径未设定：{reading.title}（{reading.name}，{reading.question}）；"
            f"请在 --readings 文件里写 {reading.name}: …",
        )
        for reading in unset
    )
