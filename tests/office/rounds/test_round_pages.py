"""Rounds on the screen: created in one form, set up, notified, signed for."""

from collections.abc import Callable
from html import unescape

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from gongkai.assessment.actions.notifying import receive_notice
from gongkai.assessment.models import Round, Scorer, SelfReport
from gongkai.assessment.queries.rounds import own_units
from gongkai.assessment.queries.standing import progress
from gongkai.rules.rounds import Phase
from tests.assessment.app.board import Board, fresh

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]
ROUNDS = "/office/rounds/"


@pytest.fixture
def office(board: Board, signed_in: SignIn) -> Client:
    """The office's browser."""
    return signed_in(board.person("openness_office"))


def text(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path, follow=True)
    assert answer.status_code == status
    return unescape(answer.content.decode())


def test_an_office_opens_a_round_in_one_form(board: Board, office: Client) -> None:
    page = text(office, f"{ROUNDS}new/")
    assert "政务公开示范点建设考评" in page
    assert "政府部门（2 个）" in page
    organ = board.people.unit("xian").pk
    said = {
        "pack": "shifandian",
        "title": "2026 年考核",
        "year": "2026",
        "organ": organ,
        "kinds": ["bureau", "township"],
    }
    answer = office.post(f"{ROUNDS}new/", said, follow=True)
    page = unescape(answer.content.decode())
    assert "已建立" in page
    round_ = Round.objects.get()
    assert [row.name for row in round_.units.all()] == [
        "示例县财政局",
        "示例县民政局",
        "青山乡人民政府",
    ]
    assert "还有 2 项未定" in page
    assert "disabled" in page, "nobody can be told while readings are open"


def test_what_is_wrong_is_said_at_its_field(board: Board, office: Client) -> None:
    answer = office.post(f"{ROUNDS}new/", {"title": "x", "year": "2026"})
    assert answer.status_code == 422
    assert "没有选择考核办法" in answer.content.decode()


def test_readings_days_and_notice_from_the_set_up_page(board: Board, office: Client) -> None:
    round_ = board.prepared()
    place = f"{ROUNDS}{round_.key}/setup/"
    said = {"do": "reading-boundary", "name": "boundary", "value": "floor", "why": ""}
    answer = office.post(place, said)
    assert answer.status_code == 409
    assert "没有写理由" in answer.content.decode()
    office.post(place, {**said, "why": "会议定"})
    assert fresh(round_).readings["boundary"]["value"] == "floor"
    days = {"do": "stage-panel", "stage": "panel", "starts_on": "2026-11-05", "ends_on": "x"}
    assert "日期要写成" in office.post(place, days).content.decode()
    office.post(place, {**days, "ends_on": "2026-11-20"})
    assert str(round_.stages.get(stage="panel").ends_on) == "2026-11-20"
    page = unescape(office.post(place, {"do": "notify"}, follow=True).content.decode())
    assert "已通知各单位" in page
    assert fresh(round_).phase is Phase.RUNNING


def test_units_are_ticked_and_grouped_before_the_notice_only(board: Board, office: Client) -> None:
    round_ = board.prepared()
    place = f"{ROUNDS}{round_.key}/setup/units/"
    one = board.people.unit("qingshan").pk
    office.post(place, {"unit": [one], f"group-{one}": "乡镇政府"})
    assert [(row.name, row.group) for row in round_.units.all()] == [("青山乡人民政府", "乡镇政府")]
    office.post(f"{ROUNDS}{round_.key}/setup/", {"do": "notify"})
    assert "不能再改" in unescape(office.post(place, {"unit": []}).content.decode())
    page = text(office, f"{place}qingshan/")
    assert "延长期限" in page
    office.post(f"{place}qingshan/", {"do": "exempt", "reason": "今年新设"})
    assert round_.units.get().exempt


def test_scorers_are_arranged_and_ended(board: Board, office: Client) -> None:
    round_ = board.running("bowang-jiaoyun")
    expert = board.person("third_party", "xian", "李四")
    place = f"{ROUNDS}{round_.key}/setup/scorers/"
    assert "李四" in text(office, place)
    office.post(place, {"do": "add", "person": expert.pk, "component": "third_party"})
    row = Scorer.objects.get()
    assert row.blind
    assert "看不到其他评分" in text(office, place)
    office.post(place, {"do": "remove", "scorer": row.pk})
    assert Scorer.objects.get().removed_at is not None


def test_the_round_before_is_a_link_for_those_who_may_open_it(
    board: Board, office: Client, signed_in: SignIn
) -> None:
    before, round_ = board.prepared(), board.running()
    Round.objects.filter(pk=round_.pk).update(previous=before)
    place, link = f"{ROUNDS}{round_.key}/", f'href="{ROUNDS}{before.key}/"'
    assert link in text(office, place)
    page = text(signed_in(board.person("clerk", "caizheng")), place)
    assert before.title in page
    assert link not in page


def test_a_unit_signs_for_the_notice_and_sees_no_other_unit(
    board: Board, signed_in: SignIn
) -> None:
    round_ = board.running()
    clerk = signed_in(board.person("clerk", "caizheng"))
    page = text(clerk, f"{ROUNDS}{round_.key}/")
    assert "签收通知" in page
    assert "民政局" not in page
    assert clerk.post(f"{ROUNDS}{round_.key}/units/minzheng/receive/").status_code == 404
    done = clerk.post(f"{ROUNDS}{round_.key}/units/caizheng/receive/", follow=True)
    assert "已签收" in done.content.decode()


def test_nobody_is_told_of_a_round_before_its_notice(board: Board, signed_in: SignIn) -> None:
    round_ = board.prepared()
    for role, unit in (("clerk", "caizheng"), ("assessor", "xian")):
        client = signed_in(board.person(role, unit))
        assert round_.title not in text(client, ROUNDS)
        assert client.get(f"{ROUNDS}{round_.key}/").status_code == 404


def test_a_scorer_may_be_limited_to_a_few_items(board: Board, office: Client) -> None:
    round_ = board.running()
    place = f"{ROUNDS}{round_.key}/setup/scorers/"
    person = board.person("assessor", "xian", "李四").pk
    assert "评哪些考核项" in text(office, place)
    said = {"do": "add", "person": person, "items": ["org.plan", "content.timely"]}
    office.post(place, said)
    assert Scorer.objects.get().items == ["org.plan", "content.timely"]
    page = text(office, place)
    assert "只评：" in page
    assert "“org.plan”" not in page, "people read titles"
    answer = office.post(place, {**said, "items": ["nothing"]})
    assert answer.status_code == 422
    assert "没有考核项 nothing" in unescape(answer.content.decode())


def test_a_report_counts_as_in_once_it_is_signed(board: Board, office: Client) -> None:
    round_ = board.running()
    report = SelfReport.objects.create(
        round_unit=board.unit(round_), saved_at=board.now, submitted_at=board.now
    )
    # The figure, and the badge of the unit.
    assert text(office, f"{ROUNDS}{round_.key}/").count("待签发") == 2
    assert progress(round_).reported == 0
    assert progress(round_).to_sign == 1
    report.signed_at = board.now
    report.save()
    assert progress(round_).reported == 1
    assert progress(round_).to_sign == 0
    assert text(office, f"{ROUNDS}{round_.key}/").count("待签发") == 1


def test_a_role_at_the_organ_makes_nobody_one_of_the_assessed(
    board: Board, signed_in: SignIn
) -> None:
    round_ = board.running()
    clerk = signed_in(board.person("clerk", "xian"))
    assert clerk.get(f"{ROUNDS}{round_.key}/").status_code == 404
    assert clerk.get(f"{ROUNDS}{round_.key}/self/caizheng/").status_code == 404
    with pytest.raises(PermissionDenied, match="被考核单位自己的人"):
        receive_notice(board.unit(round_).pk, by=board.clerk("xian"))


def test_a_role_above_a_unit_but_below_the_organ_is_of_the_unit(board: Board) -> None:
    round_ = board.running(units=("qingshan", "qingshan-dongcun"))
    clerk = board.clerk("qingshan")
    assert {row.unit.code for row in own_units(clerk)} == {"qingshan", "qingshan-dongcun"}
    assert not own_units(board.clerk("caizheng")).exists()
    receive_notice(board.unit(round_, "qingshan-dongcun").pk, by=clerk)
