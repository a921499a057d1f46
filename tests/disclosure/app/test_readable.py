"""Attached files that a program has to read: read by the worker, blocking until then."""

from collections.abc import Callable
from datetime import timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db import connection
from pytest_django import Settings

from gongkai.core import outbox
from gongkai.core.actions import Refused
from gongkai.core.files import FileRefused, path_of
from gongkai.core.models import Event, Job, JobState, Notice, StoredFile
from gongkai.core.worker import Worker
from gongkai.disclosure import readable
from gongkai.disclosure.actions import checking, drafting, files
from gongkai.disclosure.actions import readable as reading
from gongkai.disclosure.findings import findings_of
from gongkai.disclosure.models import (
    Attachment,
    AttachmentKind,
    CopyState,
    Edition,
    ReadableCopy,
)
from gongkai.disclosure.queries.files import open_attachment
from tests.disclosure.app.office import MORNING, Office, fresh
from tests.disclosure.checks.office_files import resident
from tests.disclosure.old_word import needs_office, needs_pdf, written
from tests.disclosure.small_pdf import pdf

pytestmark = pytest.mark.django_db(transaction=True)
BROKEN = b"%PDF-1.7 broken"


@pytest.fixture
def draft(office: Office) -> Edition:
    return office.draft()


@pytest.fixture
def attach(office: Office, draft: Edition) -> Callable[..., Attachment]:
    """Attach a file to the draft."""

    def attaching(data: bytes, name: str = "名单.pdf") -> Attachment:
        return files.attach_file(draft.pk, data=data, name=name, by=office.clerk)

    return attaching


def work() -> None:
    """Do everything that is due."""
    Worker(name="test", clock=lambda: MORNING + timedelta(seconds=1)).run(until_idle=True)


def found(edition: Edition) -> list[tuple[str, str]]:
    return [(one["code"], one["grade"]) for one in findings_of(fresh(edition)).found]


@needs_pdf
def test_a_request_starts_no_program_and_submission_waits_for_the_worker(
    office: Office,
    draft: Edition,
    attach: Callable[..., Attachment],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with monkeypatch.context() as patched:
        patched.setenv("PATH", "/nowhere")
        made = attach(pdf("nothing to mend"))
        assert open_attachment(office.clerk, made.pk) is None
        assert checking.run_checks(draft.pk, by=office.clerk).blocking == (
            "附件“名单.pdf”：附件还在读取",
        )
        with pytest.raises(Refused, match="还在读取"):
            office.submit(draft)
    work()
    assert found(draft) == []
    assert open_attachment(office.clerk, made.pk) is not None
    assert Event.objects.filter(verb="edition.check").last().actor_name == "读取附件"  # type: ignore[union-attr]
    assert office.submit(draft).state == "in_review"


@needs_pdf
def test_what_stands_in_it_is_found_once_it_is_read(
    office: Office, draft: Edition, attach: Callable[..., Attachment]
) -> None:
    attach(pdf(f"ID {resident(1)}"))
    checking.run_checks(draft.pk, by=office.clerk)
    work()
    assert found(draft) == [("personal.resident_id", "block")]
    [one] = findings_of(fresh(draft)).found
    assert one["place"] == "附件“名单.pdf”第1页第1行"


@needs_pdf
def test_the_same_bytes_are_read_once(
    office: Office, draft: Edition, attach: Callable[..., Attachment]
) -> None:
    attach(pdf("once"))
    work()
    other = office.draft()
    files.attach_file(other.pk, data=pdf("once"), name="别名.pdf", by=office.clerk)
    assert checking.run_checks(other.pk, by=office.clerk).found == ()
    assert Job.objects.filter(kind=readable.READ).count() == 1


@needs_office
def test_old_word_files_are_read_by_the_worker_too(
    office: Office, draft: Edition, attach: Callable[..., Attachment]
) -> None:
    attach(written("doc", f"张三 {resident(1)}"), "名单.doc")
    assert "还在读取" in checking.run_checks(draft.pk, by=office.clerk).blocking[0]
    work()
    assert ("personal.resident_id", "block") in found(draft)


@needs_pdf
@needs_office
def test_a_marked_file_is_destroyed_and_its_writers_told(
    office: Office, draft: Edition, attach: Callable[..., Attachment], settings: Settings
) -> None:
    before = fresh(draft).fingerprint
    attach(written("pdf", "机密★3年", "关于某事的通知"), "附件.pdf")
    work()
    assert not Attachment.objects.exists()
    assert not StoredFile.objects.exists()
    assert not [one for one in Path(settings.GONGKAI_FILES).rglob("*") if one.is_file()]
    assert fresh(draft).fingerprint == before
    told = Notice.objects.get()
    assert told.person_id == office.clerk.person_id
    assert "附件.pdf" in told.title
    assert "保密工作机构" in told.text
    verbs = Event.objects.order_by("id").values_list("verb", flat=True)
    assert list(verbs)[-2:] == ["edition.destroy", "file.destroy"]


@needs_pdf
@needs_office
def test_a_marked_file_that_is_held_elsewhere_stays_and_blocks(
    office: Office, draft: Edition, attach: Callable[..., Attachment]
) -> None:
    made = attach(written("pdf", "机密★3年", "关于某事的通知"), "附件.pdf")
    live = office.published()
    files.attached(live, made.file_id, "附件.pdf", AttachmentKind.ATTACHMENT)
    work()
    assert Attachment.objects.get().edition_id == live.pk
    copy = ReadableCopy.objects.get()
    assert (copy.state, "密级标志" in copy.reason) == (CopyState.FAILED, True)
    assert not Event.objects.filter(verb="file.destroy").exists()


@needs_pdf
@needs_office
def test_a_marked_file_of_a_draft_that_was_thrown_away_is_shown_to_nobody_and_destroyed(
    office: Office, draft: Edition, attach: Callable[..., Attachment], settings: Settings
) -> None:
    made = attach(written("pdf", "机密★3年", "关于某事的通知"), "附件.pdf")
    Edition.objects.filter(pk=draft.pk).update(import_source=made.file)
    drafting.discard(draft.pk, by=office.clerk)
    assert open_attachment(office.clerk, made.pk) is None
    work()
    assert not StoredFile.objects.exists()
    assert not [one for one in Path(settings.GONGKAI_FILES).rglob("*") if one.is_file()]


@needs_pdf
@needs_office
def test_what_is_attached_again_while_it_is_destroyed_is_destroyed_too(
    office: Office,
    attach: Callable[..., Attachment],
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    data = written("pdf", "机密★3年", "关于某事的通知")
    attach(data, "附件.pdf")
    other, taken_out = office.draft(), reading._take_out

    def overtaken(*given: Any) -> None:
        monkeypatch.setattr(reading, "_take_out", taken_out)
        taken_out(*given)
        files.attach_file(other.pk, data=data, name="附件.pdf", by=office.clerk)

    monkeypatch.setattr(reading, "_take_out", overtaken)
    work()
    assert not StoredFile.objects.exists()
    assert not [one for one in Path(settings.GONGKAI_FILES).rglob("*") if one.is_file()]


@needs_pdf
@needs_office
def test_bytes_a_worker_left_when_it_died_are_destroyed_by_the_next(
    attach: Callable[..., Attachment], settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def dying(sha256: str) -> None:
        raise OSError("killed between the record and the bytes")

    attach(written("pdf", "机密★3年", "关于某事的通知"), "附件.pdf")
    with monkeypatch.context() as patched:
        patched.setattr(reading, "destroy", dying)
        work()
    assert not StoredFile.objects.exists()
    Job.objects.filter(kind=readable.READ).update(run_at=MORNING)
    work()
    assert not [one for one in Path(settings.GONGKAI_FILES).rglob("*") if one.is_file()]


def test_a_marked_name_is_refused_at_once(attach: Callable[..., Attachment]) -> None:
    with pytest.raises(FileRefused, match="文件名有密级标志"):
        attach(pdf("x"), "机密★3年.pdf")
    assert not StoredFile.objects.exists()


@needs_pdf
def test_what_cannot_be_read_is_told_with_the_mend_and_read_again_when_asked(
    office: Office, draft: Edition, attach: Callable[..., Attachment]
) -> None:
    made = attach(BROKEN)
    checking.run_checks(draft.pk, by=office.clerk)
    work()
    [one] = findings_of(fresh(draft)).found
    assert (one["code"], one["grade"]) == ("file.unread", "block")
    assert "重新导出" in one["mend"]
    with pytest.raises(Refused):
        office.submit(draft)
    reading.read_again(made.pk, by=office.clerk)
    assert ReadableCopy.objects.get().state == CopyState.WAITING
    assert Job.objects.filter(kind=readable.READ, state=JobState.QUEUED).count() == 1


def test_a_file_whose_bytes_are_gone_blocks_with_the_mend(
    office: Office, draft: Edition, attach: Callable[..., Attachment]
) -> None:
    path_of(attach(pdf("x")).file).unlink()
    work()
    [one] = checking.run_checks(draft.pk, by=office.clerk).found
    assert (one["grade"], "重新上传" in one["mend"]) == ("block", True)


def test_a_file_that_kills_the_worker_blocks_and_its_job_waits_for_a_person(
    office: Office, draft: Edition, attach: Callable[..., Attachment]
) -> None:
    made = attach(pdf("x"))
    Job.objects.filter(kind=readable.READ).update(attempts=outbox.kinds()[readable.READ].tries)
    work()
    assert Job.objects.get(kind=readable.READ).state == JobState.DEAD
    checked = checking.run_checks(draft.pk, by=office.clerk)
    assert [one["code"] for one in checked.found] == ["file.unread"]
    assert "多次中断" in checked.found[0]["mend"]
    reading.read_again(made.pk, by=office.clerk)
    assert "还在读取" in checking.run_checks(draft.pk, by=office.clerk).blocking[0]


def test_nobody_else_has_it_read_again(office: Office, attach: Callable[..., Attachment]) -> None:
    made = attach(BROKEN)
    with pytest.raises(PermissionDenied):
        reading.read_again(made.pk, by=office.viewer("clerk", "minzheng"))


def test_files_of_editions_in_work_are_read_after_an_upgrade(
    draft: Edition, attach: Callable[..., Attachment]
) -> None:
    attach(pdf("x"))
    attach("一览".encode(), "一览.txt")
    ReadableCopy.objects.all().delete()
    Job.objects.all().delete()
    step = import_module("gongkai.disclosure.migrations.0007_readable_copies")
    step.order_reading(apps, connection.schema_editor())
    assert ReadableCopy.objects.get().state == CopyState.WAITING
    [job] = Job.objects.all()
    assert (job.kind, job.key) == (readable.READ, StoredFile.objects.get(suffix=".pdf").sha256)


@needs_pdf
def test_a_new_edition_of_what_was_never_read_has_it_read(
    office: Office, attach: Callable[..., Attachment], draft: Edition
) -> None:
    attach(pdf("x"))
    work()
    Edition.objects.filter(pk=draft.pk).update(state="live", published_at=MORNING)
    ReadableCopy.objects.all().delete()
    drafting.start_edition(draft.item_id, by=office.clerk)
    assert ReadableCopy.objects.get().waits
