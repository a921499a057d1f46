"""Self-checks on the screen: saved for button and script, refused in place, kept from others."""

import io
from collections.abc import Callable
from html import unescape
from pathlib import Path

import docx
import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from gongkai.assessment.checklist import checklist
from gongkai.assessment.models import SelfCheck
from tests.assessment.app.board import NOVEMBER, Board
from tests.people import People

POINTS = [point.id for point in checklist().points]
SignIn = Callable[..., Client]
HOME = "/office/selfchecks/"
MINE = f"{HOME}qingshan/2026/"
pytestmark = pytest.mark.django_db


@pytest.fixture
def board(
    people: People, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Board:
    """The county on 2026-11-16."""
    settings.GONGKAI_FILES = tmp_path / "files"
    settings.GONGKAI_DATA = tmp_path / "data"
    monkeypatch.setattr(timezone, "now", lambda: NOVEMBER)
    return Board(people)


@pytest.fixture
def clerk(board: Board, signed_in: SignIn) -> Client:
    return signed_in(board.person("clerk", "qingshan"))


def filled(**changed: str) -> dict[str, str]:
    points = {f"met-{one}": "yes" for one in POINTS}
    points |= {f"evidence-{one}": "<b>见台账</b>" for one in POINTS}
    return {"version": "0", "stated": "", **points, **changed}


def shown(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return unescape(answer.content.decode())


def test_the_button_and_the_script_save_the_same(clerk: Client) -> None:
    assert "填写 2026 年自查" in shown(clerk, HOME)
    assert "这一年还没有公开记录" in shown(clerk, MINE)
    page = clerk.post(MINE, filled(), follow=True).content.decode()
    assert "已保存。" in page
    assert "<b>见台账" not in page
    answer = clerk.post(
        MINE, filled(version="1", done="甲"), headers={"Accept": "application/json"}
    )
    assert answer.json()["version"] == 2
    answer = clerk.post(
        MINE, filled(version="1", done="乙"), headers={"Accept": "application/json"}
    )
    assert (answer.status_code, answer.json()["code"]) == (409, "check.overtaken")
    paper = docx.Document(io.BytesIO(clerk.get(f"{MINE}report.docx").content))
    assert any("【成文日期】" in one.text for one in paper.paragraphs)


def test_what_is_wrong_is_told_and_nothing_typed_is_lost(clerk: Client) -> None:
    answer = clerk.post(MINE, filled(stated="8.5", done="写了很多"))
    page = unescape(answer.content.decode())
    assert (answer.status_code, "写成整数" in page, "写了很多" in page) == (422, True, True)
    assert not SelfCheck.objects.exists()
    clerk.post(MINE, filled(**{"evidence-fees": ""}))
    assert "“收费标准上墙”没有写依据" in shown(clerk, MINE)


def test_the_chief_signs_and_then_it_is_only_read(
    board: Board, clerk: Client, signed_in: SignIn
) -> None:
    clerk.post(MINE, filled())
    assert clerk.post(f"{MINE}sign/", {"version": "1"}).status_code == 403
    chief = signed_in(board.person("final_reviewer", "qingshan"))
    assert "各要点已填完" in shown(chief, "/office/")
    assert "没有签发" in chief.post(f"{MINE}sign/", {"version": "9"}, follow=True).content.decode()
    assert "已签发。" in chief.post(f"{MINE}sign/", {"version": "1"}, follow=True).content.decode()
    page = shown(clerk, MINE)
    assert 'name="done"' not in page
    sent = clerk.get(f"{MINE}report.docx")
    paper = docx.Document(io.BytesIO(b"".join(sent.streaming_content)))  # type: ignore[attr-defined]
    assert any("签发人：张三" in one.text for one in paper.paragraphs)
    assert "没有保存" in clerk.post(MINE, filled(version="1"), follow=True).content.decode()


def test_a_neighbour_finds_nothing_and_the_office_reads(
    board: Board, clerk: Client, signed_in: SignIn
) -> None:
    clerk.post(MINE, filled())
    stranger = signed_in(board.person("clerk", "minzheng"))
    assert "青山乡" not in shown(stranger, HOME)
    assert stranger.get(MINE).status_code == 404
    assert stranger.get(f"{HOME}minzheng/2026/").status_code == 404
    office = signed_in(board.person("openness_office"))
    assert "青山乡人民政府" in shown(office, HOME)
    assert 'name="done"' not in shown(office, MINE)
    assert clerk.get(f"{HOME}qingshan/2019/").status_code == 404
