"""Files handed in as proofs: a PDF is looked at for a short time, refused where it is marked."""

import time
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from pytest_django import Settings

from gongkai.assessment import intake
from gongkai.core.files import FileRefused
from gongkai.core.models import StoredFile
from tests.disclosure.old_word import needs_office, needs_pdf, written
from tests.disclosure.small_pdf import pdf

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 2, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture(autouse=True)
def own_folder(settings: Settings, tmp_path: Path) -> None:
    settings.GONGKAI_FILES = tmp_path / "files"


@needs_pdf
@needs_office
def test_a_marked_pdf_is_never_stored() -> None:
    with pytest.raises(FileRefused, match="密级标志"):
        intake.take_file(written("pdf", "机密★3年", "关于某事的通知"), "通知.pdf", at=AT)
    with pytest.raises(FileRefused, match="文件名有密级标志"):
        intake.take_file(pdf("x"), "机密★3年.pdf", at=AT)
    assert not StoredFile.objects.exists()


@needs_pdf
def test_what_can_be_read_or_cannot_be_at_all_is_kept() -> None:
    for data in (pdf("x"), pdf(""), b"%PDF-1.7 broken"):
        kept, name = intake.take_file(data, "证明.pdf", at=AT)
        assert (kept.suffix, name) == (".pdf", "证明.pdf")


def test_nobody_waits_long_for_a_pdf(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    slow = tmp_path / "pdftotext"
    slow.write_text("#!/bin/sh\nsleep 60\n")
    slow.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    monkeypatch.setattr(intake, "_SECONDS", 1)
    begun = time.monotonic()
    with pytest.raises(FileRefused, match="读了 1 秒还没有读完"):
        intake.take_file(pdf("x"), "证明.pdf", at=AT)
    assert time.monotonic() - begun < 30
    assert not StoredFile.objects.exists()
