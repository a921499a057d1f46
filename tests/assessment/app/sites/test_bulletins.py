"""Bulletins: counted from records, issued once with their hash, corrected by another."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils.translation import override

from gongkai.assessment.actions.bulletins import BulletinDraft, issue_bulletin
from gongkai.assessment.models import MonthlyBulletin, SiteEvent
from gongkai.assessment.month_figures import hash_of, read_figures
from gongkai.assessment.queries.bulletins import bulletins_seen, figures_of, sees_unit
from gongkai.core.actions import Refused
from gongkai.core.models import Event, Unit
from gongkai.disclosure.actions.taking_over import Former, take_over
from gongkai.disclosure.content import Content
from gongkai.disclosure.models import ChannelPublication, Item
from gongkai.disclosure.queries.months import required_of
from tests.assessment.app.board import NOVEMBER, ZONE, Board
from tests.assessment.app.sites.life import happened, named
from tests.people import SYSTEM

pytestmark = pytest.mark.django_db
OCTOBER = date(2026, 10, 1)
DRAFT = BulletinDraft(month=OCTOBER, scope="sites", number="示公开〔2026〕20号")


def published(unit: str, on: date, title: str = "收支公告", category: str = "budgets") -> None:
    content = Content(title=title, body_html=f"<p>{title}</p>", issued_on=on)
    at = datetime(on.year, on.month, on.day, 10, tzinfo=ZONE)
    take_over([Former(unit, category, "notice", content, at)], by=replace(SYSTEM, at=NOVEMBER))


@pytest.fixture
def month(board: Board) -> Board:
    """An October: two of finance, one of them by a section, none of the township."""
    named(board)
    published("caizheng", date(2026, 10, 1), "甲公告")
    published("yusuan", date(2026, 10, 31), "乙公告")
    published("minzheng", date(2026, 9, 30), "上月公告")
    published("minzheng", date(2026, 11, 1), "下月公告")
    return board


def issue(board: Board, **changed: Any) -> MonthlyBulletin:
    unit = board.people.unit("xian").pk
    return issue_bulletin(unit, replace(DRAFT, **changed), by=board.office)


def test_figures_are_the_records_of_the_month_and_no_others(month: Board) -> None:
    figures = figures_of(month.office, month.people.unit("xian"), "sites", OCTOBER)
    found = {one.code: ([item.title for item in one.published], one.place) for one in figures.units}
    assert found == {
        "caizheng": (["甲公告", "乙公告"], 1),
        "minzheng": ([], 2),
        "qingshan": ([], 2),
    }
    assert (figures.total, figures.as_of) == (2, "2026-10-31")
    assert [(one.category, one.total, one.units) for one in figures.categories] == [
        ("budgets", 2, 1)
    ]
    assert {one.group for one in figures.groups} == {"政府部门", "乡镇（街道）"}


def test_a_gap_is_a_required_category_without_anything_public(month: Board) -> None:
    unit = month.people.unit("caizheng")
    required = required_of(unit)
    assert "budgets" in required
    figures = figures_of(month.office, month.people.unit("xian"), "sites", OCTOBER)
    own = figures.unit("caizheng")
    assert own is not None
    assert (own.required, len(own.gaps)) == (len(required), len(required) - 1)
    before = figures_of(month.office, month.people.unit("xian"), "sites", date(2026, 9, 1))
    earlier = before.unit("caizheng")
    assert earlier is not None
    assert len(earlier.gaps) == len(required)


def test_channels_and_visits_stand_beside_and_a_withdrawn_item_is_not_counted(
    month: Board,
) -> None:
    item = Item.objects.get(unit__code="caizheng")
    for on in (date(2026, 10, 5), date(2026, 11, 5)):
        ChannelPublication.objects.create(
            item=item, channel="notice_board", on=on, count=3, created_at=month.now
        )
    site = month.people.unit("caizheng").sites.get()
    happened(month, site, "visit", on=date(2026, 10, 9), title="现场指导")
    figures = figures_of(month.office, month.people.unit("xian"), "sites", OCTOBER)
    own = figures.unit("caizheng")
    assert own is not None
    assert (len(own.channels), own.channels[0].count, own.worked("visit")) == (1, 3, 1)
    assert figures.channels()[0][1:] == (1, 3)
    Item.objects.filter(pk=item.pk).update(availability="withdrawn", notice="正在核实")
    figures = figures_of(month.office, month.people.unit("xian"), "sites", OCTOBER)
    assert figures.total == 1


def test_an_issued_bulletin_keeps_its_figures_whatever_happens_later(month: Board) -> None:
    with override("en"):
        made = issue(month)
    assert hash_of(made.figures) == made.hash
    assert read_figures(made.figures).plain() == made.figures
    published("qingshan", date(2026, 10, 20), "补登的公告")
    again = MonthlyBulletin.objects.get(pk=made.pk)
    assert read_figures(again.figures).total == 2
    assert hash_of(again.figures) == again.hash
    event = Event.objects.get(verb="bulletin.issue")
    assert (event.data["units"], event.data["hash"]) == (3, made.hash)
    assert SiteEvent.objects.filter(kind="bulletin", number=made.number).count() == 3
    assert issue(month).pk == made.pk, "sent again it is the same"
    assert MonthlyBulletin.objects.count() == 1


def test_a_correction_is_another_bulletin_with_a_reason(month: Board) -> None:
    first = issue(month)
    with pytest.raises(Refused, match="已经通报过（示公开〔2026〕20号）") as refused:
        issue(month, number="示公开〔2026〕21号")
    assert refused.value.field == "reason"
    published("qingshan", date(2026, 10, 20), "补登的公告")
    second = issue(month, number="示公开〔2026〕21号", reason="青山乡补报")
    assert (second.replaces, read_figures(second.figures).total) == (first, 3)
    third = issue(month, number="示公开〔2026〕22号", reason="再次核对")
    assert third.replaces == second
    assert read_figures(MonthlyBulletin.objects.get(pk=first.pk).figures).total == 2


@pytest.mark.parametrize(
    ("changed", "field", "words"),
    [
        ({"month": date(2026, 12, 1)}, "month", "还没有开始"),
        ({"scope": "party"}, "scope", "没有单位"),
        ({"number": ""}, "number", "没有写文号"),
        ({"note": "点" * 5001}, "note", "不超过"),
        ({"seen": "0" * 64}, "", "发布情况有变动"),
    ],
)
def test_what_cannot_be_issued_is_refused(
    month: Board, changed: dict[str, Any], field: str, words: str
) -> None:
    with pytest.raises(Refused) as refused:
        issue(month, **changed)
    assert (refused.value.field, words in refused.value.message) == (field, True)
    with pytest.raises(PermissionDenied):
        issue_bulletin(month.people.unit("xian").pk, DRAFT, by=month.clerk())


def test_units_of_a_bulletin_read_it_and_open_only_their_own_records(month: Board) -> None:
    made = issue(month, scope="bureau")
    assert bulletins_seen(month.clerk("caizheng")).count() == 1
    assert not bulletins_seen(month.clerk("qingshan")).exists()
    assert sees_unit(month.clerk("caizheng"), made, "caizheng")
    assert not sees_unit(month.clerk("caizheng"), made, "minzheng")
    assert sees_unit(month.leader, made, "minzheng")
    assert not SiteEvent.objects.filter(kind="bulletin").exists(), "bureaus, not sites"


def test_a_district_is_a_group_of_its_own(board: Board) -> None:
    xian = board.people.unit("xian")
    district = Unit.objects.create(
        code="donqu",
        name="东区人民政府",
        kind="government",
        level="county",
        parent=xian,
        path=f"{xian.path}999/",
        since=date(2020, 1, 1),
    )
    Unit.objects.create(
        code="donqu-ju",
        name="东区财政局",
        kind="bureau",
        level="county",
        parent=district,
        path=f"{xian.path}999/1000/",
        since=date(2020, 1, 1),
    )
    figures = figures_of(board.office, xian, "bureau", OCTOBER)
    assert {one.code: one.group for one in figures.units}["donqu-ju"] == "东区人民政府"


def test_the_month_asks_as_many_queries_for_three_units_as_for_all(
    month: Board, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(14):
        figures_of(month.office, month.people.unit("xian"), "bureau", OCTOBER)
