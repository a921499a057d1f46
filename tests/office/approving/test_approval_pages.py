"""From the proposal to the end of a round on the screen, by those whose turn it is."""

from collections.abc import Callable
from io import BytesIO
from zipfile import ZipFile

import docx
import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from gongkai.assessment.actions import approving
from gongkai.assessment.actions.common import touch
from gongkai.assessment.models import Round
from gongkai.core.access import Viewer
from gongkai.core.todo import Todo, todos
from gongkai.rules.rounds import Phase
from tests.assessment.app.board import Board, fresh

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]


def todo_list(viewer: Viewer) -> list[Todo]:
    return list(todos(viewer).items)


@pytest.fixture
def office(board: Board, signed_in: SignIn) -> Client:
    return signed_in(board.person("openness_office"))


@pytest.fixture
def leader(board: Board, signed_in: SignIn) -> Client:
    return signed_in(board.person("leader"))


def page(client: Client, round_: Round) -> str:
    answer = client.get(reverse("approval", args=[round_.key]))
    assert answer.status_code == 200
    return answer.content.decode()


def press(client: Client, round_: Round, do: str, **typed: str) -> str:
    """Press a button of the page as it stands, with its hidden values."""
    answer = client.get(reverse("approval", args=[round_.key]))
    form = answer.context["forms"][do]
    sent = {**dict(form.hidden), **typed, "do": do}
    done = client.post(reverse("approval", args=[round_.key]), sent, follow=True)
    return done.content.decode()


def test_the_whole_way_from_the_proposal_to_the_end(
    board: Board, scored_round: Round, office: Client, leader: Client, signed_in: SignIn
) -> None:
    assert "提出意见，报请审定" in page(office, scored_round)
    waiting = page(leader, scored_round)
    assert "现在等待" in waiting
    # Before the proposal no leader sees how many hold which grade.
    assert 'id="grades"' not in waiting
    assert "已办理" in press(office, scored_round, "give", opinion="建议通过")
    assert "建议通过" in page(leader, scored_round)
    press(leader, scored_round, "give", minutes="会议纪要〔2026〕3号")
    assert fresh(scored_round).phase is Phase.APPROVED
    said = press(office, scored_round, "announce", number="示政办发[2026]12号")
    assert "已通报" in said
    now = fresh(scored_round)
    assert (now.phase, now.bulletin_number) == (Phase.ANNOUNCED, "示政办发〔2026〕12号")
    assert "未签收" in page(office, scored_round)
    clerk = signed_in(board.person("clerk", "caizheng"))
    home = clerk.get(reverse("round", args=[now.key])).content.decode()
    assert "签收结果" in home
    clerk.post(reverse("round-receive-result", args=[now.key, "caizheng"]))
    assert board.unit(now).result_received_at is not None
    assert "签收结果</button>" not in clerk.get(reverse("round", args=[now.key])).content.decode()
    press(office, scored_round, "close")
    assert fresh(scored_round).phase is Phase.CLOSED
    history = page(office, scored_round).partition('id="history"')[2]
    steps = [history.index(word) for word in ("建议通过", "会议纪要", ">通报<", ">办结<")]
    assert steps == sorted(steps)
    assert "示政办发〔2026〕12号" in history


def test_a_leader_sends_it_back_and_the_office_reads_why(
    board: Board, scored_round: Round, office: Client, leader: Client
) -> None:
    press(office, scored_round, "give")
    empty = leader.post(reverse("approval", args=[scored_round.key]), {"do": "return"})
    assert empty.status_code == 422
    press(leader, scored_round, "return", opinion="请核对青山乡的得分")
    assert "请核对青山乡的得分" in page(office, scored_round)
    todos = [one.why for one in todo_list(board.office)]
    assert any("请核对青山乡的得分" in why for why in todos)


def test_a_score_changed_in_between_is_not_approved_unseen(
    board: Board, scored_round: Round, office: Client, leader: Client
) -> None:
    press(office, scored_round, "give")
    shown = leader.get(reverse("approval", args=[scored_round.key])).context["forms"]["give"]
    scores = board.unit(scored_round).component_scores.filter(component="work")
    scores.update(value=70)
    touch(board.unit(scored_round))
    sent = {**dict(shown.hidden), "do": "give"}
    leader.post(reverse("approval", args=[scored_round.key]), sent)
    assert fresh(scored_round).phase is Phase.RUNNING
    assert "原来的意见已失效" in page(leader, scored_round)


def test_what_keeps_a_result_from_being_proposed_is_listed(board: Board, office: Client) -> None:
    round_ = board.running("bowang-jiaoyun")
    shown = page(office, round_)
    assert "还不能提出意见" in shown
    assert "提出意见，报请审定" not in shown


def test_a_number_that_is_none_is_named_at_its_field(approved_round: Round, office: Client) -> None:
    answer = office.post(
        reverse("approval", args=[approved_round.key]), {"do": "announce", "number": "十二号"}
    )
    assert answer.status_code == 422
    assert "机关代字〔2026〕5号" in answer.content.decode()
    assert fresh(approved_round).announced_at is None


def test_a_number_used_before_is_warned_of_and_may_be_meant(
    board: Board, approved_round: Round, office: Client
) -> None:
    other = board.running("shifandian")
    other.bulletin_number = "示政办发〔2026〕12号"
    other.save()
    address = reverse("approval", args=[approved_round.key])
    sent = {"do": "announce", "number": "示政办发[2026]12号"}
    assert 'name="again"' not in page(office, approved_round)
    answer = office.post(address, sent)
    said = answer.content.decode()
    assert answer.status_code == 422
    assert f"文号 示政办发〔2026〕12号 已用在“{other.title}”的通报" in said
    assert 'name="again"' in said
    assert fresh(approved_round).announced_at is None
    office.post(address, {**sent, "again": "1"})
    assert fresh(approved_round).bulletin_number == "示政办发〔2026〕12号"


def test_units_do_not_see_the_page(board: Board, approved_round: Round, signed_in: SignIn) -> None:
    clerk = signed_in(board.person("clerk", "caizheng"))
    assert clerk.get(reverse("approval", args=[approved_round.key])).status_code == 404


def test_papers_of_an_announced_result(
    board: Board, approved_round: Round, office: Client, signed_in: SignIn
) -> None:
    key = approved_round.key
    clerk = signed_in(board.person("clerk", "caizheng"))
    letter = reverse("round-letter", args=[key, "caizheng"])
    assert clerk.get(letter).status_code == 404
    approving.announce(approved_round.pk, number="示政办发〔2026〕12号", by=board.office)
    text = words(clerk.get(letter).content)
    assert "92" in text
    assert "示政办发〔2026〕12号" in text
    assert clerk.get(reverse("round-letter", args=[key, "minzheng"])).status_code == 404
    assert clerk.get(reverse("round-letters", args=[key])).status_code == 403
    packed = office.get(reverse("round-letters", args=[key])).content
    with ZipFile(BytesIO(packed)) as archive:
        assert len(archive.namelist()) == 3
        assert "结果告知书" in words(archive.read(archive.namelist()[0]))
    sheet = office.get(reverse("round-target", args=[key])).content
    rows = list(openpyxl.load_workbook(BytesIO(sheet)).worksheets[0].values)
    counted = {row[0]: (str(row[1]), str(row[3])) for row in rows[3:]}
    # From 90 on nothing is taken off; below, the real score counts (002 §18).
    assert {real for real, _ in counted.values()} == {"92", "85", "80"}
    assert {value for real, value in counted.values() if real == "92"} == {"100"}
    assert {value for real, value in counted.values() if real == "85"} == {"85"}


def words(data: bytes) -> str:
    """Return everything a Word file says."""
    read = docx.Document(BytesIO(data))
    cells = [cell.text for table in read.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in read.paragraphs), *cells])


def test_a_correction_on_the_screen(
    board: Board, approved_round: Round, office: Client, leader: Client
) -> None:
    key = approved_round.key
    corrections = reverse("revisions", args=[key])
    assert office.post(corrections, {"reason": " "}).status_code == 422
    opened = office.post(corrections, {"reason": "第三方得分录错"}, follow=True)
    assert "还没有改动" in opened.content.decode()
    desk = reverse("scoring-unit", args=[key, "caizheng"])
    shown = office.get(desk).content.decode()
    assert "正在更正已审定的结果" in shown
    row = board.unit(approved_round).component_scores.get(component="third_party")
    form = {"do": "correct", "row": row.pk, "value": "60", "reason": "原分录错"}
    assert office.post(desk, {**form, "value": "160"}).status_code == 422
    office.post(desk, form)
    revision = approved_round.revisions.get()
    at = reverse("revision", args=[key, revision.pk])
    effect = office.get(at).content.decode()
    assert "改为 60 分" in effect
    assert "原分录错" in effect
    assert office.post(at).status_code == 403
    assert fresh(approved_round).revisions.get().after is None
    assert any("审定更正" in one.title for one in todo_list(board.leader))
    leader.post(at)
    assert fresh(approved_round).revisions.get().after is not None
    after = leader.get(reverse("round-results", args=[key])).content.decode()
    assert "76.00" in after
