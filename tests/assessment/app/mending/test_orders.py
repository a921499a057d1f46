"""An order to rectify: from the failed unit to the closed order, and everything in between."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from gongkai.assessment.actions import approving, mending
from gongkai.assessment.actions.mending import LineCheck, OrderDraft, ProblemText
from gongkai.assessment.actions.mending.reminding import remind_due
from gongkai.assessment.mending_todos import SOON
from gongkai.assessment.models import OrderLine, RectificationOrder
from gongkai.assessment.queries.mending import (
    orders_seen,
    overdue_ids,
    state_q,
    statistics,
)
from gongkai.assessment.terms import order_due, order_overdue
from gongkai.core.access import Viewer
from gongkai.core.actions import Refused
from gongkai.core.models import Event, Notice
from gongkai.core.todo import TodoState, todos
from gongkai.rules.rounds.rectifications import OrderState
from tests.assessment.app.board import Board
from tests.assessment.app.mending.following import Following, docx

pytestmark = pytest.mark.django_db


def test_only_who_failed_gets_an_order_with_what_it_lost(following: Following) -> None:
    order = following.drafted()
    assert RectificationOrder.objects.count() == 1
    assert order.unit.code == "caizheng"
    assert order.term == "P1M"
    assert "第十九条" in order.cite
    problems = [line.problem for line in order.lines.all()]
    assert problems == [
        "第三方机构测评：得 27.5 分，满分 50 分",
        "政务公开工作考核：得 22 分，满分 40 分",
    ]
    assert order.state is OrderState.DRAFT


def test_proposing_twice_drafts_once_and_anew_after_a_cancellation(following: Following) -> None:
    order = following.drafted()
    assert mending.propose_orders(following.round.pk, by=following.board.office) == ()
    mending.cancel_order(order.pk, reason="先核对得分", by=following.board.office)
    assert len(mending.propose_orders(following.round.pk, by=following.board.office)) == 1


def test_nothing_is_proposed_before_the_bulletin_or_by_the_unit(following: Following) -> None:
    with pytest.raises(PermissionDenied):
        mending.propose_orders(following.round.pk, by=following.board.clerk())
    following.round.announced_at = None
    following.round.save()
    with pytest.raises(Refused, match="还没有通报"):
        mending.propose_orders(following.round.pk, by=following.board.office)


def test_a_draft_is_edited_and_not_seen_by_its_unit(following: Following) -> None:
    order, office = following.drafted(), following.board.office
    first = order.lines.first()
    assert first is not None
    draft = OrderDraft(
        title="整改通知",
        basis="考核结果",
        term="20 日",
        problems=[
            ProblemText(line=first.pk, problem="测评得分低"),
            ProblemText(problem="公开栏没有更新", clause="办法第三条"),
            ProblemText(problem="  "),
        ],
    )
    mending.edit_order(order.pk, draft=draft, version=order.version, by=office)
    assert [line.problem for line in order.lines.all()] == ["测评得分低", "公开栏没有更新"]
    assert not orders_seen(following.board.clerk()).exists()
    with pytest.raises(Refused, match="别人改过"):
        mending.edit_order(order.pk, draft=draft, version=order.version, by=office)
    wrong = OrderDraft(title="整改通知", term="尽快", problems=draft.problems)
    with pytest.raises(Refused, match="期限要写成"):
        mending.edit_order(order.pk, draft=wrong, version=order.version + 1, by=office)
    with pytest.raises(Refused, match="至少写一条"):
        mending.edit_order(
            order.pk, draft=OrderDraft(title="整改通知"), version=order.version + 1, by=office
        )


def test_an_order_without_a_term_of_its_text_needs_one_before_it_is_sent(
    following: Following,
) -> None:
    order = following.drafted()
    RectificationOrder.objects.update(term="")
    with pytest.raises(Refused, match="没有整改期限"):
        mending.issue_order(order.pk, version=order.version, by=following.board.office)
    RectificationOrder.objects.update(due_on=date(2026, 11, 1))
    with pytest.raises(Refused, match="已经过了"):
        mending.issue_order(order.pk, version=order.version, by=following.board.office)


def test_sent_once_however_often_it_is_pressed_with_a_number_of_the_series(
    following: Following,
) -> None:
    order, office = following.drafted(), following.board.office
    clerk = following.board.person("clerk", "caizheng")
    sent = mending.issue_order(order.pk, version=order.version, by=office)
    assert sent.number == "整改〔2026〕1号"
    again = mending.issue_order(order.pk, version=order.version, by=office)
    assert again.number == sent.number
    assert Event.objects.filter(verb="order.issue").count() == 1
    assert Notice.objects.get(person=clerk, kind="assessment.order_issued").href == (
        f"/office/rectifications/{order.pk}/"
    )


def test_the_term_runs_from_the_day_after_the_receipt_and_shows_its_arithmetic(
    following: Following,
) -> None:
    order = following.issued()
    assert order_due(order) is None
    order = mending.receive_order(order.pk, by=following.board.clerk())
    due = order_due(order)
    assert due is not None
    assert due.on == date(2026, 12, 16)
    lines = "\n".join(due.lines())
    assert "2026年11月16日（周一）：不计" in lines
    assert "期限 1 个月" in lines
    assert "第十九条" in lines
    assert order.received_by == "张三（clerk）"


def test_filled_submitted_signed_returned_mended_and_closed(following: Following) -> None:
    board = following.board
    following.received()
    with pytest.raises(Refused, match="还没有填：整改措施、责任人、整改结果"):
        mending.submit_order_report(
            following.order().pk, version=following.order().version, by=board.clerk()
        )
    order = following.filled()
    line = order.lines.first()
    assert line is not None
    mending.add_line_file(line.pk, file=(docx(), "台账.docx"), by=board.clerk())
    order = mending.submit_order_report(order.pk, version=order.version, by=board.clerk())
    with pytest.raises(PermissionDenied):
        mending.sign_order_report(
            order.pk, version=order.version, document=docx(), by=board.clerk()
        )
    order = mending.sign_order_report(
        order.pk, version=order.version, document=docx(), by=board.chief()
    )
    assert order.state is OrderState.REPORTED
    first, second = order.lines.all()
    with pytest.raises(Refused, match="没有写理由"):
        mending.check_order(
            order.pk,
            checks={first.pk: LineCheck(accepted=False)},
            version=order.version,
            by=board.office,
        )
    checks = {
        first.pk: LineCheck(accepted=True),
        second.pk: LineCheck(accepted=False, note="没有照片"),
    }
    order = mending.check_order(order.pk, checks=checks, version=order.version, by=board.office)
    assert order.state is OrderState.RETURNED
    assert order.return_reason == "第 2 条：没有照片"
    with pytest.raises(Refused, match="第 2 条被退回后还没有改"):
        mending.submit_order_report(order.pk, version=order.version, by=board.clerk())
    following.reported("已更新并拍照")
    assert OrderLine.objects.get(pk=first.pk).result == "已建立台账", "accepted lines stay"
    order = following.checked(accepted=True)
    assert order.state is OrderState.CLOSED
    with pytest.raises(Refused, match="已经办结"):
        mending.cancel_order(order.pk, reason="多余", by=board.office)


def test_checked_in_part_it_waits_for_the_rest(following: Following) -> None:
    following.received()
    order = following.reported()
    first = order.lines.first()
    assert first is not None
    order = mending.check_order(
        order.pk,
        checks={first.pk: LineCheck(accepted=True)},
        version=order.version,
        by=following.board.office,
    )
    assert order.state is OrderState.REPORTED


def test_more_time_is_a_span_of_its_own_with_its_reason(following: Following) -> None:
    order, office = following.received(), following.board.office
    with pytest.raises(Refused, match="要晚于"):
        mending.extend_order(order.pk, until=date(2026, 12, 16), reason="设备未到", by=office)
    mending.extend_order(order.pk, until=date(2026, 12, 31), reason="设备未到", by=office)
    due = order_due(following.order())
    assert due is not None
    assert due.on == date(2026, 12, 31)
    assert "延长期限：设备未到" in due.lines()[-2]
    mending.extend_order(order.pk, until=date(2026, 12, 31), reason="设备未到", by=office)
    assert Event.objects.filter(verb="order.extend").count() == 1


def test_overdue_is_computed_and_may_be_followed_by_a_proposal(following: Following) -> None:
    order, board = following.received(), following.board
    with pytest.raises(Refused, match="还没有逾期"):
        mending.propose_accountability(order.pk, facts="逾期", sent_to="领导小组", by=board.office)
    board.wait(days=31)
    assert order_overdue(following.order(), board.now.date())
    assert overdue_ids(orders_seen(board.office), board.now.date()) == [order.pk]
    made = mending.propose_accountability(
        order.pk, facts="12 月 16 日到期，未报送。", sent_to="领导小组", by=board.office
    )
    assert made.words == "逾期不整改的，追究责任"
    assert "第十九条" in made.cite
    with pytest.raises(Refused, match="先撤回建议"):
        mending.cancel_order(order.pk, reason="作罢", by=board.office)
    mending.withdraw_proposal(made.pk, reason="已补报", by=board.office)
    assert following.order().proposals.get().withdraw_reason == "已补报"


def test_reported_in_time_it_is_not_overdue_while_the_office_takes_its_time(
    following: Following,
) -> None:
    following.received()
    order = following.reported()
    following.board.wait(days=60)
    assert not order_overdue(order, following.board.now.date())
    rows = statistics(orders_seen(following.board.office), following.board.now.date())
    assert (rows.sum.orders, rows.sum.open, rows.sum.on_time, rows.sum.rate) == (1, 1, 1, "100%")


def test_an_order_after_an_inspection_needs_no_result(board: Board) -> None:
    xian, caizheng = board.people.unit("xian"), board.people.unit("caizheng")
    draft = OrderDraft(
        title="督查整改通知",
        due_on=date(2026, 11, 27),
        problems=[ProblemText(problem="公开栏停在去年")],
    )
    order = mending.draft_order(xian.pk, unit_id=caizheng.pk, key="a", draft=draft, by=board.office)
    again = mending.draft_order(xian.pk, unit_id=caizheng.pk, key="a", draft=draft, by=board.office)
    assert again == order
    mending.issue_order(order.pk, version=order.version, number="示督〔2026〕3号", by=board.office)
    order.refresh_from_db()
    due = order_due(order)
    assert due is not None
    assert due.on == date(2026, 11, 27)
    with pytest.raises(Refused, match="不归本机关管"):
        mending.draft_order(xian.pk, unit_id=xian.pk, key="b", draft=draft, by=board.office)
    with pytest.raises(PermissionDenied):
        mending.draft_order(xian.pk, unit_id=caizheng.pk, key="c", draft=draft, by=board.clerk())


def test_a_round_with_an_open_order_is_not_closed(following: Following) -> None:
    following.received()
    with pytest.raises(Refused, match="没有办结"):
        approving.close_round(following.round.pk, by=following.board.office)
    following.reported()
    following.checked(accepted=True)
    approving.close_round(following.round.pk, by=following.board.office)


def test_each_side_is_told_what_is_its_own_to_do(following: Following) -> None:
    board = following.board

    def titles(by: Viewer) -> list[tuple[str, TodoState]]:
        found = [one for one in todos(by).items if one.kind == "整改"]
        return [(one.title, one.state) for one in found]

    following.drafted()
    assert titles(board.office) == [("县财政局：发出整改通知", TodoState.WAITING_FOR_ME)]
    assert titles(board.clerk()) == []
    order = following.order()
    mending.issue_order(order.pk, version=order.version, by=board.office)
    assert titles(board.clerk()) == [("县财政局：签收整改通知", TodoState.WAITING_FOR_ME)]
    mending.receive_order(order.pk, by=board.clerk())
    board.wait(days=27)
    assert titles(board.office) == [("县财政局：整改快到期", TodoState.DUE_SOON)]
    board.wait(days=7)
    assert titles(board.clerk()) == [("县财政局：整改", TodoState.OVERDUE)]
    order = following.filled()
    mending.submit_order_report(order.pk, version=order.version, by=board.clerk())
    assert titles(board.chief()) == [("县财政局：签发整改报告", TodoState.OVERDUE)]


def test_many_orders_of_a_kind_are_one_line_on_the_offices_list(board: Board) -> None:
    xian, caizheng = board.people.unit("xian"), board.people.unit("caizheng")
    draft = OrderDraft(title="整改", term="1 个月", problems=[ProblemText(problem="栏目旧")])
    for number in range(9):
        mending.draft_order(
            xian.pk, unit_id=caizheng.pk, key=f"k{number}", draft=draft, by=board.office
        )
    found = [one for one in todos(board.office).items if one.kind == "整改"]
    assert [(one.title, one.href) for one in found] == [
        ("整改通知 9 份", "/office/rectifications/")
    ]


def test_both_sides_are_reminded_once_before_and_once_after_the_last_day(
    following: Following,
) -> None:
    board = following.board
    following.received()

    def remind() -> int:
        return remind_due(SOON, by=Viewer.system("定时任务", board.now))

    assert remind() == 0
    board.wait(days=26)
    assert (remind(), remind()) == (1, 0)
    board.wait(days=10)
    assert (remind(), remind()) == (1, 0)
    clerk = board.person("clerk", "caizheng")
    kinds = Notice.objects.filter(person=clerk).values_list("kind", flat=True)
    assert {"assessment.order_due_soon", "assessment.order_overdue"} <= set(kinds)


def test_other_units_and_outside_bodies_see_no_order(following: Following) -> None:
    board = following.board
    order = following.issued()
    for viewer in (board.office, board.leader, board.clerk(), board.chief()):
        assert orders_seen(viewer).filter(pk=order.pk).exists(), viewer.name
    for role, unit in (
        ("clerk", "minzheng"),
        ("final_reviewer", "qingshan"),
        ("third_party", "xian"),
        ("assessor", "xian"),
        ("appeal_reviewer", "xian"),
    ):
        assert not orders_seen(board.viewer(role, unit)).exists(), role
    assert not orders_seen(Viewer.public(board.now)).exists()


def test_the_conditions_of_states_agree_with_the_states(following: Following) -> None:
    def agree() -> None:
        order = following.order()
        found = [
            state
            for state in OrderState
            if RectificationOrder.objects.filter(state_q(state), pk=order.pk).exists()
        ]
        assert found == [order.state]

    board = following.board
    for step in (
        following.drafted,
        lambda: mending.issue_order(
            following.order().pk, version=following.order().version, by=board.office
        ),
        lambda: mending.receive_order(following.order().pk, by=board.clerk()),
        following.filled,
        lambda: mending.submit_order_report(
            following.order().pk, version=following.order().version, by=board.clerk()
        ),
        lambda: mending.sign_order_report(
            following.order().pk,
            version=following.order().version,
            document=docx(),
            by=board.chief(),
        ),
        lambda: following.checked(accepted=False, note="不够"),
        lambda: following.reported("补上了"),
        lambda: following.checked(accepted=True),
    ):
        step()
        agree()
