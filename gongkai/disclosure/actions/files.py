"""Files of a draft: attached, described, masked, removed. Import: see ``importing``."""

from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Final

from django.utils.translation import gettext

from gongkai.core.access import Viewer
from gongkai.core.actions import Act, Refused, acting
from gongkai.core.files import clean_name, read_bytes, store
from gongkai.core.files.pictures import bare_picture
from gongkai.disclosure import rulebook
from gongkai.disclosure.actions.checking import (
    refuse_secret_file,
    refuse_secret_name,
    refuse_secrets,
)
from gongkai.disclosure.actions.common import draft_to_write, told, wrote
from gongkai.disclosure.checks import masked_copy
from gongkai.disclosure.importing.images import image_of
from gongkai.disclosure.models import Attachment, AttachmentKind, Edition, Item
from gongkai.disclosure.readable import PROGRAMS, order_copies
from gongkai.policy.problems import ProblemsError

_BY_MEDIA: Final = {
    "image/": AttachmentKind.IMAGE,
    "audio/": AttachmentKind.AUDIO,
    "video/": AttachmentKind.VIDEO,
}
READABLE: Final = (".docx", ".xlsx", ".pdf", ".txt", ".csv")
"""Kinds in which a secrecy marking is looked for before anything is stored."""


def attach_file(
    edition_id: int, *, data: bytes, name: str, description: str = "", by: Viewer
) -> Attachment:
    """Attach a file to a draft. The same file under the same name changes nothing.

    What a program has to read is attached at once and read by the worker.

    Raises:
        FileRefused: the file is not taken (see ``core.files``), or bears a secrecy marking.
        Refused: another file of this name is attached already.
    """
    with acting(by) as act:
        item, edition = draft_to_write(act, edition_id)
        return _attach(act, item, edition, (data, name, description))


@dataclass(frozen=True, slots=True)
class Placed:
    """A picture for the text of a draft: as the text names it, and the version that came of it.

    ``version`` is 0 where others had changed the draft since the version it was opened on.
    """

    attachment: Attachment
    path: str
    version: int


def attach_picture(
    edition_id: int, *, opened: int, data: bytes, description: str, by: Viewer
) -> Placed:
    """Attach a picture to a draft under the name by which its text may show it.

    Raises:
        FileRefused: the file is not taken (see ``core.files``).
        Refused: it is no picture a page can show, or nothing says what is to be seen on it.
    """
    with acting(by) as act:
        item, edition = draft_to_write(act, edition_id)
        image = image_of(data)
        if image is None:
            raise Refused(
                gettext("这不是网页能显示的图片。请另存为 PNG、JPEG 或 GIF 后再上传。"), "file"
            )
        if not description.strip():
            raise Refused(gettext("请写替代文字：看不见图的人靠它知道图里是什么。"), "description")
        if image.media_type != "image/gif":  # what a camera writes into a photograph stays out
            data = bare_picture(data, PurePosixPath(image.path).name)
            image = image_of(data) or image
        before, name = edition.version, PurePosixPath(image.path).name
        made = _attach(act, item, edition, (data, name, description))
        return Placed(made, image.path, edition.version if before == opened else 0)


def _attach(act: Act, item: Item, edition: Edition, file: tuple[bytes, str, str]) -> Attachment:
    data, name, description = file
    name = clean_name(name)
    ending = PurePosixPath(name).suffix.lower()
    if ending in PROGRAMS:
        refuse_secret_name(name)
    elif ending in READABLE:
        refuse_secret_file(data, name)
    refuse_secrets(description)
    kept = store(data, name, at=act.by.at)
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
    made = attached(edition, kept.pk, name, _kind(kept.media_type), description)
    order_copies([kept], at=act.by.at)
    wrote(act, item, edition)
    told(act, "edition.attach", item, edition, name=name, sha256=kept.sha256)
    return made


def _kind(media_type: str) -> AttachmentKind:
    found = (kind for prefix, kind in _BY_MEDIA.items() if media_type.startswith(prefix))
    return next(found, AttachmentKind.ATTACHMENT)


def attached(
    edition: Edition, file_id: int, name: str, kind: AttachmentKind, description: str = ""
) -> Attachment:
    """Put a kept file at the end of those of a locked draft."""
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
            is_masked=True,
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
