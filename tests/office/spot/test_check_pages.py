"""Visits and findings on the screen: planned, held, looked at by those who may."""

from datetime import date
from io import BytesIO

import docx
import pytest
from django.test import Client

from gongkai.assessment.actions import setting_up, staffing
from gongkai.assessment.models import (
    Deduction,
    SpotFinding,
    Visit,
)
from tests.assessment.app.board import Board
from tests.assessment.app.spot.checking import ENOUGH, Checking
from tests.office.spot.desk import SignIn, place, sent, stand_still, text
from tests.photographs import JPEG

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(checking: Checking, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> Client:
    stand_still(checking, monkeypatch)
    return signed_in(checking.board.person("openness_office"))


def planned(checking: Checking, office: Client, unit: str = "caizheng", **said: object) -> str:
    usual = {
        "key": "plan-1",
        "form": "discussion.county",
        "on": "2026-11-20",
        "time": "9：30",
        "place": "三楼会议室",
        "inspectors": "李四、王五",
        "announced": "announced",
        "special": "regular",
    }
    return sent(office, place(checking, f"units/{unit}/"), **{**usual, **said})


def test_a_visit_is_planned_and_shown_form_by_form(checking: Checking, office: Client) -> None:
    checking.drawn()
    page = planned(checking, office)
    assert "已安排" in page
    assert "6–8 人：机关干部代表、下属单位负责人、服务对象代表" in page
    assert "通知得太晚" not in page
    overview = text(office, place(checking))
    assert "11-20" in overview
    assert "抽中" in overview
    assert "检查其他单位（1 个）" in overview


def test_a_unit_told_later_than_the_reading_says_is_warned_of(
    checking: Checking, office: Client
) -> None:
    assert "本次考核定的是提前 3 天通知" in planned(checking, office, on="2026-11-18")
    assert "提前 3 天" not in planned(
        checking,
        office,
        "minzheng",
        key="b",
        form="files",
        on="2026-11-17",
        announced="unannounced",
    )


def test_what_is_typed_wrongly_is_kept_with_its_key(checking: Checking, office: Client) -> None:
    said = {"key": "k1", "form": "files", "on": "2026-11-20", "time": "25:00", "inspectors": "李四"}
    page = sent(office, place(checking, "units/caizheng/"), 422, **said)
    assert "时间要写成 9:30 的样子" in page
    assert 'name="key" value="k1"' in page


def test_borrowed_head_counts_say_so(checking: Checking, office: Client) -> None:
    page = text(office, place(checking, "units/minzheng/"))
    assert "借用“县直单位座谈会”的规定" in page
    checking.visited("minzheng", "discussion.central", people={"机关干部代表": 2})
    visit = Visit.objects.get()
    page = text(office, place(checking, f"visits/{visit.pk}/"))
    assert "没有“下属单位负责人”、“服务对象代表”参加" in page
    assert "参加 2 人，规定至少 6 人" in page
    assert "第四部分第（二）项第3目" in page
    assert "借用“县直单位座谈会”的规定" in page
    assert "人员不符" in text(office, place(checking))


def test_a_planned_visit_is_held_once(checking: Checking, office: Client) -> None:
    planned(checking, office, on="2026-11-16")
    visit = Visit.objects.get()
    one = place(checking, f"visits/{visit.pk}/")
    said = {
        "do": "hold",
        "key": "held-1",
        "on": "2026-11-16",
        "inspectors": "李四",
        "people-0": "3",
        "people-1": "2",
        "people-2": "x",
    }
    page = sent(office, one, 422, **said)
    assert "人数要写成数字" in page
    page = sent(office, one, **{**said, "people-2": "2"})
    assert "机关干部代表 3 人、下属单位负责人 2 人、服务对象代表 2 人，共 7 人" in page
    sent(office, one, **{**said, "people-2": "9"})
    visit.refresh_from_db()
    assert visit.people == ENOUGH


def test_a_visit_is_changed_and_voided(checking: Checking, office: Client) -> None:
    planned(checking, office)
    one = place(checking, f"visits/{Visit.objects.get().pk}/")
    page = sent(
        office, one, do="change", on="2026-11-21", inspectors="李四", announced="unannounced"
    )
    assert "暗访（事先不通知）" in page
    assert "已作废，记录保留" in sent(office, one, do="void", reason="改期")
    assert "登记已检查" not in text(office, one)


def test_a_unit_sees_its_announced_visit_and_nothing_else(
    checking: Checking, office: Client, signed_in: SignIn
) -> None:
    planned(checking, office, note="重点看公开栏")
    planned(checking, office, key="b", form="files", announced="unannounced")
    shown, hidden = Visit.objects.order_by("pk")
    checking.found()
    clerk = signed_in(checking.board.person("clerk", "caizheng"))
    page = text(clerk, place(checking))
    assert "11-20" in page
    assert "示例县民政局" not in page
    page = text(clerk, place(checking, f"visits/{shown.pk}/"))
    assert "三楼会议室" in page
    assert "重点看公开栏" not in page
    assert '<form method="post"' not in page.split('id="main"')[1]
    text(clerk, place(checking, f"visits/{hidden.pk}/"), 404)
    page = text(clerk, place(checking, "units/caizheng/"))
    assert "公开栏的内容停在去年" not in page
    text(clerk, place(checking, "units/caizheng/record/"), 404)
    assert "公开栏的内容停在去年" not in text(clerk, place(checking, "findings/"))
    text(clerk, place(checking, f"findings/{SpotFinding.objects.get().pk}/"), 404)


def test_another_unit_sees_no_tab_and_no_rows(checking: Checking, signed_in: SignIn) -> None:
    checking.visited()
    clerk = signed_in(checking.board.person("clerk", "qingshan"))
    assert "抽查</a>" not in text(clerk, f"/office/rounds/{checking.round.key}/")
    assert "示例县财政局" not in text(clerk, place(checking))


def test_findings_are_filtered_and_exported(checking: Checking, office: Client) -> None:
    checking.found(photo=(JPEG, "a.jpg"))
    checking.found("minzheng", key="b", text="窗口有人帮老人填表", is_problem=False, item="")
    page = text(office, place(checking, "findings/"))
    assert "第三部分第（二）项" in page
    page = text(office, place(checking, "findings/?kind=problem"))
    assert "帮老人" not in page
    page = text(office, place(checking, "findings/?group=中省直驻县单位"))
    assert "公开栏" not in page
    export = office.get(place(checking, "findings/?export=csv"))
    lines = b"".join(export).decode().splitlines()
    assert len(lines) == 3
    assert "信息公开" in lines[1] + lines[2]
    assert "2026-11-16 11:40" in lines[1]


def test_a_finding_shows_its_photograph_to_those_who_may(
    checking: Checking, office: Client, signed_in: SignIn
) -> None:
    row = checking.found(photo=(JPEG, "a.jpg"))
    one = place(checking, f"findings/{row.pk}/")
    page = text(office, one)
    assert f'src="{one}photo/"' in page
    answer = office.get(f"{one}photo/")
    assert b"".join(answer) == JPEG
    assert answer["Content-Type"] == "image/jpeg"
    clerk = signed_in(checking.board.person("clerk", "caizheng"))
    assert clerk.get(f"{one}photo/").status_code == 404
    assert "记错了，作废" in page
    assert "已作废，记录保留" in sent(office, one, do="void", reason="看错了")


def test_a_finding_in_an_order_says_so_and_the_rest_is_found_by_a_filter(
    checking: Checking, office: Client
) -> None:
    row = checking.found()
    checking.found(key="b", text="登记簿没有签名")
    checking.ordered(row)
    page = text(office, place(checking, "findings/?kind=to_mend"))
    assert "登记簿没有签名" in page
    assert "公开栏的内容停在去年" not in page
    assert "登记簿" not in text(office, place(checking, "findings/?kind=ordered"))
    page = text(office, place(checking, f"findings/{row.pk}/"))
    assert "示政整〔2026〕1号" in page
    assert "已列入整改" in page


def test_the_record_of_a_unit_is_a_word_file_to_sign(checking: Checking, office: Client) -> None:
    checking.visited(people={"机关干部代表": 2})
    checking.found(photo=(JPEG, "a.jpg"))
    answer = office.get(place(checking, "units/caizheng/record/"))
    paper = docx.Document(BytesIO(answer.content))
    words = "\n".join(paragraph.text for paragraph in paper.paragraphs)
    assert "1. 公开栏的内容停在去年。" in words
    assert "尚未进行的有：汇报会、实地查看公开载体、个别访谈、查阅资料。" in words
    assert len(paper.inline_shapes) == 1


def test_a_finding_becomes_a_deduction_on_its_page(
    board: Board, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    checking = Checking.begun(board, "shifandian")
    stand_still(checking, monkeypatch)
    person = board.person("assessor", "xian", "李四")
    staffing.add_scorer(checking.round.pk, person=person, by=board.office)
    inspector = board.viewer("assessor", "xian", "李四")
    row = checking.found(item="", by=inspector)
    client = signed_in(person)
    one = place(checking, f"findings/{row.pk}/")
    page = text(client, one)
    item = page.split('name="item"')[1].split('<option value="')[2].split('"')[0]
    said = {"do": "deduct", "item": item, "reason": "公开栏停更"}
    assert "没有写扣几分" in sent(client, one, 422, **said, points="")
    assert "已扣分" in sent(client, one, **said, points="０.５")
    taken = Deduction.objects.get()
    assert (taken.finding_id, str(taken.points)) == (row.pk, "0.50")
    assert "已经据此扣分" in sent(client, one, 422, do="void", reason="看错了")


def test_a_stage_that_has_not_begun_lets_plan_and_not_hold(
    checking: Checking, office: Client
) -> None:
    setting_up.set_stage(
        checking.round.pk,
        stage="spot",
        starts_on=date(2026, 12, 11),
        ends_on=date(2026, 12, 20),
        by=checking.board.office,
    )
    planned(checking, office, on="2026-12-12")
    page = text(office, place(checking, f"visits/{Visit.objects.get().pk}/"))
    assert "调整安排" in page
    assert "登记已检查" not in page
