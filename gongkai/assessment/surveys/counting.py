"""What a survey says of each unit: established when it is closed, in part while it is open."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from gongkai.assessment.models import Survey
from gongkai.assessment.surveys.standing import answers_of, questions_of, weights_of
from gongkai.rules.rounds.questionnaires import Asked, Asks, Given
from gongkai.rules.rounds.surveys import Told, tell, tell_choices, told_until


@dataclass(frozen=True, slots=True)
class Sheet:
    """One filled-in questionnaire, as far as it is counted."""

    stratum: str
    given: Given
    on: date


@dataclass(frozen=True, slots=True)
class Said:
    """What a survey says of one unit. ``None`` stands for what is not told.

    ``answers`` is how many questionnaires there are, told or not.
    """

    answers: int = 0
    scales: Mapping[str, Told | None] = field(default_factory=dict)
    choices: Mapping[str, Mapping[int, int] | None] = field(default_factory=dict)


def said_of(survey: Survey, today: date | None = None) -> dict[int, Said]:
    """Return what is told of each unit with answers, by the unit's row.

    With ``today`` the survey is still open: part is told, without weights
    (``rules.rounds.surveys``).
    """
    questions = questions_of(survey)
    weights = weights_of(survey) if today is None else {}
    return {
        unit: Said(
            len(sheets),
            {
                one.name: tell(_values(sheets, one, today), weights)
                for one in questions
                if one.asks is Asks.SCALE
            },
            {
                one.name: tell_choices(value for _, value in _values(sheets, one, today))
                for one in questions
                if one.asks is Asks.CHOICE
            },
        )
        for unit, sheets in sheets_of(survey).items()
    }


def sheets_of(survey: Survey) -> dict[int, list[Sheet]]:
    """Return the answers that count, by the unit's row."""
    found: dict[int, list[Sheet]] = defaultdict(list)
    rows = answers_of(survey).values_list("round_unit", "stratum", "answers", "on")
    for unit, stratum, given, on in rows:
        found[unit].append(Sheet(stratum, given, on))
    return found


def _values(sheets: Iterable[Sheet], question: Asked, today: date | None) -> list[tuple[str, int]]:
    """Return the answers to one question, with the kind of people; as far as they are told."""
    answered = [
        (one.on, one.stratum, value)
        for one in sheets
        if isinstance(value := one.given.get(question.name), int)
    ]
    if today is None:
        return [(stratum, value) for _, stratum, value in answered]
    until = told_until(Counter(on for on, _, _ in answered), today)
    return [(s, value) for on, s, value in answered if until is not None and on <= until]
