"""Photographs without what a camera writes into them: where it was, whose it is, a second picture.

Only what is needed to show the picture stays. Nothing is decoded, so nothing of it gets worse.
"""

import struct
from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext

from gongkai.core.files.sniffing import FileRefused, sniff

PICTURES: Final = ".jpg,.jpeg,.png"
"""Endings a form for photographs offers."""
_JPEG, _PNG = "image/jpeg", "image/png"
# JFIF, the colour profile, and Adobe's mark without which colours come out wrong.
_KEPT_SEGMENTS: Final = frozenset({0xE0, 0xE2, 0xEE})
_APP1, _SOS, _EOI, _COMMENT = 0xE1, 0xDA, 0xD9, 0xFE
_ALONE: Final = frozenset({0x01, *range(0xD0, 0xD8)})
_ORIENTATION: Final = 0x0112
_DROPPED_CHUNKS: Final = frozenset({b"eXIf", b"tEXt", b"zTXt", b"iTXt", b"tIME"})
_PNG_MAGIC: Final = b"\x89PNG\r\n\x1a\n"


def bare_picture(data: bytes, name: str) -> bytes:
    """Return a JPEG or PNG without position, owner, remarks and hidden pictures.

    Which way is up stays, for without it many photographs would lie on their side.

    Raises:
        FileRefused: not such a picture, or broken.
    """
    media = sniff(data, name).media_type
    if media not in {_JPEG, _PNG}:
        raise FileRefused(
            gettext("“%(name)s”不是 JPG 或 PNG 照片。请重新拍照或另存为 JPG。") % {"name": name}
        )
    try:
        return _bare_jpeg(data) if media == _JPEG else _bare_png(data)
    except (IndexError, struct.error) as error:
        raise FileRefused(
            gettext("照片“%(name)s”已损坏，打不开。请重新拍照或另存后上传。") % {"name": name}
        ) from error


def _bare_jpeg(data: bytes) -> bytes:
    kept, orientation = [], 1
    for marker, part in _segments(data):
        if marker == _APP1:
            orientation = _orientation(part) or orientation
        elif marker == _COMMENT or (0xE0 <= marker <= 0xEF and marker not in _KEPT_SEGMENTS):
            continue
        elif marker == 0xE2 and part[4:8] == b"MPF\x00":
            continue  # the list of the other pictures in the file, which are cut off
        else:
            kept.append(part)
    upright = [_upright(orientation)] if orientation > 1 else []
    return b"".join((b"\xff\xd8", *upright, *kept))


def _segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield marker and bytes of each part up to the end of the picture; what follows is left out.

    Raises:
        IndexError: the file ends before the picture does.
    """
    at = 2
    while True:
        if data[at] != 0xFF:
            raise IndexError(at)
        marker = data[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        if marker == _EOI:
            yield marker, data[at : at + 2]
            return
        end = (
            at + 2 if marker in _ALONE else at + 2 + int(struct.unpack_from(">H", data, at + 2)[0])
        )
        if marker == _SOS:
            end = _end_of_scan(data, end)
        yield marker, data[at:end]
        at = end


def _end_of_scan(data: bytes, at: int) -> int:
    """Return where the coded picture ends: at the next marker that is no part of it."""
    while True:
        at = data.find(b"\xff", at)
        if at < 0:
            raise IndexError(at)
        if data[at + 1] != 0 and data[at + 1] not in _ALONE:
            return at
        at += 2


def _orientation(part: bytes) -> int:
    """Return which way is up, from 1 to 8; 0 where the segment does not say."""
    if part[4:10] != b"Exif\x00\x00":
        return 0
    tiff = part[10:]
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None:
        return 0
    try:
        (first,) = struct.unpack_from(f"{order}I", tiff, 4)
        (count,) = struct.unpack_from(f"{order}H", tiff, first)
        for number in range(count):
            tag, _, _, value = struct.unpack_from(f"{order}HHIH", tiff, first + 2 + 12 * number)
            if tag == _ORIENTATION:
                return int(value) if 1 <= value <= 8 else 0
    except struct.error:
        return 0  # a camera's slip in what is thrown away anyway
    return 0


def _upright(orientation: int) -> bytes:
    """Return a segment that says which way is up and nothing else."""
    entry = struct.pack(">HHIHH", _ORIENTATION, 3, 1, orientation, 0)
    tiff = b"MM\x00\x2a" + struct.pack(">IH", 8, 1) + entry + struct.pack(">I", 0)
    body = b"Exif\x00\x00" + tiff
    return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body


def _bare_png(data: bytes) -> bytes:
    kept, at = [_PNG_MAGIC], len(_PNG_MAGIC)
    while True:
        (size,) = struct.unpack_from(">I", data, at)
        name, end = data[at + 4 : at + 8], at + 12 + int(size)
        if end > len(data):
            raise IndexError(end)
        if name not in _DROPPED_CHUNKS:
            kept.append(data[at:end])
        if name == b"IEND":
            return b"".join(kept)
        at = end
