"""Self-checks: counted from records, saved by version, signed once, unchanged from then on."""

import io
from dataclasses import replace
from datetime import date
from typing import Any

import docx
import pytest
from django.core.exceptions import PermissionDenied

from gongkai.assessment.actions.ledger import EntryDraft, add_entry
from gongkai.assessment.actions.selfchecks import CheckDraft, save_check, sign_check
from gongkai.assessment.checklist import checklist
from gongkai.assessment.models import SelfCheck
from gongkai.assessment.queries.selfchecks import (
    CheckFigures,
    checks_seen,
    figures_of,
    may_check,
    own_units,
    to_sign,
)
from gongkai.core.actions import Refused
from gongkai.core.actions.bodies import BodyDraft, MemberDraft, create_body, join_body
from gongkai.core.models import Event
from gongkai.disclosure.models import ChannelPublication, Item
from gongkai.reports.selfchecks import CheckPaper, check_paper
from gongkai.rules.selfchecks import Tick
from tests.assessment.app.board import Board
from tests.assessment.app.sites.life import named
from tests.assessment.app.sites.test_bulletins import published
from tests.people import SINCE, SYSTEM

POINTS = [point.id for point in checklist().points]
pytestmark = pytest.mark.django_db
WHOLE = CheckDraft(
    ticks={point: Tick("yes", "见台账") for point in POINTS},
    stated=836,
    done="设立公开栏。",
    problems="无",
    plans="坚持。",
)


PAPER = check_paper(
    CheckPaper(
        asked=checklist(),
        unit="青山乡人民政府",
        recipients="示例县人民政府",
        year=2026,
        channels=(("公开栏", 754), ("政府网站", 32), ("信息平台", 30)),
        inspections=15,
        officers=65,
        ticks=WHOLE.ticks,
        stated=836,
        signed_on=date(2026, 12, 1),
        signed_by="张三",
    )
)


def save(board: Board, draft: CheckDraft = WHOLE, version: int = 0, **by: Any) -> SelfCheck:
    unit = board.people.unit("qingshan").pk
    return save_check(unit, 2026, draft, version=version, by=by.get("by", board.clerk("qingshan")))


def figures(board: Board, row: SelfCheck) -> CheckFigures:
    return figures_of(row.unit, 2026, row, board.now.date())


def sign(board: Board, row: SelfCheck, **more: Any) -> SelfCheck:
    given: dict[str, Any] = {
        "version": row.version,
        "figures": figures(board, row),
        "document": PAPER,
    }
    return sign_check(row.pk, **(given | more), by=board.chief("qingshan"))


@pytest.fixture
def year(board: Board) -> Board:
    """A year of a township: two on the portal, three times on the board, one inspection."""
    published("qingshan", date(2026, 5, 1), "甲公告")
    published("qingshan", date(2026, 6, 1), "乙公告")
    published("qingshan", date(2025, 6, 1), "去年的公告")
    item = Item.objects.filter(unit__code="qingshan").order_by("pk")[0]
    for day in (3, 4, 5):
        ChannelPublication.objects.create(
            item=item, channel="notice_board", on=date(2026, 5, day), created_at=board.now
        )
    unit = board.people.unit("qingshan")
    clerk = board.clerk("qingshan")
    add_entry(unit.pk, EntryDraft(kind="inspection", title="督查", on=date(2026, 4, 2)), by=clerk)
    body = create_body(
        unit.pk, BodyDraft("information_officers", "信息员队伍"), since=SINCE, by=SYSTEM
    )
    for name in ("张三", "李四"):
        join_body(body.pk, MemberDraft(name, "信息员", unit.pk), since=SINCE, by=SYSTEM)
    return board


def test_numbers_come_from_the_records_of_the_year(year: Board) -> None:
    found = figures_of(year.people.unit("qingshan"), 2026, None, year.now.date())
    assert found.channels[0] == ("政府网站", 2)
    assert [count for _, count in found.channels] == [2, 3]
    assert (found.total, found.inspections, found.officers) == (5, 1, 2)


def test_it_is_saved_by_version_and_again_changes_nothing(year: Board) -> None:
    row = save(year, replace(WHOLE, done=""))
    assert (row.version, row.ticks["board"]) == (1, {"met": "yes", "evidence": "见台账"})
    assert save(year, version=1).version == 2
    assert save(year, version=2).version == 2
    assert Event.objects.filter(verb="selfcheck.save").count() == 2
    with pytest.raises(Refused) as refused:
        save(year, replace(WHOLE, done="别的"), version=1)
    assert refused.value.code == "check.overtaken"


@pytest.mark.parametrize(
    ("changed", "field", "code"),
    [
        ({"done": "点" * 5001}, "done", ""),
        ({"stated": -1}, "stated", ""),
        ({"ticks": {"fees": Tick("yes", "点" * 501)}}, "evidence-fees", ""),
        ({"done": "绝密★启动前"}, "", "check.secret"),
    ],
)
def test_what_cannot_be_saved_is_refused(
    year: Board, changed: dict[str, Any], field: str, code: str
) -> None:
    with pytest.raises(Refused) as refused:
        save(year, replace(WHOLE, **changed))
    assert refused.value.code == code
    assert code or refused.value.field == field
    assert not SelfCheck.objects.exists()


def test_only_townships_and_sites_fill_one_in(year: Board) -> None:
    assert [one.code for one in own_units(year.clerk("qingshan"))] == ["qingshan"]
    assert not may_check(year.clerk("caizheng")).exists()
    named(year, "caizheng")
    assert [one.code for one in may_check(year.clerk("caizheng"))] == ["caizheng"]
    with pytest.raises(PermissionDenied):
        save(year, by=year.clerk("minzheng"))
    unit = year.people.unit("minzheng").pk
    with pytest.raises(Refused, match="不用填"):
        save_check(unit, 2026, WHOLE, version=0, by=year.clerk("minzheng"))
    with pytest.raises(Refused, match="核对年份"):
        save_check(
            year.people.unit("qingshan").pk, 2020, WHOLE, version=0, by=year.clerk("qingshan")
        )


def test_it_is_signed_once_with_the_figures_as_they_are(year: Board) -> None:
    row = save(year, replace(WHOLE, ticks={}))
    with pytest.raises(Refused) as refused:
        sign(year, row)
    assert refused.value.code == "check.incomplete"
    assert to_sign(year.chief("qingshan")) == []
    row = save(year, version=1)
    assert to_sign(year.chief("qingshan")) == [row]
    with pytest.raises(Refused, match="自查在您打开之后有改动"):
        sign(year, row, version=1)
    before = figures(year, row)
    published("qingshan", date(2026, 7, 1), "丙公告")
    with pytest.raises(Refused, match="公开记录在您打开之后有变动"):
        sign(year, row, figures=before)
    signed = sign(year, row)
    assert sign(year, row).signed_at == signed.signed_at
    published("qingshan", date(2026, 8, 1), "丁公告")
    signed.refresh_from_db()
    assert figures(year, signed).total == 6
    with pytest.raises(Refused) as refused:
        save(year, replace(WHOLE, done="再改"), version=2)
    assert refused.value.code == "check.state"


def test_who_oversees_reads_and_a_neighbour_does_not(year: Board) -> None:
    save(year)
    assert checks_seen(year.office).count() == checks_seen(year.clerk("qingshan")).count() == 1
    assert not checks_seen(year.clerk("caizheng")).exists()
    with pytest.raises(PermissionDenied):
        sign_check(
            SelfCheck.objects.get().pk,
            version=1,
            figures=CheckFigures((), 0, 0),
            document=b"PK",
            by=year.clerk("qingshan"),
        )


def test_the_paper_adds_the_parts_up_and_says_where_a_stated_total_differs() -> None:
    paper = docx.Document(io.BytesIO(PAPER))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    text = "\n".join([*(one.text for one in paper.paragraphs), *cells])
    assert "共公开信息816条" in text
    assert "填写的总数 836 与各渠道之和 816 不符，多 20。" in text
    assert text.count("见台账") == 10
    assert "签发人：张三" in text
