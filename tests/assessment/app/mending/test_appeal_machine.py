"""Any order of presses, by anybody, leaves an appeal in one of its states and breaks none."""

from contextlib import suppress
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongkai.assessment import current
from gongkai.assessment.actions import appealing, approving, revising
from gongkai.assessment.actions.appealing import AppealText
from gongkai.assessment.actions.judging.scoring import correct_score
from gongkai.assessment.models import Appeal, ComponentScore, Revision
from gongkai.assessment.queries.appeals import candidates
from gongkai.assessment.snapshots import official, present
from gongkai.core.access import Viewer
from gongkai.core.actions import Refused
from gongkai.core.audit import verify
from gongkai.core.models import Event
from gongkai.rules.rounds.appeals import AppealState
from tests.assessment.app.board import Board, fresh
from tests.assessment.app.mending.following import Following

pytestmark = pytest.mark.django_db
STEPS = (
    "file",
    "admit",
    "refuse",
    "appoint",
    "uphold",
    "change",
    "correct",
    "score",
    "finish",
    "withdraw",
)
ROLES = ("office", "leader", "clerk", "hearer", "other")
# The usual way, so that many runs go far.
USUAL = (
    ("file", "clerk"),
    ("admit", "office"),
    ("appoint", "office"),
    ("change", "hearer"),
    ("correct", "office"),
    ("score", "office"),
    ("finish", "leader"),
)
PRESS = st.one_of(st.sampled_from(USUAL), st.tuples(st.sampled_from(STEPS), st.sampled_from(ROLES)))
S = AppealState
FOLLOWS: dict[AppealState, set[AppealState]] = {
    S.FILED: {S.ADMITTED, S.REFUSED, S.WITHDRAWN},
    S.ADMITTED: {S.DECIDED, S.TO_CORRECT, S.WITHDRAWN},
    S.TO_CORRECT: {S.CORRECTING},
    S.CORRECTING: {S.DECIDED},
    S.DECIDED: set(),
    S.REFUSED: set(),
    S.WITHDRAWN: set(),
}


@pytest.fixture
def open_round(board: Board) -> Following:
    """An announced round that allows appeals, signed for by two units."""
    made = Following.announced(board, appeal_within="5 个工作日", appeal_decide="20 日")
    for code in ("caizheng", "minzheng"):
        approving.receive_result(board.unit(made.round, code).pk, by=board.clerk(code))
    board.viewer("appeal_reviewer", "xian", "王五")
    return made


def press(following: Following, step: str, by: Viewer, count: int) -> None:
    """Press a button, on the newest appeal."""
    board = following.board
    if step == "file":
        said = AppealText(covers="grades", text="应为合格")
        unit = board.unit(following.round)
        appealing.file_appeal(unit.pk, key=f"k{count}", said=said, by=by)
        return
    row = Appeal.objects.latest("pk")
    hearer = board.viewer("appeal_reviewer", "xian", "王五").person_id or 0
    match step:
        case "admit":
            appealing.admit_appeal(row.pk, by=by)
        case "refuse":
            appealing.refuse_appeal(row.pk, reason="不是考核结果", by=by)
        case "appoint":
            appealing.appoint_hearers(row.pk, people=[hearer], by=by)
        case "uphold":
            appealing.decide_appeal(row.pk, outcome="upheld", reason="无误", by=by)
        case "change":
            appealing.decide_appeal(row.pk, outcome="changed", reason="成立", by=by)
        case "correct":
            appealing.begin_correction(row.pk, by=by)
        case "score":
            score = ComponentScore.objects.filter(
                round_unit=row.round_unit, component="work", withdrawn_at=None
            ).get()
            assert row.revision is not None
            correct_score(
                score.pk, value=Decimal(90 + count % 9), reason="复核", revision=row.revision, by=by
            )
        case "finish":
            assert row.revision is not None
            revising.finish_revision(row.revision.pk, by=by)
        case "withdraw":
            appealing.withdraw_appeal(row.pk, by=by)


@settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(PRESS, min_size=12, max_size=40))
def test_any_presses_keep_an_appeal_whole(
    open_round: Following, presses: list[tuple[str, str]]
) -> None:
    board = open_round.board
    people = {
        "office": board.office,
        "leader": board.leader,
        "clerk": board.clerk(),
        "hearer": board.viewer("appeal_reviewer", "xian", "王五"),
        "other": board.clerk("minzheng"),
    }
    with transaction.atomic():
        # What was computed for the rows of the example before, which are gone.
        current.forget()
        for count, (step, role) in enumerate(presses):
            before = {row.pk: row.state for row in Appeal.objects.all()}
            held, events = official(fresh(open_round.round)), Event.objects.count()
            done = False
            with suppress(Refused, PermissionDenied, Appeal.DoesNotExist, AssertionError):
                press(open_round, step, people[role], count)
                done = True
            whole(open_round, before)
            if not done:
                assert Event.objects.count() == events, "what was refused left no trace"
            if not (done and step == "finish"):
                assert official(fresh(open_round.round)) == held, (
                    "only the last step changes a result"
                )
            assert not (done and role == "other"), step
        assert not list(verify())
        transaction.set_rollback(True)


def whole(following: Following, before: dict[int, AppealState]) -> None:
    """Look at every appeal after a press."""
    rows = list(Appeal.objects.all())
    for row in rows:
        if row.pk in before and row.state is not before[row.pk]:
            assert row.state in FOLLOWS[before[row.pk]], (before[row.pk], row.state)
        barred = {
            one.person.pk for one in candidates(row, following.board.now.date()) if one.why_not
        }
        assert not barred & set(row.hearers.values_list("pk", flat=True))
        if row.state in {S.DECIDED, S.REFUSED, S.TO_CORRECT}:
            assert row.reason
            assert row.number
    undecided = [row for row in rows if row.state in {S.FILED, S.ADMITTED}]
    assert len(undecided) <= 1
    if not Revision.objects.filter(round=following.round, after=None).exists():
        held = official(fresh(following.round))
        assert held is not None
        assert held.hash == present(following.round), "the facts are the result that holds"
