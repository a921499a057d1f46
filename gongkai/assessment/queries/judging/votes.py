"""Decisions over several units: ballots of a mutual rating, ties at the edge of a quota."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from gongkai.assessment.current import current, pack_of
from gongkai.assessment.days import works_for
from gongkai.assessment.models import PollBallot, Round, RoundUnit, TieDecision
from gongkai.assessment.queries.rounds import own_units
from gongkai.core.access import Viewer
from gongkai.core.days import day_of
from gongkai.policy.problems import ProblemsError
from gongkai.rules.facts import Ballot
from gongkai.rules.rounds import Phase
from gongkai.rules.scheme import Grade, PollRule, Work
from gongkai.rules.scoring.polls import is_void


def poll_rule(round_: Round) -> PollRule | None:
    """Return the rules of a round's mutual rating, where it has one."""
    rules = [leaf.poll for leaf in pack_of(round_).scheme.leaves() if leaf.poll is not None]
    return rules[0] if rules else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """A ballot as the office sees it: who cast it, on how many units, whether it is void."""

    rater: str
    name: str
    units: int
    void: bool


def casts(viewer: Viewer, round_: Round) -> tuple[Cast, ...]:
    """Return the ballots of a round; for the office that runs it. Not who gave whom what."""
    rule = poll_rule(round_)
    if rule is None or not viewer.may("assessment.run", round_.unit.path):
        return ()
    names = _names(round_)
    found = []
    for row in PollBallot.objects.filter(round=round_):
        scores = {code: Decimal(str(score)) for code, score in row.scores.items()}
        ballot = Ballot(rater=row.rater, scores=scores)
        found.append(
            Cast(
                rater=names.get(row.rater, row.rater),
                name=row.name,
                units=len(scores),
                void=is_void(ballot, rule),
            )
        )
    return tuple(found)


def _names(round_: Round) -> Mapping[str, str]:
    rows = RoundUnit.objects.filter(round=round_, exempt=False)
    return dict(rows.values_list("unit__code", "name"))


@dataclass(frozen=True, slots=True, kw_only=True)
class BallotPaper:
    """The ballot of one unit: whom it rates, what it gave already, whether it may cast now."""

    rater: RoundUnit
    units: tuple[RoundUnit, ...]
    given: Mapping[str, str]
    rule: PollRule
    is_open: bool


def ballot_paper(viewer: Viewer, round_: Round) -> BallotPaper | None:
    """Return the ballot of a viewer's own unit; ``None`` where there is no such vote for it."""
    rule = poll_rule(round_)
    mine = own_units(viewer).filter(round=round_, exempt=False).first()
    if rule is None or mine is None or round_.notified_at is None:
        return None
    others = RoundUnit.objects.filter(round=round_, exempt=False).exclude(pk=mine.pk)
    cast = PollBallot.objects.filter(round=round_, rater=mine.unit.code).first()
    works = works_for(round_, day_of(viewer.at))
    running = round_.phase is Phase.RUNNING
    return BallotPaper(
        rater=mine,
        units=tuple(others.select_related("unit")),
        given=dict(cast.scores) if cast is not None else {},
        rule=rule,
        is_open=running and bool({Work.SCORE, Work.SURVEY} & works),
    )


def paper_ballot(viewer: Viewer, round_: Round) -> tuple[RoundUnit, ...]:
    """Return the units a ballot on paper may name; for the office that enters it."""
    if poll_rule(round_) is None or not viewer.may("assessment.run", round_.unit.path):
        return ()
    rows = RoundUnit.objects.filter(round=round_, exempt=False)
    return tuple(rows.select_related("unit"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """Units with equal totals at the edge of a quota: the order among them is to be decided."""

    grade: Grade
    places: int
    units: tuple[RoundUnit, ...]


def open_ties(viewer: Viewer, round_: Round) -> tuple[Tie, ...]:
    """Return the ties that wait for a minuted decision; for the office that runs the round."""
    if not viewer.may("assessment.run", round_.unit.path):
        return ()
    try:
        result = current(round_)
    except ProblemsError:
        return ()
    rows = RoundUnit.objects.filter(round=round_).select_related("unit")
    units = {row.unit.code: row for row in rows}
    found = []
    for quota in result.quotas:
        grade = result.scheme.grade(quota.grade)
        if grade is not None and quota.undecided:
            left = quota.allowed - len(quota.granted)
            tied = tuple(units[code] for code in quota.undecided)
            found.append(Tie(grade=grade, places=left, units=tied))
    return tuple(found)


def ties_decided(viewer: Viewer, round_: Round) -> tuple[TieDecision, ...]:
    """Return the decisions on ties, withdrawn ones too; for the office that runs the round."""
    if not viewer.may("assessment.run", round_.unit.path):
        return ()
    return tuple(TieDecision.objects.filter(round=round_))
