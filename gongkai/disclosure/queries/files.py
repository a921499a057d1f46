"""Files in the office: one check before any byte is opened."""

from typing import BinaryIO

from gongkai.core.access import Viewer
from gongkai.core.files import open_file
from gongkai.core.models import StoredFile
from gongkai.disclosure.models import UNFINISHED, Attachment
from gongkai.disclosure.queries.visibility import visible_to
from gongkai.disclosure.readable import is_being_read
from gongkai.disclosure.workflow import standing
from gongkai.rules.publishing.visibility import Outlet


def may_read_file(viewer: Viewer, attachment: Attachment) -> bool:
    """Whether a viewer may open a file of an edition.

    The unmasked original behind a masked copy is for those who may still change the draft. What a
    program still reads is for nobody: it may bear a secrecy marking.
    """
    edition = attachment.edition
    stands = standing(edition.item, edition)
    if viewer.is_system:
        return True
    if edition.state in UNFINISHED and is_being_read(attachment):
        return False
    if attachment.replaced_by_id is not None:
        return viewer.may("disclosure.write", edition.item.unit.path)
    return visible_to(viewer, stands, Outlet.FILE).allowed


def find_file(viewer: Viewer, attachment_id: int) -> Attachment | None:
    """Return a file with its record, where the viewer may open it."""
    found = (
        Attachment.objects.select_related("file", "edition__item__unit")
        .filter(pk=attachment_id)
        .first()
    )
    return found if found is not None and may_read_file(viewer, found) else None


def open_attachment(viewer: Viewer, attachment_id: int) -> tuple[StoredFile, BinaryIO] | None:
    """Open a file for a viewer, or return ``None``: not there, or not theirs to read."""
    found = find_file(viewer, attachment_id)
    return (found.file, open_file(found.file)) if found is not None else None
