"""Building a questionnaire: what it is called, whom it asks, its questions."""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Final

from django.db.models import Max
from django.utils.translation import gettext

from gongkai.assessment.actions.common import locked_round
from gongkai.assessment.actions.surveys.common import (
    locked_survey,
    refuse_answered,
    refuse_closed,
    told_survey,
)
from gongkai.assessment.models import Question, Round, Survey
from gongkai.assessment.surveys.codes import new_key
from gongkai.core.access import Viewer
from gongkai.core.actions import Act, Refused, acting
from gongkai.core.wording import brief
from gongkai.rules.rounds import Verb
from gongkai.rules.rounds.questionnaires import Asked, Asks

_NAME: Final = re.compile(r"[a-z][a-z0-9_]{0,39}")
_STEPS: Final = (2, 11)
_HIGHEST: Final = 100
_HEAVIEST: Final = 1000
_WEIGHT: Final = Decimal("0.0001")


def create_survey(
    round_id: int, *, survey: str = "", title: str, intro: str = "", by: Viewer
) -> Survey:
    """Begin a survey of a round: one that items of the pack name, or one of the office's own.

    Raises:
        Refused: no title, or the round has this survey already.
    """
    with acting(by) as act:
        round_ = locked_round(act, round_id, Verb.STAFF, "assessment.run")
        name = survey or _own_name(round_)
        if not re.fullmatch(r"[a-z][a-z0-9_-]{0,79}", name):
            raise Refused(gettext("没有这种问卷。请刷新页面。"), "survey")
        if Survey.objects.filter(round=round_, survey=name).exists():
            raise Refused(gettext("这次考核已经有这份问卷。请打开它修改。"), "survey")
        made = Survey.objects.create(
            round=round_,
            survey=name,
            key=new_key(),
            title=_titled(title),
            intro=intro.strip(),
            created_at=by.at,
        )
        told_survey(act, "survey.create", made)
        return made


def _own_name(round_: Round) -> str:
    taken = set(Survey.objects.filter(round=round_).values_list("survey", flat=True))
    return next(name for n in range(1, 1000) if (name := f"own-{n}") not in taken)


def _titled(title: str) -> str:
    if not title.strip():
        raise Refused(gettext("没有写名称。请填写。"), "title")
    return brief(title, Survey, "title")


def edit_survey(survey_id: int, *, title: str, intro: str, by: Viewer) -> Survey:
    """Change what a survey is called and what people read before they answer."""
    with acting(by) as act:
        found = locked_survey(act, survey_id, Verb.STAFF)
        refuse_closed(found)
        wanted = (_titled(title), intro.strip())
        if wanted == (found.title, found.intro):
            act.unchanged()
            return found
        found.title, found.intro = wanted
        found.save(update_fields=["title", "intro"])
        told_survey(act, "survey.edit", found)
        return found


def set_people(
    survey_id: int,
    *,
    strata: Mapping[str, str],
    open_strata: Iterable[str] = (),
    is_open_to_all: bool,
    by: Viewer,
) -> Survey:
    """Decide who answers: kinds of people with their weights, with tickets or anybody.

    Raises:
        Refused: a weight that is none, or somebody has a ticket or has answered already.
    """
    with acting(by) as act:
        found = locked_survey(act, survey_id, Verb.STAFF)
        weights = _weights(strata)
        chosen = [one for one in weights if one in set(open_strata)]
        if is_open_to_all and weights and not chosen:
            raise Refused(
                gettext("公开填答时，至少要有一类人可以自己选择。请勾选。"), "open_strata"
            )
        wanted = (weights, chosen if is_open_to_all else [], is_open_to_all)
        if wanted == (found.strata, found.open_strata, found.is_open_to_all):
            act.unchanged()
            return found
        refuse_answered(found)
        if weights != found.strata and found.tickets.exists():
            raise Refused(
                gettext("已经制作了编码，答卷人类别不能再改。请先作废这些编码。"), "strata"
            )
        found.strata, found.open_strata, found.is_open_to_all = wanted
        found.save(update_fields=["strata", "open_strata", "is_open_to_all"])
        told_survey(
            act, "survey.people", found, strata=list(weights), open=is_open_to_all, weights=weights
        )
        return found


def _weights(strata: Mapping[str, str]) -> dict[str, str]:
    """Return kinds of people with their weights as exact text."""
    found: dict[str, str] = {}
    for name, typed in strata.items():
        words = " ".join(name.split())
        if not words or len(words) > 40:
            raise Refused(gettext("类别的名称要写，不超过40个字。"), "strata")
        weight = _weight(typed)
        if weight is None:
            raise Refused(
                gettext("“%(name)s”的权重要大于0，最多四位小数。请改正。") % {"name": words},
                "strata",
            )
        found[words] = format(weight.normalize(), "f")
    return found


def _weight(typed: str) -> Decimal | None:
    try:
        weight = Decimal(typed.strip() or "1")
    except InvalidOperation:
        return None
    if not weight.is_finite() or not 0 < weight <= _HEAVIEST:
        return None
    return weight if weight == weight.quantize(_WEIGHT) else None


def set_question(survey_id: int, question: Asked, *, by: Viewer) -> Question:
    """Add a question, or change the one of this name.

    Raises:
        Refused: people have answered, or the question cannot be asked like that.
    """
    with acting(by) as act:
        found = locked_survey(act, survey_id, Verb.STAFF)
        refuse_answered(found)
        values = _checked(question)
        last = found.questions.aggregate(last=Max("position"))["last"]
        row, _ = Question.objects.update_or_create(
            survey=found,
            name=question.name,
            defaults=values,
            create_defaults={**values, "position": 0 if last is None else last + 1},
        )
        told_survey(act, "survey.question", found, name=row.name, text=row.text)
        return row


def _checked(question: Asked) -> dict[str, object]:
    if not _NAME.fullmatch(question.name):
        raise Refused(
            gettext("代号用小写字母开头，只含小写字母、数字和下划线，如 q1。请改正。"), "name"
        )
    if not question.text.strip():
        raise Refused(gettext("没有写题目。请填写。"), "text")
    options = [one.strip() for one in question.options if one.strip()]
    if any(len(one) > 60 for one in options) or len(options) > 20:
        raise Refused(gettext("选项最多20个，每个不超过60个字。请精简。"), "options")
    if question.asks is Asks.SCALE:
        _check_scale(question, options)
    if question.asks is Asks.CHOICE and len(set(options)) < max(len(options), 2):
        raise Refused(gettext("单选题至少要有两个不同的选项。请补充。"), "options")
    return {
        "text": brief(question.text, Question, "text"),
        "kind": question.asks.value,
        "low": question.low if question.asks is Asks.SCALE else 1,
        "high": question.high if question.asks is Asks.SCALE else 5,
        "options": options if question.asks is not Asks.TEXT else [],
        "required": question.required,
    }


def _check_scale(question: Asked, options: list[str]) -> None:
    steps = question.high - question.low + 1
    fits = question.low in {0, 1} and question.high <= _HIGHEST
    if not fits or not _STEPS[0] <= steps <= _STEPS[1]:
        raise Refused(gettext("量表从0或1起，2至11档，如1至5。请改正。"), "high")
    if options and len(options) not in {2, steps}:
        raise Refused(
            gettext("各档的说法要么不写，要么写两端的两个，要么写满%(steps)s个。请改正。")
            % {"steps": steps},
            "options",
        )


def remove_question(survey_id: int, name: str, *, by: Viewer) -> None:
    """Take a question out."""
    with acting(by) as act:
        found = locked_survey(act, survey_id, Verb.STAFF)
        refuse_answered(found)
        row = _question(found, name)
        row.delete()
        told_survey(act, "survey.drop_question", found, name=name, text=row.text)


def move_question(survey_id: int, name: str, *, up: bool, by: Viewer) -> None:
    """Let a question change places with the one before or after it."""
    with acting(by) as act:
        found = locked_survey(act, survey_id, Verb.STAFF)
        refuse_answered(found)
        rows = list(found.questions.all())
        here = rows.index(_question(found, name))
        there = here - 1 if up else here + 1
        if not 0 <= there < len(rows):
            act.unchanged()
            return
        rows[here], rows[there] = rows[there], rows[here]
        _renumber(act, rows)
        told_survey(act, "survey.order", found, name=name)


def _question(survey: Survey, name: str) -> Question:
    row = survey.questions.filter(name=name).first()
    if row is None:
        raise Refused(gettext("没有这道题，可能已被他人删除。请刷新页面。"))
    return row


def _renumber(act: Act, rows: list[Question]) -> None:
    del act  # asked for so that the order only changes inside an action's transaction
    for position, row in enumerate(rows):
        row.position = position
    Question.objects.bulk_update(rows, ["position"])
