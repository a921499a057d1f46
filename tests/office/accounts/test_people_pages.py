"""The pages of people and roles: who sees which button, and that pressing does it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from gongkai.core.audit import verify
from gongkai.core.models import Assignment, Event, Person, Role
from tests.people import NOW, People

Signed = Callable[..., Client]


def text(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def clerk(people: People) -> Person:
    return people("clerk", unit="caizheng", name="李四", username="lisi")


def test_the_list_is_filtered_by_unit_role_and_name(
    people: People, clerk: Person, signed_in: Signed
) -> None:
    client = signed_in("leader", name="张三")
    people("proofreader", unit="minzheng", name="赵六")
    for query in (f"unit={people.unit('caizheng').pk}", "role=clerk", "q=LISI"):
        page = text(client, f"/office/people/?{query}")
        assert "李四" in page
        assert "赵六" not in page
    assert "新建账号" not in text(client, "/office/people/")


def test_each_administrator_has_their_own_buttons(
    people: People, clerk: Person, signed_in: Signed
) -> None:
    path = f"/office/people/{clerk.pk}/"
    system = text(signed_in("system_admin", name="王五"), path)
    security = text(signed_in("security_admin", name="孙七"), path)
    leader = text(signed_in("leader", name="张三"), path)
    assert ("重置密码" in system, "授予角色" in system) == (True, False)
    assert ("重置密码" in security, "授予角色" in security) == (False, True)
    assert ("重置密码" in leader, "授予角色" in leader) == (False, False)
    assert "操作记录" in text(signed_in("auditor", name="周八"), path)


def test_an_account_is_opened_with_a_password_shown_once(people: People, signed_in: Signed) -> None:
    client = signed_in("system_admin", name="王五")
    sent = {"username": "QianQi", "name": "钱七", "unit": people.unit("caizheng").pk}
    answer = client.post("/office/people/new/", sent)
    person = Person.objects.get(username="qianqi")
    shown = answer.content.decode().split("<code>")[1].split("</code>")[0]
    assert person.check_password(shown)
    assert answer["Cache-Control"] == "no-store"
    assert shown not in text(client, f"/office/people/{person.pk}/")


def test_what_was_typed_stays_when_something_is_wrong(people: People, signed_in: Signed) -> None:
    client = signed_in("system_admin", name="王五")
    sent = {"username": "张", "name": "钱七<b>", "unit": people.unit("caizheng").pk}
    page = client.post("/office/people/new/", sent).content.decode()
    assert 'value="钱七&lt;b&gt;"' in page
    assert "有 1 处需要改正" in page
    assert 'href="#id_username"' in page


def test_a_role_is_granted_and_taken_back(people: People, clerk: Person, signed_in: Signed) -> None:
    client = signed_in("security_admin", name="孙七")
    path = f"/office/people/{clerk.pk}/roles/new/"
    role = Role.objects.get(code="proofreader")
    page = text(client, path)
    since = page.split('name="since"')[1].split('value="')[1].split('"')[0]
    sent = {"role": role.pk, "unit": people.unit("caizheng").pk, "since": since}
    assert client.post(path, sent | {"reach": "unit"}).status_code == 302
    granted = Assignment.objects.get(role=role)
    assert granted.subtree is False
    assert "示例县财政局本级" in text(client, f"/office/people/{clerk.pk}/")
    client.post(f"/office/roles/assignments/{granted.pk}/revoke/")
    assert not Assignment.objects.filter(role=role).exists()
    told = Event.objects.filter(verb__startswith="role.").order_by("number")
    assert [event.verb for event in told] == ["role.assign", "role.revoke"]


def test_a_refusal_stands_at_its_field(people: People, clerk: Person, signed_in: Signed) -> None:
    client = signed_in("security_admin", name="孙七")
    sent = {
        "role": Role.objects.get(code="auditor").pk,
        "unit": people.unit().pk,
        "since": "2099-01-01",
        "reach": "subtree",
    }
    page = client.post(f"/office/people/{clerk.pk}/roles/new/", sent).content.decode()
    assert 'href="#id_role"' in page
    assert "两类职责须由不同的人担任" in page


def test_a_delegation_is_given_seen_by_the_other_and_ended(
    people: People, clerk: Person, signed_in: Signed
) -> None:
    other = people("clerk", unit="minzheng", name="赵六")
    mine, theirs = signed_in(clerk), signed_in(other)
    sent = {
        "delegate": other.pk,
        "starts": "2020-01-01 09:00",
        "ends": "2099-01-01 09:00",
        "reason": "外出培训",
    }
    assert mine.post("/office/account/delegations/new/", sent).status_code == 302
    assert "您正在代理：李四" in text(theirs, "/office/account/")
    given = clerk.delegations.get()
    theirs.post(f"/office/account/delegations/{given.pk}/end/")
    assert "您正在代理" not in text(theirs, "/office/account/")


@pytest.mark.parametrize("typed", ["昨天", "2026-13-45 09:00", "2026-01-01T25:00", ""])
def test_a_time_that_is_none_is_said_at_its_field(
    people: People, clerk: Person, signed_in: Signed, typed: str
) -> None:
    sent = {"delegate": clerk.pk, "starts": typed, "ends": "2099-01-01 09:00", "reason": "甲"}
    client = signed_in("clerk", name="张三")
    page = client.post("/office/account/delegations/new/", sent).content.decode()
    assert 'href="#id_starts"' in page


def test_people_of_a_bureau_s_administrator_end_at_the_bureau(
    people: People, clerk: Person, signed_in: Signed
) -> None:
    client = signed_in("system_admin", unit="qingshan", name="王五")
    answer = client.post(f"/office/people/{clerk.pk}/close/")
    assert answer.status_code == 403
    clerk.refresh_from_db()
    assert clerk.is_active


def test_a_role_of_one_s_own_is_made_changed_and_deleted(signed_in: Signed) -> None:
    client = signed_in("security_admin", name="孙七")
    sent = {
        "title": "公报编辑",
        "description": "编辑政府公报。",
        "duty": "business",
        "permissions": ["desk.view", "disclosure.view"],
    }
    assert client.post("/office/roles/new/", sent).status_code == 302
    role = Role.objects.get(title="公报编辑")
    wrong = client.post(f"/office/roles/{role.pk}/", sent | {"permissions": ["audit.view"]})
    assert "不属于业务类" in wrong.content.decode()
    client.post(f"/office/roles/{role.pk}/", {"drop": "1"})
    assert not Role.objects.filter(pk=role.pk).exists()
    usual = Role.objects.get(code="clerk")
    assert client.get(f"/office/roles/{usual.pk}/").status_code == 404


def test_the_search_of_the_office_finds_people_and_units(
    people: People, clerk: Person, signed_in: Signed
) -> None:
    client = signed_in("leader", name="张三")
    assert f"/office/people/{clerk.pk}/" in text(client, "/office/find/?q=李四")
    unit = people.unit("minzheng")
    assert f"/office/units/{unit.pk}/" in text(client, "/office/find/?q=民政")


def test_who_reads_or_takes_away_others_personal_data_is_noted(
    people: People, clerk: Person, signed_in: Signed, monkeypatch: pytest.MonkeyPatch
) -> None:
    Person.objects.filter(pk=clerk.pk).update(phone="0551-1234567")
    reader = people("leader", name="张三")
    client, path = signed_in(reader), f"/office/people/{clerk.pk}/"
    for minutes in (0, 30, 90):
        monkeypatch.setattr(timezone, "now", lambda m=minutes: NOW + timedelta(minutes=m))
        text(client, path)
    text(client, f"/office/people/{reader.pk}/")
    noted = Event.objects.filter(verb="personal_data.read").order_by("number")
    assert [(one.actor_name, one.object_id, one.data) for one in noted] == [
        ("张三", str(clerk.pk), {"what": "姓名和账号、电话"})
    ] * 2
    assert "0551-1234567" not in text(client, "/office/people/"), "the list shows no number"
    admin = signed_in("system_admin", name="吴十")
    assert "0551-1234567" in text(admin, f"{path}edit/")
    assert noted.last().data == {"what": "电话和电子邮箱"}  # type: ignore[union-attr]
    taken_away = client.get("/office/people/?export=csv&q=lisi").getvalue()
    assert b"0551-1234567" in taken_away
    taken = Event.objects.get(verb="personal_data.export")
    assert taken.data == {"what": "姓名、电话", "count": 1}
    assert list(verify()) == []
