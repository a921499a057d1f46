"""Files that a program reads before the checks can: ordered once, read by the worker.

PDF and old Word take a program's time, which no request waits for (ADR 12). What is made of a file
is kept under the hash of its bytes, so nothing is read twice, wherever it is attached.
"""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Final

from django.utils.translation import gettext

from gongkai.core import outbox
from gongkai.core.files import path_of
from gongkai.core.models import StoredFile
from gongkai.disclosure.checks.draft import PdfText, Unread
from gongkai.disclosure.models import Attachment, CopyState, Edition, ReadableCopy

READ: Final = "disclosure.read"
"""The kind of the job; its key is the hash of the file."""
PROGRAMS: Final = {".pdf": "txt", ".doc": "docx", ".wps": "docx"}
"""What a program makes of a file, by the ending it is kept under."""


def order_copies(files: Iterable[StoredFile], *, at: datetime) -> None:
    """Have files read that nobody has ordered yet. Call in the transaction that attaches them."""
    wanted = [file for file in files if file.suffix in PROGRAMS]
    if not wanted:
        return
    found = ReadableCopy.objects.filter(file__in=wanted)
    ordered = frozenset(found.values_list("file_id", flat=True))
    for file in wanted:
        if file.pk in ordered:
            continue
        _, made = ReadableCopy.objects.get_or_create(file=file, defaults={"changed_at": at})
        if made:
            outbox.enqueue(READ, file.sha256, {}, at=at)


def copies_of(attachments: Iterable[Attachment]) -> dict[int, ReadableCopy]:
    """Return how far the reading is, by file; those no program reads are left out.

    What the worker gave up stands there as failed; what nobody ordered yet as waiting.
    """
    files = {one.file_id: one.file for one in attachments if one.file.suffix in PROGRAMS}
    if not files:
        return {}
    known = ReadableCopy.objects.filter(file__in=files).select_related("copy")
    copies = {one.file_id: one for one in known}
    waiting = {pk: files[pk].sha256 for pk, one in copies.items() if one.waits}
    dead = outbox.given_up(READ, waiting.values()) if waiting else frozenset()
    for pk, sha256 in waiting.items():
        if sha256 in dead:
            copies[pk].state, copies[pk].reason = CopyState.FAILED, interrupted()
    return {pk: copies.get(pk) or ReadableCopy(file=file) for pk, file in files.items()}


def is_being_read(attachment: Attachment) -> bool:
    """Whether a program has still to read a file."""
    return any(one.waits for one in copies_of([attachment]).values())


def shown_files(edition: Edition) -> tuple[Attachment, ...]:
    """Return the files of an edition as they are shown: masked copies in place of originals."""
    return tuple(edition.attachments.filter(replaced_by=None).select_related("file"))


def being_read(edition: Edition) -> tuple[Attachment, ...]:
    """Return the files of an edition that a program has still to read."""
    shown = shown_files(edition)
    copies = copies_of(shown)
    return tuple(one for one in shown if one.file_id in copies and copies[one.file_id].waits)


def interrupted() -> str:
    """Say that reading a file has failed for good, and the mend."""
    return gettext("读取附件的程序多次中断；请点“重新读取”，还不行的改交 Word 原件（.docx）")


def content_of(copy: ReadableCopy, media: str) -> Path | PdfText | Unread:
    """Return what the checks read in place of a file; ``media`` is what a program made of it."""
    if copy.state != CopyState.READ or copy.copy is None:
        return Unread(copy.reason)
    path = path_of(copy.copy)
    if media != "txt":
        return path
    try:
        return PdfText(path.read_text(encoding="utf-8"))
    except OSError as error:
        return Unread(gettext("读不出来：%(why)s；请重新上传") % {"why": error.strerror or error})
