"""Papers to print and sign: the approval form of an edition; sending any such file."""

from datetime import datetime
from typing import Final
from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext

from gongkai.core.access import viewer
from gongkai.disclosure.queries.papers import ApprovalSheet, SheetRecord, approval_sheet
from gongkai.office.disclosure.finding import item_of
from gongkai.reports.disclosure import (
    AnsweredFinding,
    ApprovalForm,
    ReviewRecord,
    approval_form,
)
from gongkai.ui.access import requires

_MEDIA: Final = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def document(name: str, data: bytes) -> HttpResponse:
    """Return a file to save under a name; its end says what it is."""
    response = HttpResponse(data, content_type=_MEDIA[name.rpartition(".")[2]])
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name, safe='')}"
    return response


@requires("disclosure.view")
def approval(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Send the approval form of an edition as a Word file."""
    found, asker = item_of(request, key), viewer(request)
    edition = found.editions.filter(number=number).first()
    sheet = approval_sheet(asker, edition.pk) if edition is not None else None
    if sheet is None:
        raise Http404(gettext("没有这一版，或者不在您的权限范围内。"))
    form = _form(sheet, asker.at)
    return document(f"审批表-{sheet.title[:40] or found.key}.docx", approval_form(form))


def _form(sheet: ApprovalSheet, printed_at: datetime) -> ApprovalForm:
    records = [(one.secrecy, _record(one)) for one in sheet.records]
    return ApprovalForm(
        title=sheet.title,
        unit=sheet.unit,
        attribute=sheet.attribute,
        basis=sheet.basis,
        basis_note=sheet.basis_note,
        index_number=sheet.index_number,
        document_number=sheet.document_number,
        issued_on=sheet.issued_on,
        content_type=sheet.content_type,
        category=sheet.category,
        channels=sheet.channels,
        release_at=sheet.release_at,
        edition=sheet.edition,
        change_note=sheet.change_note,
        files=sheet.files,
        drafted_by=sheet.drafted_by,
        findings=tuple(
            AnsweredFinding(
                place=one.place, title=one.title, reason=one.reason, name=one.name, at=one.at
            )
            for one in sheet.findings
        ),
        secrecy=tuple(record for secret, record in records if secret),
        reviews=tuple(record for secret, record in records if not secret),
        urgent_reason=sheet.urgent_reason,
        printed_at=printed_at,
    )


def _record(one: SheetRecord) -> ReviewRecord:
    return ReviewRecord(
        step=one.step,
        name=one.name,
        on_behalf_of=one.on_behalf_of,
        outcome=one.outcome,
        opinion=one.opinion,
        at=one.at,
        void=one.void,
    )
