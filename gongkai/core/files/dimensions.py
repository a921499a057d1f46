"""How large a picture says it is. A few hundred bytes may unpack to gigabytes in every browser."""

import struct
from typing import Final

MOST_PIXELS: Final = 250_000_000
"""More than any camera takes; a thousand bytes of PNG may claim fifteen times as many."""
# Frame headers of JPEG (ITU-T T.81, table B.1); the numbers left out are tables.
_FRAMES: Final = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
_ALONE: Final = frozenset({0x01, *range(0xD0, 0xD9)})


def pixels(data: bytes, media_type: str) -> int:
    """Return how many pixels a picture says it has; 0 where it does not say."""
    try:
        match media_type:
            case "image/png":
                width, height = struct.unpack_from(">II", data, 16)
            case "image/gif":
                width, height = struct.unpack_from("<HH", data, 6)
            case "image/jpeg":
                height, width = _jpeg(data)
            case _:
                return 0
    except (struct.error, IndexError):
        return 0
    return int(width) * int(height)


def _jpeg(data: bytes) -> tuple[int, int]:
    """Return height and width of the first frame.

    Raises:
        IndexError: the file ends before it.
        struct.error: the same, inside a segment.
    """
    at = 2
    while True:
        marker = data[at + 1]
        if data[at] != 0xFF or marker == 0xFF:
            at += 1
        elif marker in _FRAMES:
            height, width = struct.unpack_from(">HH", data, at + 5)
            return height, width
        elif marker in _ALONE:
            at += 2
        else:
            (length,) = struct.unpack_from(">H", data, at + 2)
            at += 2 + max(int(length), 2)
