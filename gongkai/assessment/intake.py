"""What people hand in: files and texts, looked at before anything of them is kept."""

from datetime import datetime
from pathlib import PurePosixPath
from typing import Final

from gongkai.core.files import clean_name, store
from gongkai.core.models import StoredFile
from gongkai.disclosure.actions.checking import (
    refuse_secret_file,
    refuse_secret_pdf,
    refuse_secrets,
)

TAKEN: Final = ".docx,.doc,.wps,.xlsx,.xls,.pdf,.ofd,.pptx,.jpg,.jpeg,.png,.mp3,.mp4,.txt"
"""Endings of files a form offers; what is taken is decided by the bytes (``core.files``)."""
_READABLE: Final = frozenset({".docx", ".xlsx", ".txt", ".csv"})
_SECONDS: Final = 10
"""A request waits for it, so a PDF may not take long; a thousand pages take a few seconds."""


def take_file(data: bytes, name: str, *, at: datetime) -> tuple[StoredFile, str]:
    """Keep a file and return it with the name it goes by.

    Raises:
        FileRefused: it is not taken (see ``core.files``), or bears a secrecy marking.
    """
    name = clean_name(name)
    ending = PurePosixPath(name).suffix.lower()
    if ending == ".pdf":
        refuse_secret_pdf(data, name, seconds=_SECONDS)
    elif ending in _READABLE:
        refuse_secret_file(data, name)
    return store(data, name, at=at), name


__all__ = ["TAKEN", "refuse_secrets", "take_file"]
