"""Pictures the visual editor brings into a draft: bare, with their words, between two savings."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from gongkai.core.files import read_bytes
from gongkai.disclosure.actions import reviewing
from gongkai.disclosure.models import Attachment, Edition
from tests.disclosure.app.office import ZONE, Office, fresh
from tests.people import People
from tests.photographs import PLACE, from_camera, png_from_camera

SignIn = Callable[..., Client]
GIF = b"GIF89a\x01\x00\x01\x00\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x01D\x00;"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def surroundings(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.GONGKAI_FILES = tmp_path / "files"
    monkeypatch.setattr(timezone, "now", lambda: datetime(2026, 3, 2, 10, 32, tzinfo=ZONE))


@pytest.fixture
def office(people: People) -> Office:
    return Office(people)


@pytest.fixture
def clerk(office: Office, signed_in: SignIn) -> Client:
    return signed_in(office.person("clerk"))


@pytest.fixture
def edition(office: Office) -> Edition:
    return office.draft()


def bring(
    client: Client,
    edition: Edition,
    data: bytes,
    words: str = "办事大厅",
    version: int | None = None,
) -> tuple[int, dict[str, object]]:
    """Send a picture as the editor does; return the status and what was answered."""
    answer = client.post(
        f"/office/disclosure/items/{edition.item.key}/upload/",
        {
            "use": "picture",
            "description": words,
            "version": str(edition.version if version is None else version),
            **({"file": SimpleUploadedFile("照片.jpg", data)} if data else {}),
        },
        headers={"Accept": "application/json"},
    )
    return answer.status_code, answer.json()


@pytest.mark.parametrize("data", [from_camera(), png_from_camera(), GIF])
def test_a_picture_gets_the_name_a_text_shows_it_by_and_loses_what_the_camera_wrote(
    clerk: Client, edition: Edition, data: bytes
) -> None:
    status, said = bring(clerk, edition, data)
    assert status == 200
    one = Attachment.objects.get()
    assert (said["src"], said["version"]) == (f"images/{one.name}", fresh(edition).version)
    assert (one.kind, one.description) == ("image", "办事大厅")
    assert PLACE not in read_bytes(one.file)
    page = clerk.get(f"/office/disclosure/items/{edition.item.key}/edit/").content.decode()
    assert f'value="images/{one.name}"' in page
    assert clerk.get(str(said["href"])).status_code == 200


def test_the_same_picture_again_changes_nothing(clerk: Client, edition: Edition) -> None:
    first = bring(clerk, edition, GIF)
    assert bring(clerk, edition, GIF, version=fresh(edition).version) == first
    assert Attachment.objects.count() == 1


def test_a_picture_hides_no_one_else_s_saving(clerk: Client, edition: Edition) -> None:
    _, said = bring(clerk, edition, GIF, version=edition.version - 1)
    assert said["version"] == 0, "what was saved in between is met at the next saving"


@pytest.mark.parametrize(
    ("data", "words", "told"),
    [
        (b"", "图", "没有选择文件"),
        (b"%PDF-1.4", "图", "不是网页能显示的图片"),
        (b"<svg onload='alert(1)'/>", "图", "不是网页能显示的图片"),
        (from_camera()[:40], "图", "已损坏"),
        (GIF, " ", "请写替代文字"),
    ],
)
def test_what_a_page_cannot_show_is_refused(
    clerk: Client, edition: Edition, data: bytes, words: str, told: str
) -> None:
    status, said = bring(clerk, edition, data, words)
    assert status == 409
    assert told in str(said["message"])
    assert Attachment.objects.count() == 0


def test_nothing_comes_into_what_is_no_draft_any_more(
    clerk: Client, edition: Edition, office: Office
) -> None:
    reviewing.submit(edition.pk, by=office.clerk)
    assert bring(clerk, edition, GIF)[0] in {404, 409}
    assert Attachment.objects.count() == 0
