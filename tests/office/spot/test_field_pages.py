"""The inspector's pages as plain forms, and what they answer to their script."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from gongkai.assessment.actions import setting_up, spot
from gongkai.assessment.models import SpotFinding, Visit
from tests.assessment.app.spot.checking import ENOUGH, Checking
from tests.office.spot.desk import SignIn, place, sent, stand_still, text
from tests.photographs import PLACE, from_camera

pytestmark = pytest.mark.django_db
FINDING = {
    "do": "finding",
    "key": "f1",
    "text": "公开栏的内容停在去年",
    "kind": "problem",
    "seen_on": "2026-11-16",
    "seen_time": "11:30",
}
VISIT = {
    "do": "visit",
    "form": "discussion.county",
    "key": "v1",
    "on": "2026-11-16",
    "inspectors": "李四",
    "people-0": "3",
    "people-1": "2",
    "people-2": "2",
}


@pytest.fixture
def inspector(checking: Checking, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> Client:
    stand_still(checking, monkeypatch)
    assert checking.inspector.name == "李四"
    return signed_in(checking.board.person("assessor", "xian", "李四"))


def close_stage(checking: Checking) -> None:
    setting_up.set_stage(
        checking.round.pk,
        stage="spot",
        starts_on=date(2026, 11, 1),
        ends_on=date(2026, 11, 15),
        by=checking.board.office,
    )


def field(checking: Checking, rest: str = "") -> str:
    return place(checking, rest, "field")


def test_the_units_to_check_with_the_drawn_ones_first(
    checking: Checking, inspector: Client
) -> None:
    checking.drawn()
    page = text(inspector, field(checking))
    assert page.index("示例县财政局") < page.index("其他单位（1 个）") < page.index("示例县民政局")
    assert f'data-field="{checking.inspector.person_id}"' in page


def test_a_visit_and_a_finding_are_entered_as_plain_forms(
    checking: Checking, inspector: Client
) -> None:
    one = field(checking, "caizheng/")
    page = text(inspector, one)
    for title in ("汇报会", "实地查看公开载体", "县直单位座谈会", "个别访谈", "查阅资料"):
        assert f"<summary>{title}</summary>" in page
    assert "已记下，服务器已收到" in sent(inspector, one, **VISIT)
    sent(inspector, one, **VISIT)
    photo = SimpleUploadedFile("IMG.jpg", from_camera(), "image/jpeg")
    visit = Visit.objects.get()
    page = sent(inspector, one, **FINDING, photo=photo, visit=visit.pk, item="information")
    assert "公开栏的内容停在去年" in page.split('id="kept"')[1]
    row = SpotFinding.objects.get()
    assert (row.visit, row.is_problem, row.photo_name) == (visit, True, "IMG.jpg")
    from gongkai.core.files import read_bytes

    assert row.photo is not None
    assert PLACE not in read_bytes(row.photo)


def test_too_few_people_are_told_and_kept(checking: Checking, inspector: Client) -> None:
    page = sent(inspector, field(checking, "caizheng/"), **{**VISIT, "people-0": ""})
    assert "没有“机关干部代表”参加" in page
    assert Visit.objects.get().people == {"下属单位负责人": 2, "服务对象代表": 2}


def test_what_is_wrong_opens_its_form_with_what_was_typed(
    checking: Checking, inspector: Client
) -> None:
    page = sent(inspector, field(checking, "caizheng/"), 422, **{**FINDING, "seen_time": "99:99"})
    assert "时间要写成 9:30" in page
    assert "公开栏的内容停在去年" in page
    assert 'name="key" value="f1"' in page


def test_a_planned_visit_is_chosen_and_another_inspector_may_record_apart(
    checking: Checking, inspector: Client
) -> None:
    planned = spot.plan_visit(
        checking.board.unit(checking.round).pk,
        key="p",
        form="discussion.county",
        plan=checking.plan(),
        by=checking.board.office,
    )
    one = field(checking, "caizheng/")
    assert "是安排好的哪一次" in text(inspector, one)
    spot.hold_visit(
        planned.pk, key="a", plan=checking.plan(), people=ENOUGH, by=checking.board.office
    )
    headers = {"accept": "application/json"}
    answer = inspector.post(one, {**VISIT, "visit": planned.pk}, headers=headers)
    assert answer.status_code == 409
    assert answer.json()["code"] == "visit.held"
    answer = inspector.post(one, VISIT, headers=headers)
    assert answer.json() == {"state": "kept", "at": "12:00", "notes": []}
    assert Visit.objects.count() == 2


def test_the_script_is_told_what_was_refused_and_where(
    checking: Checking, inspector: Client
) -> None:
    one, headers = field(checking, "caizheng/"), {"accept": "application/json"}
    broken = SimpleUploadedFile("a.jpg", b"\xff\xd8\xff\xe0", "image/jpeg")
    answer = inspector.post(one, {**FINDING, "photo": broken}, headers=headers)
    assert (answer.status_code, answer.json()["field"]) == (409, "photo")
    answer = inspector.post(one, {**FINDING, "text": " "}, headers=headers)
    assert answer.json()["message"] == "没有写发现了什么。请填写。"
    close_stage(checking)
    answer = inspector.post(one, FINDING, headers=headers)
    assert answer.json()["code"] == "round.stage"
    assert "现在不在抽查阶段" in text(inspector, one)


def test_a_finding_names_a_visit_by_the_key_of_the_phone(
    checking: Checking, inspector: Client
) -> None:
    one, headers = field(checking, "caizheng/"), {"accept": "application/json"}
    inspector.post(one, {**FINDING, "key": "early", "visit": "key:v1"}, headers=headers)
    inspector.post(one, VISIT, headers=headers)
    inspector.post(one, {**FINDING, "visit": "key:v1"}, headers=headers)
    early, late = SpotFinding.objects.order_by("pk")
    assert early.visit is None
    assert late.visit == Visit.objects.get()


def test_the_pages_are_for_those_who_check(checking: Checking, signed_in: SignIn) -> None:
    clerk = signed_in(checking.board.person("clerk", "caizheng"))
    text(clerk, field(checking), 404)
    text(clerk, field(checking, "caizheng/"), 404)
    checking.board.scorer(checking.round, "spot", name="赵六", units=("minzheng",))
    other = signed_in(checking.board.person("assessor", "xian", "赵六"))
    text(other, field(checking, "minzheng/"))
    text(other, field(checking, "caizheng/"), 404)


def test_the_worker_comes_from_the_pages_own_folder(checking: Checking, inspector: Client) -> None:
    answer = inspector.get(field(checking, "worker.js"))
    assert answer["Content-Type"].startswith("text/javascript")
    assert "Service-Worker-Allowed" not in answer
