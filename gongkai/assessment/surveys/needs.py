"""What the pack of a round asks of a survey: which questions, for which items of which units."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from gongkai.assessment.current import pack_of
from gongkai.assessment.models import Round, RoundUnit, Survey
from gongkai.rules.scheme import Item, Method, Scheme


@dataclass(frozen=True, slots=True)
class Wanted:
    """A survey some items are scored by: the names of its questions, and those items."""

    survey: str
    questions: tuple[str, ...]
    items: tuple[Item, ...]

    def items_of(self, question: str) -> tuple[Item, ...]:
        """Return the items a question feeds."""
        return tuple(one for one in self.items if one.survey and question in one.survey.questions)


def _survey_items(items: Iterable[Item]) -> Iterator[Item]:
    return (item for item in items if item.method is Method.SURVEY and item.survey is not None)


def wanted(scheme: Scheme) -> dict[str, Wanted]:
    """Return the surveys a scheme names, in its order."""
    found: dict[str, list[Item]] = {}
    for rubric in scheme.rubrics:
        for item in _survey_items(rubric.items()):
            if item.survey is not None:
                found.setdefault(item.survey.survey, []).append(item)
    return {
        survey: Wanted(
            survey,
            tuple(dict.fromkeys(q for one in items if one.survey for q in one.survey.questions)),
            tuple({item.id: item for item in items}.values()),
        )
        for survey, items in found.items()
    }


def wanted_of(survey: Survey) -> Wanted:
    """Return what the round's pack asks of a survey; nothing where no item names it."""
    nothing = Wanted(survey.survey, (), ())
    return wanted(pack_of(survey.round).scheme).get(survey.survey, nothing)


def items_for(scheme: Scheme, group: str, survey: str) -> tuple[Item, ...]:
    """Return the items of a unit's rubric that a survey feeds."""
    rubric = scheme.rubric_for(group) if scheme.rubrics else None
    every = _survey_items(rubric.items()) if rubric is not None else ()
    return tuple(one for one in every if one.survey and one.survey.survey == survey)


def units_asked(survey: Survey) -> list[RoundUnit]:
    """Return the units a survey asks about: whose items it feeds, or all; nobody exempt."""
    rows = RoundUnit.objects.filter(round=survey.round).select_related("unit")
    return _asked(survey, rows)


def asked_unit(survey: Survey, code: str) -> RoundUnit | None:
    """Return the unit of this code, where a survey asks about it."""
    rows = RoundUnit.objects.filter(round=survey.round, unit__code=code).select_related("unit")
    return next(iter(_asked(survey, rows)), None)


def _asked(survey: Survey, rows: Iterable[RoundUnit]) -> list[RoundUnit]:
    scheme = pack_of(survey.round).scheme
    named = survey.survey in wanted(scheme)
    return [
        row
        for row in rows
        if not row.exempt and (not named or items_for(scheme, row.group, survey.survey))
    ]


def least(round_: Round, items: Iterable[Item]) -> int | None:
    """Return how many answers a unit needs to be scored by these items; ``None`` if not said."""
    common = pack_of(round_).scheme.readings.min_answers
    numbers = [
        one.survey.min_answers if one.survey.min_answers is not None else common
        for one in items
        if one.survey is not None
    ]
    return max((n for n in numbers if n is not None), default=None)
