"""Sites named, recorded, evaluated and revoked; mistakes voided; who sees and may do what."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.utils import IntegrityError
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongkai.assessment.actions import sites
from gongkai.assessment.actions.mending import propose_orders
from gongkai.assessment.actions.sites import Happened
from gongkai.assessment.models import Site, SiteEvent
from gongkai.assessment.queries.sites.evaluations import differs, unplanned, waiting
from gongkai.assessment.queries.sites.public import public_codes, public_sites
from gongkai.assessment.queries.sites.seen import (
    find_site,
    history_of,
    sites_managed,
    sites_seen,
    with_standing,
)
from gongkai.assessment.site_lives import life_of
from gongkai.core.actions import Refused
from gongkai.core.models import Event
from gongkai.disclosure import publication
from gongkai.rules.sites import Standing
from tests.assessment.app.board import Board
from tests.assessment.app.sites.life import NOTICE, evaluated, happened, named

pytestmark = pytest.mark.django_db


def standing(site: Site) -> str:
    return str(with_standing(Site.objects.filter(pk=site.pk)).get().standing)  # type: ignore[attr-defined]


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[frozenset[str]]:
    """What public pages are told of."""
    heard: list[frozenset[str]] = []
    monkeypatch.setitem(publication._LISTENERS, "test", lambda _, keys: heard.append(keys))
    return heard


def test_one_notice_names_many_and_again_names_nobody_twice(
    board: Board, told: list[frozenset[str]]
) -> None:
    made = named(board, "caizheng", "qingshan")
    assert {one.unit.code for one in made} == {"caizheng", "qingshan"}
    assert {(one.level, one.notice_number, one.goal) for one in made} == {
        ("county", "示公开〔2026〕4号", NOTICE.goal)
    }
    event = Event.objects.get(verb="site.designate")
    assert (event.data["count"], event.data["level"]) == (2, "县级")
    assert told == [frozenset({"site:caizheng", "site:qingshan"})]
    again = named(board, "caizheng", "qingshan")
    assert {one.pk for one in again} == {one.pk for one in made}
    assert Event.objects.filter(verb="site.designate").count() == 1
    (late,) = named(board, "caizheng", "minzheng")
    assert (late.unit.code, SiteEvent.objects.count()) == ("minzheng", 3)


@pytest.mark.parametrize(
    ("changed", "field", "words"),
    [
        ({"level": "village"}, "level", "没有选择级别"),
        ({"named_by": " "}, "named_by", "没有写由谁确定"),
        ({"named_by": "县" * 101}, "named_by", "不超过 100 个字"),
        ({"on": date(2026, 11, 17)}, "on", "还没到"),
        ({"number": ""}, "number", "没有写文号"),
        ({"number": "第四号"}, "number", "文号要写成"),
        ({"goal": "点" * 5001}, "goal", "不超过 5000 个字"),
        ({"goal": "绝密★启动前"}, "", "密级"),
    ],
)
def test_a_notice_that_cannot_be_is_refused_at_its_place(
    board: Board, changed: dict[str, Any], field: str, words: str
) -> None:
    with pytest.raises(Refused) as refused:
        named(board, "caizheng", said=replace(NOTICE, **changed))
    assert words in refused.value.message
    assert not field or refused.value.field == field
    assert not Site.objects.exists()


def test_units_that_cannot_be_named_are_refused_and_the_level_is_held_once(board: Board) -> None:
    for units in ([], [board.people.unit("xian").pk], [987654]):
        with pytest.raises(Refused) as refused:
            sites.designate(board.people.unit("xian").pk, NOTICE, units=units, by=board.office)
        assert refused.value.field == "units"
    named(board, "caizheng")
    other = replace(NOTICE, number="示公开〔2026〕9号")
    with pytest.raises(Refused, match="示例县财政局已经是县级示范点"):
        named(board, "caizheng", said=other)
    (city,) = named(board, "caizheng", said=replace(other, level="city", named_by="某市领导小组"))
    city.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        city.save(force_insert=True)
    with pytest.raises(PermissionDenied):
        sites.designate(
            board.people.unit("xian").pk,
            NOTICE,
            units=[board.people.unit("minzheng").pk],
            by=board.clerk(),
        )


def test_an_activity_is_entered_once_for_all_who_took_part(board: Board) -> None:
    rows = named(board)
    said = Happened(kind="training", on=date(2026, 3, 24), title="示范点业务培训")
    keys = [one.pk for one in rows]
    made = sites.record(keys, said, file=("签到".encode(), "签到表.txt"), by=board.office)
    assert {one.file_name for one in made} == {"签到表.txt"}
    assert sites.record(keys, said, by=board.office) == []
    assert SiteEvent.objects.filter(kind="training").count() == 3
    assert Event.objects.filter(verb="site.record").count() == 1


@pytest.mark.parametrize(
    ("changed", "field", "words"),
    [
        ({"kind": "evaluate"}, "kind", "没有这种登记"),
        ({"kind": "designate"}, "kind", "没有这种登记"),
        ({"kind": "party"}, "kind", "没有这种登记"),
        ({"title": ""}, "title", "没有写名称"),
        ({"on": date(2026, 11, 17)}, "on", "还没到"),
        ({"on": date(2026, 3, 1)}, "", "早于确定示范点的日期（2026-03-02）"),
        ({"number": "4号"}, "number", "文号要写成"),
        ({"kind": "rectify"}, "due", "没有写整改期限"),
        ({"kind": "rectify", "due": date(2026, 5, 1)}, "due", "早于责令整改"),
        ({"kind": "rectify", "due": date(2026, 9, 1)}, "", "最近一次考评没有要求责令整改"),
        ({"kind": "revoke"}, "text", "没有写取消的理由"),
        ({"kind": "revoke", "text": "理由"}, "number", "没有写文号"),
        ({"kind": "mended"}, "", "没有未完成的整改"),
    ],
)
def test_what_cannot_be_recorded_is_refused_with_the_site_and_the_reason(
    board: Board, changed: dict[str, Any], field: str, words: str
) -> None:
    (site,) = named(board, "caizheng")
    said = Happened(kind="visit", on=date(2026, 6, 1), title="现场指导")
    with pytest.raises(Refused) as refused:
        sites.record([site.pk], replace(said, **changed), by=board.office)
    assert words in refused.value.message
    assert refused.value.field == field
    with pytest.raises(Refused, match="请选择示范点"):
        sites.record([], said, by=board.office)


def test_a_site_enters_its_own_plan_and_nothing_else(board: Board) -> None:
    (site,) = named(board, "caizheng")
    assert standing(site) == Standing.NEW
    plan = Happened(kind="plan", on=date(2026, 3, 20), title="建设方案")
    sites.record([site.pk], plan, by=board.clerk())
    assert standing(site) == Standing.BUILDING
    for kind in ("visit", "exchange", "revoke"):
        said = replace(plan, kind=kind, text="理由", number="示公开〔2026〕9号", sham=True)
        with pytest.raises(PermissionDenied):
            sites.record([site.pk], said, by=board.clerk())
    with pytest.raises(PermissionDenied):
        sites.record([site.pk], replace(plan, title="别人的"), by=board.clerk("minzheng"))


def test_the_result_of_november_is_taken_over_and_what_its_grade_demands_is_carried_out(
    board: Board, told: list[frozenset[str]]
) -> None:
    good, fair, bad = sorted(named(board), key=lambda one: one.unit.code)
    assert [one.pk for one in unplanned(board.office, sites_managed(board.office), 2026)] != []
    round_ = evaluated(board)
    assert unplanned(board.office, sites_managed(board.office), 2026) == []
    ((found, pending),) = ((one.round, one.sites) for one in waiting(board.office))
    assert (found, len(pending)) == (round_, 3)
    with pytest.raises(PermissionDenied):
        sites.take_evaluations(round_.pk, by=board.clerk())
    made = sites.take_evaluations(round_.pk, by=board.office)
    grades = {one.site.unit.code: (one.grade_title, one.total, one.demands) for one in made}
    assert grades == {
        "caizheng": ("合格", Decimal("100.00"), "commend"),
        "minzheng": ("基本合格", Decimal("80.00"), "rectify"),
        "qingshan": ("不合格", Decimal("64.00"), "revoke"),
    }
    assert sites.take_evaluations(round_.pk, by=board.office) == []
    assert waiting(board.office) == []
    assert {standing(one) for one in (good, fair, bad)} == {Standing.OWED}
    with pytest.raises(Refused, match="没有要求取消资格"):
        happened(board, good, "revoke", text="理由", number="示公开〔2026〕30号")

    happened(board, good, "commend", number="示政〔2026〕31号")
    happened(board, fair, "rectify", due=board.now.date() + timedelta(days=30))
    told.clear()
    happened(board, bad, "revoke", text="考评不合格。", number="示公开〔2026〕30号")
    assert told == [frozenset({"site:qingshan"})]
    assert [standing(one) for one in (good, fair, bad)] == [
        Standing.NEW,
        Standing.MENDING,
        Standing.REVOKED,
    ]
    happened(board, fair, "mended")
    assert standing(fair) == Standing.NEW
    with pytest.raises(Refused, match="资格已经取消"):
        happened(board, bad, "visit")
    (again,) = named(board, "qingshan", said=replace(NOTICE, number="示公开〔2026〕40号"))
    assert again.pk != bad.pk


def test_sham_ends_the_status_at_any_time(board: Board) -> None:
    (site,) = named(board, "caizheng")
    happened(board, site, "revoke", sham=True, text="弄虚作假。", number="示公开〔2026〕30号")
    site.refresh_from_db()
    assert site.ended_on == board.now.date()


def test_results_are_not_taken_before_they_are_announced_nor_of_another_scheme(
    board: Board,
) -> None:
    named(board)
    with pytest.raises(Refused, match="还没有通报"):
        sites.take_evaluations(board.running().pk, by=board.office)
    with pytest.raises(Refused, match="不是示范点考评"):
        sites.take_evaluations(board.running("bowang-jiaoyun").pk, by=board.office)


def test_a_result_revised_after_it_was_taken_over_is_noticed(board: Board) -> None:
    (site,) = named(board, "caizheng")
    (row,) = sites.take_evaluations(
        evaluated(board, {"caizheng": 0, "minzheng": 0, "qingshan": 0}).pk, by=board.office
    )
    assert differs(row) == ""
    SiteEvent.objects.filter(pk=row.pk).update(grade="basic", total=Decimal("80.00"))
    row.refresh_from_db()
    assert differs(row) == "合格"
    sites.void_event(row.pk, reason="结果已更正", by=board.office)
    (again,) = sites.take_evaluations(row.round_id or 0, by=board.office)
    assert (again.grade_title, site.pk) == ("合格", again.site_id)


def test_mistakes_are_voided_with_a_reason_and_stay_readable(board: Board) -> None:
    (site,) = named(board, "caizheng")
    visit = happened(board, site, "visit")
    with pytest.raises(Refused, match="已有记录"):
        sites.void_site(site.pk, reason="登记错了", by=board.office)
    with pytest.raises(Refused, match="没有写理由"):
        sites.void_event(visit.pk, reason=" ", by=board.office)
    with pytest.raises(PermissionDenied):
        sites.void_event(visit.pk, reason="登记错了", by=board.clerk())
    sites.void_event(visit.pk, reason="登记错了", by=board.office)
    sites.void_event(visit.pk, reason="又点了一次", by=board.office)
    assert [one.void_reason for one in history_of(board.office, site)] == ["登记错了", ""]
    assert [one.kind for one in history_of(board.clerk(), site)] == ["designate"]
    first = SiteEvent.objects.get(site=site, kind="designate")
    with pytest.raises(Refused, match="作废整个示范点"):
        sites.void_event(first.pk, reason="登记错了", by=board.office)
    sites.void_site(site.pk, reason="单位选错", by=board.office)
    assert find_site(board.clerk(), site.pk) is None
    assert find_site(board.office, site.pk) is not None
    assert public_sites() == []
    with pytest.raises(Refused, match="登记已作废"):
        happened(board, site, "visit")
    assert named(board, "caizheng")[0].pk != site.pk


def test_a_revocation_entered_by_mistake_gives_the_status_back_unless_named_anew(
    board: Board,
) -> None:
    (site,) = named(board, "caizheng")
    sham = {"sham": True, "text": "弄虚作假。", "number": "示公开〔2026〕30号"}
    end = happened(board, site, "revoke", **sham)
    sites.void_event(end.pk, reason="复核后撤销", by=board.office)
    site.refresh_from_db()
    assert (site.ended_on, standing(site)) == (None, Standing.NEW)
    end = happened(board, site, "revoke", **sham)
    named(board, "caizheng", said=replace(NOTICE, number="示公开〔2026〕40号"))
    with pytest.raises(Refused, match="已重新确定"):
        sites.void_event(end.pk, reason="复核后撤销", by=board.office)


def test_each_sees_the_sites_that_concern_them(board: Board) -> None:
    rows = {one.unit.code: one for one in named(board)}
    assert sites_seen(board.office).count() == 3
    assert sites_seen(board.leader).count() == 3
    assert list(sites_seen(board.clerk())) == [rows["caizheng"]]
    assert not sites_seen(board.viewer("assessor")).exists()
    assert not sites_managed(board.leader).exists()


def test_the_public_is_told_who_was_named_commended_revoked_and_no_more(board: Board) -> None:
    (site,) = named(board, "caizheng")
    happened(board, site, "visit", title="内部检查", text="发现公开栏没有更新")
    sites.take_evaluations(
        evaluated(board, {"caizheng": 0, "minzheng": 0, "qingshan": 0}).pk, by=board.office
    )
    happened(board, site, "commend", text="内部附言", number="示政〔2026〕31号")
    (one,) = public_sites("caizheng")
    assert [(event.label, event.text) for event in one.events] == [
        ("确定", ""),
        ("通报表彰", ""),
    ]
    assert (one.commended, one.ended_on, public_codes()) == (1, None, ["caizheng"])
    assert public_sites("minzheng") == []
    happened(board, site, "revoke", sham=True, text="弄虚作假。", number="示公开〔2026〕33号")
    (one,) = public_sites()
    assert one.events[-1].text == "弄虚作假。"
    assert one.ended_on == board.now.date()


TRIED = st.lists(
    st.tuples(
        st.sampled_from(["plan", "visit", "evaluate", "commend", "rectify", "mended", "revoke"]),
        st.sets(st.sampled_from(["commend", "rectify", "revoke"])),
        st.booleans(),
    ),
    max_size=10,
)


@settings(
    max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(TRIED)
def test_the_database_and_the_rules_agree_on_where_a_site_stands(
    board: Board, tried: list[tuple[str, set[str], bool]]
) -> None:
    with transaction.atomic():
        site = named(board, "caizheng")[0]
        for number, (kind, demands, void) in enumerate(tried):
            row = SiteEvent.objects.create(
                site=site,
                kind=kind,
                on=date(2026, 4, 1),
                title=f"第{number}件",
                demands=" ".join(sorted(demands)) if kind == "evaluate" else "",
                at=board.now,
                name="张三",
                voided_at=board.now if void else None,
                void_reason="登记错了" if void else "",
            )
            if kind == "revoke" and not void:
                Site.objects.filter(pk=site.pk).update(ended_on=row.on)
        life = life_of(SiteEvent.objects.filter(site=site))
        assert standing(site) == life.standing
        transaction.set_rollback(True)


def test_an_order_to_rectify_follows_the_site_and_stands_on_its_page(
    board: Board, signed_in: Callable[..., Client]
) -> None:
    named(board)
    round_ = evaluated(board)
    (order,) = [one for one in propose_orders(round_.pk, by=board.office) if one.site_id]
    assert order.source == "site"
    assert propose_orders(round_.pk, by=board.office) == ()
    page = signed_in(board.person("openness_office")).get(f"/office/sites/{order.site_id}/")
    assert order.title in page.content.decode()
