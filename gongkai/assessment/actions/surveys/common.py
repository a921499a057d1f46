"""What the actions of surveys share: locks, and what may not change once people have answered."""

from collections.abc import Iterable

from django.utils.translation import gettext

from gongkai.assessment.actions.common import refuse_unless
from gongkai.assessment.models import RoundUnit, Survey
from gongkai.assessment.surveys.needs import units_asked
from gongkai.assessment.surveys.standing import why_frozen
from gongkai.core.actions import Act, Refused
from gongkai.rules.rounds import Verb


def locked_survey(act: Act, survey_id: int, verb: Verb) -> Survey:
    """Return a locked survey of a round in which ``verb`` is open to the office.

    Raises:
        Refused: the round is in another phase.
        PermissionDenied: the actor does not run this round.
    """
    found = act.lock(Survey, survey_id)
    act.require("assessment.run", found.round.unit.path)
    refuse_unless(verb, found.round)
    return found


def refuse_closed(survey: Survey) -> None:
    """Refuse what makes no sense any more once the result is established."""
    if survey.closed_at is not None:
        raise Refused(gettext("问卷已经结束，不能再改。"), code="survey.closed")


def refuse_answered(survey: Survey) -> None:
    """Refuse what would give answers another meaning than they were given with."""
    if reason := why_frozen(survey):
        code = "survey.closed" if survey.closed_at is not None else "survey.answered"
        raise Refused(reason, code=code)


def chosen_units(survey: Survey, unit_ids: Iterable[int]) -> list[RoundUnit]:
    """Return the units of a survey with these rows.

    Raises:
        Refused: none was chosen, or one the survey does not ask about.
    """
    wanted = list(dict.fromkeys(unit_ids))
    known = {row.pk: row for row in units_asked(survey)}
    if not wanted:
        raise Refused(gettext("没有选择单位。请选择。"), "units")
    if any(pk not in known for pk in wanted):
        raise Refused(gettext("有单位不在这份问卷的范围内。请刷新页面后重选。"), "units")
    return [known[pk] for pk in wanted]


def check_stratum(survey: Survey, stratum: str) -> None:
    """Refuse a kind of people the survey does not have, or none where it has some."""
    if survey.strata and stratum not in survey.strata:
        raise Refused(gettext("没有选择答卷人类别。请选择。"), "stratum")
    if not survey.strata and stratum:
        raise Refused(gettext("这份问卷不分答卷人类别。请刷新页面。"), "stratum")


def told_survey(act: Act, verb: str, survey: Survey, **data: object) -> None:
    """Note an event about a survey: never about a ticket or an answer."""
    act.event(
        verb,
        survey,
        unit_path=survey.round.unit.path,
        title=survey.title,
        data={"round": survey.round.title, "round_id": survey.round_id, **data},
    )
