"""Systems that items are handed on to: added, seen with receipts and reasons, tried again, stopped.

The receivers are real: a folder on disk, and a server that answers on this machine.
"""

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from html import unescape
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import ClassVar

import pytest
from django.test import Client
from pytest_django import Settings

from gongkai.core import outbox
from gongkai.core.actions import Refused
from gongkai.core.models import Event, Job, JobState
from gongkai.disclosure.actions import delivering
from gongkai.disclosure.models import Delivery, Outgoing, OutgoingKind
from tests.disclosure.app.office import MORNING, SAID, Office
from tests.people import People

SignIn = Callable[..., Client]
OUTGOING = "/office/disclosure/outgoing/"
DELIVERIES = "/office/disclosure/deliveries/"

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(people: People) -> Office:
    return Office(people)


@pytest.fixture(autouse=True)
def _folders(settings: Settings, tmp_path: Path) -> None:
    settings.GONGKAI_DATA = tmp_path / "data"
    settings.GONGKAI_FILES = tmp_path / "files"


class Receiver(BaseHTTPRequestHandler):
    """Another system; it answers what ``status`` says."""

    status: ClassVar[int] = 202
    got: ClassVar[list[bytes]] = []

    def do_POST(self) -> None:
        self.got.append(self.rfile.read(int(self.headers["Content-Length"])))
        self.send_response(self.status)
        self.end_headers()
        self.wfile.write(b"receipt-7")

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def receiver(settings: Settings) -> Iterator[str]:
    Receiver.status, Receiver.got = 202, []
    server = HTTPServer(("127.0.0.1", 0), Receiver)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.WEBHOOK_HOSTS = ["127.0.0.1"]
    yield f"http://127.0.0.1:{server.server_port}/in?key=only-for-us"
    server.shutdown()
    server.server_close()


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return unescape(answer.content.decode())


def said(client: Client, path: str, /, **given: object) -> str:
    answer = client.post(path, given, follow=True)
    return unescape(answer.content.decode())


def values(office: Office, **other: str) -> dict[str, str]:
    unit = str(office.people.unit("xian").pk)
    usual = {"title": "市级平台", "unit": unit, "kind": "folder", "address": "dang-an"}
    return {**usual, "category": "", "secret": "", **other}


def keeper(office: Office, signed_in: SignIn) -> Client:
    return signed_in(office.person("openness_office", "xian"))


def test_a_system_is_added_and_receives_what_is_published(
    office: Office, signed_in: SignIn, receiver: str
) -> None:
    client = keeper(office, signed_in)
    assert "还没有接收系统" in text(client, OUTGOING)
    given = values(office, kind="webhook", address=receiver, secret="s3")
    for _ in range(2):  # a second click adds nothing
        page = said(client, f"{OUTGOING}new/", **given)
        assert "已增加" in page
    made = Outgoing.objects.get()
    assert Event.objects.filter(verb="outgoing.add").count() == 1
    office.published()
    outbox.run_due(MORNING)
    assert len(Receiver.got) == 1
    page = text(client, OUTGOING)
    assert "市级平台" in page
    assert "3月2日" in page.split("<tbody", 1)[1], "when it last arrived"
    one = text(client, f"{OUTGOING}{made.pk}/")
    assert "127.0.0.1" in one
    assert "已设密钥" in one
    for shown in (page, one):
        assert "only-for-us" not in shown, "whoever has the address may post"
        assert "s3<" not in shown
    assert "202 receipt-7" in text(client, DELIVERIES)


def test_a_failed_delivery_is_shown_with_its_reason_and_tried_again(
    office: Office, signed_in: SignIn, receiver: str
) -> None:
    client = keeper(office, signed_in)
    said(client, f"{OUTGOING}new/", **values(office, kind="webhook", address=receiver))
    Receiver.status = 503
    office.published()
    outbox.run_due(MORNING)
    row = text(client, f"{DELIVERIES}?state=failed").split("<tbody", 1)[1]
    assert SAID.title in row
    assert "回答 503" in row
    assert "重新推送" in row
    assert f"to={Outgoing.objects.get().pk}&state=failed" in text(client, OUTGOING)
    Receiver.status = 202
    pk = str(Delivery.objects.get().pk)
    for _ in range(2):  # a double click
        assert "已重新排队 1 条" in said(client, DELIVERIES, again=pk)
    assert Event.objects.filter(verb="delivery.again").count() == 1
    assert Job.objects.filter(kind=delivering.DELIVER, state=JobState.QUEUED).count() == 1
    outbox.run_due(MORNING + timedelta(hours=1))
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.attempts, delivery.error) == ("delivered", 2, "")
    assert "已经送达，不用再送" in said(client, DELIVERIES, again=pk)
    assert "重新推送</button>" not in text(client, DELIVERIES).split("</table>")[0]


def test_several_are_tried_again_and_what_is_refused_is_told(
    office: Office, signed_in: SignIn, receiver: str
) -> None:
    client = keeper(office, signed_in)
    for title, folder in (("档案馆", ""), ("市级平台", receiver)):
        kind = "webhook" if folder else "folder"
        given = values(office, title=title, kind=kind, address=folder or "dang-an")
        said(client, f"{OUTGOING}new/", **given)
    Receiver.status = 500
    office.published()
    outbox.run_due(MORNING)
    ids = [str(pk) for pk in Delivery.objects.values_list("pk", flat=True)]
    assert {one.state for one in Delivery.objects.all()} == {"delivered", "failed"}
    words = said(client, DELIVERIES, bulk="again", row=ids)
    assert "已重新排队 1 条" in words
    assert "1 条没有重新推送" in words
    assert "已经送达" in words
    assert "请先选中" in said(client, DELIVERIES, bulk="again")


def test_a_stopped_system_receives_nothing_more_and_keeps_its_record(
    office: Office, signed_in: SignIn, settings: Settings
) -> None:
    client = keeper(office, signed_in)
    said(client, f"{OUTGOING}new/", **values(office))
    office.published()
    outbox.run_due(MORNING)
    address = f"{OUTGOING}{Outgoing.objects.get().pk}/"
    for _ in range(2):
        assert "已停用" in said(client, address)
    assert Event.objects.filter(verb="outgoing.stop").count() == 1
    assert "停止推送" not in text(client, address)
    office.published(replace(SAID, title="又一份通知"))
    outbox.run_due(MORNING)
    assert Delivery.objects.count() == 1
    assert len(list((Path(settings.GONGKAI_DATA) / "outgoing" / "dang-an").iterdir())) == 1
    assert SAID.title in text(client, DELIVERIES)
    Delivery.objects.update(state="failed")
    assert "已停用，不再推送" in said(client, DELIVERIES, again=str(Delivery.objects.get().pk))


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"title": " "}, "没有写名称"),
        ({"title": "长" * 101}, "名称太长"),
        ({"kind": "fax"}, "没有选择方式"),
        ({"kind": "webhook", "address": "ftp://example.cn/"}, "https://"),
        ({"address": "../etc"}, "文件夹名"),
        ({"address": "档案"}, "文件夹名"),
        ({"category": "nonsense"}, "没有这个类别"),
        ({"secret": "s" * 101}, "密钥太长"),
        ({"unit": "99999"}, "没有这条记录"),
    ],
)
def test_what_cannot_be_handed_on_to_is_told_at_its_field(
    office: Office, signed_in: SignIn, wrong: dict[str, str], words: str
) -> None:
    client = keeper(office, signed_in)
    answer = client.post(f"{OUTGOING}new/", values(office, **wrong))
    assert answer.status_code == 422
    assert words in unescape(answer.content.decode())
    assert not Outgoing.objects.exists()


def test_two_systems_do_not_share_a_folder_or_the_same_items(office: Office) -> None:
    by = office.viewer("openness_office", "xian")
    unit = office.people.unit("xian").pk

    def add(title: str, kind: OutgoingKind, address: str, category: str = "") -> Outgoing:
        return delivering.add_outgoing(
            unit, title=title, kind=kind, address=address, category=category, by=by
        )

    add("甲", OutgoingKind.FOLDER, "dang-an")
    with pytest.raises(Refused, match="这个文件夹"):
        add("乙", OutgoingKind.FEED, "dang-an")
    add("丙", OutgoingKind.WEBHOOK, "https://example.cn/in", "budgets")
    add("丁", OutgoingKind.WEBHOOK, "https://example.cn/in", "others")
    with pytest.raises(Refused, match="已经推送到这个地址"):
        add("戊", OutgoingKind.WEBHOOK, "https://example.cn/in", "others")
    with pytest.raises(Refused, match="已经推送到这个地址"):
        add("己", OutgoingKind.WEBHOOK, "https://example.cn/in")


def test_each_sees_the_systems_and_deliveries_of_the_own_units(
    office: Office, signed_in: SignIn
) -> None:
    said(keeper(office, signed_in), f"{OUTGOING}new/", **values(office))
    office.published()
    outbox.run_due(MORNING)
    address = f"{OUTGOING}{Outgoing.objects.get().pk}/"
    clerk = signed_in(office.person("clerk"))
    assert SAID.title in text(clerk, DELIVERIES), "where the own items went"
    assert clerk.get(address).status_code == 404, "a system of the county"
    assert clerk.post(address).status_code == 404
    assert clerk.post(f"{OUTGOING}new/", values(office)).status_code == 403
    outsider = signed_in("clerk", unit="minzheng", name="赵六")
    assert SAID.title not in text(outsider, DELIVERIES)
    Delivery.objects.update(state="failed")
    pk = str(Delivery.objects.get().pk)
    assert "请先选中" in said(outsider, DELIVERIES, again=pk)
    assert Delivery.objects.get().state == "failed"
    assert Outgoing.objects.get().is_active
    for closed in (OUTGOING, f"{OUTGOING}new/", address, DELIVERIES):
        assert signed_in(office.person("final_reviewer")).get(closed).status_code == 403


def test_both_lists_are_files_too(office: Office, signed_in: SignIn) -> None:
    client = keeper(office, signed_in)
    said(client, f"{OUTGOING}new/", **values(office))
    office.published()
    outbox.run_due(MORNING)
    for address, held in ((OUTGOING, "市级平台"), (DELIVERIES, SAID.title)):
        assert held in client.get(f"{address}?export=csv").getvalue().decode()
