"""Who may do what: roles granted and taken back, duties kept apart, standing in while absent."""

from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from gongkai.core.access import viewer_of
from gongkai.core.actions import Refused
from gongkai.core.actions.delegations import delegate, revoke_delegation
from gongkai.core.actions.roles import (
    RoleDraft,
    assign,
    create_role,
    drop_role,
    edit_role,
    revoke,
)
from gongkai.core.actions.units import edit_unit
from gongkai.core.models import Assignment, Delegation, Event, Person, Role
from tests.people import NOW, People

TODAY = date(2026, 3, 2)


def role(code: str) -> int:
    return Role.objects.get(code=code).pk


def grant(people: People, person: Person, code: str, **about: object) -> Assignment:
    by = viewer_of(Person.objects.get(username="security"), NOW)
    unit = people.unit(str(about.pop("unit", "caizheng")))
    period = {"since": TODAY, **about}
    return assign(person.pk, role(code), unit.pk, by=by, **period)  # type: ignore[arg-type]


@pytest.fixture
def security(people: People) -> Person:
    return people("security_admin", name="王五", username="security")


def test_a_granted_role_holds_at_its_unit_and_below(people: People, security: Person) -> None:
    clerk = people(unit="caizheng", name="李四")
    grant(people, clerk, "clerk")
    viewer = viewer_of(clerk, NOW)
    assert viewer.may("disclosure.write", people.unit("yusuan").path)
    assert not viewer.may("disclosure.write", people.unit("minzheng").path)
    event = Event.objects.latest("number")
    assert (event.verb, event.data["role"]) == ("role.assign", "信息员")


def test_without_the_units_below_it_holds_at_the_unit_alone(
    people: People, security: Person
) -> None:
    clerk = people(unit="caizheng", name="李四")
    grant(people, clerk, "clerk", subtree=False)
    viewer = viewer_of(clerk, NOW)
    assert viewer.may("disclosure.write", people.unit("caizheng").path)
    assert not viewer.may("disclosure.write", people.unit("yusuan").path)


def test_a_role_holds_in_its_period_and_a_taken_one_not_another_moment(
    people: People, security: Person
) -> None:
    clerk = people(unit="caizheng", name="李四")
    start, end = TODAY + timedelta(days=1), TODAY + timedelta(days=3)
    granted = grant(people, clerk, "clerk", since=start, until=end)
    days = [viewer_of(clerk, NOW + timedelta(days=n)).may("disclosure.write") for n in range(5)]
    assert days == [False, True, True, False, False]
    by = viewer_of(security, NOW + timedelta(days=1))
    revoke(granted.pk, by=by)
    assert not viewer_of(clerk, by.at).may("disclosure.write")


def test_the_day_of_a_role_is_the_office_s_day(people: People, security: Person) -> None:
    """00:30 in Shanghai is still yesterday in UTC."""
    clerk = people(unit="caizheng", name="李四")
    grant(people, clerk, "clerk", since=TODAY + timedelta(days=1))
    assert viewer_of(clerk, datetime.fromisoformat("2026-03-02T16:30:00+00:00")).may(
        "disclosure.write"
    )


def test_nobody_grants_or_takes_their_own_roles(people: People, security: Person) -> None:
    with pytest.raises(Refused, match="不能给自己"):
        grant(people, security, "security_admin", unit="xian")
    own = security.assignments.get()
    with pytest.raises(Refused, match="不能收回自己"):
        revoke(own.pk, by=viewer_of(security, NOW))


@pytest.mark.parametrize("held", ["clerk", "system_admin", "auditor"])
@pytest.mark.parametrize("asked", ["leader", "system_admin", "security_admin", "auditor"])
def test_two_duties_are_never_combined(
    people: People, security: Person, held: str, asked: str
) -> None:
    person = people(held, unit="caizheng", name="李四")
    same = {held, asked} <= {"clerk", "leader"} or held == asked
    if same and held != asked:
        grant(people, person, asked)
        return
    with pytest.raises(Refused, match="已有"):
        grant(people, person, asked)


def test_duties_that_never_meet_in_time_are_allowed(people: People, security: Person) -> None:
    person = people(unit="caizheng", name="李四")
    grant(people, person, "clerk", until=TODAY + timedelta(days=5))
    with pytest.raises(Refused, match="不同的人"):
        grant(people, person, "system_admin", since=TODAY + timedelta(days=4))
    grant(people, person, "system_admin", since=TODAY + timedelta(days=5))


def test_there_is_always_one_of_each_administrator(people: People, security: Person) -> None:
    first = people("auditor", name="李四")
    last = first.assignments.get()
    by = viewer_of(security, NOW)
    with pytest.raises(Refused, match="最后一名审计管理"):
        revoke(last.pk, by=by)
    second = people(unit="caizheng", name="赵六")
    grant(people, second, "auditor", until=TODAY + timedelta(days=30))
    with pytest.raises(Refused, match="最后一名"):
        revoke(last.pk, by=by)  # the second one's ends some day
    third = people(unit="caizheng", name="钱七")
    grant(people, third, "auditor")
    revoke(last.pk, by=by)
    last.refresh_from_db()
    assert last.until == TODAY


def test_a_first_administrator_has_no_end(people: People, security: Person) -> None:
    person = people(unit="caizheng", name="李四")
    with pytest.raises(Refused, match="长期"):
        grant(people, person, "system_admin", until=TODAY + timedelta(days=30))


def test_a_security_administrator_of_a_township_grants_nothing_elsewhere(people: People) -> None:
    people("security_admin", unit="qingshan", username="security", name="王五")
    clerk = people(unit="qingshan-dongcun", name="李四")
    grant(people, clerk, "clerk", unit="qingshan-dongcun")
    with pytest.raises(PermissionDenied):
        grant(people, clerk, "clerk", unit="caizheng")


@pytest.mark.parametrize(
    ("about", "words"),
    [
        ({"since": date(2026, 3, 1)}, "不能早于今天"),
        ({"until": TODAY}, "晚于开始"),
    ],
)
def test_a_period_that_makes_no_sense_is_refused(
    people: People, security: Person, about: dict[str, date], words: str
) -> None:
    with pytest.raises(Refused, match=words):
        grant(people, people(unit="caizheng"), "clerk", **about)


def test_the_same_role_is_not_granted_twice(people: People, security: Person) -> None:
    clerk = people("clerk", unit="caizheng", name="李四")
    with pytest.raises(Refused, match="已有这个角色"):
        grant(people, clerk, "clerk")


def test_a_role_of_one_s_own_holds_permissions_of_one_duty(
    people: People, security: Person
) -> None:
    by = viewer_of(security, NOW)
    draft = RoleDraft("公报编辑", "编辑政府公报。", "business", frozenset({"disclosure.view"}))
    made = create_role(draft, by=by)
    mixed = RoleDraft("混合", "甲", "business", frozenset({"people.manage"}))
    with pytest.raises(Refused, match="维护人员账号"):
        create_role(mixed, by=by)
    with pytest.raises(Refused, match="同名"):
        create_role(draft, by=by)
    wider = RoleDraft("公报编辑", "甲", "business", frozenset({"disclosure.publish"}))
    edit_role(made.pk, wider, by=by)
    data = Event.objects.latest("number").data
    assert data == {"added": ["发布、定时和撤下"], "removed": ["打开公开事项各页面"]}
    drop_role(made.pk, by=by)
    assert not Role.objects.filter(title="公报编辑").exists()


def test_usual_roles_and_one_s_own_are_not_changed(people: People, security: Person) -> None:
    by = viewer_of(security, NOW)
    draft = RoleDraft("甲", "甲", "security", frozenset({"roles.assign", "sessions.manage"}))
    with pytest.raises(Refused, match="内置角色"):
        edit_role(role("clerk"), draft, by=by)
    with pytest.raises(Refused, match="内置角色"):
        drop_role(role("clerk"), by=by)
    own = create_role(draft, by=by)
    Assignment.objects.create(person=security, role=own, unit=people.unit(), since=TODAY)
    with pytest.raises(Refused, match="自己担任"):
        edit_role(own.pk, draft, by=by)
    with pytest.raises(Refused, match="历史"):
        drop_role(own.pk, by=by)


# --- standing in --------------------------------------------------------------------------------

HOUR = timedelta(hours=1)


def stand_in(absent: Person, other: Person, **about: object) -> Delegation:
    period = {"starts_at": NOW, "ends_at": NOW + 8 * HOUR, "reason": "外出培训", **about}
    return delegate(other.pk, by=viewer_of(absent, NOW), **period)  # type: ignore[arg-type]


def test_a_delegate_acts_in_the_other_s_name_for_the_period(people: People) -> None:
    absent = people("clerk", unit="caizheng", name="张三")
    other = people("clerk", unit="minzheng", name="李四")
    given = stand_in(absent, other)
    path = people.unit("caizheng").path
    viewer = viewer_of(other, NOW)
    grant_used = viewer.grant_for("disclosure.write", path)
    assert grant_used is not None
    assert grant_used.on_behalf_of == "张三"
    assert not viewer_of(other, NOW + 8 * HOUR).may("disclosure.write", path)
    revoke_delegation(given.pk, by=viewer_of(absent, NOW + HOUR))
    assert not viewer_of(other, NOW + HOUR).may("disclosure.write", path)


def test_the_event_names_both(people: People) -> None:
    absent = people("clerk", unit="caizheng", name="张三")
    keeper = Role.objects.create(
        code="k", title="名册员", description="甲", permissions=["units.manage"], position=99
    )
    Assignment.objects.create(
        person=absent, role=keeper, unit=people.unit("caizheng"), since=date(2025, 1, 1)
    )
    other = people("clerk", unit="minzheng", name="李四")
    stand_in(absent, other)
    edit_unit(people.unit("caizheng").pk, {"phone": "1"}, by=viewer_of(other, NOW))
    event = Event.objects.latest("number")
    assert (event.actor_name, event.on_behalf_of) == ("李四", "张三")


def test_an_administrator_s_duty_is_never_lent_nor_mixed(people: People, security: Person) -> None:
    clerk = people("clerk", unit="caizheng", name="张三")
    admin = people("system_admin", name="李四")
    with pytest.raises(Refused, match="没有业务角色"):
        stand_in(admin, clerk)
    with pytest.raises(Refused, match="不能代理业务"):
        stand_in(clerk, admin)
    free = people(unit="caizheng", name="赵六")
    stand_in(clerk, free)
    with pytest.raises(Refused, match="代理他人"):
        grant(people, free, "auditor")


@pytest.mark.parametrize(
    ("about", "words"),
    [
        ({"ends_at": NOW}, "晚于开始"),
        ({"starts_at": NOW - 3 * HOUR, "ends_at": NOW - HOUR}, "已过"),
        ({"reason": ""}, "原因"),
    ],
)
def test_a_delegation_that_makes_no_sense_is_refused(
    people: People, about: dict[str, object], words: str
) -> None:
    absent, other = people("clerk", name="张三"), people(name="李四")
    with pytest.raises(Refused, match=words):
        stand_in(absent, other, **about)


def test_one_person_stands_in_at_a_time(people: People) -> None:
    absent, other = people("clerk", name="张三"), people(name="李四")
    given = stand_in(absent, other)
    with pytest.raises(Refused, match="已委托"):
        stand_in(absent, people(name="王五"))
    with pytest.raises(Refused, match="委托自己"):
        stand_in(absent, absent)
    revoke_delegation(given.pk, by=viewer_of(other, NOW))
    stand_in(absent, people(name="赵六"))


def test_a_third_person_cannot_end_a_delegation(people: People) -> None:
    given = stand_in(people("clerk", name="张三"), people(name="李四"))
    with pytest.raises(Refused):
        revoke_delegation(given.pk, by=people.viewer("leader", name="王五"))


def test_a_lent_role_is_not_lent_on(people: People) -> None:
    first = people("clerk", unit="caizheng", name="张三")
    second = people("clerk", unit="minzheng", name="李四")
    third = people(unit="qingshan", name="王五")
    stand_in(first, second)
    stand_in(second, third)
    viewer = viewer_of(third, NOW)
    assert viewer.may("disclosure.write", people.unit("minzheng").path)
    assert not viewer.may("disclosure.write", people.unit("caizheng").path)
