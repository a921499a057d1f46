"""A document read into a draft, and the report of it accepted."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any

from django.utils.translation import gettext

from gongkai.core.access import Viewer
from gongkai.core.actions import Act, Refused, acting
from gongkai.core.files import FileRefused, clean_name, store
from gongkai.disclosure import content
from gongkai.disclosure.actions.checking import (
    refuse_secret_file,
    refuse_secret_name,
    refuse_secret_word,
    refuse_secrets,
)
from gongkai.disclosure.actions.common import draft_to_write, told, wrote
from gongkai.disclosure.actions.files import READABLE, attached
from gongkai.disclosure.content import Content
from gongkai.disclosure.importing import Imported, import_bytes, without_head
from gongkai.disclosure.models import AttachmentKind, Edition, Item
from gongkai.disclosure.readable import order_copies
from gongkai.policy.problems import ProblemsError
from gongkai.rules.recognition import LABELS, Found
from gongkai.rules.spelling import chinese_date

# What every document is expected to say of itself.
_WANTED = ("title", "number", "dated")


def import_document(
    edition_id: int, *, version: int, data: bytes, name: str, by: Viewer
) -> Imported:
    """Read a document into a draft: its text, what it says of itself, its pictures, the original.

    Nothing is used before the report is accepted: submission waits for :func:`accept_import`.
    Fields a person has filled already are kept.

    Raises:
        FileRefused: the file is not taken, is damaged, or bears a secrecy marking.
        Refused: somebody saved in between.
    """
    with acting(by) as act:
        name = clean_name(name)
        unchanged_draft(act, edition_id, version)
        imported = read_document(data, name)
        _take_in(act, edition_id, version, (data, name, imported))
        return imported


def take_in(
    edition_id: int, *, version: int, data: bytes, name: str, imported: Imported, by: Viewer
) -> None:
    """Take into a draft what :func:`read_document` has read beforehand.

    Raises:
        Refused: somebody saved in between (``edition.version``).
    """
    with acting(by) as act:
        _take_in(act, edition_id, version, (data, name, imported))


def _take_in(
    act: Act, edition_id: int, version: int, document: tuple[bytes, str, Imported]
) -> None:
    data, name, imported = document
    item, edition = unchanged_draft(act, edition_id, version)
    _replace_imported(edition, data, name, imported, act.by)
    said, shown_above = _filled(content.content_of(edition), imported)
    content.write(edition, said)
    edition.import_name = name
    edition.import_report = _report(imported, shown_above)
    edition.import_accepted_at = None
    wrote(act, item, edition)
    told(act, "edition.import", item, edition, name=name, sha256=imported.sha256)


def unchanged_draft(act: Act, edition_id: int, version: int) -> tuple[Item, Edition]:
    """Return a locked draft that nobody has saved since this version."""
    item, edition = draft_to_write(act, edition_id)
    if edition.version != version:
        raise Refused(
            gettext("这一稿在您打开之后已被修改。请刷新页面后再导入。"), code="edition.version"
        )
    return item, edition


def read_document(data: bytes, name: str) -> Imported:
    """Read a document; nothing is stored. Old formats and PDF take their programs' time.

    Raises:
        FileRefused: the file is damaged or not a document, or bears a secrecy marking.
    """
    if PurePosixPath(name).suffix.lower() in READABLE:
        refuse_secret_file(data, name)
    else:
        refuse_secret_name(name)
    with problems_told():
        imported = import_bytes(data, name)
    # Old formats are readable only once converted: headers and boxes, then the text.
    if imported.converted:
        refuse_secret_word(imported.converted, name)
    refuse_secrets(content.plain_text(imported.html))
    return imported


@contextmanager
def problems_told() -> Iterator[None]:
    """Refuse a file for what reading it has found."""
    try:
        yield
    except ProblemsError as error:
        raise FileRefused("；".join(one.message for one in error.problems)) from error


def _replace_imported(
    edition: Edition, data: bytes, name: str, imported: Imported, by: Viewer
) -> None:
    """Keep the original and the pictures; an earlier import of this draft gives way."""
    original = store(data, name, at=by.at)
    images = {
        Path(one.path).name: store(one.data, Path(one.path).name, at=by.at)
        for one in imported.images
    }
    edition.attachments.filter(kind=AttachmentKind.ORIGINAL).delete()
    edition.attachments.filter(name=name, replaced_by=None).delete()
    attached(edition, original.pk, name, AttachmentKind.ORIGINAL)
    order_copies([original], at=by.at)
    for image_name, kept in images.items():
        if not edition.attachments.filter(name=image_name).exists():
            attached(edition, kept.pk, image_name, AttachmentKind.IMAGE)
    edition.import_source = original


def _filled(said: Content, imported: Imported) -> tuple[Content, int]:
    """Return the content with the text of the document, and its fields where none is filled.

    The lines of its head the page shows by itself are left out; their number is returned too.
    """
    found = imported.recognised
    values: dict[str, Any] = {one: getattr(said, one) for one in content.NAMES}
    values["title"] = said.title or _value(found.title, "")
    number = _value(found.number, None)
    values["document_number"] = said.document_number or (str(number) if number else "")
    is_shown = values["title"] == _value(found.title, "")
    is_shown &= number is None or values["document_number"] == str(number)
    html = imported.html
    values["body_html"], left_out = without_head(html, found) if is_shown else (html, 0)
    values["issued_on"] = said.issued_on or _value(found.dated, None)
    issuers = _value(found.issuers, ())
    values["issuer"] = "、".join(issuers) or said.issuer
    return Content(**values), left_out


def _value(found: Found[Any] | None, otherwise: Any) -> Any:
    return otherwise if found is None else found.value


def _report(imported: Imported, shown_above: int) -> dict[str, Any]:
    """Return the import report as it is stored and shown."""
    lines = list(imported.report.lines())
    missing = [LABELS[one] for one in _WANTED if getattr(imported.recognised, one) is None]
    if missing:
        lines.insert(0, f"文中没有找到：{'、'.join(missing)}；需要的请在下面填写")
    if shown_above:
        lines.append(f"开头的标题、文号等 {shown_above} 行由页面显示，正文里不再重复")
    return {
        "fingerprint": imported.report.fingerprint,
        "kind": str(imported.kind),
        "lines": lines,
        "recognised": [
            {
                "field": field,
                "label": label,
                "value": _words(one.value),
                "paragraph": one.paragraph,
                "confidence": str(one.confidence),
                "why": one.why,
            }
            for field, label, one in imported.recognised.fields()
            if one is not None
        ],
    }


def _words(value: object) -> str:
    if isinstance(value, date):
        return chinese_date(value)
    return "、".join(map(str, value)) if isinstance(value, tuple) else str(value)


def accept_import(edition_id: int, *, report: str, by: Viewer) -> Edition:
    """Accept the import report with this fingerprint: the editor has looked at what was changed.

    Raises:
        Refused: another report stands there by now.
    """
    with acting(by) as act:
        item, edition = draft_to_write(act, edition_id)
        if not edition.import_report or edition.import_report["fingerprint"] != report:
            raise Refused(gettext("导入报告已不是您看到的那一份。请刷新页面，重新查看后确认。"))
        if edition.import_accepted_at is not None:
            act.unchanged()
            return edition
        edition.import_accepted_at = by.at
        wrote(act, item, edition)
        told(act, "edition.accept_import", item, edition, report=report)
        return edition
