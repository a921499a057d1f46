"""Registers in the office: entries as rows, by unit, looked at again, each in its own unit."""

import csv
import io
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from gongkai.core.actions import Refused
from gongkai.core.models import Event
from gongkai.disclosure.actions.confirming import confirm
from gongkai.disclosure.models import Edition, Item
from gongkai.disclosure.todos import to_look_at_again
from tests.disclosure.app.office import MORNING, SAID, ZONE, Office
from tests.office.disclosure.test_flow_charts import words
from tests.people import People

SignIn = Callable[..., Client]
LIST = "/office/disclosure/registers/power_list/"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def surroundings(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.GONGKAI_FILES = tmp_path / "files"
    now = datetime(2026, 3, 2, 10, 32, tzinfo=ZONE)
    monkeypatch.setattr(timezone, "now", lambda: now)


@pytest.fixture
def office(people: People) -> Office:
    return Office(people)


@pytest.fixture
def clerk(office: Office, signed_in: SignIn) -> Client:
    return signed_in(office.person("clerk"))


def power(name: str, kind: str, **more: Any) -> Any:
    basis = f"《示例县财政办法》第{len(name)}条"
    said = {"name": name, "kind": kind, "basis": basis, "holder": "示例县财政局", **more}
    return replace(SAID, title=name, body_html="", details=said)


def published(office: Office, name: str, kind: str, **more: Any) -> Edition:
    return office.published(power(name, kind, **more), content_type="power_list")


def test_entries_are_rows_with_the_fields_of_their_type(office: Office, clerk: Client) -> None:
    published(office, "代理记账资格审批", "licence")
    office.draft(power("会计信息质量检查", "inspection"), content_type="power_list")
    office.published()  # a notice is no entry
    shown = words(clerk, LIST)
    assert "职权名称" in shown
    assert "代理记账资格审批" in shown
    assert "行政许可" in shown
    assert "会计信息质量检查" in shown
    assert "共 2 条" in shown
    assert "共 1 条" in words(clerk, f"{LIST}?f-kind=licence")
    assert "共 1 条" in words(clerk, f"{LIST}?q=代理 第8条")
    assert "共 1 条" in words(clerk, f"{LIST}?standing=work")
    assert "共 0 条" in words(clerk, f"{LIST}?standing=due")
    for sort in ("name", "-f-kind", "state", "published", "review"):
        assert clerk.get(f"{LIST}?sort={sort}").status_code == 200


def test_a_new_edition_in_work_does_not_hide_what_is_public(office: Office, clerk: Client) -> None:
    live = published(office, "代理记账资格审批", "licence")
    office.next_edition(live.item, details=power("改了名字", "licence").details)
    shown = words(clerk, LIST)
    assert "代理记账资格审批" in shown
    assert "改了名字" not in shown


def test_the_file_has_every_field_whole(office: Office, clerk: Client) -> None:
    chart = {"nodes": [{"id": "a", "title": "申请", "kind": "start"}], "edges": []}
    published(office, "代理记账资格审批", "licence", discretion="轻\n重", remedy="复议")
    office.draft(power("检查", "inspection", chart=chart), content_type="power_list")
    answer: Any = clerk.get(f"{LIST}?export=csv&sort=-name")
    rows = list(csv.DictReader(io.StringIO(b"".join(answer).decode("utf-8-sig"))))
    assert [row["职权名称"] for row in rows] == ["检查", "代理记账资格审批"]
    assert rows[1]["裁量标准"] == "轻\n重"
    assert rows[1]["职权类别"] == "行政许可"
    assert rows[0]["运行流程图"] == "申请"
    assert rows[1]["应复核"] == "2027-03-02"


def test_other_units_see_nothing_of_it(office: Office, signed_in: SignIn) -> None:
    published(office, "代理记账资格审批", "licence")
    outsider = signed_in("clerk", unit="minzheng", name="赵六")
    assert "代理记账" not in words(outsider, LIST)
    overseer = signed_in(office.person("openness_office", "xian"))
    office.draft(power("还没写完", "licence"), content_type="power_list")
    shown = words(overseer, LIST)
    assert "代理记账资格审批" in shown
    assert "还没写完" not in shown


def test_the_overview_by_unit_shows_who_has_nothing(office: Office, signed_in: SignIn) -> None:
    published(office, "代理记账资格审批", "licence")
    published(office, "会计检查", "inspection")
    overseer = signed_in(office.person("openness_office", "xian"))
    shown = words(overseer, f"{LIST}units/")
    assert "县财政局 1 — — — — 1 — — — — 2" in shown
    assert "县民政局 — — — — — — — — — — 还没有" in shown
    index = words(overseer, "/office/disclosure/registers/")
    assert "权力清单 2 0 0 2026年3月2日" in index
    assert overseer.get("/office/disclosure/registers/notice/").status_code == 404


def test_what_was_looked_at_again_is_due_a_year_later(office: Office, clerk: Client) -> None:
    entry = published(office, "代理记账资格审批", "licence")
    Item.objects.filter(pk=entry.item_id).update(review_due=MORNING.date() - timedelta(days=1))
    assert "共 1 条" in words(clerk, f"{LIST}?standing=due")
    (todo,) = to_look_at_again(office.clerk)
    assert (todo.title, todo.unit, todo.href) == ("权力清单", "县财政局", f"{LIST}?standing=due")
    assert "有 1 条应复核" in todo.why
    assert to_look_at_again(office.viewer("clerk", "minzheng")) == []
    assert to_look_at_again(office.viewer("first_reviewer")) == []
    clerk.post(LIST, {"row": str(entry.pk), "bulk": "confirm"})
    assert "已复核 1 条" in words(clerk, LIST)
    assert str(Item.objects.get(pk=entry.item_id).review_due) == "2027-03-02"
    assert to_look_at_again(office.clerk) == []
    event = Event.objects.get(verb="item.confirm")
    assert event.data["next"] == "2027-03-02"
    assert "复核“代理记账资格审批”无误" in words(
        clerk, f"/office/disclosure/items/{entry.item.key}/"
    )
    clerk.post(LIST, {"row": str(entry.pk), "bulk": "confirm"})
    assert Event.objects.filter(verb="item.confirm").count() == 1


def test_only_what_is_public_and_asks_for_it_is_confirmed(office: Office, clerk: Client) -> None:
    draft = office.draft(power("检查", "inspection"), content_type="power_list")
    clerk.post(LIST, {"row": str(draft.pk), "bulk": "confirm"})
    assert "没有公开，不用复核" in words(clerk, LIST)
    clerk.post(LIST, {"bulk": "confirm"})
    assert "请先选中" in words(clerk, LIST)
    notice = office.published()
    with pytest.raises(Refused, match="不要求定期复核"):
        confirm(notice.item_id, by=office.clerk)
