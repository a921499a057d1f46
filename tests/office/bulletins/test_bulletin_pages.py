"""Bulletins on the screen: looked over, drafted, issued, corrected, opened down to a record."""

import io
from collections.abc import Callable
from datetime import date
from html import unescape
from pathlib import Path

import docx
import openpyxl
import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from gongkai.assessment.models import MonthlyBulletin
from tests.assessment.app.board import Board
from tests.assessment.app.sites.life import named
from tests.assessment.app.sites.test_bulletins import issue, published
from tests.people import People

SignIn = Callable[..., Client]
HOME = "/office/bulletins/"
pytestmark = pytest.mark.django_db


@pytest.fixture
def board(
    people: People, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Board:
    """An October with sites, on 2026-11-16."""
    settings.GONGKAI_FILES = tmp_path / "files"
    settings.GONGKAI_DATA = tmp_path / "data"
    made = Board(people)
    monkeypatch.setattr(timezone, "now", lambda: made.now)
    named(made)
    published("caizheng", date(2026, 10, 12), "<b>甲</b>公告")
    return made


@pytest.fixture
def office(board: Board, signed_in: SignIn) -> Client:
    return signed_in(board.person("openness_office"))


def shown(client: Client, address: str = HOME) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return unescape(answer.content.decode())


def words(data: bytes) -> str:
    paper = docx.Document(io.BytesIO(data))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in paper.paragraphs), *cells])


def test_a_month_is_looked_over_drafted_and_issued(board: Board, office: Client) -> None:
    assert "还没有印发过月度通报" in shown(office)
    page = shown(office, f"{HOME}new/")
    assert "2026年10月示范点信息公开情况通报" in page, "the month just over, over the sites"
    assert "units/caizheng/?organ=" in page
    behind = shown(office, f"{HOME}new/units/caizheng/?scope=sites&month=2026-10")
    assert "<b>甲</b>公告" in behind
    assert "发布的信息（1 条）" in behind
    raw = office.get(f"{HOME}new/units/caizheng/?scope=sites&month=2026-10").content.decode()
    assert "<b>甲" not in raw
    assert office.get(f"{HOME}new/units/none/").status_code == 404
    paper = words(office.post(f"{HOME}new/", {"do": "draft", "note": "请各单位补齐缺项。"}).content)
    assert "【发文字号】" in paper
    assert "请各单位补齐缺项。" in paper
    answer = office.post(f"{HOME}new/", {"do": "issue", "number": "五号"})
    assert (answer.status_code, "文号要写成" in answer.content.decode()) == (422, True)
    answer = office.post(
        f"{HOME}new/", {"do": "issue", "number": "示公开〔2026〕20号"}, follow=True
    )
    page = unescape(answer.content.decode())
    assert "已印发，数字和名单已固定。" in page
    made = MonthlyBulletin.objects.get()
    assert made.hash[:16] in page
    paper = words(office.get(f"{HOME}{made.key}/bulletin.docx").content)
    assert "3个单位共发布信息1条" in paper
    assert made.hash[:16] in paper
    book = openpyxl.load_workbook(io.BytesIO(office.get(f"{HOME}{made.key}/bulletin.xlsx").content))
    assert [cell.value for cell in book["单位"][2]][:4] == [1, "示例县财政局", "政府部门", 1]
    assert book["发布明细"]["B2"].value == "<b>甲</b>公告"


def test_a_correction_leads_from_the_old_to_the_new(board: Board, office: Client) -> None:
    first = issue(board)
    page = shown(office, f"{HOME}{first.key}/")
    assert "更正" in page
    asked = f"{HOME}new/?organ={first.organ_id}&scope=sites&month=2026-10"
    assert "再发一期就是更正" in shown(office, asked)
    given = {"do": "issue", "number": "示公开〔2026〕21号", "reason": "青山乡补报"}
    answer = office.post(asked, given, follow=True)
    assert "青山乡补报" in answer.content.decode()
    page = shown(office, f"{HOME}{first.key}/")
    assert "这一期已经更正" in page
    assert "示公开〔2026〕21号" in page


def test_figures_that_were_tampered_with_are_noticed(board: Board, office: Client) -> None:
    made = issue(board)
    made.figures["units"][0]["published"] = []
    MonthlyBulletin.objects.filter(pk=made.pk).update(figures=made.figures)
    assert "数字与印发时不一致" in shown(office, f"{HOME}{made.key}/")


def test_a_unit_reads_what_it_was_told_and_opens_its_own_records(
    board: Board, signed_in: SignIn
) -> None:
    made = issue(board)
    clerk = signed_in(board.person("clerk", "minzheng"))
    page = shown(clerk, f"{HOME}{made.key}/")
    assert "示例县财政局" in page
    assert f"{made.key}/units/caizheng/" not in page
    assert shown(clerk, f"{HOME}{made.key}/units/minzheng/")
    assert clerk.get(f"{HOME}{made.key}/units/caizheng/").status_code == 404
    assert clerk.get(f"{HOME}{made.key}/bulletin.xlsx").status_code == 404
    assert clerk.get(f"{HOME}new/").status_code == 403
    stranger = signed_in(board.person("clerk", "qingshan-dongcun"))
    assert stranger.get(f"{HOME}{made.key}/").status_code == 404
