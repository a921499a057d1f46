"""Files beside their item: long names, odd names, names that came before anybody looked."""

from dataclasses import replace
from pathlib import Path
from typing import Final
from urllib.parse import quote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django.fixtures import Settings

from gongkai.core import outbox
from gongkai.core.models import Job
from gongkai.disclosure.actions import files, releasing
from gongkai.disclosure.models import Attachment, Edition
from gongkai.portal.jobs import rebuild_pages, tree
from tests.disclosure.app.office import SAID, Office, fresh
from tests.people import People, sign_in
from tests.photographs import png_from_camera

pytestmark = pytest.mark.django_db
LONG: Final = f"{'示例县人民政府办公室关于印发农资补贴发放管理办法的通知' * 8}.txt"


@pytest.fixture
def office(people: People, settings: Settings, tmp_path: Path) -> Office:
    for name in ("PORTAL", "SEARCH", "FILES", "DATA"):
        setattr(settings, f"GONGKAI_{name}", tmp_path / name.lower())
    return Office(people)


def publish(office: Office, edition: Edition) -> Edition:
    approved = office.approve(fresh(office.submit(fresh(edition))))
    live = releasing.publish(approved.pk, by=office.chief)
    outbox.run_due(office.now)
    assert [job.last_error for job in Job.objects.exclude(last_error="")] == []
    return live


def test_a_file_with_a_name_as_long_as_its_title_is_published(office: Office) -> None:
    edition = office.draft()
    made = files.attach_file(edition.pk, data="说明\n".encode(), name=LONG, by=office.clerk)
    key = publish(office, edition).item.key
    page = tree().page(f"/files/{key}/{made.name}")
    assert page is not None
    root = tree().root / "current" / "pages"
    assert (root / "files" / key / made.name).read_text(encoding="utf-8") == "说明\n"
    shown = (root / "item" / key / "index.html").read_text(encoding="utf-8")
    assert made.name in shown
    rebuild_pages(office.now)
    assert tree().page(f"/files/{key}/{made.name}") is not None


def test_a_long_name_is_uploaded_and_downloaded_in_the_office(
    office: Office, client: Client
) -> None:
    edition = office.draft()
    sign_in(client, office.person("clerk"))
    here = f"/office/disclosure/items/{edition.item.key}/"
    odd = ("..名单%0D%0ASet-Cookie: a=b.txt", "<img src=x onerror=alert(1)>\u202e名单.txt")
    for name in (LONG, *odd):
        file = SimpleUploadedFile(name, f"说明{name[:3]!r}\n".encode())
        answer = client.post(f"{here}upload/", {"file": file, "use": "attach"}, follow=True)
        assert "文件没有添加" not in answer.content.decode()
    kept = list(Attachment.objects.order_by("pk"))
    assert len(kept) == 3
    for one in kept:
        sent = client.get(f"{here}download/{one.pk}/")
        assert sent.status_code == 200
        header = sent.headers["Content-Disposition"]
        assert header == f"attachment; filename*=utf-8''{quote(one.name)}"
        assert "Set-Cookie" not in sent.headers
        assert sent.headers["X-Content-Type-Options"] == "nosniff"


def test_one_name_that_cannot_stand_in_an_address_stops_no_publication(office: Office) -> None:
    edition = office.draft()
    files.attach_file(edition.pk, data="甲\n".encode(), name="甲.txt", by=office.clerk)
    files.attach_file(edition.pk, data="乙\n".encode(), name="乙.txt", by=office.clerk)
    Attachment.objects.filter(name="甲.txt").update(name=f"{'长' * 150}.txt")
    named = office.save(fresh(edition), replace(SAID, title="关于农资补贴的第二个通知"))
    key = publish(office, named).item.key
    assert tree().page(f"/item/{key}/") is not None
    assert tree().page(f"/files/{key}/乙.txt") is not None
    rebuild_pages(office.now)
    assert tree().page(f"/files/{key}/乙.txt") is not None


def test_what_is_seen_or_heard_is_shown_with_its_words(office: Office) -> None:
    draft = office.draft()
    for name, data, words in (
        ("讲解.mp3", b"ID3" + b"\0" * 64, "局长讲解补贴怎样领。"),
        ("短片.mp4", b"\0\0\0\x18ftypmp42" + b"\0" * 64, "三分钟看懂补贴。"),
        ("图解.png", png_from_camera(), "申请、核实、发放三步。"),
    ):
        made = files.attach_file(draft.pk, data=data, name=name, by=office.clerk)
        files.describe_file(made.pk, description=words, by=office.clerk)
    key = publish(office, draft).item.key
    path = tree().root / "current" / "pages" / "item" / key / "index.html"
    shown = path.read_text(encoding="utf-8")
    for address, words in (
        (f'<audio src="/files/{key}/讲解.mp3" controls', "局长讲解补贴怎样领。"),
        (f'<video src="/files/{key}/短片.mp4" controls', "三分钟看懂补贴。"),
        (f'<img src="/files/{key}/图解.png"', 'alt="申请、核实、发放三步。"'),
    ):
        assert address in shown
        assert words in shown
