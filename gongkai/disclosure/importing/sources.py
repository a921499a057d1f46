"""Opening a document that came from anywhere: what it is by its bytes, and what is refused.

Sizes, zip bombs, macros, passwords and entity tricks are refused by a look at the archive
(:mod:`gongkai.policy.archives`), before anything parses it.
"""

import struct
import zlib
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from typing import NoReturn
from zipfile import BadZipFile

from gongkai.policy.archives import ArchiveError, Fault, Limits, check_archive
from gongkai.policy.problems import Place, Problem, ProblemsError

MAX_FILE = 32 * 1024 * 1024
LIMITS = Limits(unpacked=256 * 1024 * 1024, parts=5_000, part=64 * 1024 * 1024, tags=600_000)
DAMAGED = (
    BadZipFile,
    zlib.error,
    struct.error,
    NotImplementedError,
    RuntimeError,
    EOFError,
    OSError,
    LookupError,
    ValueError,
)
"""What reading a damaged archive may raise."""
_FAULTS = {
    Fault.BROKEN: ("F-BROKEN", "文件已损坏，读不出来；请用 Word 打开后另存一份再试"),
    Fault.LOCKED: ("F-LOCKED", "文件设有密码；请去掉密码后另存"),
    Fault.MACROS: ("F-MACRO", "文件含有宏，宏不予打开；请另存为“Word 文档（.docx）”"),
    Fault.BOMB: (
        "F-BOMB",
        "解开后过大，疑似恶意文件，不予打开；请用 Word 另存一份，或拆成几个文件",
    ),
    Fault.ENTITIES: ("F-BOMB", "文件里含有不应出现的实体定义，疑似恶意文件，不予打开"),
    Fault.REMOTE: (
        "F-LINKS",
        "打开时会从别的电脑取模板、对象或图片，不予打开；请在 Word 里断开链接后另存",
    ),
}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MB = 1024 * 1024


class SourceKind(StrEnum):
    """What a file is by its first bytes; the value is what it is called on screen."""

    DOCX = "Word 文档（.docx）"
    OLD_WORD = "旧版 Word 或 WPS 文档"
    RTF = "RTF 文档"
    ODT = "ODF 文档（.odt）"
    PDF = "PDF"
    TEXT = "纯文本"


@dataclass(frozen=True, slots=True)
class Source:
    """The checked bytes of one file."""

    name: str
    kind: SourceKind
    data: bytes = field(repr=False)

    @property
    def sha256(self) -> str:
        """The hash under which the original is kept."""
        return sha256(self.data).hexdigest()


def read_source(path: Path) -> Source:
    """Read the file at ``path`` and check it.

    Raises :class:`ProblemsError` naming the file and the mend.
    """
    name = str(path)
    try:
        if path.is_dir():
            refuse(name, "F-DIR", "这是文件夹，不是文件；请逐个写文件名")
        size = path.stat().st_size
        if size > MAX_FILE:
            refuse(
                name, "F-SIZE", f"文件有 {size // _MB} MB，上限 {MAX_FILE // _MB} MB；请压缩图片"
            )
        data = path.read_bytes()
    except FileNotFoundError:
        refuse(name, "F-MISSING", "文件不存在；请核对路径")
    except PermissionError:
        refuse(name, "F-ACCESS", "没有读取权限；若正在 Word 中打开，请先关闭")
    except OSError as error:
        refuse(name, "F-ACCESS", f"读不出来（{error.strerror}）；请换一个位置再试")
    return check_source(data, name)


def check_source(data: bytes, name: str) -> Source:
    """Tell what the bytes are and refuse what is not safe to open.

    Raises :class:`ProblemsError` naming the file and the mend.
    """
    if not data:
        refuse(name, "F-EMPTY", "文件是空的；请重新导出")
    if len(data) > MAX_FILE:
        refuse(name, "F-SIZE", f"文件超过 {MAX_FILE // _MB} MB；请压缩图片")
    if data.startswith(_OLE):
        return Source(name, _ole_kind(data, name), data)
    if data.startswith(b"PK"):
        return Source(name, _archive_kind(data, name), data)
    if data.startswith(b"{\\rtf"):
        return Source(name, SourceKind.RTF, data)
    if data[:1024].lstrip().startswith(b"%PDF-"):
        return Source(name, SourceKind.PDF, data)
    if decoded(data) is None:
        refuse(name, "F-KIND", "不是 Word、WPS、PDF 或纯文本文件；请另存为“Word 文档（.docx）”")
    return Source(name, SourceKind.TEXT, data)


def decoded(data: bytes) -> str | None:
    """Return text that is UTF-8 or GB 18030, or None for anything else."""
    if b"\0" in data:
        return None
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def refuse(name: str, code: str, message: str) -> NoReturn:
    """Raise the problem that ends the import of one file."""
    raise ProblemsError([Problem(Place(name), code, message)])


def _ole_kind(data: bytes, name: str) -> SourceKind:
    if "EncryptedPackage".encode("utf-16-le") in data:
        refuse(name, "F-LOCKED", "文件设有密码；请在 Word 中去掉密码后另存")
    if "_VBA_PROJECT".encode("utf-16-le") in data:
        refuse(name, "F-MACRO", "文件含有宏，宏不予打开；请另存为“Word 文档（.docx）”")
    if "Workbook".encode("utf-16-le") in data and "WordDocument".encode("utf-16-le") not in data:
        refuse(name, "F-KIND", "这是 Excel 工作簿，不是文档；表格请从数据入口导入")
    return SourceKind.OLD_WORD


def _archive_kind(data: bytes, name: str) -> SourceKind:
    try:
        names = {entry.filename for entry in check_archive(data, LIMITS)}
    except ArchiveError as error:
        refuse(name, *_FAULTS[error.fault])
    if "content.xml" in names and "mimetype" in names:
        return SourceKind.ODT
    if "[Content_Types].xml" not in names or not any(n.startswith("word/") for n in names):
        refuse(name, "F-KIND", "不是 Word 文档；请另存为“Word 文档（.docx）”再导入")
    return SourceKind.DOCX
