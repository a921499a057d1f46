"""Channels on the screen: recorded with evidence, counted by channel and by unit, voided."""

from collections.abc import Callable
from html import unescape
from pathlib import Path

import lxml.html
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from gongkai.core.models import Event, StoredFile
from gongkai.disclosure.actions.channels import record_channel
from gongkai.disclosure.models import ChannelPublication, Item
from tests.disclosure.app.office import MORNING, SAID, Office
from tests.people import People
from tests.photographs import PNG

SignIn = Callable[..., Client]
CHANNELS = "/office/disclosure/channels/"
PHOTO = PNG

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(
    people: People, monkeypatch: pytest.MonkeyPatch, settings: Settings, tmp_path: Path
) -> Office:
    """The finance bureau on the morning of 2026-03-02, for the screens too."""
    settings.GONGKAI_FILES = tmp_path
    monkeypatch.setattr(timezone, "now", lambda: MORNING)
    return Office(people)


def shown(client: Client, address: str = CHANNELS) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return unescape(answer.content.decode())


def typed(of: Item, **changed: object) -> dict[str, object]:
    photo = SimpleUploadedFile("公开栏.png", PHOTO, "image/png")
    usual = {"item": of.key, "channel": "board", "on": "2026-03-01", "count": "3"}
    return {**usual, "place": "财政局一楼", "evidence": photo, **changed}


def recorded(office: Office, item: Item, channel: str, count: int) -> ChannelPublication:
    photo = (PHOTO, "照片.png")
    on = MORNING.date()
    return record_channel(
        item.pk, channel=channel, on=on, count=count, evidence=photo, by=office.clerk
    )


def cells(page: str, words: str) -> list[str]:
    """The cells of the one row that begins with ``words``."""
    rows = [
        [
            "".join(str(part) for part in cell.itertext()).strip()
            for cell in row.iterchildren("th", "td")
        ]
        for row in lxml.html.fromstring(page).iter("tr")
    ]
    (found,) = [row for row in rows if row[0] == words]
    return found[1:]


def test_a_clerk_records_a_board_with_its_photograph(office: Office, signed_in: SignIn) -> None:
    item, clerk = office.published().item, signed_in(office.person("clerk"))
    page = shown(clerk, f"{CHANNELS}new/?item={item.key}")
    assert f'value="{item.key}" selected' in page, "the item one comes from is chosen"
    assert "公开栏（按期计，附佐证）" in page
    answer = clerk.post(f"{CHANNELS}new/", typed(item), follow=True)
    page = unescape(answer.content.decode())
    assert "已登记" in page
    assert "3 期" in page
    assert "财政局一楼" in page
    row = ChannelPublication.objects.get()
    evidence = clerk.get(f"{CHANNELS}{row.pk}/evidence/")
    assert b"".join(evidence) == PHOTO
    assert evidence["Content-Type"] == "image/png"
    assert SAID.title in shown(clerk)
    assert Event.objects.filter(verb="channel.record").count() == 1
    page = shown(clerk, f"/office/disclosure/items/{item.key}/")
    assert "登记渠道 公开栏，2026年3月1日，3 期" in page, "the timeline says it in words"
    assert f"{CHANNELS}{row.pk}/" in page


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"evidence": ""}, "须附照片或复印件"),
        ({"channel": "pigeon"}, "没有这种公开渠道"),
        ({"on": "2026-03-03"}, "日期还没到"),
        ({"on": "昨天"}, "日期要写成"),
        ({"count": "0"}, "数量至少是 1"),
        ({"count": "99999999999"}, "数量不超过"),
        ({"place": "长" * 201}, "不超过 200 个字"),
        ({"item": "", "typed": "查无此号"}, "没有找到这个事项"),
        ({"evidence": SimpleUploadedFile("脚本.exe", b"MZ")}, "不接受"),
        ({"evidence": SimpleUploadedFile("假.png", b"not a picture")}, "内容与扩展名不符"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_kept(
    office: Office, signed_in: SignIn, changed: dict[str, object], message: str
) -> None:
    item, clerk = office.published().item, signed_in(office.person("clerk"))
    answer = clerk.post(f"{CHANNELS}new/", typed(item, **changed))
    assert answer.status_code == 422
    assert message in unescape(answer.content.decode())
    assert not ChannelPublication.objects.exists()
    assert not StoredFile.objects.exists()


def test_an_item_is_named_by_its_index_number(office: Office, signed_in: SignIn) -> None:
    item, clerk = office.published().item, signed_in(office.person("clerk"))
    given = typed(item, item="", typed=item.index_number, channel="gazette", evidence="")
    assert clerk.post(f"{CHANNELS}new/", given).status_code == 302
    assert ChannelPublication.objects.get().item_id == item.pk


def test_outsiders_find_nothing_and_record_nothing(office: Office, signed_in: SignIn) -> None:
    item = office.published().item
    row = recorded(office, item, "board", 1)
    stranger = signed_in("clerk", unit="minzheng", name="赵六")
    assert "公开栏</a>" not in shown(stranger)
    assert "还没有登记" in shown(stranger)
    for address in ("", "evidence/"):
        assert stranger.get(f"{CHANNELS}{row.pk}/{address}").status_code == 404
    assert stranger.post(f"{CHANNELS}{row.pk}/", {"reason": "错了"}).status_code == 404
    answer = stranger.post(f"{CHANNELS}new/", typed(item))
    assert answer.status_code == 422
    assert "没有找到这个事项" in unescape(answer.content.decode())
    assert ChannelPublication.objects.get().voided_at is None


def test_who_only_reads_records_and_voids_nothing(office: Office, signed_in: SignIn) -> None:
    item = office.published().item
    row = recorded(office, item, "board", 1)
    reviewer = signed_in(office.person("first_reviewer"))
    assert f"{CHANNELS}new/" not in shown(reviewer)
    assert "作废这条登记" not in shown(reviewer, f"{CHANNELS}{row.pk}/")
    assert reviewer.get(f"{CHANNELS}new/").status_code == 403
    assert reviewer.post(f"{CHANNELS}new/", typed(item)).status_code == 403
    assert reviewer.post(f"{CHANNELS}{row.pk}/", {"reason": "错了"}).status_code == 403
    assert ChannelPublication.objects.get().voided_at is None
    assert "登记一次公开" not in shown(reviewer, f"/office/disclosure/items/{item.key}/")


def test_a_mistake_is_voided_with_a_reason_and_counts_no_more(
    office: Office, signed_in: SignIn
) -> None:
    row = recorded(office, office.published().item, "board", 5)
    clerk = signed_in(office.person("clerk"))
    assert "5 期" in shown(clerk, f"{CHANNELS}figures/")
    for reason in (" ", "长" * 301):
        assert clerk.post(f"{CHANNELS}{row.pk}/", {"reason": reason}).status_code == 422
    answer = clerk.post(f"{CHANNELS}{row.pk}/", {"reason": "登记重复"}, follow=True)
    page = unescape(answer.content.decode())
    assert "登记重复" in page
    assert "作废这条登记" not in page
    assert "5 期" not in shown(clerk, f"{CHANNELS}figures/")
    assert "公开栏</a>" in shown(clerk, f"{CHANNELS}?state=void")
    assert "公开栏</a>" not in shown(clerk, f"{CHANNELS}?state=valid")
    assert Event.objects.filter(verb="channel.void").count() == 1


def test_figures_by_channel_and_by_unit(office: Office, signed_in: SignIn) -> None:
    item = office.published().item
    civil = Office(office.people, unit="minzheng")
    for channel, count in (("board", 2), ("board", 3), ("leaflet", 800)):
        recorded(office, item, channel, count)
    recorded(civil, civil.published().item, "meeting", 1)
    openness = signed_in("openness_office", unit="xian", name="李四")
    page = shown(openness, f"{CHANNELS}figures/")
    assert cells(page, "公开栏") == ["2", "5 期", "1"]
    assert cells(page, "明白卡、宣传单") == ["1", "800 份", "1"]
    # portal, online, media, place, print, meeting, person, all
    assert cells(page, "县财政局") == ["1", "0", "0", "2", "1", "0", "0", "4"]
    assert cells(page, "县民政局") == ["1", "0", "0", "0", "0", "1", "0", "2"]
    unit = office.people.unit("minzheng").pk
    only = shown(openness, f"{CHANNELS}figures/?unit={unit}")
    assert cells(only, "会议公开") == ["1", "1 次", "1"]
    assert "明白卡" not in only
    clerk = signed_in(office.person("clerk"))
    assert ">县民政局<" not in shown(clerk, f"{CHANNELS}figures/")
    assert "会议公开" not in shown(clerk, f"{CHANNELS}figures/?unit={unit}")


def test_figures_of_other_days_and_of_days_that_are_none(office: Office, signed_in: SignIn) -> None:
    recorded(office, office.published().item, "board", 2)
    clerk = signed_in(office.person("clerk"))
    before = shown(clerk, f"{CHANNELS}figures/?since=2025-01-01&until=2026-03-01")
    assert "公开栏" not in before
    assert "这段时间没有公开" in before
    today = shown(clerk, f"{CHANNELS}figures/?since=2026-03-02&until=2026-03-02")
    assert cells(today, "公开栏") == ["1", "2 期", "1"]
    for query in ("since=0001-01-01&until=9999-12-31", "since=2026-02-30&unit=abc"):
        assert "2 期" in shown(clerk, f"{CHANNELS}figures/?{query}")


def test_a_section_s_records_count_for_its_bureau(office: Office, signed_in: SignIn) -> None:
    item = office.published().item
    Item.objects.filter(pk=item.pk).update(unit=office.people.unit("yusuan"))
    item.refresh_from_db()
    recorded(office, item, "board", 2)
    page = shown(signed_in(office.person("clerk")), f"{CHANNELS}figures/")
    assert cells(page, "县财政局") == ["1", "0", "0", "1", "0", "0", "0", "2"]
    assert ">预算股<" not in page


def test_the_list_goes_into_a_file(office: Office, signed_in: SignIn) -> None:
    recorded(office, office.published().item, "leaflet", 800)
    answer = signed_in(office.person("clerk")).get(f"{CHANNELS}?export=csv")
    text = b"".join(answer).decode()
    assert "明白卡、宣传单" in text
    assert ",800," in text
    assert SAID.title in text
