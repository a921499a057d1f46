"""Grades and states as badges: colour never carries the meaning alone."""

from django.utils.translation import gettext

from gongkai.rules.grading import Graded
from gongkai.rules.scheme import Grade, Scheme
from gongkai.ui.components import Badge, Tone
from gongkai.ui.known import in_language

_BEST_FIRST = (Tone.GOOD, Tone.FAIR, Tone.WARN)


def grade_tone(scheme: Scheme, grade: Grade) -> Tone:
    """Return the tone of a grade by its place: the best is good, the last is bad."""
    place = [entry.id for entry in scheme.grades].index(grade.id)
    if place == len(scheme.grades) - 1:
        return Tone.BAD
    return _BEST_FIRST[min(place, len(_BEST_FIRST) - 1)]


def grade_badge(scheme: Scheme, unit: Graded) -> Badge:
    """Return the badge of a unit's grade; ungraded units say why in their notes."""
    if unit.grade is None:
        text = gettext("免考核") if unit.score.unit.exempt else gettext("未定等")
        return Badge(text, Tone.NEUTRAL)
    return Badge(in_language(unit.grade.title), grade_tone(scheme, unit.grade))
