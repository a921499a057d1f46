"""Media types by the ending of a name: one closed table, the same for every server.

A server that serves files knows nothing but their names, so a page whose type disagrees with its
name is refused when it is written. Types are those registered with IANA; OFD is GB/T 33190.
"""

from typing import Final

UNKNOWN: Final = "application/octet-stream"
_OFFICE: Final = "application/vnd.openxmlformats-officedocument."
TYPES: Final = {
    "html": "text/html",
    "css": "text/css",
    "js": "text/javascript",
    "txt": "text/plain",
    "csv": "text/csv",
    "xml": "application/xml",
    "rss": "application/rss+xml",
    "atom": "application/atom+xml",
    "json": "application/json",
    "jsonl": "application/jsonl",
    "svg": "image/svg+xml",
    "ics": "text/calendar",
    "pdf": "application/pdf",
    "ofd": "application/ofd",
    "doc": "application/msword",
    "xls": "application/vnd.ms-excel",
    "ppt": "application/vnd.ms-powerpoint",
    "wps": "application/vnd.ms-works",
    "docx": f"{_OFFICE}wordprocessingml.document",
    "xlsx": f"{_OFFICE}spreadsheetml.sheet",
    "pptx": f"{_OFFICE}presentationml.presentation",
    "parquet": "application/vnd.apache.parquet",
    "zip": "application/zip",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
    "webp": "image/webp",
    "ico": "image/x-icon",
    "woff2": "font/woff2",
    "mp3": "audio/mpeg",
    "mp4": "video/mp4",
}
# What a browser may show from among uploaded files; the rest it only saves, so that a page or a
# drawing somebody uploaded never runs as a page of the portal.
SHOWN: Final = frozenset(
    {"pdf", "txt", "png", "jpg", "jpeg", "gif", "webp", "mp3", "mp4"},
)
_TEXT: Final = frozenset(
    {"html", "css", "js", "txt", "csv", "xml", "rss", "atom", "json", "jsonl", "svg", "ics"}
)


def ending(name: str) -> str:
    """Return the ending of a file's name, in small letters, without the dot."""
    return name.rpartition("/")[2].rpartition(".")[2].lower()


def media_type(name: str) -> str:
    """Return the media type of a file by its name."""
    return TYPES.get(ending(name), UNKNOWN)


def is_text(name: str) -> bool:
    """Whether the file is text: worth compressing, and in UTF-8 where the platform wrote it."""
    return ending(name) in _TEXT
