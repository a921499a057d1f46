"""Answers on paper, entered as a pile; a pile that was entered wrongly is voided as a whole."""

from collections.abc import Mapping, Sequence
from secrets import SystemRandom
from typing import Final

from django.utils.translation import gettext

from gongkai.assessment.actions.surveys.common import (
    check_stratum,
    chosen_units,
    locked_survey,
    told_survey,
)
from gongkai.assessment.actions.surveys.settling import settle
from gongkai.assessment.models import Answer, PaperBatch, Survey
from gongkai.assessment.surveys.standing import fault_words, questions_of, state_of
from gongkai.core.access import Viewer
from gongkai.core.actions import Refused, acting
from gongkai.core.days import day_of
from gongkai.core.wording import brief
from gongkai.rules.rounds import Verb
from gongkai.rules.rounds.questionnaires import Given, SurveyState, read

MOST: Final = 100
"""Sheets in one pile."""


def enter_paper(
    survey_id: int,
    *,
    unit: int,
    sheets: Sequence[Mapping[str, str]],
    stratum: str = "",
    note: str = "",
    by: Viewer,
) -> PaperBatch:
    """Enter a pile of paper answers about one unit; sheets without any answer are skipped.

    Paper may still be entered after the survey has ended, while facts are taken; its result is
    brought up to date then.

    Raises:
        Refused: the survey has not begun, there is nothing to enter, or a sheet is wrong; its
            number and question are named.
    """
    with acting(by) as act:
        found = locked_survey(act, survey_id, Verb.FACTS)
        if state_of(found, day_of(by.at)) in {SurveyState.DRAFT, SurveyState.AHEAD}:
            raise Refused(gettext("问卷还没有开始，不能录入。"))
        check_stratum(found, stratum)
        (row,) = chosen_units(found, [unit])
        read_sheets = _read(found, sheets)
        batch = PaperBatch.objects.create(
            survey=found,
            round_unit=row,
            stratum=stratum,
            note=brief(note, PaperBatch, "note"),
            at=by.at,
            person_id=by.person_id,
            name=by.name,
        )
        _keep_answers(batch, read_sheets)
        told_survey(act, "survey.paper", found, unit=row.name, count=len(read_sheets))
        if found.closed_at is not None:
            settle(act, found)
        return batch


def _keep_answers(batch: PaperBatch, sheets: list[Given]) -> None:
    """Keep the answers in an order that tells nothing of the pile."""
    answers = [
        Answer(
            survey=batch.survey,
            round_unit=batch.round_unit,
            stratum=batch.stratum,
            answers=given,
            on=day_of(batch.at),
            batch=batch,
        )
        for given in sheets
    ]
    SystemRandom().shuffle(answers)
    Answer.objects.bulk_create(answers)


def _read(survey: Survey, sheets: Sequence[Mapping[str, str]]) -> list[Given]:
    questions = questions_of(survey)
    found: list[Given] = []
    for number, sheet in enumerate(sheets, 1):
        if not any(text.strip() for text in sheet.values()):
            continue
        given, faults = read(questions, sheet)
        for place, question in enumerate(questions, 1):
            if question.name in faults:
                raise Refused(
                    gettext("第 %(sheet)s 份第 %(place)s 题：%(fault)s")
                    % {
                        "sheet": number,
                        "place": place,
                        "fault": fault_words(question, faults[question.name]),
                    },
                    f"{number}-{question.name}",
                )
        if given:
            found.append(given)
    if not found:
        raise Refused(gettext("没有填写任何一份。请录入后再保存。"), "sheets")
    if len(found) > MOST:
        raise Refused(gettext("一次最多录入 %(most)s 份。请分批录入。") % {"most": MOST}, "sheets")
    return found


def void_paper(batch_id: int, *, reason: str, by: Viewer) -> PaperBatch:
    """Void a pile as a whole, with the reason; its answers count no longer.

    Raises:
        Refused: no reason.
    """
    with acting(by) as act:
        batch = act.lock(PaperBatch, batch_id)
        found = locked_survey(act, batch.survey_id, Verb.FACTS)
        if batch.voided_at is not None:
            act.unchanged()
            return batch
        if not reason.strip():
            raise Refused(gettext("没有写理由。请写明为什么作废。"), "reason")
        batch.voided_at = by.at
        batch.void_reason = brief(reason, PaperBatch, "void_reason", "reason")
        batch.save(update_fields=["voided_at", "void_reason"])
        told_survey(
            act,
            "survey.void_paper",
            found,
            unit=batch.round_unit.name,
            count=batch.answers.count(),
            reason=batch.void_reason,
        )
        if found.closed_at is not None:
            settle(act, found)
        return batch
