"""Conversion of uploaded documents: the one place where LibreOffice runs for the office."""

from datetime import time
from typing import Final

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gongkai.core.access import Viewer, viewer_of
from gongkai.core.actions import Refused
from gongkai.core.files import held_bytes, let_go
from gongkai.core.outbox import Run, job
from gongkai.core.periodic import every
from gongkai.disclosure.actions import bringing
from gongkai.disclosure.actions.importing import read_document
from gongkai.disclosure.models import ImportState, WaitingImport

# A document that kills its worker does so again.
_TRIES: Final = 2
# Why an action refused, as it says it to programs.
_MARKED: Final = "edition.secret"
_CHANGED: Final = "edition.version"


@job(bringing.IMPORT, _("转换导入的文件"), tries=_TRIES, slow=True)
def convert(run: Run) -> None:
    """Convert a document and take it into its draft; a refusal is told to who uploaded it.

    The conversion runs outside any transaction. Running twice takes it in once.
    """
    waiting = (
        WaitingImport.objects.filter(edition_id=int(run.key), state=ImportState.WAITING)
        .select_related("person__unit")
        .first()
    )
    if waiting is None:
        return
    reason, destroyed = _refusal(waiting, run)
    if reason:
        bringing.note_failure(
            waiting.edition_id,
            held=waiting.held,
            reason=reason,
            destroyed=destroyed,
            by=Viewer.system("文件转换", run.at),
        )


def _refusal(waiting: WaitingImport, run: Run) -> tuple[str, bool]:
    """Import it; return why it is not imported, and whether the upload is destroyed."""
    try:
        data = held_bytes(waiting.held)
    except FileNotFoundError:
        return gettext("上传的文件已不在服务器上。请重新上传。"), True
    if not waiting.person.is_active:
        return gettext("上传的人已停用。请由在岗人员重试。"), False
    try:
        imported = read_document(data, waiting.name)
        bringing.arrive(
            waiting.edition_id,
            held=waiting.held,
            data=data,
            imported=imported,
            by=viewer_of(waiting.person, run.at),
        )
    except Refused as refused:
        if refused.code == _MARKED:
            # Before anything is noted: this system must not keep it a moment longer.
            let_go(waiting.held)
        changed = gettext(
            "转换期间这一稿已被修改，没有覆盖。重试会用文件的正文替换现在的正文；"
            "要保留现在的正文，请放弃导入。"
        )
        return changed if refused.code == _CHANGED else refused.message, refused.code == _MARKED
    except PermissionDenied as denied:
        return str(denied), False
    return "", False


@every("disclosure.imports", _("清理没有完成的导入"), daily=time(3, 40))
def clear(run: Run) -> None:
    """Destroy what was uploaded for import and never finished."""
    bringing.clear_imports(by=Viewer.system("定时任务", run.at))
