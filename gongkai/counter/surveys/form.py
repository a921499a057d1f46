"""The questionnaire as a form: its fields, what was typed, what is wrong with it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from django.utils.translation import gettext

from gongkai.assessment.queries.public_surveys import AskedUnit, PublicSurvey
from gongkai.assessment.surveys.standing import fault_words
from gongkai.rules.rounds.questionnaires import Asked, Asks, read
from gongkai.ui import components as ui

PREFIX: Final = "q_"


@dataclass(frozen=True, slots=True)
class Filled:
    """What was sent: the unit, the kind of people, what was typed to each question."""

    unit: str
    stratum: str
    typed: Mapping[str, str]

    @classmethod
    def of(cls, survey: PublicSurvey, post: Mapping[str, str]) -> "Filled":
        """Read a form."""
        typed = {one.name: post.get(PREFIX + one.name, "") for one in survey.questions}
        return cls(post.get("unit", ""), post.get("stratum", ""), typed)


def fields(
    survey: PublicSurvey, units: tuple[AskedUnit, ...], filled: Filled, *, with_stratum: bool
) -> tuple[ui.Field, ...]:
    """Return the fields of a questionnaire with what was typed."""
    return (
        *_unit_field(units, filled),
        *(_stratum_field(survey, filled) if with_stratum and survey.strata else ()),
        *(
            _question(number, one, filled.typed.get(one.name, ""))
            for number, one in enumerate(survey.questions, 1)
        ),
    )


def with_faults(
    survey: PublicSurvey, shown: tuple[ui.Field, ...], filled: Filled
) -> tuple[ui.Field, ...]:
    """Return the fields, each with what is wrong with it."""
    _, faults = read(survey.questions, filled.typed)
    words = {
        PREFIX + one.name: gettext("第 %(number)s 题：%(fault)s")
        % {"number": number, "fault": fault_words(one, faults[one.name])}
        for number, one in enumerate(survey.questions, 1)
        if one.name in faults
    }
    for one in shown:
        if one.name in {"unit", "stratum"} and not one.value:
            words[one.name] = gettext("%(what)s请选择。") % {"what": one.label}
    return tuple(replace(one, error=words.get(one.name, "")) for one in shown)


def _unit_field(units: tuple[AskedUnit, ...], filled: Filled) -> Iterator[ui.Field]:
    """Yield the choice of the unit; with a single one there is nothing to choose."""
    if len(units) > 1:
        known = {one.code for one in units}
        yield ui.Field(
            "unit",
            gettext("您评价哪个单位？"),
            ui.FieldKind.SELECT,
            (filled.unit,) if filled.unit in known else (),
            (ui.Option("", gettext("请选择")), *(ui.Option(u.code, u.name) for u in units)),
            required=True,
        )


def _stratum_field(survey: PublicSurvey, filled: Filled) -> Iterator[ui.Field]:
    yield ui.Field(
        "stratum",
        gettext("您属于哪一类？"),
        ui.FieldKind.RADIO,
        (filled.stratum,) if filled.stratum in survey.strata else (),
        tuple(ui.Option(one, one) for one in survey.strata),
        required=True,
    )


def _question(number: int, question: Asked, typed: str) -> ui.Field:
    label = f"{number}. {question.text}"
    if question.asks is Asks.TEXT:
        hint = gettext("请不要写自己或他人的姓名、电话、身份证号。")
        return ui.Field(
            PREFIX + question.name,
            label,
            ui.FieldKind.TEXTAREA,
            (typed,),
            hint=hint,
            required=question.required,
        )
    # The best first: on a scale of satisfaction people look for it at the top.
    steps = list(question.steps)
    if question.asks is Asks.SCALE:
        steps.reverse()
    return ui.Field(
        PREFIX + question.name,
        label,
        ui.FieldKind.RADIO,
        (typed.strip(),),
        tuple(ui.Option(str(step), _label(question, step)) for step in steps),
        required=question.required,
    )


def _label(question: Asked, step: int) -> str:
    words = question.label(step)
    if question.asks is Asks.CHOICE:
        return words
    return f"{words}（{step}）" if words else str(step)
