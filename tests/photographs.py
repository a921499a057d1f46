"""Small real photographs: 16 by 8, red at the left, blue at the right, as a camera sends them."""

from base64 import b64decode
from struct import pack
from zlib import crc32

JPEG = b64decode(
    "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABALDA4MChAODQ4SERATGCgaGBYWGDEjJR0oOjM9PDkzODdASFxOQERXRTc4"
    "UG1RV19iZ2hnPk1xeXBkeFxlZ2P/2wBDARESEhgVGC8aGi9jQjhCY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2Nj"
    "Y2NjY2NjY2NjY2NjY2NjY2NjY2P/wAARCAAIABADASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAX/xAAUEAEA"
    "AAAAAAAAAAAAAAAAAAAA/8QAFAEBAAAAAAAAAAAAAAAAAAAABf/EABkRAAIDAQAAAAAAAAAAAAAAAABDBYHBBv/aAAwD"
    "AQACEQMRAD8Aio4FOdbWjM8u8P/Z"
)
PNG = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAABAAAAAICAYAAADwdn+XAAAAJ0lEQVR4AeyQoQ0AAAjDmv3/c/kABALDkqmkFY1g9wEb"
    "lnsB3DcoAAAA//9LtzGOAAAABklEQVQDALr0H/FxgNKIAAAAAElFTkSuQmCC"
)
PLACE = b"30.123456N"
"""Stands in for the position a telephone writes into a photograph."""


def segment(marker: int, body: bytes) -> bytes:
    """Return a part of a JPEG."""
    return bytes((0xFF, marker)) + pack(">H", len(body) + 2) + body


def exif(orientation: int, order: str = "<") -> bytes:
    """Return what a camera writes: which way is up, and where it was."""
    mark = b"II\x2a\x00" if order == "<" else b"MM\x00\x2a"
    entries = pack(f"{order}HHIHH", 0x0112, 3, 1, orientation, 0)
    entries += pack(f"{order}HHII", 0x8825, 4, 1, 38)  # the pointer to the position
    body = mark + pack(f"{order}IH", 8, 2) + entries + pack(f"{order}I", 0) + PLACE
    return segment(0xE1, b"Exif\x00\x00" + body)


def from_camera(orientation: int = 6, order: str = "<") -> bytes:
    """Return a photograph with position, owner, remark, colour profile and a second picture."""
    written = (
        exif(orientation, order),
        segment(0xE1, b"http://ns.adobe.com/xap/1.0/\x00<x>" + PLACE + b"</x>"),
        segment(0xE2, b"ICC_PROFILE\x00\x01\x01profile"),
        segment(0xE2, b"MPF\x00list"),
        segment(0xED, b"Photoshop 3.0\x00" + PLACE),
        segment(0xFE, b"owner: " + PLACE),
    )
    return JPEG[:2] + b"".join(written) + JPEG[2:] + JPEG[:2] + exif(1) + JPEG[2:] + PLACE


def chunk(name: bytes, body: bytes) -> bytes:
    """Return a part of a PNG."""
    return pack(">I", len(body)) + name + body + pack(">I", crc32(name + body))


def png_from_camera() -> bytes:
    """Return a PNG with position and remark."""
    extra = chunk(b"eXIf", PLACE) + chunk(b"tEXt", b"Comment\x00" + PLACE)
    return PNG[:33] + extra + PNG[33:] + PLACE
