"""Names of files as people gave them, fit to be shown and to stand in an address."""

import unicodedata
from typing import Final

from django.utils.translation import gettext

from gongkai.core.files.sniffing import FileRefused

# A file system keeps 255 bytes of a name and the portal 200; a Chinese character takes three.
_MOST_BYTES: Final = 180
_FORBIDDEN: Final = frozenset('<>:"|?*#%')


def clean_name(name: str) -> str:
    """Return a file name as it may stand in an address: its last part, without control marks.

    Composed as the web writes it (NFC), never hidden by a dot, and short enough for any disk.

    Raises:
        FileRefused: nothing is left of it.
    """
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    plain = "".join(mark for mark in last if mark.isprintable() and mark not in _FORBIDDEN)
    kept = plain.strip().lstrip(". ")
    if not kept:
        raise FileRefused(gettext("文件没有名字。请改名后再上传。"))
    stem, dot, suffix = kept.rpartition(".")
    if not dot or not stem.strip():
        return _cut(kept, _MOST_BYTES)
    return f"{_cut(stem, _MOST_BYTES - len(suffix.encode()) - 1)}{dot}{suffix}"


def _cut(text: str, most: int) -> str:
    """Return as much of a text as fits into some bytes, whole characters only."""
    return text.encode()[: max(most, 0)].decode(errors="ignore").strip()
