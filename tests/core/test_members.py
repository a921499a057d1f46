"""Terms of seats, past and to come, and many seats from one pasted list."""

from datetime import UTC, date, datetime

import pytest

from gongkai.core.access import Viewer
from gongkai.core.actions import Refused
from gongkai.core.actions.bodies import BodyDraft, MemberDraft, create_body, join_body, leave_body
from gongkai.core.importing import State
from gongkai.core.importing.members import Term, import_members
from gongkai.core.models import Body, Event, Membership
from tests.people import People

pytestmark = pytest.mark.django_db
BY = Viewer.system("测试", datetime(2026, 3, 2, 1, tzinfo=UTC))
TERM = Term(date(2026, 4, 1), date(2029, 4, 1))
LIST = """姓名\t职务\t单位\t电话\t任期开始\t任期结束
赵九\t监督员\t示例县财政局\t555-0100\t2023-04-01\t2026-04-01
钱十，监督员
孙一,监督员,caizheng
"""


@pytest.fixture
def body(people: People) -> Body:
    draft = BodyDraft("supervisors", "社会监督员")
    return create_body(people.unit().pk, draft, since=date(2020, 1, 1), by=BY)


def join(body: Body, name: str, since: date, until: date | None = None) -> Membership:
    draft = MemberDraft(name, "监督员", body.unit_id)
    return join_body(body.pk, draft, since=since, until=until, by=BY)


def test_a_term_may_be_over_or_to_come_but_not_twice_at_once(body: Body) -> None:
    join(body, "赵九", date(2020, 1, 1), date(2023, 1, 1))
    join(body, "赵九", date(2023, 1, 1), date(2026, 4, 1))
    later = join(body, "赵九", date(2026, 4, 1))
    assert [one.covers(date(2026, 3, 2)) for one in body.memberships.all()] == [False, True, False]
    with pytest.raises(Refused, match="任期重叠"):
        join(body, "赵九", date(2025, 1, 1), date(2025, 6, 1))
    with pytest.raises(Refused, match="任期结束要晚于任期开始"):
        join(body, "李四", date(2026, 1, 1), date(2026, 1, 1))
    with pytest.raises(Refused, match="任期开始太远"):
        join(body, "李四", date(2126, 1, 1))
    leave_body(later.pk, on=date(2026, 3, 2), by=BY)
    assert body.memberships.count() == 2, "who had not begun is taken away"


def test_who_has_an_end_may_leave_before_it(body: Body) -> None:
    member = join(body, "赵九", date(2024, 1, 1), date(2027, 1, 1))
    leave_body(member.pk, on=date(2026, 3, 1), by=BY)
    member.refresh_from_db()
    assert member.until == date(2026, 3, 1)
    with pytest.raises(Refused, match="已经退出"):
        leave_body(member.pk, on=date(2026, 3, 2), by=BY)


def test_a_list_is_tried_out_taken_over_and_sent_again_without_doubling(body: Body) -> None:
    tried = import_members(body, LIST, TERM, dry=True, by=BY)
    assert (tried.holds, tried.done, len(tried.lines)) == (True, False, 3)
    assert not body.memberships.exists()
    assert import_members(body, LIST, TERM, dry=False, by=BY).done
    found = {one.name: (one.unit.code, one.since, one.until) for one in body.memberships.all()}
    assert found == {
        "赵九": ("caizheng", date(2023, 4, 1), date(2026, 4, 1)),
        "钱十": ("xian", TERM.since, TERM.until),
        "孙一": ("caizheng", TERM.since, TERM.until),
    }
    assert Event.objects.filter(verb="body.join").count() == 3
    again = import_members(body, LIST, TERM, dry=False, by=BY)
    assert {line.state for line in again.lines} == {State.UNCHANGED}
    assert body.memberships.count() == 3


def test_every_mistake_is_named_and_nobody_is_entered(body: Body) -> None:
    wrong = "赵九\t监督员\n钱十\n孙一\t监督员\t没有的单位\n周二\t监督员\t\t\t2026年春"
    found = import_members(body, wrong, TERM, dry=False, by=BY)
    told = {line.place: line.message for line in found.of(State.WRONG)}
    assert set(told) == {"名单!B2", "名单!C3", "名单!E4"}
    assert "没有“没有的单位”" in told["名单!C3"]
    assert not body.memberships.exists()
    with pytest.raises(Refused, match="没有名单"):
        import_members(body, " \n", TERM, dry=True, by=BY)
