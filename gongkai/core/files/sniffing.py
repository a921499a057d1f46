"""What a file really is, by its bytes. Only a closed list is taken; a false name is refused."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext

from gongkai.core.actions import Refused
from gongkai.core.files.dimensions import MOST_PIXELS, pixels
from gongkai.policy.archives import ArchiveError, Fault, Limits, check_archive

# A document of this size unpacked is a bomb and not a document.
_LIMITS: Final = Limits(unpacked=512 * 1024 * 1024, parts=20_000, part=512 * 1024 * 1024)
# How old Office files name their macros in the directory of the file.
_OLD_MACROS: Final = ("_VBA_PROJECT".encode("utf-16-le"), "_VBA_PROJECT_CUR".encode("utf-16-le"))


class FileRefused(Refused):
    """The file is not taken; the message says why and what to do instead."""


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of file that is taken. ``magic`` are its possible first bytes."""

    suffixes: tuple[str, ...]
    media_type: str
    magic: tuple[bytes, ...] = ()
    part: str = ""  # a member every zip file of this kind has


_OFFICE: Final = "application/vnd.openxmlformats-officedocument."
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP: Final = b"PK\x03\x04"
KINDS: Final = (
    FileKind((".docx",), f"{_OFFICE}wordprocessingml.document", (_ZIP,), "word/document.xml"),
    FileKind((".xlsx",), f"{_OFFICE}spreadsheetml.sheet", (_ZIP,), "xl/workbook.xml"),
    FileKind((".pptx",), f"{_OFFICE}presentationml.presentation", (_ZIP,), "ppt/presentation.xml"),
    FileKind((".ofd",), "application/ofd", (_ZIP,), "OFD.xml"),
    FileKind((".doc",), "application/msword", (_OLE,)),
    FileKind((".wps",), "application/vnd.ms-works", (_OLE,)),
    FileKind((".xls",), "application/vnd.ms-excel", (_OLE,)),
    FileKind((".ppt",), "application/vnd.ms-powerpoint", (_OLE,)),
    FileKind((".pdf",), "application/pdf", (b"%PDF-",)),
    FileKind((".png",), "image/png", (b"\x89PNG\r\n\x1a\n",)),
    FileKind((".jpg", ".jpeg"), "image/jpeg", (b"\xff\xd8\xff",)),
    FileKind((".gif",), "image/gif", (b"GIF87a", b"GIF89a")),
    FileKind((".mp3",), "audio/mpeg", (b"ID3", b"\xff\xfb", b"\xff\xf3", b"\xff\xf2")),
    FileKind((".mp4",), "video/mp4", ()),
    FileKind((".txt",), "text/plain"),
    FileKind((".csv",), "text/csv"),
)


def sniff(data: bytes, name: str) -> FileKind:
    """Return the kind of a file whose bytes agree with its name.

    Raises:
        FileRefused: empty, not on the list, bytes and name disagree, a picture or an archive
            that unpacks without end, macros, or something fetched from elsewhere.
    """
    if not data:
        raise FileRefused(gettext("“%(name)s”是空文件。请重新选择。") % {"name": name})
    suffix = "." + name.rpartition(".")[2].lower() if "." in name else ""
    kind = next((kind for kind in KINDS if suffix in kind.suffixes), None)
    if kind is None:
        raise FileRefused(
            gettext("不接受“%(name)s”这种文件。可用：%(kinds)s")
            % {"name": name, "kinds": "、".join(s for k in KINDS for s in k.suffixes)}
        )
    if not _agrees(kind, data):
        raise FileRefused(
            gettext("“%(name)s”的内容与扩展名不符。请用原来的软件另存后再上传。") % {"name": name}
        )
    if pixels(data, kind.media_type) > MOST_PIXELS:
        raise FileRefused(
            gettext("图片“%(name)s”的长宽太大，多数电脑打不开。请缩小后再上传。") % {"name": name}
        )
    if kind.part:
        _check_package(kind, data, name)
    if _OLE in kind.magic and any(mark in data for mark in _OLD_MACROS):
        raise FileRefused(_WHY[Fault.MACROS]() % {"name": name})
    return kind


def _agrees(kind: FileKind, data: bytes) -> bool:
    if kind.media_type == "video/mp4":
        return data[4:8] == b"ftyp"
    if kind.media_type.startswith("text/"):
        return b"\x00" not in data[:4096]
    return data.startswith(kind.magic)


_WHY: Final[dict[Fault, Callable[[], str]]] = {
    Fault.BROKEN: lambda: gettext("“%(name)s”已损坏，打不开。请重新保存后上传。"),
    Fault.LOCKED: lambda: gettext("“%(name)s”设有密码。请去掉密码，另存后再上传。"),
    Fault.MACROS: lambda: gettext("“%(name)s”带有宏。请另存为不带宏的格式后上传。"),
    Fault.BOMB: lambda: gettext("“%(name)s”解压后过大，疑为压缩炸弹。请检查来源。"),
    Fault.ENTITIES: lambda: gettext(
        "“%(name)s”里有办公软件从不写的实体定义，疑为恶意文件。请用 Word 或 WPS 另存后再上传。"
    ),
    Fault.REMOTE: lambda: gettext(
        "“%(name)s”打开时会从别的电脑取模板、对象或图片。请在 Word 或 WPS 里断开链接"
        "（文件 → 信息 → 编辑指向文件的链接；开发工具 → 文档模板），另存后再上传。"
    ),
}


def _check_package(kind: FileKind, data: bytes, name: str) -> None:
    """Refuse broken packages, bombs, macros and lures before anything opens the file."""
    try:
        entries = check_archive(data, _LIMITS)
    except ArchiveError as error:
        raise FileRefused(_WHY[error.fault]() % {"name": name}) from error
    if all(entry.filename != kind.part for entry in entries):
        raise FileRefused(
            gettext("“%(name)s”的内容与扩展名不符。请用原来的软件另存后再上传。") % {"name": name}
        )
