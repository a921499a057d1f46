"""Surveys on the screen: built, opened, printed, entered from paper, told; others see nothing."""

import csv
import io
import re
from collections.abc import Callable
from html import unescape

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from openpyxl import load_workbook

from gongkai.assessment.models import Answer, PaperBatch, Survey, Ticket
from gongkai.assessment.surveys.codes import plain
from gongkai.core import todo
from gongkai.core.actions.bodies import BodyDraft, MemberDraft, create_body, join_body
from gongkai.core.models import Event
from gongkai.core.roles import USUAL
from tests.assessment.app.asking import QUESTIONS, Asking
from tests.assessment.app.board import Board
from tests.people import SINCE, SYSTEM

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]


@pytest.fixture
def office(board: Board, signed_in: SignIn) -> Client:
    return signed_in(board.person("openness_office"))


def home(asking: Asking, part: str = "") -> str:
    return f"/office/rounds/{asking.survey.round.key}/surveys/{asking.survey.key}/{part}"


def text(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status, answer.status_code
    return unescape(answer.content.decode())


def send(client: Client, path: str, **said: object) -> str:
    answer = client.post(path, said, follow=True)
    return unescape(answer.content.decode())


def test_from_what_the_pack_asks_for_to_an_open_survey(board: Board, office: Client) -> None:
    round_ = board.running()
    start = f"/office/rounds/{round_.key}/surveys/"
    page = text(office, start)
    assert "考核表按问卷“satisfaction”计分，还没有建立" in page
    assert "透明度与群众满意度" in page
    page = send(office, f"{start}new/", survey="satisfaction", title="满意度问卷", intro="")
    assert "问卷已建立，请添加题目" in page
    survey = Survey.objects.get()
    asking = Asking(board, survey)
    assert "添加 q1" in page
    page = text(office, f"{home(asking, 'questions/')}?name=q3")
    assert 'value="q3"' in page
    for name in ("q1", "q2", "q3", "q4"):
        page = send(
            office,
            home(asking, "questions/"),
            do="set",
            name=name,
            text=f"题目{name}？",
            asks="scale",
            low="1",
            high="5",
            options="差\n好",
            required="1",
        )
    assert "添加 q" not in page
    page = text(office, home(asking))
    assert "还没有定起止日期" in page
    page = send(office, home(asking), do="publish")
    assert "没有办理" in page
    page = send(office, home(asking), do="days", opens_on="2026-11-16", closes_on="2027-01-01")
    assert "要在“考评”阶段之内" in page
    page = send(office, home(asking), do="days", opens_on="2026-11-16", closes_on="2026-11-25")
    assert "开放之前还要办好" not in page
    page = send(office, home(asking), do="publish")
    assert f"/survey/{survey.key}/" in page
    assert "填答中" in page
    assert "还没有建立" not in text(office, start)


def test_questions_move_change_and_freeze(board: Board, office: Client) -> None:
    asking = Asking.held(board)
    path = home(asking, "questions/")
    assert "顺序已调整" in send(office, path, do="up q2")
    assert "题目已删除" in send(office, path, do="remove more")
    page = send(office, path, do="set", name="q9", text="", asks="scale", low="1", high="5")
    assert "没有写题目" in page
    assert "没有这种操作" in send(office, path, do="explode")
    asking.answer(asking.codes(1)[0])
    page = send(office, path, do="remove q1")
    assert "已经有人答题，题目和答卷人类别不能再改" in page
    assert "保存题目" not in page


def test_people_and_weights(board: Board, office: Client) -> None:
    asking = Asking.built(board, strata={})
    path = home(asking, "people/")
    said = {"name-1": "群众", "weight-1": "0.6", "name-2": "代表", "weight-2": "x", "to_all": "1"}
    page = send(office, path, **said)
    assert "“代表”的权重要大于0" in page
    assert 'value="x"' in page
    assert "已保存" in send(office, path, **{**said, "weight-2": "0.4", "open-1": "1"})
    survey = Survey.objects.get()
    assert survey.strata == {"群众": "0.6", "代表": "0.4"}
    assert (survey.open_strata, survey.is_open_to_all) == (["群众"], True)


def test_slips_are_printed_once_with_codes_that_answer(board: Board, office: Client) -> None:
    asking = Asking.held(board)
    path = home(asking, "tickets/")
    said = {
        "do": "make",
        "unit": [asking.unit_pk(), asking.unit_pk("minzheng")],
        "stratum": "群众",
        "count": "2",
    }
    answer = office.post(path, said)
    page = unescape(answer.content.decode())
    codes = [plain(one) for one in re.findall(r'slip-code">([^<]+)<', page)]
    assert len(set(codes)) == 4
    assert page.count("<svg ") >= 4
    assert "style=" not in page
    assert answer["Cache-Control"] == "no-store"
    asking.answer(codes[0])
    page = text(office, path)
    assert codes[1] not in page
    assert "1116-1" in page
    assert "少于 5" in page
    page = send(office, path, do="void", batch="1116-1", reason="打印坏了")
    assert "已作废 3 个" in page
    assert Ticket.objects.count() == 1
    page = send(office, path, do="make", unit=[], count="2", stratum="群众")
    assert "没有选择单位" in page


def test_a_slip_for_each_supervisor_in_office(board: Board, office: Client) -> None:
    unit = board.people.unit("xian")
    body = create_body(unit.pk, BodyDraft("supervisors", "社会监督员"), since=SINCE, by=SYSTEM)
    for name in ("张三", "李四", "王五"):
        join_body(body.pk, MemberDraft(name, "监督员", unit.pk), since=SINCE, by=SYSTEM)
    asking = Asking.held(board, name="", strata={})
    page = text(office, home(asking, "roster/"))
    assert "任期结束" in page
    assert "在任 3 人" in page
    assert "少于 5 人的评议结果不会显示" in page
    page = send(office, home(asking, "roster/"), body=body.pk)
    assert page.count("slip-code") == 3
    assert "示例县财政局、示例县民政局、青山乡人民政府" in page
    assert "没有这个名册" in send(office, home(asking, "roster/"), body="0")


def test_paper_is_entered_in_a_grid_and_voided_as_a_pile(board: Board, office: Client) -> None:
    asking = Asking.held(board)
    page = text(office, f"{home(asking, 'paper/new/')}?unit={asking.unit_pk()}&rows=3")
    assert 'name="s3-q4"' in page
    assert 'name="s4-q1"' not in page
    sheet = {f"s1-q{n}": "5" for n in range(1, 5)}
    said = {"unit": asking.unit_pk(), "stratum": "群众", "rows": "3", **sheet, "s2-q1": "9"}
    answer = office.post(home(asking, "paper/new/"), said)
    page = unescape(answer.content.decode())
    assert answer.status_code == 422
    assert "第 2 份第 1 题：只能填 1 到 5" in page
    assert "第 2 份第 2 题：这一题要回答" in page
    assert 'href="#id_s2-q1"' in page
    assert not Answer.objects.exists()
    assert "已录入 1 份" in send(office, home(asking, "paper/new/"), **{**said, "s2-q1": ""})
    batch = PaperBatch.objects.get()
    assert "没有写理由" in send(office, home(asking, "paper/"), batch=batch.pk, reason="")
    page = send(office, home(asking, "paper/"), batch=batch.pk, reason="录错了单位")
    assert "已作废" in page
    assert "录错了单位" in page
    other = Asking.held(board, board.running())
    assert "没有选择要作废" in send(office, home(other, "paper/"), batch=batch.pk, reason="x")


def test_results_tell_no_few_and_the_files_tell_the_same(board: Board, office: Client) -> None:
    asking = Asking.held(board)
    asking.people(6, "群众", q1="4", more="我的电话是 13812345678，请回电。")
    asking.people(3, "代表", q1="1")
    asking.people(4, "群众", "minzheng", q1="2", more="小单位的话")
    page = text(office, home(asking, "results/"))
    assert "问卷还没有结束" in page
    assert "138" not in page
    asking.close()
    page = text(office, home(asking, "results/"))
    assert "3.00" in page  # nine together, for three deputies alone are too few: 27 / 9
    assert "群众、代表" in page or "代表、群众" in page
    assert "138****5678" in page
    assert "13812345678" not in page
    assert "小单位的话" not in page
    body = b"".join(office.get(f"{home(asking, 'results/')}?export=csv").streaming_content)  # type: ignore[attr-defined]
    rows = list(csv.reader(io.StringIO(body.decode("utf-8-sig"))))
    first = next(row for row in rows if row[:2] == ["示例县财政局", "q1"])
    assert first[4:6] == ["9", "3.000000"]
    few = [row for row in rows if row[0] == "示例县民政局"]
    assert all(row[4:8] == ["", "", "", ""] for row in few)
    assert {row[8] for row in few} == {"不足 5 份，不显示"}
    file = office.get(f"{home(asking, 'results/')}?export=xlsx")
    sheet = load_workbook(io.BytesIO(b"".join(file.streaming_content))).active  # type: ignore[attr-defined]
    assert sheet is not None
    assert sheet.max_row == len(rows)


def test_nobody_but_who_runs_the_round_sees_its_surveys(board: Board, signed_in: SignIn) -> None:
    asking = Asking.held(board)
    asking.people(6)
    parts = ("", "questions/", "people/", "tickets/", "roster/", "paper/", "paper/new/", "results/")
    start = f"/office/rounds/{asking.survey.round.key}/surveys/"
    for role in USUAL:
        client = signed_in(role.code, unit="caizheng", name="外人", username=f"out-{role.code}")
        for path in (start, f"{start}new/", *(home(asking, part) for part in parts)):
            assert client.get(path).status_code in {403, 404}, (role.code, path)
            assert client.post(path, {"do": "close"}).status_code in {403, 404, 405}, path
    assert Survey.objects.get().closed_at is None
    assert Client(HTTP_HOST="127.0.0.1").get(home(asking)).status_code == 302


def test_a_survey_is_found_in_its_own_round_only(board: Board, office: Client) -> None:
    asking = Asking.held(board)
    other = board.running()
    path = f"/office/rounds/{other.key}/surveys/{asking.survey.key}/"
    assert office.get(path).status_code == 404
    assert office.get(f"/office/rounds/{other.key}/surveys/nothing/results/").status_code == 404


@pytest.mark.parametrize("part", ["", "questions/", "people/", "tickets/", "roster/", "paper/new/"])
def test_nonsense_is_answered(board: Board, office: Client, part: str) -> None:
    asking = Asking.held(board)
    nonsense = ["", "\x00", "-1", "9" * 40, "<script>", "２", "up", "set"]
    for word in nonsense:
        said = dict.fromkeys(
            ("do", "unit", "count", "stratum", "rows", "name", "text", "asks", "low", "high"), word
        )
        said |= dict.fromkeys(("name-1", "weight-1", "s1-q1", "body", "opens_on", "note"), word)
        assert office.post(home(asking, part), said).status_code in {200, 302, 422}, word
        assert office.get(home(asking, part), said).status_code == 200, word


def test_the_to_do_list_knows_what_needs_a_hand(board: Board) -> None:
    asking = Asking.built(board)

    def mine() -> list[tuple[str, str]]:
        found = todo.todos(board.office)
        assert found.failed == ()
        return [(one.state.name, one.why) for one in found.items if one.kind == "问卷"]

    assert mine() == [("OVERDUE", "开始日期已过，还没有开放")]
    held = Asking.held(board, board.running())
    assert ("INFO", "3 个单位的答卷不足 5 份") in mine()
    held.people(5)
    board.wait(days=7)
    assert ("DUE_SOON", "2 天后结束填答；2 个单位的答卷不足 5 份") in mine()
    board.wait(days=3)
    assert ("WAITING_FOR_ME", "已到期，等待确定结果") in mine()
    held.close()
    assert len(mine()) == 1
    assert [one for one in todo.todos(board.clerk()).items if one.kind == "问卷"] == []
    assert asking.survey.title == held.survey.title


def test_events_of_a_survey_are_told_in_words(board: Board) -> None:
    from gongkai.core import verbs

    asking = Asking.held(board)
    asking.people(5)
    asking.paper("5555")
    asking.close()
    told = [verbs.sentence(one) for one in Event.objects.filter(verb__startswith="survey.")]
    assert "为“政务公开群众满意度问卷”制作编码 5 个，批次 1116-1" in told
    assert all("%" not in one and "—" not in one for one in told), told
    with pytest.raises(PermissionDenied):
        board.clerk().require("assessment.run")
    assert len(QUESTIONS) == 6
