"""Files: kept under the hash of their bytes, after a look at what they really are."""

from gongkai.core.files.naming import clean_name
from gongkai.core.files.sniffing import KINDS, FileKind, FileRefused, sniff
from gongkai.core.files.store import (
    destroy,
    held_before,
    held_bytes,
    hold,
    keep_apart,
    let_go,
    open_file,
    path_of,
    read_bytes,
    store,
)

__all__ = [
    "KINDS",
    "FileKind",
    "FileRefused",
    "clean_name",
    "destroy",
    "held_before",
    "held_bytes",
    "hold",
    "keep_apart",
    "let_go",
    "open_file",
    "path_of",
    "read_bytes",
    "sniff",
    "store",
]
