"""Files of a draft: imported, attached, described, masked, removed."""

from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Any, Final

from django.utils.translation import gettext

from gongkai.core.access import Viewer
from gongkai.core.actions import Act, Refused, acting
from gongkai.core.files import FileRefused, clean_name, read_bytes, store
from gongkai.disclosure import content, rulebook
from gongkai.disclosure.actions.checking import refuse_secret_file, refuse_secrets
from gongkai.disclosure.actions.common import draft_to_write, told, wrote
from gongkai.disclosure.checks import masked_copy
from gongkai.disclosure.content import Content
from gongkai.disclosure.importing import Imported, import_bytes
from gongkai.disclosure.models import Attachment, AttachmentKind, Edition, Item
from gongkai.policy.problems import ProblemsError
from gongkai.rules.recognition import Found

_BY_MEDIA: Final = {
    "image/": AttachmentKind.IMAGE,
    "audio/": AttachmentKind.AUDIO,
    "video/": AttachmentKind.VIDEO,
}
_READABLE: Final = (".docx", ".xlsx", ".pdf", ".txt", ".csv")


def attach_file(
    edition_id: int, *, data: bytes, name: str, description: str = "", by: Viewer
) -> Attachment:
    """Attach a file to a draft. The same file under the same name changes nothing.

    Raises:
        FileRefused: the file is not taken (see ``core.files``), or bears a secrecy marking.
        Refused: another file of this name is attached already.
    """
    with acting(by) as act:
        item, edition = draft_to_write(act, edition_id)
        name = clean_name(name)
        if PurePosixPath(name).suffix.lower() in _READABLE:
            refuse_secret_file(data, name)
        refuse_secrets(description)
        kept = store(data, name, at=by.at)
        present = edition.attachments.filter(name=name, replaced_by=None).first()
        if present is not None and present.file_id == kept.pk:
            act.unchanged()
            return present
        if present is not None:
            raise Refused(
                gettext("已有名为“%(name)s”的另一个文件。请先移除它，或改名后再上传。")
                % {"name": name},
                "file",
            )
        kind = _kind(kept.media_type)
        made = _attach(edition, kept.pk, name, kind, description)
        wrote(act, item, edition)
        told(act, "edition.attach", item, edition, name=name, sha256=kept.sha256)
        return made


def _kind(media_type: str) -> AttachmentKind:
    found = (kind for prefix, kind in _BY_MEDIA.items() if media_type.startswith(prefix))
    return next(found, AttachmentKind.ATTACHMENT)


def _attach(
    edition: Edition, file_id: int, name: str, kind: AttachmentKind, description: str = ""
) -> Attachment:
    last = edition.attachments.order_by("-position").values_list("position", flat=True).first()
    return Attachment.objects.create(
        edition=edition,
        file_id=file_id,
        name=name,
        kind=kind,
        description=description.strip(),
        position=(last or 0) + 1,
    )


def remove_file(attachment_id: int, *, by: Viewer) -> None:
    """Remove a file from a draft, with what a masked copy stands for.

    The bytes stay: an earlier edition may show them.
    """
    with acting(by) as act:
        item, edition, attachment = _locked_file(act, attachment_id)
        name = attachment.name
        attachment.delete()
        wrote(act, item, edition)
        told(act, "edition.detach", item, edition, name=name)


def describe_file(attachment_id: int, *, description: str, by: Viewer) -> Attachment:
    """Write what is read aloud in place of a picture, or listened to as text (无障碍)."""
    with acting(by) as act:
        item, edition, attachment = _locked_file(act, attachment_id)
        refuse_secrets(description)
        attachment.description = description.strip()[:300]
        attachment.save(update_fields=["description"])
        wrote(act, item, edition)
        told(act, "edition.describe", item, edition, name=attachment.name)
        return attachment


def _locked_file(act: Act, attachment_id: int) -> tuple[Item, Edition, Attachment]:
    found = Attachment.objects.filter(pk=attachment_id).first()
    if found is None:
        raise Refused(gettext("没有这个文件，可能已被移除。请刷新页面。"))
    item, edition = draft_to_write(act, found.edition_id)
    return item, edition, act.lock(Attachment, attachment_id)


def mask_attachment(attachment_id: int, *, by: Viewer) -> Attachment:
    """Put a masked copy in the place and under the name of a file; the original is kept unseen.

    Raises:
        Refused: the file holds what cannot be masked; the message names the places.
    """
    with acting(by) as act:
        item, edition, attachment = _locked_file(act, attachment_id)
        if attachment.replaced_by_id is not None:
            raise Refused(gettext("这个文件已有脱敏副本。请刷新页面。"))
        data = _masked(attachment)
        kept = store(data, attachment.name, at=by.at)
        copy = Attachment(
            edition=edition,
            file=kept,
            name=f"{attachment.pk}-{attachment.name}"[:200],
            kind=attachment.kind,
            description=attachment.description,
            position=attachment.position,
        )
        copy.save()
        attachment.replaced_by = copy
        attachment.save(update_fields=["replaced_by"])
        copy.name = attachment.name
        copy.save(update_fields=["name"])
        wrote(act, item, edition)
        told(act, "edition.mask", item, edition, name=attachment.name, sha256=kept.sha256)
        return copy


def _masked(attachment: Attachment) -> bytes:
    with TemporaryDirectory(prefix="gongkai-") as folder:
        path = Path(folder) / attachment.name
        path.write_bytes(read_bytes(attachment.file))
        try:
            return masked_copy(path, rulebook.check_words())
        except ProblemsError as error:
            raise Refused(
                gettext("不能生成脱敏副本：%(why)s")
                % {"why": "；".join(one.message for one in error.problems)}
            ) from error


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
        item, edition = draft_to_write(act, edition_id)
        if edition.version != version:
            raise Refused(gettext("这一稿在您打开之后已被修改。请刷新页面后再导入。"))
        name = clean_name(name)
        imported = _read(data, name)
        _replace_imported(edition, data, name, imported, by)
        content.write(edition, _filled(content.content_of(edition), imported))
        edition.import_name = name
        edition.import_report = _report(imported)
        edition.import_accepted_at = None
        wrote(act, item, edition)
        told(act, "edition.import", item, edition, name=name, sha256=imported.sha256)
        return imported


def _read(data: bytes, name: str) -> Imported:
    if PurePosixPath(name).suffix.lower() in _READABLE:
        refuse_secret_file(data, name)
    try:
        imported = import_bytes(data, name)
    except ProblemsError as error:
        raise FileRefused("；".join(one.message for one in error.problems)) from error
    # Old formats are readable only once converted, so their text is looked at again.
    refuse_secrets(content.plain_text(imported.html))
    return imported


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
    _attach(edition, original.pk, name, AttachmentKind.ORIGINAL)
    for image_name, kept in images.items():
        if not edition.attachments.filter(name=image_name).exists():
            _attach(edition, kept.pk, image_name, AttachmentKind.IMAGE)
    edition.import_source = original


def _filled(said: Content, imported: Imported) -> Content:
    """Return the content with the text of the document, and its fields where none is filled."""
    found = imported.recognised
    values: dict[str, Any] = {one: getattr(said, one) for one in content.NAMES}
    values["body_html"] = imported.html
    values["title"] = said.title or _value(found.title, "")
    number = _value(found.number, None)
    values["document_number"] = said.document_number or (str(number) if number else "")
    values["issued_on"] = said.issued_on or _value(found.dated, None)
    issuers = _value(found.issuers, ())
    values["issuer"] = "、".join(issuers) or said.issuer
    return Content(**values)


def _value(found: Found[Any] | None, otherwise: Any) -> Any:
    return otherwise if found is None else found.value


def _report(imported: Imported) -> dict[str, Any]:
    """Return the import report as it is stored and shown."""
    return {
        "fingerprint": imported.report.fingerprint,
        "kind": str(imported.kind),
        "lines": list(imported.report.lines()),
        "recognised": [
            {
                "field": field,
                "label": label,
                "value": str(one.value)
                if not isinstance(one.value, tuple)
                else "、".join(map(str, one.value)),
                "paragraph": one.paragraph,
                "confidence": str(one.confidence),
                "why": one.why,
            }
            for field, label, one in imported.recognised.fields()
            if one is not None
        ],
    }


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
