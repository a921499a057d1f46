"""Surveys as the office that runs a round sees them: built, held, counted, told."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count, Q

from gongkai.assessment.current import pack_of
from gongkai.assessment.models import PaperBatch, Round, RoundUnit, Survey
from gongkai.assessment.surveys.counting import Said, said_of, sheets_of
from gongkai.assessment.surveys.needs import Wanted, least, units_asked, wanted, wanted_of
from gongkai.assessment.surveys.standing import answers_of, questions_of, state_of
from gongkai.core.access import Viewer
from gongkai.core.days import day_of
from gongkai.core.models import Body, BodyKind, Membership
from gongkai.core.queries import units as register
from gongkai.rules.rounds.questionnaires import Asked, Asks, SurveyState
from gongkai.rules.rounds.surveys import LEAST, tell_count
from gongkai.rules.text import mask_personal


def runs(viewer: Viewer, round_: Round) -> bool:
    """Whether a viewer runs a round, and so its surveys; nobody else sees them from inside."""
    return viewer.may("assessment.run", round_.unit.path)


def surveys_of(viewer: Viewer, round_: Round) -> list[Survey]:
    """Return the surveys of a round."""
    return list(Survey.objects.filter(round=round_)) if runs(viewer, round_) else []


def find_survey(viewer: Viewer, round_: Round, key: str) -> Survey | None:
    """Return a survey of a round by its key."""
    if not runs(viewer, round_):
        return None
    return Survey.objects.filter(round=round_, key=key).first()


def still_wanted(round_: Round) -> list[Wanted]:
    """Return the surveys that the pack's items name and nobody has begun."""
    begun = set(Survey.objects.filter(round=round_).values_list("survey", flat=True))
    return [one for name, one in wanted(pack_of(round_).scheme).items() if name not in begun]


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a survey stands on a day. ``answers`` leaves out units whose count is not told.

    ``short`` are the units with too few answers to be scored, ``least`` how many they need.
    """

    state: SurveyState
    units: int
    answers: int
    short: tuple[RoundUnit, ...]
    least: int


def standing(viewer: Viewer, survey: Survey) -> Standing:
    """Return where a survey stands."""
    units = units_asked(survey)
    counts = dict(answers_of(survey).order_by().values_list("round_unit").annotate(Count("pk")))
    needed = max(least(survey.round, wanted_of(survey).items) or 0, LEAST)
    return Standing(
        state_of(survey, day_of(viewer.at)),
        len(units),
        sum(tell_count(n) or 0 for n in counts.values()),
        tuple(row for row in units if counts.get(row.pk, 0) < needed),
        needed,
    )


@dataclass(frozen=True, slots=True)
class TicketBatch:
    """A batch of tickets: how many there are, how many are used; ``None`` stands for a few."""

    name: str
    stratum: str
    units: int
    made: int
    used: int | None
    unused: bool


def ticket_batches(survey: Survey) -> list[TicketBatch]:
    """Return the batches of a survey, the newest first."""
    rows = (
        survey.tickets.order_by()
        .values("batch", "stratum", "made_on")
        .annotate(
            units=Count("round_unit", distinct=True),
            made=Count("pk"),
            taken=Count("pk", filter=Q(used=True)),
        )
        .order_by("-made_on", "-batch")
    )
    return [
        TicketBatch(
            row["batch"],
            row["stratum"],
            row["units"],
            row["made"],
            tell_count(row["taken"]),
            row["taken"] < row["made"],
        )
        for row in rows
    ]


def paper_batches(survey: Survey) -> list[PaperBatch]:
    """Return the piles of paper that were entered, the newest first, with ``sheets`` counted."""
    found = survey.batches.select_related("round_unit").annotate(sheets=Count("answers"))
    return list(found.order_by("-pk"))


@dataclass(frozen=True, slots=True)
class UnitResult:
    """What a survey says of one unit."""

    unit: RoundUnit
    said: Said


@dataclass(frozen=True, slots=True)
class Results:
    """What a survey says; not final while it is open."""

    final: bool
    questions: tuple[Asked, ...]
    units: tuple[UnitResult, ...]


def results(viewer: Viewer, survey: Survey) -> Results:
    """Return what a survey says of its units, to who runs the round and so sees every score.

    Nobody else gets as far as a survey, and nothing is told here.
    """
    final = survey.closed_at is not None
    said = said_of(survey, None if final else day_of(viewer.at))
    return Results(
        final,
        questions_of(survey),
        tuple(
            UnitResult(row, said.get(row.pk, Said()))
            for row in (units_asked(survey) if runs(viewer, survey.round) else ())
        ),
    )


@dataclass(frozen=True, slots=True)
class Words:
    """What people wrote to one question about one unit, in an order that says nothing."""

    question: Asked
    unit: RoundUnit
    texts: tuple[str, ...]


def words_of(viewer: Viewer, survey: Survey) -> Iterator[Words]:
    """Yield what people wrote, personal data masked: once the survey is closed, of no few."""
    if survey.closed_at is None or not runs(viewer, survey.round):
        return
    sheets = sheets_of(survey)
    for question in questions_of(survey):
        if question.asks is not Asks.TEXT:
            continue
        for row in units_asked(survey):
            own = sheets.get(row.pk, [])
            if len(own) < LEAST:
                continue
            texts = [str(one.given[question.name]) for one in own if question.name in one.given]
            if texts:
                yield Words(question, row, tuple(sorted(map(mask_personal, texts))))


def rosters(viewer: Viewer) -> list[tuple[Body, list[Membership]]]:
    """Return the rosters of social supervisors, each with everybody who ever sat in it."""
    bodies = register.bodies(viewer, day_of(viewer.at)).filter(kind=BodyKind.SUPERVISORS)
    return [
        (body, list(body.memberships.select_related("unit").order_by("until", "position", "pk")))
        for body in bodies
    ]
