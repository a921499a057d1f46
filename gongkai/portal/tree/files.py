"""Files of the tree: plain and compressed bytes, times, hashes, links to a store.

A file is never changed in place: its successor is written elsewhere and renamed onto it, so a
reader sees one or the other, and generations may share a file by a hard link.
"""

import gzip
import hashlib
import os
import shutil
import stat
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from gongkai.portal.tree.addresses import COMPRESSED
from gongkai.portal.tree.media import ending, is_text, media_type
from gongkai.portal.tree.outcomes import FileContent, Rendered
from gongkai.portal.tree.problems import ContentError

READABLE: Final = 0o644  # servers run as another user
_OPEN_FOLDER: Final = 0o755
_LEVEL: Final = 6  # 9 takes three times as long for one byte in a hundred
_SMALLEST_COMPRESSED: Final = 256
_WORTH: Final = 0.9  # of the plain size; above it the second file is not worth its inode


@dataclass(frozen=True, slots=True)
class Present:
    """A file that stands in its place: its size and its time in whole seconds."""

    size: int
    seconds: int


def compressed_beside(path: Path) -> Path:
    """Return where the compressed twin of a file stands."""
    return path.with_name(path.name + COMPRESSED)


def present(path: Path) -> Present | None:
    """Return what stands at a place, or None."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return Present(found.st_size, int(found.st_mtime))


def make_folder(folder: Path) -> None:
    """Make a folder, and those above it, that servers may enter whatever the process's mask."""
    if folder.is_dir():
        return
    make_folder(folder.parent)
    folder.mkdir(exist_ok=True)
    os.chmod(folder, _OPEN_FOLDER)


def check(address: str, rendered: Rendered) -> None:
    """Refuse a media type that the name of the file belies.

    Raises:
        ContentError: servers, which know only the name, would send another type.
    """
    name = "index.html" if address.endswith("/") else address
    if rendered.media_type != media_type(name):
        raise ContentError(
            f"页面“{address}”的媒体类型是 {rendered.media_type}，"
            f"但扩展名“.{ending(name)}”对应 {media_type(name)}。请改用相符的扩展名。"
        )


def identity(content: bytes | FileContent) -> tuple[bytes, int]:
    """Return the SHA-256 and the size of content, trusting what a store says of its file.

    Raises:
        ContentError: the file is not in the store.
    """
    if isinstance(content, bytes):
        return hashlib.sha256(content).digest(), len(content)
    try:
        return bytes.fromhex(content.sha256), content.path.stat().st_size
    except FileNotFoundError as error:
        raise ContentError(f"附件文件 {content.path} 不存在，请从备份恢复。") from error


def put_file(
    content: bytes | FileContent, place: Path, name: str, *, now: int, old: Present | None
) -> bool:
    """Write content to an empty place, with a compressed twin where that helps.

    ``name`` tells the kind of file. The time of the file is ``now``, but later than that of the
    ``old`` one: servers tell versions apart by second and size. Returns whether there is a twin.

    Raises:
        ContentError: a file of a store is not the one its hash says.
        OSError: the disk is full, or the like.
    """
    seconds = now if old is None else max(now, old.seconds + 1)
    if isinstance(content, FileContent):
        _verify(content)
        _link_or_copy(content.path, place, seconds, old)
        return False
    _write(place, content, seconds)
    if not is_text(name) or len(content) < _SMALLEST_COMPRESSED:
        return False
    packed = gzip.compress(content, _LEVEL, mtime=0)
    if len(packed) > _WORTH * len(content):
        return False
    _write(compressed_beside(place), packed, seconds)
    return True


def link_pair(source: Path, place: Path) -> bool:
    """Let a file of another generation, and its twin, stand here too; False if it is not there."""
    try:
        os.link(source, place)
    except OSError:
        return False
    with suppress(FileNotFoundError):
        os.link(compressed_beside(source), compressed_beside(place))
    return True


def _write(place: Path, data: bytes, seconds: int) -> None:
    with place.open("wb") as file:
        file.write(data)
        os.fchmod(file.fileno(), READABLE)
    os.utime(place, (seconds, seconds))


def _verify(content: FileContent) -> None:
    with content.path.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != content.sha256.lower():
        raise ContentError(f"附件文件 {content.path} 的内容与登记的哈希不符，请从备份恢复。")


def _link_or_copy(source: Path, place: Path, seconds: int, old: Present | None) -> None:
    """Link where servers may read the file and its time tells it from the old one, else copy."""
    about = source.stat()
    readable = stat.S_IMODE(about.st_mode) & READABLE == READABLE
    if readable and (old is None or int(about.st_mtime) != old.seconds):
        with suppress(OSError):  # another disk, a file system without links, too many of them
            os.link(source, place)
            return
    shutil.copyfile(source, place)
    os.chmod(place, READABLE)
    os.utime(place, (seconds, seconds))
