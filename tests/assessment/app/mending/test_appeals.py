"""An appeal: filed in time, heard by others than who scored, decided, put into effect."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from gongkai.assessment.actions import appealing, approving, revising, setting_up
from gongkai.assessment.actions.appealing import AppealText
from gongkai.assessment.actions.appealing.reminding import remind_decisions
from gongkai.assessment.actions.judging.scoring import correct_score
from gongkai.assessment.appeal_todos import SOON
from gongkai.assessment.current import current
from gongkai.assessment.models import Appeal, ComponentScore
from gongkai.assessment.queries.appeals import (
    appeals_seen,
    candidates,
    may_file,
    takes_part,
)
from gongkai.assessment.snapshots import assessment_of, official
from gongkai.assessment.terms import decision_due, filing_due
from gongkai.assessment.whatif import shifts
from gongkai.core.access import Viewer
from gongkai.core.actions import Refused
from gongkai.core.models import Event, Notice
from gongkai.core.todo import TodoState, todos
from gongkai.rules.rounds.appeals import AppealState
from tests.assessment.app.board import Board, fresh
from tests.assessment.app.mending.following import Following

pytestmark = pytest.mark.django_db
TERMS = {"appeal_within": "5 个工作日", "appeal_decide": "20 日"}
WHY = "测评当日网站正在迁移，三个栏目打不开是暂时的。"


@pytest.fixture
def open_round(board: Board) -> Following:
    """An announced round that allows appeals by its readings, the result signed for."""
    made = Following.announced(board, **TERMS)
    approving.receive_result(board.unit(made.round).pk, by=board.clerk())
    return made


def filed(following: Following, **more: object) -> Appeal:
    said = AppealText(
        **{"covers": "scores", "items": ["third_party"], "text": WHY, **more}  # type: ignore[arg-type]
    )
    board = following.board
    return appealing.file_appeal(
        board.unit(following.round).pk, key=str(more or "a")[:40], said=said, by=board.clerk()
    )


def heard(following: Following) -> tuple[Appeal, Viewer]:
    """Filed, admitted, with a hearer."""
    board = following.board
    row = filed(following)
    hearer = board.viewer("appeal_reviewer", "xian", "王五")
    appealing.admit_appeal(row.pk, by=board.office)
    appealing.appoint_hearers(row.pk, people=[hearer.person_id or 0], by=board.office)
    return Appeal.objects.get(pk=row.pk), hearer


def test_a_round_whose_text_knows_no_appeal_has_none(following: Following) -> None:
    board = following.board
    approving.receive_result(board.unit(following.round).pk, by=board.clerk())
    with pytest.raises(Refused, match="没有对结果的申诉"):
        filed(following)
    assert not takes_part(board.clerk(), following.round)


def test_terms_nobody_could_reckon_with_are_refused(board: Board) -> None:
    round_ = board.prepared("bowang-jiaoyun")
    with pytest.raises(Refused, match="期限要写成"):
        setting_up.set_reading(
            round_.pk, name="appeal_within", value="尽快", why="会议定", by=board.office
        )


def test_the_term_to_appeal_runs_in_working_days_from_the_receipt(open_round: Following) -> None:
    due = filing_due(open_round.board.unit(open_round.round))
    assert due is not None
    assert due.on == date(2026, 11, 23)
    assert "本地口径，原文没有" in "".join(due.lines())
    open_round.board.wait(days=7)
    assert [unit.unit.code for unit in may_file(open_round.board.clerk(), open_round.round)] == [
        "caizheng"
    ]
    open_round.board.wait(days=1)
    assert may_file(open_round.board.clerk(), open_round.round) == []
    with pytest.raises(Refused, match="已在 2026-11-23 结束"):
        filed(open_round)


def test_unsigned_empty_foreign_and_double_appeals_are_refused(open_round: Following) -> None:
    board = open_round.board
    with pytest.raises(Refused, match="还没有签收"):
        appealing.file_appeal(
            board.unit(open_round.round, "minzheng").pk,
            key="a",
            said=AppealText(covers="grades", text=WHY),
            by=board.clerk("minzheng"),
        )
    with pytest.raises(Refused, match="没有写理由"):
        filed(open_round, text=" ")
    with pytest.raises(Refused, match="至少选一项"):
        filed(open_round, items=["self"])
    with pytest.raises(PermissionDenied):
        appealing.file_appeal(
            board.unit(open_round.round).pk,
            key="a",
            said=AppealText(covers="grades", text=WHY),
            by=board.clerk("minzheng"),
        )
    first = filed(open_round)
    assert filed(open_round) == first, "sent twice it is one"
    with pytest.raises(Refused, match="已有一件申诉"):
        filed(open_round, items=["work"])


def test_who_scored_or_approved_does_not_hear_and_is_told_why(open_round: Following) -> None:
    board = open_round.board
    row = filed(open_round)
    appealing.admit_appeal(row.pk, by=board.office)
    scorer = board.person("assessor", "xian", "李四")
    board.people.grant(scorer, "appeal_reviewer", "xian")
    own = board.people("appeal_reviewer", unit="caizheng", name="赵六", at="xian")
    free = board.person("appeal_reviewer", "xian", "王五")
    found = {one.person.name: one.why_not for one in candidates(row, board.now.date())}
    assert found == {
        "李四": "给这个单位评过分",
        "张三（leader）": "参加了结果的审定",
        "赵六": "是申诉单位的人",
        "王五": "",
    }
    for person in (scorer, own, board.person("leader")):
        with pytest.raises(Refused, match="不能复核"):
            appealing.appoint_hearers(row.pk, people=[person.pk, free.pk], by=board.office)
    clerk = board.person("clerk", "minzheng")
    with pytest.raises(Refused, match="没有“复核申诉”权限"):
        appealing.appoint_hearers(row.pk, people=[clerk.pk], by=board.office)
    appealing.appoint_hearers(row.pk, people=[free.pk], by=board.office)
    assert list(Appeal.objects.get(pk=row.pk).hearers.all()) == [free]


def test_only_the_hearer_decides_and_the_term_of_the_decision_is_shown(
    open_round: Following,
) -> None:
    board = open_round.board
    row, hearer = heard(open_round)
    due = decision_due(row)
    assert due is not None
    assert due.on == date(2026, 12, 7), "20 日 from 16 November ends on a Sunday"
    assert "收到申诉当日" in due.lines()[0]
    with pytest.raises(PermissionDenied):
        appealing.decide_appeal(row.pk, outcome="upheld", reason="无误", by=board.office)
    with pytest.raises(PermissionDenied):
        appealing.decide_appeal(row.pk, outcome="upheld", reason="无误", by=board.leader)
    with pytest.raises(Refused, match="没有写理由"):
        appealing.decide_appeal(row.pk, outcome="upheld", reason=" ", by=hearer)
    with pytest.raises(Refused, match="没有选复核决定"):
        appealing.decide_appeal(row.pk, outcome="inadmissible", reason="晚", by=hearer)
    row = appealing.decide_appeal(row.pk, outcome="upheld", reason="记录清楚，维持。", by=hearer)
    assert row.number == "复核〔2026〕1号"
    assert Appeal.objects.get(pk=row.pk).state is AppealState.DECIDED
    with pytest.raises(Refused, match="已经决定"):
        appealing.withdraw_appeal(row.pk, by=board.clerk())


def test_a_changed_grade_moves_others_too_and_the_round_waits_for_it(
    open_round: Following,
) -> None:
    board = open_round.board
    row, hearer = heard(open_round)
    appealing.decide_appeal(row.pk, outcome="changed", reason="三个栏目不应扣分。", by=hearer)
    assert Appeal.objects.get(pk=row.pk).state is AppealState.TO_CORRECT
    with pytest.raises(Refused, match="没有办结"):
        approving.close_round(open_round.round.pk, by=board.office)
    revision = appealing.begin_correction(row.pk, by=board.office)
    assert appealing.begin_correction(row.pk, by=board.office) == revision
    unit = board.unit(open_round.round)
    for component in ("third_party", "work"):
        score = ComponentScore.objects.get(round_unit=unit, component=component, withdrawn_at=None)
        correct_score(
            score.pk, value=Decimal(99), reason="复核更正", revision=revision, by=board.office
        )
    before = assessment_of(revision.before)
    moved = {
        one.after.score.unit.id: (one.before.grade, one.after.grade)
        for one in shifts(before, current(fresh(open_round.round)))
        if one.moved
    }
    assert "caizheng" in moved
    assert len(moved) > 1, "ranks and the quota move others"
    assert official(fresh(open_round.round)) == revision.before, "not in force yet"
    revising.finish_revision(revision.pk, by=board.leader)
    assert Appeal.objects.get(pk=row.pk).state is AppealState.DECIDED
    approving.close_round(open_round.round.pk, by=board.office)


def test_refused_with_a_reason_and_withdrawn_by_the_unit(open_round: Following) -> None:
    board = open_round.board
    row = filed(open_round)
    with pytest.raises(Refused, match="没有写理由"):
        appealing.refuse_appeal(row.pk, reason="", by=board.office)
    row = appealing.refuse_appeal(row.pk, reason="申诉的不是考核结果。", by=board.office)
    assert row.state is AppealState.REFUSED
    again = filed(open_round, items=["work"])
    appealing.withdraw_appeal(again.pk, reason="已说明", by=board.clerk())
    appealing.withdraw_appeal(again.pk, reason="已说明", by=board.clerk())
    assert Event.objects.filter(verb="appeal.withdraw").count() == 1
    approving.close_round(open_round.round.pk, by=board.office)


def test_each_is_told_what_is_theirs_to_do(open_round: Following) -> None:
    board = open_round.board

    def titles(by: Viewer) -> list[tuple[str, TodoState]]:
        found = [one for one in todos(by).items if one.kind == "申诉"]
        assert todos(by).failed == ()
        return [(one.title, one.state) for one in found]

    row = filed(open_round)
    assert titles(board.office) == [("县财政局：受理申诉", TodoState.WAITING_FOR_ME)]
    appealing.admit_appeal(row.pk, by=board.office)
    assert titles(board.office) == [("县财政局：安排复核人员", TodoState.WAITING_FOR_ME)]
    board.viewer("appeal_reviewer", "xian", "王五")
    hearer = board.person("appeal_reviewer", "xian", "王五")
    appealing.appoint_hearers(row.pk, people=[hearer.pk], by=board.office)
    assert titles(board.office) == [("县财政局：复核还没有决定", TodoState.INFO)]
    by = board.viewer("appeal_reviewer", "xian", "王五")
    assert titles(by) == [("县财政局：复核申诉", TodoState.WAITING_FOR_ME)]
    board.wait(days=18)
    system = Viewer.system("定时任务", board.now)
    assert (remind_decisions(SOON, by=system), remind_decisions(SOON, by=system)) == (1, 0)
    assert Notice.objects.filter(person=hearer, kind="assessment.appeal_due").count() == 1
    board.wait(days=10)
    by = board.viewer("appeal_reviewer", "xian", "王五")
    assert titles(by) == [("县财政局：复核申诉", TodoState.OVERDUE)]
    appealing.decide_appeal(row.pk, outcome="partly", reason="部分成立。", by=by)
    assert titles(board.office) == [("县财政局：按复核决定更正", TodoState.WAITING_FOR_ME)]


def test_others_see_nothing_of_an_appeal(open_round: Following) -> None:
    board = open_round.board
    row, hearer = heard(open_round)
    for viewer in (board.office, board.leader, board.clerk(), hearer):
        assert appeals_seen(viewer, open_round.round).filter(pk=row.pk).exists(), viewer.name
    for role, unit, name in (
        ("clerk", "minzheng", ""),
        ("third_party", "xian", ""),
        ("assessor", "xian", "李四"),
        ("appeal_reviewer", "xian", "钱七"),
    ):
        viewer = board.viewer(role, unit, name)
        assert not appeals_seen(viewer, open_round.round).exists(), role
