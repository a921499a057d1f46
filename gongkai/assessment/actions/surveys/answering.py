"""Answering: by a ticket once, or as anybody. Who answered is not asked, noted or kept.

The ticket is marked and the answer written in one transaction, so that a code answers once,
whoever else tries it at the same moment. There is no event: it would tell the moment.
"""

from collections.abc import Mapping
from secrets import SystemRandom
from typing import Final

from django.db import connection
from django.db.models import F, QuerySet
from django.utils.translation import gettext

from gongkai.assessment.models import Answer, RoundUnit, Survey, Ticket
from gongkai.assessment.surveys.codes import hash_of
from gongkai.assessment.surveys.needs import asked_unit
from gongkai.assessment.surveys.standing import fault_words, questions_of, state_of
from gongkai.core.access import Viewer
from gongkai.core.actions import Act, Refused, acting
from gongkai.core.days import day_of
from gongkai.rules.rounds import Phase
from gongkai.rules.rounds.questionnaires import Given, SurveyState, read

_STIRRED: Final = 20


def answer_survey(
    key: str,
    *,
    unit: str,
    typed: Mapping[str, str],
    code: str = "",
    stratum: str = "",
    by: Viewer,
) -> None:
    """Take an answer about a unit, with a code or, where the survey is open to all, without.

    Raises:
        Refused: the survey is not open, the code is used or none, an answer is wrong; ``field`` is
            ``code``, ``unit``, ``stratum`` or the name of the question.
    """
    with acting(Viewer.public(by.at)) as act:
        act.permit("anybody may answer; a code or the survey itself says who is asked")
        act.leave_no_event("an event would tell the moment at which somebody answered")
        survey = _locked(act, key)
        row = _unit(survey, unit)
        given = _given(survey, typed)
        if code:
            stratum = _use(survey, row, code)
        else:
            _check_open(survey, stratum)
        Answer.objects.create(
            survey=survey, round_unit=row, stratum=stratum, answers=given, on=day_of(by.at)
        )
        if code:
            _stir(survey, row)


def _locked(act: Act, key: str) -> Survey:
    survey = Survey.objects.select_for_update(of=("self",)).filter(key=key).first()
    day = day_of(act.by.at)
    if survey is None or survey.round.phase is not Phase.RUNNING:
        raise Refused(gettext("没有这份问卷。"), code="survey.closed")
    match state_of(survey, day):
        case SurveyState.OPEN:
            return survey
        case SurveyState.AHEAD:
            raise Refused(gettext("这份问卷还没有开始。"), code="survey.closed")
        case _:
            raise Refused(gettext("这份问卷已经结束，不再接收答卷。"), code="survey.closed")


def _unit(survey: Survey, code: str) -> RoundUnit:
    row = asked_unit(survey, code)
    if row is None:
        raise Refused(gettext("没有选择要评价的单位。请选择。"), "unit")
    return row


def _given(survey: Survey, typed: Mapping[str, str]) -> Given:
    questions = questions_of(survey)
    given, faults = read(questions, typed)
    for question in questions:
        if question.name in faults:
            raise Refused(fault_words(question, faults[question.name]), question.name)
    if not given:
        raise Refused(gettext("一题也没有回答。请至少回答一题。"), questions[0].name)
    return given


def _use(survey: Survey, row: RoundUnit, code: str) -> str:
    """Mark the ticket of a code as used, and return the kind of people it was made for."""
    ticket = Ticket.objects.filter(code_hash=hash_of(survey, row.pk, code)).first()
    if ticket is None:
        raise Refused(gettext("没有这个编码。请核对后再输入。"), "code")
    # Asked again where it is marked: two at once find one unused ticket, and one marks it.
    if not Ticket.objects.filter(pk=ticket.pk, used=False).update(used=True):
        raise Refused(gettext("这个编码已经用过。每个编码只能填一份。"), "code", code="survey.used")
    return ticket.stratum


def _check_open(survey: Survey, stratum: str) -> None:
    if not survey.is_open_to_all:
        raise Refused(gettext("这份问卷凭编码填答。请输入编码。"), "code")
    if survey.strata and stratum not in survey.open_strata:
        raise Refused(gettext("请选择您属于哪一类。"), "stratum")


def _stir(survey: Survey, row: RoundUnit) -> None:
    """Write some other tickets and answers of the unit anew, as they are.

    PostgreSQL keeps with each row the transaction that wrote it. So that no ticket can be laid
    beside an answer by it, many of both are written by the same.
    """
    if connection.vendor != "postgresql":
        return
    tickets = Ticket.objects.filter(survey=survey, round_unit=row, used=True)
    tickets.filter(pk__in=_some(tickets)).update(used=True)
    answers = Answer.objects.filter(survey=survey, round_unit=row)
    answers.filter(pk__in=_some(answers)).update(on=F("on"))


def _some(rows: QuerySet[Ticket] | QuerySet[Answer]) -> list[int]:
    keys = list(rows.values_list("pk", flat=True))
    return SystemRandom().sample(keys, min(len(keys), _STIRRED))
