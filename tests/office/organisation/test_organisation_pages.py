"""The pages of the organisation: tree, units, bodies, tasks, import."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from urllib.parse import unquote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from gongkai.core.actions.bodies import BodyDraft, MemberDraft, create_body, join_body
from gongkai.core.importing import write_book
from gongkai.core.models import Body, Event, Membership, Person, Responsibility, Succession, Unit
from tests.people import NOW, SYSTEM, People

Signed = Callable[..., Client]


@pytest.fixture
def manager(signed_in: Signed) -> Client:
    return signed_in("system_admin", name="王五")


def text(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


@pytest.mark.parametrize(("words", "count"), [("财政", 2), ("XCZJ", 2), ("xmzj", 1), ("没有", 0)])
def test_a_unit_is_found_by_name_and_by_initials(
    people: People, manager: Client, words: str, count: int
) -> None:
    assert f"共 {count} 个单位" in text(manager, f"/office/units/?q={words}")


def test_the_tree_shows_the_names_of_the_day_asked_for(people: People, manager: Client) -> None:
    unit = people.unit("minzheng")
    sent = {"name": "示例县社会局", "on": "2025-06-01", "basis": "县编〔2025〕6号"}
    manager.post(f"/office/units/{unit.pk}/rename/", sent)
    assert "示例县社会局" in text(manager, "/office/units/")
    before = text(manager, "/office/units/?on=2025-05-31")
    assert "示例县民政局" in before
    assert "示例县社会局" not in before
    assert "2025年5月31日 的机构和名称" in before
    assert text(manager, "/office/units/?on=2025-99-99")
    page = text(manager, f"/office/units/{unit.pk}/")
    assert "县编〔2025〕6号" in page


def test_the_tree_costs_the_same_however_many_units(people: People, manager: Client) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            text(manager, "/office/units/")
        return len(queries)

    before = cost()
    root = people.unit()
    for number in range(30):
        one = Unit.objects.create(
            code=f"n{number}",
            name=f"第{number}局",
            kind="bureau",
            level="county",
            parent=root,
            path="/",
            since=date(2020, 1, 1),
        )
        one.path = f"{root.path}{one.pk}/"
        one.save()
    assert cost() == before


def test_a_unit_is_made_moved_merged_and_its_page_says_so(people: People, manager: Client) -> None:
    root, caizheng = people.unit(), people.unit("caizheng")
    sent = {
        "parent": root.pk,
        "name": "示例县新局",
        "code": "xinju",
        "kind": "bureau",
        "level": "county",
        "since": "2025-01-01",
    }
    assert manager.post("/office/units/new/", sent).status_code == 302
    made = Unit.objects.get(code="xinju")
    move = {"parent": caizheng.pk, "on": "2025-06-01"}
    manager.post(f"/office/units/{made.pk}/move/", move)
    made.refresh_from_db()
    assert made.path == f"{caizheng.path}{made.pk}/"
    merge = {"into": people.unit("minzheng").pk, "on": "2025-09-01", "basis": "改革方案"}
    manager.post(f"/office/units/{made.pk}/merge/", merge)
    page = text(manager, f"/office/units/{made.pk}/")
    assert "自2025年9月1日起撤销。职能由以下单位承担：" in page
    assert "修改信息" not in page
    assert "承接“示例县新局”" in text(manager, f"/office/units/{people.unit('minzheng').pk}/")


def test_a_unit_is_split_and_ended(people: People, manager: Client) -> None:
    unit = people.unit("minzheng")
    sent = {
        "stays": "no",
        "name1": "示例县甲局",
        "code1": "jia",
        "name2": "示例县乙局",
        "code2": "yi",
        "on": "2025-06-01",
    }
    assert manager.post(f"/office/units/{unit.pk}/split/", sent).status_code == 302
    assert Succession.objects.count() == 2
    jia = Unit.objects.get(code="jia")
    assert (jia.kind, jia.level) == ("bureau", "county")
    manager.post(f"/office/units/{jia.pk}/end/", {"on": "2025-07-01"})
    jia.refresh_from_db()
    assert jia.until == date(2025, 7, 1)
    refused = manager.post(f"/office/units/{people.unit('caizheng').pk}/end/", {"on": "2025-07-01"})
    assert "它还有下级单位" in refused.content.decode()


def test_a_body_with_members_over_time(people: People, manager: Client) -> None:
    root = people.unit()
    sent = {"kind": "leading_group", "name": "政务公开领导小组", "since": "2025-01-01"}
    manager.post(f"/office/units/{root.pk}/bodies/new/", sent)
    body = Body.objects.get()
    seat = {"name": "张三", "post": "组长", "unit": root.pk, "since": "2025-01-01"}
    manager.post(f"/office/units/bodies/{body.pk}/members/new/", seat)
    twice = manager.post(f"/office/units/bodies/{body.pk}/members/new/", seat)
    assert "已在名单中" in twice.content.decode()
    member = Membership.objects.get()
    manager.post(f"/office/units/members/{member.pk}/leave/", {"on": "2025-06-01"})
    assert "2025年1月1日 — 2025年6月1日" in text(manager, f"/office/units/bodies/{body.pk}/")
    manager.post(f"/office/units/bodies/{body.pk}/end/", {"on": "2025-08-01"})
    assert "添加成员" not in text(manager, f"/office/units/bodies/{body.pk}/")


def test_a_shared_task_changes_hands_and_the_old_share_is_kept(
    people: People, manager: Client
) -> None:
    caizheng, minzheng = people.unit("caizheng").pk, people.unit("minzheng").pk
    sent = {"title": "预算公开", "lead": caizheng, "cooperate": [minzheng], "since": "2025-01-01"}
    manager.post("/office/units/tasks/new/", sent)
    task = Responsibility.objects.get()
    both = manager.post("/office/units/tasks/new/", sent | {"cooperate": [caizheng]})
    assert "不能同时是配合单位" in both.content.decode()
    changed = {"title": "预算公开", "lead": minzheng, "since": "2025-06-01"}
    manager.post(f"/office/units/tasks/{task.pk}/edit/", changed)
    task.refresh_from_db()
    assert task.until == date(2025, 6, 1)
    assert Responsibility.objects.get(until=None).shares.get().unit_id == minzheng
    assert text(manager, "/office/units/tasks/").count("预算公开") == 1


def test_a_workbook_is_tried_out_then_imported(people: People, manager: Client) -> None:
    data = write_book(SYSTEM, filled=True)
    Unit.objects.filter(code="minzheng").update(phone="1")

    def send(**more: str) -> str:
        file = SimpleUploadedFile("机构.xlsx", data)
        return manager.post("/office/units/import/", {"file": file, **more}).content.decode()

    assert "试运行没有发现错误，尚未导入" in send()
    assert "已导入" in send(apply="1")
    empty = manager.post("/office/units/import/", {}).content.decode()
    assert "请选择文件" in empty
    answer = manager.get("/office/units/import/present.xlsx")
    assert unquote(answer["Content-Disposition"]).endswith("单位、人员和名册.xlsx")
    assert Person.objects.count() == 1


def test_a_township_s_administrator_changes_the_township_alone(
    people: People, signed_in: Signed
) -> None:
    client = signed_in("system_admin", unit="qingshan", name="王五")
    own, other = people.unit("qingshan").pk, people.unit("caizheng").pk
    sent = {"kind": "township", "level": "township", "phone": "1"}
    assert client.post(f"/office/units/{own}/edit/", sent).status_code == 302
    assert client.post(f"/office/units/{other}/edit/", sent).status_code == 403
    assert "修改信息" not in text(client, f"/office/units/{other}/")


@pytest.mark.parametrize("kind", ["working_body", "information_officers", "supervisors"])
def test_who_reads_the_telephone_numbers_of_a_roster_is_noted(
    people: People, signed_in: Signed, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    unit = people.unit("caizheng")
    body = create_body(unit.pk, BodyDraft(kind, "名册"), since=date(2025, 1, 1), by=SYSTEM)
    reader = people("leader", name="张三")
    client, path = signed_in(reader), f"/office/units/bodies/{body.pk}/"

    def seated(name: str, **about: Any) -> None:
        member = MemberDraft(name, "成员", unit.pk, **about)
        join_body(body.pk, member, since=date(2025, 1, 1), by=SYSTEM)

    seated("李四")
    seated("张三", phone="0551-7654321", person_id=reader.pk)
    text(client, path)
    noted = Event.objects.filter(verb="personal_data.read").order_by("number")
    assert not noted.exists(), "nobody else's number stands there"
    seated("王五", phone="0551-1234567")
    for minutes in (0, 30, 90):
        monkeypatch.setattr(timezone, "now", lambda m=minutes: NOW + timedelta(minutes=m))
        assert "0551-1234567" in text(client, path)
    assert [(one.actor_name, one.object_id, one.data) for one in noted] == [
        ("张三", str(body.pk), {"what": "成员的电话"})
    ] * 2
    assert {one.unit_path for one in noted} == {unit.path}


def test_who_reads_the_numbers_of_the_people_of_a_unit_is_noted(
    people: People, signed_in: Signed, monkeypatch: pytest.MonkeyPatch
) -> None:
    unit = people.unit("caizheng")
    clerk, reader = people("clerk", unit="caizheng"), people("leader", name="李四")
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    client, path = signed_in(reader), f"/office/units/{unit.pk}/"
    text(client, path)
    noted = Event.objects.filter(verb="personal_data.read")
    assert not noted.exists()
    Person.objects.filter(pk=clerk.pk).update(phone="0551-1234567")
    for _ in range(2):
        assert "0551-1234567" in text(client, path)
    [one] = noted
    assert (one.actor_name, one.object_id, one.data) == (
        "李四",
        str(unit.pk),
        {"what": "人员的电话"},
    )
    assert one.unit_path == unit.path
    text(signed_in(clerk), path)
    assert noted.count() == 1, "one's own number is nobody else's"
