"""Surveys as the public sees them: nothing before they are opened, no answer ever."""

from dataclasses import dataclass
from datetime import date

from gongkai.assessment.models import Survey, Ticket
from gongkai.assessment.surveys.codes import hash_of
from gongkai.assessment.surveys.needs import units_asked
from gongkai.assessment.surveys.standing import questions_of, state_of
from gongkai.core.access import Viewer
from gongkai.core.days import day_of
from gongkai.rules.rounds import Phase
from gongkai.rules.rounds.questionnaires import Asked, SurveyState


@dataclass(frozen=True, slots=True)
class AskedUnit:
    """A unit people are asked about."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class PublicSurvey:
    """What a reader sees of a survey. ``strata`` are the kinds one may say one belongs to."""

    key: str
    title: str
    intro: str
    state: SurveyState
    opens_on: date | None
    closes_on: date | None
    questions: tuple[Asked, ...]
    units: tuple[AskedUnit, ...]
    strata: tuple[str, ...]
    is_open_to_all: bool


@dataclass(frozen=True, slots=True)
class Right:
    """A unit a code is for, and whether it was used."""

    unit: AskedUnit
    used: bool


def public_survey(viewer: Viewer, key: str) -> PublicSurvey | None:
    """Return a survey by the name in its address; a draft is nothing to anybody outside."""
    row = Survey.objects.filter(key=key, published_at__isnull=False).first()
    return _shown(row, day_of(viewer.at)) if row is not None else None


def open_surveys(viewer: Viewer) -> list[PublicSurvey]:
    """Return the surveys anybody may answer today, the one that ends first before the others."""
    rows = Survey.objects.filter(
        published_at__isnull=False, closed_at=None, is_open_to_all=True
    ).order_by("closes_on", "id")
    shown = (_shown(row, day_of(viewer.at)) for row in rows)
    return [one for one in shown if one.state is SurveyState.OPEN]


def _shown(row: Survey, day: date) -> PublicSurvey:
    running = row.round.phase is Phase.RUNNING
    return PublicSurvey(
        key=row.key,
        title=row.title,
        intro=row.intro,
        state=state_of(row, day) if running else SurveyState.CLOSED,
        opens_on=row.opens_on,
        closes_on=row.closes_on,
        questions=questions_of(row),
        units=tuple(AskedUnit(one.unit.code, one.name) for one in units_asked(row)),
        strata=tuple(row.open_strata),
        is_open_to_all=row.is_open_to_all,
    )


def rights_of(viewer: Viewer, key: str, code: str) -> tuple[Right, ...]:
    """Return what a code is for: whoever holds it may know that, and nobody else can ask."""
    del viewer  # the code says who may ask
    survey = Survey.objects.filter(key=key, closed_at=None).first()
    if survey is None or not code:
        return ()
    hashes = {hash_of(survey, one.pk, code): one for one in units_asked(survey)}
    used = dict(
        Ticket.objects.filter(survey=survey, code_hash__in=hashes).values_list("code_hash", "used")
    )
    return tuple(
        Right(AskedUnit(one.unit.code, one.name), used[digest])
        for digest, one in hashes.items()
        if digest in used
    )
