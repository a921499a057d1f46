"""What became of files that a program reads: kept, not readable, or never to be kept at all."""

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext

from gongkai.core.access import Viewer
from gongkai.core.actions import Refused, acting
from gongkai.core.files import destroy, keep_apart, store
from gongkai.core.outbox import is_given_up
from gongkai.disclosure import readable
from gongkai.disclosure.actions.checking import checked
from gongkai.disclosure.actions.common import draft_to_write, locked_edition, told, wrote
from gongkai.disclosure.checks.draft import STILL_READ
from gongkai.disclosure.findings import findings_of
from gongkai.disclosure.models import (
    OPEN_STATES,
    UNFINISHED,
    Attachment,
    CopyState,
    Edition,
    ReadableCopy,
)
from gongkai.disclosure.telling import tell_destroyed

_WORKER = "the worker tells what became of its job"


def keep_copy(copy_id: int, *, made: bytes, suffix: str, by: Viewer) -> None:
    """Keep what a program made of a file.

    Raises:
        FileRefused: it is too large to be kept.
    """
    with acting(by) as act:
        act.permit(_WORKER)
        copy = act.lock(ReadableCopy, copy_id)
        copy.copy = store(made, f"copy.{suffix}", at=by.at)
        copy.state, copy.reason, copy.changed_at = CopyState.READ, "", by.at
        copy.save()
        act.event("file.read", copy)


def note_unreadable(copy_id: int, *, reason: str, by: Viewer) -> None:
    """Note why a file cannot be read, and the mend."""
    with acting(by) as act:
        act.permit(_WORKER)
        copy = act.lock(ReadableCopy, copy_id)
        copy.state, copy.reason, copy.changed_at = CopyState.FAILED, reason, by.at
        copy.save()
        act.event("file.unreadable", copy, data={"reason": reason})


def read_again(attachment_id: int, *, by: Viewer) -> None:
    """Have a file read once more, after a program was installed or has failed.

    Raises:
        Refused: it is not there any more, or read already.
    """
    with acting(by) as act:
        found = Attachment.objects.select_related("file").filter(pk=attachment_id).first()
        if found is None:
            raise Refused(gettext("没有这个文件，可能已被移除。请刷新页面。"))
        item, edition = draft_to_write(act, found.edition_id)
        copy = ReadableCopy.objects.select_for_update().filter(file=found.file).first()
        if copy is None or copy.state == CopyState.READ:
            raise Refused(gettext("这个文件不用重新读取。请刷新页面。"))
        sha256 = found.file.sha256
        if copy.state == CopyState.WAITING and not is_given_up(readable.READ, sha256):
            act.unchanged()
            return
        copy.state, copy.reason, copy.changed_at = CopyState.WAITING, "", by.at
        copy.save()
        act.enqueue(readable.READ, sha256)
        told(act, "edition.read_again", item, edition, name=found.name)


def check_again(sha256: str, *, by: Viewer) -> None:
    """Check again the editions whose last check still waited for a file; each by itself."""
    waiting = Edition.objects.filter(
        attachments__file__sha256=sha256, attachments__replaced_by=None, state__in=OPEN_STATES
    )
    for edition_id in waiting.distinct().order_by("pk").values_list("pk", flat=True):
        with acting(by) as act:
            act.permit(_WORKER)
            item, edition = locked_edition(act, edition_id)
            if any(one["code"] == STILL_READ for one in findings_of(edition).found):
                checked(act, item, edition)
            else:
                act.unchanged()


def destroy_marked(copy_id: int, *, place: str, by: Viewer) -> None:
    """Destroy a file that bears a secrecy marking: out of every draft, thrown away or not, its
    bytes as well.

    What an edition beyond a draft, or anything else, still holds stays and is never taken for
    clean: it cannot be published.
    """
    copy = ReadableCopy.objects.select_related("file").get(pk=copy_id)
    while not _destroyed(copy, place, by):
        pass  # attached again meanwhile


def _destroyed(copy: ReadableCopy, place: str, by: Viewer) -> bool:
    """Take a file out of the drafts it is in, then destroy it unless it is in another by now."""
    file = copy.file
    drafts = Attachment.objects.filter(file=file, edition__state__in=UNFINISHED)
    for attachment_id, edition_id in list(drafts.values_list("pk", "edition_id")):
        _take_out(attachment_id, edition_id, place, by)
    with acting(by) as act:
        act.permit(_WORKER)
        keep_apart(file)
        if drafts.exists():
            act.unchanged()
            return False
        try:
            with transaction.atomic():
                sha256, _ = file.sha256, file.delete()
        except ProtectedError:
            reason = gettext("%(place)s有密级标志；涉密文件不得在本系统处理，请移除并告知保密机构")
            note_unreadable(copy.pk, reason=reason % {"place": place}, by=by)
        else:
            act.event("file.destroy", copy, data={"sha256": sha256})
            transaction.on_commit(lambda: destroy(sha256))
    return True


def _take_out(attachment_id: int, edition_id: int, place: str, by: Viewer) -> None:
    with acting(by) as act:
        act.permit(_WORKER)
        item, edition = locked_edition(act, edition_id)
        attachment = Attachment.objects.filter(pk=attachment_id).first()
        if attachment is None or edition.state not in UNFINISHED:
            act.unchanged()
            return
        name, file_id = attachment.name, attachment.file_id
        attachment.delete()
        if edition.import_source_id == file_id:
            edition.import_source = None
        wrote(act, item, edition)
        told(act, "edition.destroy", item, edition, name=name, place=place)
        tell_destroyed(act, item, edition, name, place)
