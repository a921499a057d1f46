"""A code answers once about each of its units; who holds which code is nowhere."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from gongkai.assessment.actions.notifying import cancel_round, exempt_unit
from gongkai.assessment.actions.surveys import tickets
from gongkai.assessment.actions.surveys.tickets import make_tickets
from gongkai.assessment.models import Answer, Ticket
from gongkai.assessment.surveys.codes import ALPHABET, LENGTH, plain, spaced
from gongkai.core.actions import Refused
from gongkai.core.actions.bodies import BodyDraft, MemberDraft, create_body, join_body, leave_body
from gongkai.core.models import Body, Event
from tests.assessment.app.asking import Asking
from tests.assessment.app.board import Board
from tests.people import SINCE, SYSTEM

pytestmark = pytest.mark.django_db


@pytest.fixture
def asking(board: Board) -> Asking:
    return Asking.held(board)


def refusal(asking: Asking, *args: str, **about: str) -> Refused:
    with pytest.raises(Refused) as refused:
        asking.answer(*args, **about)
    return refused.value


def test_a_code_answers_once(asking: Asking) -> None:
    first, second = asking.codes(2)
    asking.answer(first)
    assert refusal(asking, first).code == "survey.used"
    asking.answer(second, q1="3")
    assert sorted(row.answers["q1"] for row in Answer.objects.all()) == [3, 5]


def test_codes_are_typed_as_people_type_them(asking: Asking) -> None:
    (code,) = asking.codes(1)
    assert len(code) == LENGTH
    assert set(code) <= set(ALPHABET)
    for typed in (spaced(code), code.lower(), f" {code[:4]} {code[4:]}。"):
        assert plain(typed) == code
    assert plain("ABC") == plain(code + "A") == plain("") == plain("壹" * 10) == ""


def test_only_hashes_are_kept(asking: Asking) -> None:
    codes = asking.codes(3)
    kept = Ticket.objects.values_list("code_hash", flat=True)
    assert all(len(one) == 64 for one in kept)
    assert not any(code in one.upper() for code in codes for one in kept)


def test_a_code_is_for_its_units_alone(asking: Asking) -> None:
    (code,) = asking.codes(1)
    assert refusal(asking, code, "minzheng").field == "code"
    assert refusal(asking, code, "nowhere").field == "unit"
    assert refusal(asking, "").message == "这份问卷凭编码填答。请输入编码。"


def test_one_code_may_be_for_several_units_with_nothing_in_common(asking: Asking) -> None:
    (code,) = asking.codes(1, "代表", "caizheng", "minzheng", together=True)
    asking.answer(code, "minzheng")
    asking.answer(code, "caizheng")
    assert refusal(asking, code, "caizheng").code == "survey.used"
    first, second = Ticket.objects.all()
    assert first.code_hash != second.code_hash
    assert {row.stratum for row in Answer.objects.all()} == {"代表"}


def test_what_is_wrong_leaves_the_code_unused(asking: Asking) -> None:
    (code,) = asking.codes(1)
    assert refusal(asking, code, q2="9").field == "q2"
    assert refusal(asking, code, q3="").message == "这一题要回答。"
    assert not Ticket.objects.get().used
    asking.answer(code)


def test_a_survey_takes_answers_on_its_days_and_in_its_round(asking: Asking) -> None:
    codes = asking.codes(4)
    asking.board.now -= timedelta(days=7)
    assert "还没有开始" in refusal(asking, codes[0]).message
    asking.board.now += timedelta(days=17)
    assert "已经结束" in refusal(asking, codes[0]).message
    asking.board.now -= timedelta(days=1)
    asking.answer(codes[0])
    cancel_round(asking.survey.round_id, reason="机构改革", by=asking.board.office)
    assert refusal(asking, codes[1]).code == "survey.closed"


def test_a_unit_that_became_exempt_is_not_asked_about(asking: Asking) -> None:
    (code,) = asking.codes(1)
    exempt_unit(asking.unit_pk(), exempt=True, reason="今年新设", by=asking.board.office)
    assert refusal(asking, code).field == "unit"


def test_anybody_answers_a_survey_open_to_all_as_one_of_the_open_kinds(board: Board) -> None:
    asking = Asking.held(board, to_all=True)
    asking.answer(stratum="群众")
    assert refusal(asking, stratum="代表").field == "stratum"
    assert refusal(asking).field == "stratum"
    asking.answer(asking.codes(1, "代表")[0])
    assert Answer.objects.filter(stratum="代表").count() == 1


def test_batches_are_counted_and_limited(asking: Asking) -> None:
    with pytest.raises(Refused, match="最多制作 300 个"):
        asking.codes(101, "群众", "caizheng", "minzheng", "qingshan")
    with pytest.raises(Refused, match="没有选择答卷人类别"):
        asking.codes(1, "")
    with pytest.raises(Refused, match="至少 1 个"):
        asking.codes(0)
    with pytest.raises(Refused, match="不在这份问卷的范围内"):
        make_tickets(asking.survey.pk, units=[0], stratum="群众", count=1, by=asking.board.office)
    batches = [
        make_tickets(
            asking.survey.pk,
            units=[asking.unit_pk()],
            stratum="群众",
            count=2,
            by=asking.board.office,
        ).name
        for _ in range(2)
    ]
    assert batches == ["1116-1", "1116-2"]
    event = Event.objects.filter(verb="survey.tickets").latest("number")
    assert event.data["count"] == 2
    with pytest.raises(PermissionDenied):
        make_tickets(asking.survey.pk, units=[], count=1, by=asking.board.clerk())


def test_what_is_unused_of_a_batch_is_voided_with_a_reason(asking: Asking) -> None:
    codes = asking.codes(3)
    asking.answer(codes[0])
    by, pk = asking.board.office, asking.survey.pk
    with pytest.raises(Refused, match="没有写理由"):
        tickets.void_tickets(pk, batch="1116-1", reason=" ", by=by)
    assert tickets.void_tickets(pk, batch="1116-1", reason="打印机卡纸", by=by) == 2
    assert refusal(asking, codes[1]).field == "code"
    assert refusal(asking, codes[0]).code == "survey.used"
    with pytest.raises(Refused, match="没有可以作废"):
        tickets.void_tickets(pk, batch="1116-1", reason="再次", by=by)


@pytest.fixture
def roster(board: Board) -> Body:
    """Six social supervisors of 示例县, one of whom has left."""
    unit = board.people.unit("xian")
    body = create_body(unit.pk, BodyDraft("supervisors", "社会监督员"), since=SINCE, by=SYSTEM)
    for name in ("张三", "李四", "王五", "赵六", "孙七", "周八"):
        join_body(body.pk, MemberDraft(name, "监督员", unit.pk), since=SINCE, by=SYSTEM)
    left = body.memberships.get(name="周八")
    leave_body(left.pk, on=board.now.date().replace(year=2025), by=SYSTEM)
    return body


def test_each_supervisor_in_office_gets_a_code_for_all_units(board: Board, roster: Body) -> None:
    asking = Asking.held(board, name="", strata={})
    batch = tickets.make_roster_tickets(asking.survey.pk, body_id=roster.pk, by=board.office)
    assert len(batch.slips) == 5
    assert all(len(slip.units) == 3 for slip in batch.slips)
    assert Ticket.objects.count() == 15
    event = Event.objects.filter(verb="survey.tickets").latest("number")
    kept = str(event.data) + str(list(Ticket.objects.values()))
    assert not any(name in kept for name in ("张三", "李四", "王五", "赵六", "孙七"))


def test_a_roster_that_is_none_is_refused(board: Board) -> None:
    asking = Asking.held(board)
    unit = board.people.unit("xian")
    group = create_body(unit.pk, BodyDraft("leading_group", "领导小组"), since=SINCE, by=SYSTEM)
    empty = create_body(unit.pk, BodyDraft("supervisors", "监督员"), since=SINCE, by=SYSTEM)
    for body, words in ((group, "没有这个名册"), (empty, "没有在任的监督员")):
        with pytest.raises(Refused, match=words):
            tickets.make_roster_tickets(
                asking.survey.pk, body_id=body.pk, stratum="代表", by=board.office
            )
