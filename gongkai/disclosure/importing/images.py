"""Pictures of a document: named by the hash of their content, typed by their first bytes."""

from dataclasses import dataclass, field
from hashlib import sha256

_SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", "png", "image/png"),
    (b"\xff\xd8\xff", "jpg", "image/jpeg"),
    (b"GIF87a", "gif", "image/gif"),
    (b"GIF89a", "gif", "image/gif"),
)
FOLDER = "images"


@dataclass(frozen=True, slots=True)
class Image:
    """One picture as the page names it: ``images/<hash>.<ending>``."""

    path: str
    media_type: str
    data: bytes = field(repr=False)


def image_of(data: bytes) -> Image | None:
    """Return a picture browsers show, or None for vector formats of Office, TIFF, SVG …"""
    for signature, ending, media_type in _SIGNATURES:
        if data.startswith(signature):
            name = sha256(data).hexdigest()[:20]
            return Image(f"{FOLDER}/{name}.{ending}", media_type, data)
    return None
