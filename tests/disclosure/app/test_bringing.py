"""Documents a program has to convert: held, converted by the worker, taken in, or told of."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from pytest_django import Settings

from gongkai.core import outbox
from gongkai.core.actions import Refused
from gongkai.core.files import FileRefused
from gongkai.core.models import Assignment, Event, Job, JobState, StoredFile
from gongkai.core.todo import TodoState, todos
from gongkai.core.worker import Worker
from gongkai.disclosure.actions import bringing, drafting
from gongkai.disclosure.models import Edition, ImportState, WaitingImport
from gongkai.disclosure.queries.imports import underway
from tests.disclosure.app.office import MORNING, SAID, Office, fresh
from tests.disclosure.old_word import TITLE, headed, needs_office, needs_pdf, written
from tests.disclosure.small_pdf import pdf

pytestmark = pytest.mark.django_db(transaction=True)
BROKEN = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 4096
"""Begins like an old Word file; no program can read it."""


@pytest.fixture
def started(office: Office) -> Edition:
    """A draft with nothing in it."""
    return drafting.start_item(
        office.people.unit("caizheng").pk, category="others", content_type="notice", by=office.clerk
    )


@pytest.fixture
def bring(office: Office, started: Edition) -> Callable[..., bool]:
    """Bring a document into the draft as it stands."""

    def bringing_it(data: bytes, name: str) -> bool:
        return bringing.bring_document(
            started.pk, version=fresh(started).version, data=data, name=name, by=office.clerk
        )

    return bringing_it


def held(settings: Settings) -> list[Path]:
    """The uploads that are held."""
    return sorted(Path(settings.GONGKAI_FILES, "held").glob("*"))


def work() -> None:
    """Do everything that is due."""
    Worker(name="test", clock=lambda: MORNING + timedelta(seconds=1)).run(until_idle=True)


def verbs() -> list[str]:
    found = Event.objects.filter(verb__startswith="edition.").order_by("id")
    return list(found.values_list("verb", flat=True))


def test_a_word_file_is_in_the_draft_at_once(started: Edition, bring: Callable[..., bool]) -> None:
    assert bring(written("docx"), "通知.docx")
    assert fresh(started).title == TITLE
    assert not WaitingImport.objects.exists()


@needs_office
@needs_pdf
@pytest.mark.parametrize("ending", ["doc", "pdf"])
def test_what_a_program_must_read_is_read_by_the_worker(
    office: Office,
    started: Edition,
    bring: Callable[..., bool],
    settings: Settings,
    ending: str,
) -> None:
    assert not bring(written(ending), f"通知.{ending}")
    assert fresh(started).body_html == ""
    assert len(held(settings)) == 1
    assert not StoredFile.objects.exists()
    with pytest.raises(Refused, match="还没有导入"):
        office.submit(started)
    work()
    edition = fresh(started)
    assert edition.title == TITLE
    assert edition.import_report is not None
    assert edition.import_accepted_at is None
    assert edition.attachments.get().kind == "original"
    assert held(settings) == []
    assert verbs()[-2:] == ["edition.bring", "edition.import"]
    assert Event.objects.get(verb="edition.import").actor_id == office.clerk.person_id


@needs_office
def test_another_upload_takes_the_place_of_one_that_waits(
    started: Edition, bring: Callable[..., bool], settings: Settings
) -> None:
    bring(BROKEN, "旧.doc")
    bring(written("doc"), "新.doc")
    assert len(held(settings)) == 1
    work()
    assert fresh(started).import_name == "新.doc"


@needs_office
def test_a_document_no_program_can_read_is_told_with_the_mend_and_kept(
    office: Office, started: Edition, bring: Callable[..., bool], settings: Settings
) -> None:
    bring(BROKEN, "坏.doc")
    assert todos(office.clerk).of(TodoState.INFO)[0].title == "坏.doc"
    work()
    found = underway(office.clerk, fresh(started))
    assert found is not None
    assert found.may_try_again
    assert "另存为 .docx" in found.reason
    assert len(held(settings)) == 1
    [told] = todos(office.clerk).of(TodoState.RETURNED_TO_ME)
    assert told.href.endswith(f"/{started.item.key}/import/")
    bringing.bring_again(started.pk, by=office.clerk)
    assert WaitingImport.objects.get().state == ImportState.WAITING
    bringing.drop_import(started.pk, by=office.clerk)
    assert held(settings) == []
    work()  # the job finds nothing to do
    assert Job.objects.filter(kind=bringing.IMPORT).exclude(state=JobState.DONE).count() == 0
    assert verbs()[-3:] == ["edition.bring_failed", "edition.bring_again", "edition.bring_drop"]


@needs_office
def test_a_marked_document_is_destroyed_when_it_can_be_read(
    office: Office, started: Edition, bring: Callable[..., bool], settings: Settings
) -> None:
    bring(written("doc", "机密★3年", "关于某事的通知"), "通知.doc")
    work()
    found = underway(office.clerk, fresh(started))
    assert found is not None
    assert "密级标志" in found.reason
    assert not found.may_try_again
    assert held(settings) == []
    assert not StoredFile.objects.exists()
    with pytest.raises(Refused, match="没有保存"):
        bringing.bring_again(started.pk, by=office.clerk)


@needs_office
@needs_office
def test_a_marking_in_the_head_of_the_pages_is_found_before_anything_is_kept(
    started: Edition, bring: Callable[..., bool], settings: Settings
) -> None:
    bring(headed("机密★3年", "doc"), "通知.doc")
    work()
    failed = WaitingImport.objects.get()
    assert "页眉1有密级标志" in failed.reason
    assert (failed.held, held(settings)) == ("", [])
    assert (fresh(started).body_html, StoredFile.objects.count()) == ("", 0)


@pytest.mark.parametrize("ending", ["doc", "pdf", "docx"])
def test_a_marked_name_is_refused_before_anything_is_held(
    bring: Callable[..., bool], settings: Settings, ending: str
) -> None:
    data = {"doc": BROKEN, "pdf": pdf("x"), "docx": written("docx")}[ending]
    with pytest.raises(FileRefused, match="文件名有密级标志"):
        bring(data, f"机密★3年.{ending}")
    assert (held(settings), StoredFile.objects.count()) == ([], 0)


def test_a_draft_saved_meanwhile_is_not_overwritten_unasked(
    office: Office, started: Edition, bring: Callable[..., bool]
) -> None:
    bring(written("doc"), "通知.doc")
    office.save(fresh(started), SAID)
    work()
    assert fresh(started).title == SAID.title
    found = underway(office.clerk, fresh(started))
    assert found is not None
    assert "没有覆盖" in found.reason
    bringing.bring_again(started.pk, by=office.clerk)
    work()
    assert "各乡镇人民政府" in fresh(started).text
    assert underway(office.clerk, fresh(started)) is None


@needs_office
def test_who_may_no_longer_write_there_imports_nothing(
    office: Office, started: Edition, bring: Callable[..., bool], settings: Settings
) -> None:
    bring(written("doc"), "通知.doc")
    Assignment.objects.update(until=MORNING.date() - timedelta(days=1))
    work()
    assert fresh(started).body_html == ""
    assert "权限" in WaitingImport.objects.get().reason
    assert len(held(settings)) == 1


def test_nobody_else_sees_it_or_does_anything_to_it(
    office: Office, started: Edition, bring: Callable[..., bool]
) -> None:
    bring(BROKEN, "通知.doc")
    for stranger in (office.viewer("clerk", "minzheng"), office.viewer("leader", "xian")):
        assert underway(stranger, fresh(started)) is None
        assert not [one for one in todos(stranger).items if one.title == "通知.doc"]
        with pytest.raises(PermissionDenied):
            bringing.bring_again(started.pk, by=stranger)
        with pytest.raises(PermissionDenied):
            bringing.drop_import(started.pk, by=stranger)


def test_a_document_that_kills_the_worker_is_told_of_and_may_be_tried_again(
    office: Office, started: Edition, bring: Callable[..., bool]
) -> None:
    bring(BROKEN, "通知.doc")
    Job.objects.filter(kind=bringing.IMPORT).update(attempts=outbox.kinds()[bringing.IMPORT].tries)
    work()
    found = underway(office.clerk, fresh(started))
    assert found is not None
    assert found.may_try_again
    assert "多次中断" in found.reason
    bringing.bring_again(started.pk, by=office.clerk)
    assert Job.objects.get(kind=bringing.IMPORT, state=JobState.QUEUED).attempts == 0


def test_what_nobody_finishes_is_cleared_away(
    office: Office, started: Edition, bring: Callable[..., bool], settings: Settings
) -> None:
    bring(BROKEN, "通知.doc")
    Job.objects.all().delete()
    lost = Path(settings.GONGKAI_FILES, "held", "0-left-by-a-killed-process")
    lost.touch()
    office.now += bringing.KEPT - timedelta(hours=1)
    assert bringing.clear_imports(by=office.system) == 0
    assert len(held(settings)) == 2
    office.now += timedelta(hours=2)
    assert bringing.clear_imports(by=office.system) == 1
    # Laid down now by the clock of the machine, which is later than the day of this test.
    assert held(settings) == [lost]
    assert verbs()[-1] == "edition.bring_drop"


@pytest.mark.parametrize(
    ("data", "name", "why"),
    [
        (b"MZ", "a.doc", "扩展名不符"),
        (BROKEN + "_VBA_PROJECT".encode("utf-16-le"), "a.doc", "宏"),
        (BROKEN + "EncryptedPackage".encode("utf-16-le"), "a.doc", "密码"),
        (b"%PDF-1.7", "a.doc", "扩展名不符"),
    ],
)
def test_what_is_not_taken_is_refused_before_anything_is_held(
    bring: Callable[..., bool], settings: Settings, data: bytes, name: str, why: str
) -> None:
    with pytest.raises(FileRefused, match=why):
        bring(data, name)
    assert held(settings) == []
    assert not Job.objects.exists()
