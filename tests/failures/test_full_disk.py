"""The disk is really full: what stood stays, what came is told in words or waits for space."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django.fixtures import Settings

from gongkai.core import outbox
from gongkai.core.models import Event, Job, JobState, StoredFile
from gongkai.disclosure.models import Attachment, Edition
from gongkai.portal.jobs import INDEX, PAGES
from gongkai.portal.searching.views import the_index
from gongkai.search import PUBLIC, IndexFullError, rebuild, search
from tests.disclosure.app.office import MORNING, SAID, Office
from tests.failures.small_disk import SmallDisk, small_disk
from tests.people import People

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]
FIRST, SECOND = "关于发放春季农资补贴的通知", "关于发放夏季防汛补贴的通知"
# So many bytes are left: full before the first one, with the first page, among the others.
LEFT = (0, 4_096, 16_384)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[SmallDisk]:
    with small_disk(tmp_path / "disk", 8) as disk:
        yield disk


@pytest.fixture(autouse=True)
def folders(settings: Settings, tmp_path: Path, disk: SmallDisk) -> None:
    settings.GONGKAI_DATA = tmp_path / "data"
    settings.GONGKAI_PORTAL = disk.place / "portal"
    settings.GONGKAI_SEARCH = disk.place / "search"
    settings.GONGKAI_FILES = disk.place / "files"


@pytest.fixture
def office(people: People) -> Office:
    return Office(people)


def served(settings: Settings) -> dict[str, bytes]:
    pages = settings.GONGKAI_PORTAL / "current" / "pages"
    return {str(path): path.read_bytes() for path in pages.rglob("*") if path.is_file()}


def found(words: str) -> int:
    return search(the_index(), words, levels=[PUBLIC]).total


def waiting() -> list[Job]:
    return list(Job.objects.filter(kind__in=[PAGES, INDEX]).exclude(state=JobState.DONE))


def test_a_publication_on_a_full_disk_waits_and_is_shown_when_there_is_space(
    office: Office, disk: SmallDisk, settings: Settings
) -> None:
    office.published()
    outbox.run_due(MORNING)
    assert waiting() == []
    before = served(settings)
    assert found("农资补贴") == 1
    second = office.published(
        replace(SAID, title=SECOND, body_html=f"<p>{SECOND}，请遵照执行。</p>")
    )
    at = MORNING
    # More often than a job that fails of itself is tried.
    for turn in range(9):
        disk.fill(LEFT[turn % len(LEFT)])
        outbox.run_due(at)
        disk.free()
        assert served(settings) == before
        kinds = {job.kind for job in waiting() if job.state == JobState.QUEUED}
        assert PAGES in kinds
        assert INDEX in kinds or turn  # once there were some bytes, its words may have found room
        assert (found("农资补贴"), found("防汛补贴")) == (1, INDEX not in kinds)
        for job in waiting():
            assert job.last_error.startswith("服务器磁盘已满。请清理或扩容磁盘")
        at += timedelta(minutes=1)
    outbox.run_due(at)
    assert waiting() == []
    after = served(settings)
    address = str(settings.GONGKAI_PORTAL / "current" / "pages" / "item" / second.item.key)
    for page in (f"{address}/index.html", str(Path(address).parents[1] / "feed.atom")):
        assert SECOND in after[page].decode()
    assert after.keys() > before.keys()
    assert (found("农资补贴"), found("防汛补贴")) == (1, 1)
    assert Event.objects.filter(verb="edition.publish").count() == 2


def test_an_index_that_finds_no_space_is_not_called_damaged(
    office: Office, disk: SmallDisk, settings: Settings
) -> None:
    office.published()
    outbox.run_due(MORNING)
    for left in LEFT:
        disk.fill(left)
        with pytest.raises(IndexFullError, match="磁盘已满"):
            rebuild(settings.GONGKAI_SEARCH, [], accept=lambda _: True)
        disk.free()
        assert found("农资补贴") == 1
    assert len(list(settings.GONGKAI_SEARCH.glob("g0*"))) == 1


def test_an_upload_on_a_full_disk_is_refused_in_words_and_nothing_is_kept(
    office: Office, signed_in: SignIn, disk: SmallDisk, settings: Settings
) -> None:
    draft = office.draft()
    clerk = signed_in(office.person("clerk"))
    address = f"/office/disclosure/items/{draft.item.key}/upload/"
    table = f"事项,{'补贴发放' * 4_000}\n".encode() * 5

    def upload() -> str:
        file = SimpleUploadedFile("补贴名单.csv", table)
        answer = clerk.post(address, {"file": file, "use": "attach"}, follow=True)
        assert answer.status_code == 200
        return answer.content.decode()

    version = Edition.objects.get().version
    for left in LEFT:
        disk.fill(left)
        page = upload()
        disk.free()
        assert "服务器磁盘已满，“补贴名单.csv”没有保存。请联系系统管理员清理磁盘后再上传。" in page
        assert not Attachment.objects.exists()
        assert not StoredFile.objects.exists()
        assert [path for path in settings.GONGKAI_FILES.rglob("*") if path.is_file()] == []
        assert Edition.objects.get().version == version
    assert "已添加“补贴名单.csv”" in upload()
    assert Attachment.objects.get().file.size == len(table)


def test_an_upload_that_does_not_even_arrive_is_told_too(
    office: Office,
    signed_in: SignIn,
    disk: SmallDisk,
    settings: Settings,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Large uploads pass through a folder of their own before a screen sees them."""
    settings.FILE_UPLOAD_TEMP_DIR = str(disk.place)
    draft = office.draft()
    clerk = signed_in(office.person("clerk"))
    clerk.raise_request_exception = False
    address = f"/office/disclosure/items/{draft.item.key}/upload/"
    disk.fill()
    file = SimpleUploadedFile("补贴名单.csv", b"1,2\n" * 1_000_000)
    answer = clerk.post(address, {"file": file, "use": "attach"})
    # Both hold the file that was cut short until the disk is gone.
    vars(answer).pop("exc_info")
    caplog.clear()
    disk.free()
    page = answer.content.decode()
    assert answer.status_code == 507
    assert "服务器磁盘已满" in page
    assert "没有保存" in page
    assert not Attachment.objects.exists()
