"""Documents a program has to convert before a draft can take them.

The conversion is a job, for it takes a program tens of seconds and the office has few threads.
Until then the upload is held apart from the files of the platform, and nobody loses it.
"""

from datetime import timedelta
from typing import Final

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext

from gongkai.core.access import Viewer
from gongkai.core.actions import Act, Refused, acting
from gongkai.core.files import clean_name, held_before, hold, let_go, sniff
from gongkai.core.outbox import is_given_up
from gongkai.disclosure.actions.checking import refuse_secret_name
from gongkai.disclosure.actions.common import draft_to_write, locked_edition, told
from gongkai.disclosure.actions.importing import (
    import_document,
    problems_told,
    take_in,
    unchanged_draft,
)
from gongkai.disclosure.importing import Imported, SourceKind, check_source
from gongkai.disclosure.models import Edition, ImportState, Item, WaitingImport

IMPORT: Final = "disclosure.import"
"""The kind of the job; its key is the edition."""
KEPT: Final = timedelta(days=7)
"""How long an import waits that nobody finishes."""
_AT_ONCE: Final = frozenset({SourceKind.DOCX, SourceKind.TEXT})


def bring_document(edition_id: int, *, version: int, data: bytes, name: str, by: Viewer) -> bool:
    """Import a document at once, or have it converted first; return whether it is in the draft.

    Raises:
        FileRefused: the file is not taken, is damaged, or bears a secrecy marking.
        Refused: somebody saved in between.
    """
    name = clean_name(name)
    # What calls itself a Word file may be another that a program has to read.
    sniff(data, name)
    refuse_secret_name(name)
    with problems_told():
        kind = check_source(data, name).kind
    if kind in _AT_ONCE:
        import_document(edition_id, version=version, data=data, name=name, by=by)
        return True
    _have_converted(edition_id, version, data, name, by)
    return False


def _have_converted(edition_id: int, version: int, data: bytes, name: str, by: Viewer) -> None:
    """Hold the upload and order its conversion; an earlier one of this draft gives way."""
    with acting(by) as act:
        item, edition = unchanged_draft(act, edition_id, version)
        if by.person_id is None:
            raise PermissionDenied(gettext("文件须由人上传。"))
        earlier = _of(edition)
        if earlier is not None:
            _forget(earlier)
        WaitingImport.objects.create(
            edition=edition,
            person_id=by.person_id,
            name=name,
            held=hold(data, name, at=by.at),
            size=len(data),
            version=version,
            uploaded_at=by.at,
            changed_at=by.at,
        )
        act.enqueue(IMPORT, str(edition.pk))
        told(act, "edition.bring", item, edition, name=name)


def arrive(edition_id: int, *, held: str, data: bytes, imported: Imported, by: Viewer) -> None:
    """Take a converted document into its draft, in the name of who uploaded it.

    Where another upload has taken its place meanwhile, nothing is done.

    Raises:
        Refused: the draft was changed since, or is none any more.
        PermissionDenied: who uploaded it may not write there any more.
    """
    with acting(by) as act:
        _, edition = draft_to_write(act, edition_id)
        waiting = _of(edition)
        if waiting is None or waiting.held != held:
            act.unchanged()
            return
        take_in(
            edition_id,
            version=waiting.version,
            data=data,
            name=waiting.name,
            imported=imported,
            by=by,
        )
        _forget(waiting)


def note_failure(edition_id: int, *, held: str, reason: str, destroyed: bool, by: Viewer) -> None:
    """Note why a document was not imported; ``destroyed`` where the upload could not be kept."""
    with acting(by) as act:
        act.permit("the worker tells what became of its job")
        item, edition = locked_edition(act, edition_id)
        waiting = _of(edition)
        if waiting is None or waiting.held != held:
            act.unchanged()
            return
        waiting.state, waiting.reason, waiting.changed_at = ImportState.FAILED, reason, by.at
        waiting.held = "" if destroyed else held
        waiting.save(update_fields=["state", "reason", "changed_at", "held"])
        told(act, "edition.bring_failed", item, edition, name=waiting.name, reason=reason)


def bring_again(edition_id: int, *, by: Viewer) -> None:
    """Have a document converted once more; its text takes the place of what stands there by then.

    Raises:
        Refused: there is none, or it was destroyed.
    """
    with acting(by) as act:
        item, edition, waiting = _locked(act, edition_id)
        if waiting.state == ImportState.WAITING and not is_given_up(IMPORT, str(edition.pk)):
            act.unchanged()
            return
        if not waiting.held or by.person_id is None:
            raise Refused(gettext("这个文件没有保存，不能重试。请换一个文件上传。"))
        waiting.state, waiting.reason = ImportState.WAITING, ""
        waiting.version, waiting.person_id = edition.version, by.person_id
        waiting.changed_at = by.at
        waiting.save()
        act.enqueue(IMPORT, str(edition.pk))
        told(act, "edition.bring_again", item, edition, name=waiting.name)


def drop_import(edition_id: int, *, by: Viewer) -> None:
    """Give up an import that has not arrived; the upload is destroyed."""
    with acting(by) as act:
        item, edition, waiting = _locked(act, edition_id)
        _forget(waiting)
        told(act, "edition.bring_drop", item, edition, name=waiting.name)


def clear_imports(*, by: Viewer) -> int:
    """Destroy the imports nobody finished in time, and uploads nothing speaks of; count the first.

    Uploads without a row are what a refused request or a killed process has left.
    """
    old = WaitingImport.objects.filter(changed_at__lt=by.at - KEPT).select_related("edition__item")
    with acting(by) as act:
        act.permit("the worker clears away")
        act.unchanged()
        cleared = list(old.select_for_update(of=("self",)))
        for one in cleared:
            _forget(one)
            told(act, "edition.bring_drop", one.edition.item, one.edition, name=one.name)
    spoken_of = set(WaitingImport.objects.values_list("held", flat=True))
    for held in held_before(by.at - KEPT):
        if held not in spoken_of:
            let_go(held)
    return len(cleared)


def _locked(act: Act, edition_id: int) -> tuple[Item, Edition, WaitingImport]:
    item, edition = draft_to_write(act, edition_id)
    waiting = _of(edition)
    if waiting is None:
        raise Refused(gettext("没有等待转换的文件，可能已经导入。请刷新页面。"))
    return item, edition, waiting


def _of(edition: Edition) -> WaitingImport | None:
    return WaitingImport.objects.select_for_update().filter(edition=edition).first()


def _forget(waiting: WaitingImport) -> None:
    waiting.delete()
    held = waiting.held
    transaction.on_commit(lambda: let_go(held))
