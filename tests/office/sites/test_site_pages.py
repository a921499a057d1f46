"""Sites on the screen: a notice drafted and entered, activities, results, revocation, mistakes."""

import csv
import io
from collections.abc import Callable
from datetime import timedelta
from html import unescape
from pathlib import Path
from typing import Any

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from pytest_django import Settings
from pytest_django.fixtures import DjangoAssertNumQueries

from gongkai.assessment import current
from gongkai.assessment.models import Site, SiteEvent
from tests.assessment.app.board import Board
from tests.assessment.app.sites.life import evaluated, happened, named
from tests.people import People

SignIn = Callable[..., Client]
SITES = "/office/sites/"
pytestmark = pytest.mark.django_db


@pytest.fixture
def board(
    people: People, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Board:
    """The county on 2026-11-16, for the screens too."""
    settings.GONGKAI_FILES = tmp_path / "files"
    settings.GONGKAI_DATA = tmp_path / "data"
    current.forget()
    made = Board(people)
    monkeypatch.setattr(timezone, "now", lambda: made.now)
    return made


@pytest.fixture
def office(board: Board, signed_in: SignIn) -> Client:
    return signed_in(board.person("openness_office"))


def shown(client: Client, address: str = SITES) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return unescape(answer.content.decode())


def send(client: Client, address: str, status: int = 200, **given: object) -> str:
    answer = client.post(address, given, follow=True)
    assert answer.status_code == status, answer.content.decode()
    return unescape(answer.content.decode())


def words(data: bytes) -> str:
    paper = docx.Document(io.BytesIO(data))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in paper.paragraphs), *cells])


def typed(board: Board, *codes: str, **more: object) -> dict[str, Any]:
    return {
        "do": "enter",
        "level": "county",
        "named_by": "示例县政务公开领导小组",
        "on": "2026-03-02",
        "number": "示公开[2026]4号",
        "units": [board.people.unit(code).pk for code in codes],
        "goal": "以点带面。\n规范程序。",
        **more,
    }


def test_a_notice_is_drafted_before_it_has_a_number_and_then_entered(
    board: Board, office: Client
) -> None:
    assert "还没有示范点" in shown(office)
    page = shown(office, f"{SITES}new/")
    assert "示例县政务公开领导小组" in page
    assert "预算股" not in page, "a section of an organ is named by no notice"
    given = typed(board, "caizheng", "qingshan", do="draft", number="")
    answer = office.post(f"{SITES}new/", given)
    paper = words(answer.content)
    assert "关于确定" in paper.replace("\n", "")
    assert "【发文字号】" in paper
    assert "规范程序。" in paper
    assert "示例县财政局" in paper
    assert not Site.objects.exists()
    page = send(office, f"{SITES}new/", **typed(board, "caizheng", "qingshan"))
    assert "已登记 2 个示范点" in page
    assert "示公开〔2026〕4号" in page
    event = SiteEvent.objects.filter(kind="designate").first()
    assert event is not None
    paper = words(office.get(f"{SITES}events/{event.pk}/notice.docx").content)
    assert "示公开〔2026〕4号" in paper
    assert "青山乡人民政府" in paper


def test_what_is_typed_wrongly_keeps_what_was_ticked(board: Board, office: Client) -> None:
    page = send(office, f"{SITES}new/", 422, **typed(board, "caizheng", number="四号"))
    assert "文号要写成" in page
    key = board.people.unit("caizheng").pk
    ticked = [line for line in page.split("<input") if f'value="{key}"' in line]
    assert "checked" in ticked[0]
    page = send(office, f"{SITES}new/", 422, **typed(board, do="draft"))
    assert "没有选择单位" in page


def test_ticked_sites_get_one_training_with_its_file(board: Board, office: Client) -> None:
    rows = named(board)
    answer = office.post(SITES, {"bulk": "training", "row": [rows[0].pk, rows[1].pk]})
    address = answer["Location"]
    page = shown(office, address)
    assert (rows[0].unit.name in page, rows[2].unit.name in page) == (True, False)
    file = SimpleUploadedFile("签到表.txt", "签到".encode())
    page = send(
        office,
        address,
        kind="training",
        do="enter",
        sites=[rows[0].pk, rows[1].pk],
        on="2026-03-24",
        title="业务培训",
        file=file,
    )
    assert "已登记。" in page
    assert SiteEvent.objects.filter(kind="training").count() == 2
    page = shown(office, f"{SITES}{rows[0].pk}/")
    assert "业务培训" in page
    event = SiteEvent.objects.filter(kind="training").first()
    assert event is not None
    sent = office.get(f"{SITES}events/{event.pk}/file/")
    assert b"".join(sent.streaming_content).decode() == "签到"  # type: ignore[attr-defined]
    assert office.post(SITES, {"bulk": "nothing"})["Location"] == SITES


def test_results_of_the_round_are_taken_over_and_lead_to_notices(
    board: Board, office: Client, signed_in: SignIn
) -> None:
    rows = {one.unit.code: one for one in named(board)}
    page = shown(office, "/office/")
    assert "3 个示范点还没有列入今年的考评" in page
    page = shown(office, "/office/rounds/new/?sites=1")
    assert "现有示范点（3 个）" in page
    assert "2026 年政务公开示范点考评" in page
    round_ = evaluated(board)
    office = signed_in(board.person("openness_office"))  # a week has passed
    page = shown(office)
    assert "还没有记入档案" in page
    assert "3 个示范点还没有记入" in shown(office, "/office/")
    page = send(office, f"{SITES}evaluations/{round_.key}/")
    assert "已记入 3 个示范点" in page
    assert "考评结果待处理" in page
    todo = shown(office, "/office/")
    assert "示例县财政局：示范点考评结果" in todo
    page = shown(office, f"{SITES}{rows['caizheng'].pk}/")
    assert "考评：合格 100" in page
    assert "通报表扬" in page
    given: dict[str, Any] = {
        "kind": "commend",
        "sites": rows["caizheng"].pk,
        "on": "2026-11-23",
        "title": "表彰",
    }
    record = f"{SITES}record/?kind=commend&row={rows['caizheng'].pk}"
    paper = words(office.post(record, given | {"do": "draft"}).content)
    assert "政务公开示范点建设考评办法" in paper
    assert "考评合格" in paper
    page = send(office, record, 422, **given, do="enter")
    assert "没有写文号" in page
    page = send(office, record, **given, do="enter", number="示政〔2026〕31号")
    assert "未报方案" in page
    record = f"{SITES}record/?kind=revoke&row={rows['qingshan'].pk}"
    given = {
        "kind": "revoke",
        "sites": rows["qingshan"].pk,
        "on": "2026-11-23",
        "title": "取消资格",
        "number": "示公开〔2026〕32号",
        "text": "考评不合格，公开内容长期不更新。",
    }
    assert "已取消资格" in send(office, record, **given, do="enter")
    event = SiteEvent.objects.get(kind="revoke")
    paper = words(office.get(f"{SITES}events/{event.pk}/notice.docx").content)
    assert "长期不更新" in paper
    own = signed_in(board.person("clerk", "minzheng"))
    assert "基本合格" in shown(own, f"{SITES}{rows['minzheng'].pk}/")


def test_the_unit_hands_in_its_plan_from_the_to_do_list(
    board: Board, signed_in: SignIn, office: Client
) -> None:
    (site,) = named(board, "caizheng")
    clerk = signed_in(board.person("clerk", "caizheng"))
    assert "报送示范点建设方案" in shown(clerk, "/office/")
    page = shown(clerk, f"{SITES}{site.pk}/")
    assert "登记建设方案" in page
    for word in ("登记现场指导", "取消资格", "登记错了"):
        assert word not in page
    page = send(
        clerk,
        f"{SITES}record/?kind=plan&row={site.pk}",
        kind="plan",
        do="enter",
        sites=site.pk,
        on="2026-11-16",
        title="建设方案",
    )
    assert "建设中" in page
    assert "报送示范点建设方案" not in shown(clerk, "/office/")
    for address in ("new/", "evaluations/none/"):
        assert clerk.get(SITES + address).status_code in {403, 405}
    assert clerk.get(f"{SITES}record/?kind=visit").status_code == 404


def test_a_stranger_finds_nothing_and_a_leader_only_reads(board: Board, signed_in: SignIn) -> None:
    (site,) = named(board, "caizheng")
    visit = happened(board, site, "visit", text="内部情况")
    stranger = signed_in(board.person("clerk", "minzheng"))
    assert "示例县财政局" not in shown(stranger)
    for address in (f"{site.pk}/", f"events/{visit.pk}/file/", f"events/{visit.pk}/notice.docx"):
        assert stranger.get(SITES + address).status_code == 404
    leader = signed_in(board.person("leader"))
    page = shown(leader, f"{SITES}{site.pk}/")
    assert "内部情况" in page
    assert "登记现场指导" not in page
    given = {"do": "void", "event": visit.pk, "reason": "我说了算"}
    assert leader.post(f"{SITES}{site.pk}/", given).status_code == 403


def test_mistakes_are_voided_on_the_page_of_the_site(board: Board, office: Client) -> None:
    (site,) = named(board, "caizheng")
    visit = happened(board, site, "visit")
    address = f"{SITES}{site.pk}/"
    assert "没有选择要作废的记录" in send(office, address, event="", reason="登记错了")
    assert "没有写理由" in send(office, address, event=visit.pk, reason="")
    page = send(office, address, event=visit.pk, reason="登记错了")
    assert "（已作废）现场指导、检查" in page
    page = send(office, address, event="site", reason="单位选错")
    assert "登记已作废" in page


def test_the_month_reminds_late_and_the_list_says_what_it_lacks(
    board: Board, office: Client, signed_in: SignIn
) -> None:
    rows = named(board)
    assert "示范点本月座谈交流" not in shown(office, "/office/")
    board.now += timedelta(days=5)
    office = signed_in(board.person("openness_office"))
    page = shown(office, "/office/")
    assert "示范点本月座谈交流" in page
    happened(board, rows[0], "visit")
    page = shown(office, "/office/")
    assert "示范点本月现场指导" not in page
    listed = list(csv.reader(io.StringIO(_csv(office, "?lack=visit&export=csv"))))
    assert {line[0] for line in listed[1:]} == {one.unit.name for one in rows[1:]}
    assert len(list(csv.reader(io.StringIO(_csv(office, "?state=new&export=csv"))))) == 4


def _csv(client: Client, query: str) -> str:
    answer = client.get(SITES + query)
    return b"".join(answer.streaming_content).decode().lstrip("\ufeff")  # type: ignore[attr-defined]


def test_markup_typed_anywhere_is_text(board: Board, office: Client) -> None:
    (site,) = named(board, "caizheng")
    evil = "<script>alert(1)</script>"
    happened(board, site, "visit", title=evil, text=evil)
    for address in (SITES, f"{SITES}{site.pk}/", "/office/"):
        assert "<script>alert" not in office.get(address).content.decode()


def test_the_list_asks_no_more_for_many_sites(
    board: Board,
    office: Client,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    named(board)
    with django_assert_max_num_queries(25):
        shown(office)
