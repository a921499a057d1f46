"""Files of drafts that a program has to read before they can be checked."""

from typing import Final

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gongkai.core.access import Viewer
from gongkai.core.files import FileRefused, destroy, read_bytes
from gongkai.core.outbox import Run, job
from gongkai.disclosure import rulebook
from gongkai.disclosure.actions import readable as actions
from gongkai.disclosure.checks import Finding, marked_secret_docx, marked_secret_pdf
from gongkai.disclosure.importing import check_source
from gongkai.disclosure.importing.external import office_convert, pdf_layout
from gongkai.disclosure.models import CopyState, ReadableCopy
from gongkai.disclosure.readable import PROGRAMS, READ
from gongkai.policy.problems import ProblemsError

# A file that kills its worker does so again.
_TRIES: Final = 2


@job(READ, _("读取附件"), tries=_TRIES, slow=True)
def read(run: Run) -> None:
    """Read a file, then check again what waited for it.

    The program runs outside any transaction. Running twice reads it once.
    """
    by = Viewer.system("读取附件", run.at)
    found = ReadableCopy.objects.filter(file__sha256=run.key).select_related("file")
    copy = found.first()
    if copy is None:
        # Destroyed, or nowhere attached any more; a worker that died left the bytes.
        destroy(run.key)
        return
    if copy.state == CopyState.WAITING:
        _read(copy, by)
    actions.check_again(run.key, by=by)


def _read(copy: ReadableCopy, by: Viewer) -> None:
    suffix = PROGRAMS[copy.file.suffix]
    try:
        made = _made(read_bytes(copy.file), copy.file.suffix)
        marked = _marked(made, suffix)
        if marked is not None:
            actions.destroy_marked(copy.pk, place=marked.place, by=by)
        else:
            actions.keep_copy(copy.pk, made=made, suffix=suffix, by=by)
    except ProblemsError as error:
        reason = "；".join(one.message for one in error.problems)
        actions.note_unreadable(copy.pk, reason=reason, by=by)
    except FileNotFoundError:
        reason = gettext("文件已不在服务器上；请移除后重新上传")
        actions.note_unreadable(copy.pk, reason=reason, by=by)
    except FileRefused as refused:
        actions.note_unreadable(copy.pk, reason=refused.message, by=by)


def _made(data: bytes, suffix: str) -> bytes:
    """Return what a program makes of a file; raises :class:`ProblemsError`."""
    name = f"附件{suffix}"
    if suffix == ".pdf":
        return pdf_layout(data, name).replace("\0", "").encode()
    return office_convert(check_source(data, name), "docx")


def _marked(made: bytes, suffix: str) -> Finding | None:
    words = rulebook.check_words()
    if suffix == "txt":
        return marked_secret_pdf(made.decode(), words)
    return marked_secret_docx(made, words)
