"""Documents imported and attached, channels recorded, items handed on to real receivers."""

import hashlib
import hmac
import json
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import BytesIO
from pathlib import Path
from typing import ClassVar
from xml.etree import ElementTree as ET

import pytest
from docx import Document
from pytest_django import Settings

from gongkai.core import outbox
from gongkai.core.actions import Refused
from gongkai.core.files import FileRefused
from gongkai.core.models import Job, JobState, StoredFile
from gongkai.disclosure.actions import (
    channels,
    checking,
    delivering,
    drafting,
    files,
    importing,
    masking,
    pages,
    releasing,
)
from gongkai.disclosure.models import Delivery, OutgoingKind
from gongkai.disclosure.queries.published import public_items
from gongkai.disclosure.readable import shown_files
from gongkai.rules.publishing.availability import RemovalGround
from tests.disclosure.app.office import MORNING, SAID, Office, fresh
from tests.photographs import PNG

pytestmark = pytest.mark.django_db


def word(*lines: str) -> bytes:
    document = Document()
    for line in lines:
        document.add_paragraph(line)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


NOTICE = word(
    "示例县财政局文件",
    "示财〔2026〕12号",
    "示例县财政局关于发放春季农资补贴的通知",
    "各乡镇人民政府：",
    "为做好春季农资补贴发放工作，现将有关事项通知如下。",
    "示例县财政局",
    "2026年2月27日",
)


def test_an_imported_document_waits_for_its_report_to_be_accepted(office: Office) -> None:
    edition = office.draft(replace(SAID, title=""))
    imported = importing.import_document(
        edition.pk, version=edition.version, data=NOTICE, name="通知.docx", by=office.clerk
    )
    edition = fresh(edition)
    assert edition.document_number == "示财〔2026〕12号"
    # What the page shows above the text does not stand in it once more.
    assert edition.text.startswith("各乡镇人民政府：")
    report = edition.import_report
    assert report is not None
    assert "开头的标题、文号等 3 行由页面显示，正文里不再重复" in report["lines"]
    assert "2026年2月27日" in [one["value"] for one in report["recognised"]]
    assert "各乡镇人民政府" in edition.text
    assert edition.attachments.get().kind == "original"
    with pytest.raises(Refused, match="导入报告"):
        office.submit(edition)
    with pytest.raises(Refused, match="不是您看到的"):
        importing.accept_import(edition.pk, report="0" * 16, by=office.clerk)
    importing.accept_import(edition.pk, report=imported.report.fingerprint, by=office.clerk)
    assert office.submit(fresh(edition)).state == "in_review"


def test_a_marked_file_is_never_stored(office: Office) -> None:
    edition = office.draft()
    marked = word("机密★3年", "关于某事的通知")
    with pytest.raises(FileRefused, match="密级标志"):
        files.attach_file(edition.pk, data=marked, name="附件.docx", by=office.clerk)
    with pytest.raises(FileRefused, match="密级标志"):
        importing.import_document(
            edition.pk, version=edition.version, data=marked, name="通知.docx", by=office.clerk
        )
    assert not StoredFile.objects.exists()


def test_a_file_is_attached_once_and_its_name_is_safe(office: Office) -> None:
    edition = office.draft()
    for _ in range(2):
        made = files.attach_file(
            edition.pk, data="一览".encode(), name="..\\目录/一览?.txt", by=office.clerk
        )
    assert made.name == "一览.txt"
    assert edition.attachments.count() == 1
    with pytest.raises(Refused, match="另一个文件"):
        files.attach_file(edition.pk, data="二览".encode(), name="一览.txt", by=office.clerk)
    files.remove_file(made.pk, by=office.clerk)
    assert edition.attachments.count() == 0


def test_a_masked_copy_is_not_called_the_original(office: Office) -> None:
    edition = office.draft()
    imported = importing.import_document(
        edition.pk, version=edition.version, data=NOTICE, name="通知.docx", by=office.clerk
    )
    original = edition.attachments.get()
    assert original.shown_as == "原件"
    copy = files.mask_attachment(original.pk, by=office.clerk)
    assert [one.shown_as for one in shown_files(edition)] == ["脱敏副本"]
    assert copy.is_masked
    importing.accept_import(edition.pk, report=imported.report.fingerprint, by=office.clerk)
    sent = office.submit(office.save(fresh(edition), SAID))
    live = releasing.publish(office.approve(fresh(sent)).pk, by=office.chief)
    later = drafting.start_edition(live.item_id, by=office.clerk)
    assert [one.shown_as for one in shown_files(later)] == ["脱敏副本"]


def test_personal_data_in_the_text_is_masked_at_one_press(office: Office) -> None:
    body = "<p>经办人张三，手机13856789012。</p><p>咨询电话：0555-1234567，工作日接听。</p>"
    edition = office.draft(replace(SAID, body_html=body))
    with pytest.raises(Refused, match="已被修改"):
        masking.mask_text(edition.pk, version=edition.version + 1, by=office.clerk)
    masked = masking.mask_text(edition.pk, version=edition.version, by=office.clerk)
    assert "经办人张*，手机138****9012" in masked.body_html
    assert "0555-1234567" in masked.body_html
    assert not checking.run_checks(masked.pk, by=office.clerk).blocking
    with pytest.raises(Refused, match="没有可以自动脱敏"):
        masking.mask_text(masked.pk, version=masked.version, by=office.clerk)


def test_removing_the_masked_copy_never_shows_the_original(office: Office) -> None:
    edition = office.draft()
    made = files.attach_file(
        edition.pk, data="张三，13812345678\n".encode(), name="名单.txt", by=office.clerk
    )
    copy = files.mask_attachment(made.pk, by=office.clerk)
    files.remove_file(copy.pk, by=office.clerk)
    assert edition.attachments.count() == 0


def test_nothing_is_attached_once_it_is_reviewed(office: Office) -> None:
    edition = office.submit(office.draft())
    with pytest.raises(Refused, match="审核中"):
        files.attach_file(edition.pk, data=b"x", name="a.txt", by=office.clerk)


def test_a_channel_asks_for_evidence_and_no_future(office: Office) -> None:
    item = office.published().item
    with pytest.raises(Refused, match="照片或复印件"):
        channels.record_channel(item.pk, channel="board", on=MORNING.date(), by=office.clerk)
    with pytest.raises(Refused, match="日期还没到"):
        channels.record_channel(item.pk, channel="website", on=date(2026, 3, 3), by=office.clerk)
    photo = PNG
    row = channels.record_channel(
        item.pk,
        channel="board",
        on=MORNING.date(),
        count=3,
        place="政务大厅",
        evidence=(photo, "公示栏.png"),
        by=office.clerk,
    )
    channels.void_channel(row.pk, reason="登记错了事项", by=office.clerk)
    row.refresh_from_db()
    assert row.void_reason == "登记错了事项"


class Receiver(BaseHTTPRequestHandler):
    """Takes posts; answers 500 as often as told."""

    got: ClassVar[list[tuple[dict[str, str], bytes]]] = []
    failures = 0

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        kind = type(self)
        if kind.failures:
            kind.failures -= 1
            self.send_response(500)
            self.end_headers()
            return
        kind.got.append((dict(self.headers), body))
        self.send_response(202)
        self.end_headers()
        self.wfile.write(b"receipt-7")

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def receiver(settings: Settings) -> Iterator[str]:
    Receiver.got, Receiver.failures = [], 0
    server = HTTPServer(("127.0.0.1", 0), Receiver)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.WEBHOOK_HOSTS = ["127.0.0.1"]
    yield f"http://127.0.0.1:{server.server_port}/in"
    server.shutdown()


def hand_on_to(office: Office, kind: OutgoingKind, address: str, **more: str) -> None:
    delivering.add_outgoing(
        office.people.unit("xian").pk,
        title="市级平台",
        kind=kind,
        address=address,
        by=office.viewer("openness_office", "xian"),
        **more,
    )


def test_a_webhook_gets_a_signed_item_after_failures(office: Office, receiver: str) -> None:
    hand_on_to(office, OutgoingKind.WEBHOOK, receiver, secret="s3")
    Receiver.failures = 1
    office.published()
    outbox.run_due(MORNING)
    assert Delivery.objects.get().state == "failed"
    outbox.run_due(MORNING + timedelta(minutes=5))
    ((headers, body),) = Receiver.got
    expected = hmac.new(b"s3", body, hashlib.sha256).hexdigest()
    assert headers["X-Gongkai-Signature"] == f"sha256={expected}"
    assert json.loads(body)["index_number"] == "caizheng/others/2026-00001"
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.receipt, delivery.attempts) == (
        "delivered",
        "202 receipt-7",
        2,
    )


def test_an_address_inside_the_network_is_not_called(office: Office, receiver: str) -> None:
    hand_on_to(office, OutgoingKind.WEBHOOK, "https://10.0.0.5/in")
    office.published()
    outbox.run_due(MORNING)
    assert "内部网络" in Delivery.objects.get().error


def test_a_folder_and_a_feed_hold_the_item_once(office: Office, settings: Settings) -> None:
    hand_on_to(office, OutgoingKind.FOLDER, "dang-an")
    hand_on_to(office, OutgoingKind.FEED, "dingyue")
    live = office.published()
    for _ in range(2):
        outbox.run_due(MORNING)
        Job.objects.filter(kind="disclosure.deliver").update(state=JobState.QUEUED)
        Delivery.objects.update(state="waiting")
        outbox.run_due(MORNING)
    root = Path(settings.GONGKAI_DATA) / "outgoing"
    (folder,) = (root / "dang-an").iterdir()
    assert json.loads((folder / "item.json").read_text())["title"] == live.title
    feed = ET.fromstring((root / "dingyue" / "feed.atom").read_bytes())
    titles = [e.findtext("{*}title") for e in feed.findall("{*}entry")]
    assert titles == [live.title]


def test_a_folder_name_cannot_leave_the_folder(office: Office) -> None:
    with pytest.raises(Refused, match="文件夹名"):
        hand_on_to(office, OutgoingKind.FOLDER, "../etc")


def test_what_was_withdrawn_meanwhile_is_not_handed_on(office: Office) -> None:
    hand_on_to(office, OutgoingKind.FOLDER, "dang-an")
    live = office.published()
    pages.withdraw_page(
        live.item_id, ground=RemovalGround.ERROR, notice="核实中", reason="误", by=office.chief
    )
    outbox.run_due(MORNING)
    assert Delivery.objects.get().state == "failed"
    assert not public_items().exists()
