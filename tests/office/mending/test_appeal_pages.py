"""Appeals on the screen: allowed by a reading, filed, admitted, heard, decided, corrected."""

from collections.abc import Callable
from decimal import Decimal
from html import unescape
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from docx import Document

from gongkai.assessment.actions import approving, revising
from gongkai.assessment.actions.judging.scoring import correct_score
from gongkai.assessment.models import Appeal, ComponentScore
from gongkai.rules.rounds.appeals import AppealState
from tests.assessment.app.board import Board
from tests.assessment.app.mending.following import Following, docx
from tests.people import plant

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]
WHY = "测评当日网站正在迁移，三个栏目打不开是暂时的。"


@pytest.fixture
def appealing(board: Board, monkeypatch: pytest.MonkeyPatch) -> Following:
    """An announced round that allows appeals, the result signed for by the unit that failed."""
    made = Following.announced(board, appeal_within="5 个工作日", appeal_decide="20 日")
    approving.receive_result(board.unit(made.round).pk, by=board.clerk())
    monkeypatch.setattr(timezone, "now", lambda: board.now)
    return made


def text(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path, follow=True)
    assert answer.status_code == status, answer.status_code
    return unescape(answer.content.decode())


def sent(client: Client, path: str, status: int = 200, /, **said: object) -> str:
    answer = client.post(path, said, follow=True)
    assert answer.status_code == status, answer.content.decode()[:2000]
    return unescape(answer.content.decode())


def place(following: Following, rest: str = "") -> str:
    return f"/office/rounds/{following.round.key}/appeals/{rest}"


def filed(following: Following, client: Client, **more: object) -> Appeal:
    said = {"key": "a", "covers": "scores", "items": ["third_party"], "text": WHY, **more}
    sent(client, place(following, "new/"), **said)
    return Appeal.objects.latest("pk")


def test_the_office_allows_appeals_while_it_sets_up(board: Board, signed_in: SignIn) -> None:
    round_ = board.prepared("bowang-jiaoyun")
    office = signed_in(board.person("openness_office"))
    path = f"/office/rounds/{round_.key}/setup/"
    page = text(office, path)
    assert "原文没有对考核结果的申诉" in page
    assert "第二十九条" in page
    assert "5 个工作日" in page
    page = sent(
        office,
        path,
        do="reading-appeal_within",
        name="appeal_within",
        value="5 个工作日",
        why="领导小组会议定",
    )
    assert "领导小组会议定" in page
    page = sent(
        office, path, 409, do="reading-appeal_decide", name="appeal_decide", value="尽快", why="定"
    )
    assert "期限要写成" in page


def test_a_unit_files_with_a_file_and_sees_the_terms(
    appealing: Following, signed_in: SignIn
) -> None:
    clerk = signed_in(appealing.board.person("clerk", "caizheng"))
    page = text(clerk, place(appealing))
    assert "可以申诉到 2026年11月23日" in page
    assert "本地口径，原文没有" in page
    page = sent(clerk, place(appealing, "new/"), 422, key="a", covers="scores", text="")
    assert "没有写理由" in page
    row = filed(appealing, clerk, file=SimpleUploadedFile("迁移公告.docx", docx()))
    assert row.file_name == "迁移公告.docx"
    page = text(clerk, place(appealing, f"{row.pk}/"))
    assert "得分：第三方机构测评" in page
    assert "待受理" in page
    assert clerk.get(place(appealing, f"{row.pk}/file/")).status_code == 200
    assert "现在不能申诉" in text(clerk, place(appealing, "new/"))


def test_admitted_staffed_decided_and_corrected(appealing: Following, signed_in: SignIn) -> None:
    board = appealing.board
    row = filed(appealing, signed_in(board.person("clerk", "caizheng")))
    office = signed_in(board.person("openness_office"))
    at = place(appealing, f"{row.pk}/")
    assert "已受理" in sent(office, at, do="admit")
    board.people.grant(board.person("assessor", "xian", "李四"), "appeal_reviewer", "xian")
    hearer = board.person("appeal_reviewer", "xian", "王五")
    page = text(office, at)
    assert "李四（给这个单位评过分）" in page
    assert "张三（leader）（参加了结果的审定）" in page
    assert "请至少选一人" in sent(office, at, 422, do="appoint")
    assert "已安排" in sent(office, at, do="appoint", people=[hearer.pk])
    client = signed_in(hearer)
    assert "没有写理由" in sent(client, at, 422, do="decide", outcome="changed", reason="")
    page = sent(client, at, do="decide", outcome="changed", reason="三个栏目不应扣分。")
    assert "已决定" in page
    answer = office.post(at, {"do": "correct"})
    row = Appeal.objects.get(pk=row.pk)
    assert row.revision is not None
    assert answer["Location"].endswith(f"/revisions/{row.revision.pk}/")
    unit = board.unit(appealing.round)
    for score in ComponentScore.objects.filter(round_unit=unit, withdrawn_at=None):
        correct_score(
            score.pk, value=Decimal(99), reason="复核", revision=row.revision, by=board.office
        )
    assert "对各单位的影响" in text(office, at)
    clerk = signed_in(board.person("clerk", "caizheng"))
    assert "对各单位的影响" not in text(clerk, at), "not in force yet"
    revising.finish_revision(row.revision.pk, by=board.leader)
    assert Appeal.objects.get(pk=row.pk).state is AppealState.DECIDED
    assert "对各单位的影响" in text(clerk, at)
    paper = clerk.get(f"{at}letter/")
    words = Document(BytesIO(paper.content))
    said = "\n".join(one.text for one in words.paragraphs)
    assert "复核〔2026〕1号" in said
    assert "三个栏目不应扣分" in said
    assert "原文没有" in said
    assert "不合格" in words.tables[0].rows[1].cells[1].text


def test_refused_and_withdrawn_on_the_page(appealing: Following, signed_in: SignIn) -> None:
    board = appealing.board
    clerk = signed_in(board.person("clerk", "caizheng"))
    office = signed_in(board.person("openness_office"))
    row = filed(appealing, clerk)
    page = sent(office, place(appealing, f"{row.pk}/"), do="refuse", reason="不是考核结果。")
    assert "不予受理" in page
    second = filed(appealing, clerk, key="b")
    page = sent(clerk, place(appealing, f"{second.pk}/"), do="withdraw", reason="已说明")
    assert "已撤回" in page


def test_nobody_else_finds_an_appeal_or_takes_a_step(
    appealing: Following, signed_in: SignIn
) -> None:
    board = appealing.board
    row = filed(
        appealing,
        signed_in(board.person("clerk", "caizheng")),
        file=SimpleUploadedFile("a.docx", docx()),
    )
    board.people.units.update(
        plant(("other", "另一县人民政府", "另一县", "government", "county", ""))
    )
    places = [place(appealing, f"{row.pk}/{rest}") for rest in ("", "file/", "letter/")]
    for role, unit in (
        ("clerk", "minzheng"),
        ("third_party", "xian"),
        ("assessor", "xian"),
        ("appeal_reviewer", "xian"),
        ("openness_office", "other"),
        ("leader", "other"),
    ):
        client = signed_in(role, unit=unit, name="旁人")
        for path in places:
            assert client.get(path).status_code == 404, (role, path)
        answer = client.get(place(appealing))
        assert "县财政局" not in unescape(answer.content.decode()), role
        for do in ("admit", "refuse", "decide", "withdraw"):
            posted = client.post(places[0], {"do": do, "reason": "乱来", "outcome": "upheld"})
            assert posted.status_code == 404, (role, do)
    leader = signed_in(board.person("leader"))
    assert leader.post(places[0], {"do": "admit"}).status_code == 403
    assert Appeal.objects.get(pk=row.pk).state is AppealState.FILED
