"""Holding a survey: its days, its opening, its end."""

from datetime import date

from django.utils.translation import gettext

from gongkai.assessment.actions.surveys.common import locked_survey, refuse_closed, told_survey
from gongkai.assessment.actions.surveys.settling import close
from gongkai.assessment.models import Survey
from gongkai.assessment.surveys.standing import answers_of, hindrances, state_of
from gongkai.core.access import Viewer
from gongkai.core.actions import Refused, acting
from gongkai.core.days import day_of
from gongkai.rules.rounds import Phase, Verb
from gongkai.rules.rounds.questionnaires import SurveyState


def set_days(survey_id: int, *, opens_on: date, closes_on: date, by: Viewer) -> Survey:
    """Set the first and the last day on which a survey is answered.

    Raises:
        Refused: the last day is over or before the first; a survey that is held already would
            fall out of its stage, or begin anew.
    """
    with acting(by) as act:
        found = locked_survey(act, survey_id, Verb.STAFF)
        refuse_closed(found)
        if (found.opens_on, found.closes_on) == (opens_on, closes_on):
            act.unchanged()
            return found
        if closes_on < opens_on:
            raise Refused(gettext("结束日期早于开始日期。请改正。"), "closes_on")
        if closes_on < day_of(by.at):
            raise Refused(gettext("结束日期已经过去。请改为今天或以后。"), "closes_on")
        if opens_on != found.opens_on and answers_of(found).exists():
            raise Refused(gettext("已经有人答题，开始日期不能再改。"), "opens_on")
        found.opens_on, found.closes_on = opens_on, closes_on
        if found.published_at is not None and (reasons := hindrances(found)):
            raise Refused(reasons[0], "closes_on")
        found.save(update_fields=["opens_on", "closes_on"])
        told_survey(act, "survey.days", found, opens_on=opens_on, closes_on=closes_on)
        return found


def publish_survey(survey_id: int, *, by: Viewer) -> Survey:
    """Let people answer from the first day on.

    Raises:
        Refused: a question the pack's items ask for is missing, or something else has to be
            mended first; the first reason is named.
    """
    with acting(by) as act:
        found = locked_survey(act, survey_id, Verb.FACTS)
        refuse_closed(found)
        if found.published_at is not None:
            act.unchanged()
            return found
        if reasons := hindrances(found):
            raise Refused(reasons[0], code="survey.unready")
        found.published_at = by.at
        found.save(update_fields=["published_at"])
        told_survey(
            act, "survey.publish", found, opens_on=found.opens_on, closes_on=found.closes_on
        )
        return found


def withhold_survey(survey_id: int, *, by: Viewer) -> Survey:
    """Take the opening back, before anybody has answered."""
    with acting(by) as act:
        found = locked_survey(act, survey_id, Verb.STAFF)
        refuse_closed(found)
        if found.published_at is None:
            act.unchanged()
            return found
        if answers_of(found).exists():
            raise Refused(gettext("已经有人答题，不能撤回。要停止填答的，请结束问卷。"))
        found.published_at = None
        found.save(update_fields=["published_at"])
        told_survey(act, "survey.withhold", found)
        return found


def close_survey(survey_id: int, *, by: Viewer) -> Survey:
    """End a survey, on its last day or before, and establish its result.

    Raises:
        Refused: it was never opened.
    """
    with acting(by) as act:
        found = locked_survey(act, survey_id, Verb.FACTS)
        if found.closed_at is not None:
            act.unchanged()
            return found
        if found.published_at is None:
            raise Refused(gettext("这份问卷还没有开放过。不需要的，留着草稿即可。"))
        close(act, found)
        return found


def close_over(*, by: Viewer) -> int:
    """Close every survey whose last day is over, in rounds that still take facts."""
    closed = 0
    for row in Survey.objects.filter(published_at__isnull=False, closed_at=None):
        over = state_of(row, day_of(by.at)) is SurveyState.OVER
        if over and row.round.phase is Phase.RUNNING:
            close_survey(row.pk, by=by)
            closed += 1
    return closed
