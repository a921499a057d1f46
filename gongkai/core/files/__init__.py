"""Files: kept under the hash of their bytes, after a look at what they really are."""

from gongkai.core.files.sniffing import KINDS, FileKind, FileRefused, sniff
from gongkai.core.files.store import open_file, path_of, read_bytes, store

__all__ = [
    "KINDS",
    "FileKind",
    "FileRefused",
    "open_file",
    "path_of",
    "read_bytes",
    "sniff",
    "store",
]
