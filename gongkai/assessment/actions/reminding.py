"""What a round tells by the clock and by the worker: its news, and reminders of its last days.

Each person is reminded of a last day once before it and once on it (``rules.rounds.reminders``),
and of nothing that is handed in. The key of the notice remembers it, so running twice tells once.
"""

from collections import Counter, defaultdict
from datetime import date

from django.utils.translation import gettext

from gongkai.assessment.actions.common import told_round
from gongkai.assessment.actions.surveys.common import told_survey
from gongkai.assessment.current import pack_of
from gongkai.assessment.days import works_for
from gongkai.assessment.models import PollBallot, Round, RoundUnit, Survey
from gongkai.assessment.queries.judging.votes import poll_rule
from gongkai.assessment.queries.judging.worklist import progress, scoring_until
from gongkai.assessment.queries.self_work import unreported
from gongkai.assessment.queries.surveys import standing
from gongkai.assessment.round_news import Batch, is_news, tell_batch, whom
from gongkai.assessment.round_telling import (
    BALLOT_DUE,
    SELF_DUE,
    SIGN_DUE,
    LastDay,
    tell_scorers,
    tell_short,
    tell_units,
)
from gongkai.assessment.surveys.standing import state_of
from gongkai.assessment.terms import calendar
from gongkai.core.access import Viewer
from gongkai.core.actions import Act, acting
from gongkai.core.days import day_of
from gongkai.core.notices import NoticeKind
from gongkai.rules.rounds import Phase, ReportState
from gongkai.rules.rounds.questionnaires import SurveyState
from gongkai.rules.rounds.reminders import USUAL_DAYS, reminder_on
from gongkai.rules.scheme import Work


def tell_news(round_id: int, kind: NoticeKind, *, by: Viewer) -> int:
    """Tell the units that a round has begun or its results are out; return how many people.

    A batch at a time, so that the round is not locked for long; where it is broken off, telling
    again goes on where it was.
    """
    round_ = Round.objects.get(pk=round_id)
    batches = whom(round_, day_of(by.at)) if is_news(round_, kind) else ()
    return sum(_tell_batch(round_id, kind, batch, by) for batch in batches)


def _tell_batch(round_id: int, kind: NoticeKind, batch: Batch, by: Viewer) -> int:
    with acting(by) as act:
        act.permit("the units were told by who notified or announced")
        round_ = act.lock(Round, round_id)
        told = tell_batch(act, round_, kind, batch) if is_news(round_, kind) else 0
        if told:
            told_round(act, "round.tell", round_, what=str(kind.about), count=told)
        else:
            act.unchanged()
        return told


def remind_rounds(*, by: Viewer) -> int:
    """Remind everybody who still owes a running round something; return how many people."""
    running = Round.objects.filter(
        notified_at__isnull=False, approved_at=None, cancelled_at=None
    ).values_list("pk", flat=True)
    return sum(_remind(pk, by=by) for pk in running)


def _remind(round_id: int, *, by: Viewer) -> int:
    with acting(by) as act:
        act.permit("the days of a round are kept by the clock")
        round_ = act.lock(Round, round_id)
        if round_.phase is not Phase.RUNNING:
            act.unchanged()
            return 0
        told = _of_reports(act, round_) + _of_scoring(act, round_) + _of_surveys(act, round_)
        if not told:
            act.unchanged()
        return told


def _last_day(round_: Round, last: date | None, today: date) -> LastDay | None:
    """Return a last day of which a reminder holds today."""
    if last is None:
        return None
    days = pack_of(round_).scheme.readings.remind_days
    reminder = reminder_on(today, last, USUAL_DAYS if days is None else days, calendar())
    return LastDay(round_, last, reminder) if reminder is not None else None


def _of_reports(act: Act, round_: Round) -> int:
    """Remind who fills in, or who signs where the report waits for that; units have their days."""
    today = day_of(act.by.at)
    waiting: dict[tuple[date, bool], list[RoundUnit]] = defaultdict(list)
    for unit, state, until in unreported(round_, today):
        waiting[until, state is ReportState.SUBMITTED].append(unit)
    told = 0
    for (until, to_sign), units in waiting.items():
        last = _last_day(round_, until, today)
        if last is None:
            continue
        kind, permission = (
            (SIGN_DUE, "assessment.sign") if to_sign else (SELF_DUE, "assessment.self")
        )
        people = tell_units(act, kind, permission, units, last)
        told += _noted(act, last, gettext("签发自评") if to_sign else Work.SELF.label, people)
    return told


def _of_scoring(act: Act, round_: Round) -> int:
    """Remind scorers of what is left, and units of the ballot they have not cast."""
    today = day_of(act.by.at)
    last = _last_day(round_, scoring_until(round_), today)
    if last is None or Work.SCORE not in works_for(round_, today):
        return 0
    left: Counter[int] = Counter()
    for one in progress(act.by, round_):
        left[one.seat.person_id] += one.all - one.done
    voters = tell_units(act, BALLOT_DUE, "assessment.self", _without_ballot(round_), last)
    return _noted(act, last, Work.SCORE.label, tell_scorers(act, +left, last)) + _noted(
        act, last, gettext("互评"), voters
    )


def _without_ballot(round_: Round) -> list[RoundUnit]:
    """Return the units that have not cast their ballot; none where nobody votes."""
    if poll_rule(round_) is None:
        return []
    cast = PollBallot.objects.filter(round=round_).values("rater")
    rows = RoundUnit.objects.filter(round=round_, exempt=False).exclude(unit__code__in=cast)
    return list(rows.select_related("unit", "round__unit"))


def _noted(act: Act, last: LastDay, what: str, told: int) -> int:
    """Note an event where anybody was told."""
    if told:
        due = last.on.isoformat()
        told_round(act, "round.remind", last.round, what=what, due=due, count=told)
    return told


def _of_surveys(act: Act, round_: Round) -> int:
    """Tell the office of open surveys that end with too few answers."""
    today, told = day_of(act.by.at), 0
    for survey in Survey.objects.filter(round=round_, closed_at=None):
        last = _last_day(round_, survey.closes_on, today)
        if last is None or state_of(survey, today) is not SurveyState.OPEN:
            continue
        found = standing(act.by, survey)
        if found.short:
            told += _told_short(act, survey, last, len(found.short), found.least)
    return told


def _told_short(act: Act, survey: Survey, last: LastDay, units: int, least: int) -> int:
    told = tell_short(act, survey, last, units, least)
    if told:
        told_survey(act, "survey.remind", survey, due=last.on.isoformat(), units=units)
    return told
