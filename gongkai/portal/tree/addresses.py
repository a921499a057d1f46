"""Addresses of pages, and the file that each one stands for.

An address is either a folder page, ``/policies/2026/``, kept as ``policies/2026/index.html``, or a
file, ``/feeds/latest.xml``. The name of a file has a dot and the name of a folder has none, so that
a file and a folder never want the same place on disk. Addresses are written as text, not as
percent codes; one page has exactly one address.
"""

import re
import unicodedata
from typing import Final
from urllib.parse import quote, unquote, urlsplit

from gongkai.portal.tree.problems import AddressError

INDEX: Final = "index.html"
COMPRESSED: Final = ".gz"
# File systems end at 255 bytes a name and 4,096 a path; what is put beside a page needs some.
_NAME_BYTES: Final = 200
_ADDRESS_BYTES: Final = 1_000
# Most addresses are plain, and a server asks for every request.
_PLAIN: Final = re.compile(
    r"(?:/[A-Za-z0-9_-]{1,100})*/(?:[A-Za-z0-9_-]{1,100}\.[A-Za-z0-9]{1,20})?"
)
_FORBIDDEN: Final = frozenset('\\%?#"*:<>|')


def normal(address: str) -> str:
    """Return the one right spelling of an address: decoded, composed (NFC), no ``index.html``.

    Percent codes are decoded once, so the answer is the same for an address that is right already.

    Raises:
        AddressError: it leaves the tree, is hidden, or has characters that servers read apart.
    """
    if _PLAIN.fullmatch(address) and len(address) <= _ADDRESS_BYTES and not _is_special(address):
        return address
    decoded = _decoded(address)
    if not decoded.startswith("/"):
        raise AddressError(address, "要以“/”开头")
    if len(decoded.encode("utf-8", errors="replace")) > _ADDRESS_BYTES:
        raise AddressError(address, f"超过 {_ADDRESS_BYTES} 字节")
    *folders, name = decoded[1:].split("/")
    for segment in (*folders, name) if name else folders:
        _check_segment(address, segment)
    if any("." in folder for folder in folders):
        raise AddressError(address, "目录名里不能有“.”")
    if name and "." not in name:
        raise AddressError(address, "目录要以“/”结尾，文件要有扩展名")
    if name.lower().endswith(COMPRESSED):
        raise AddressError(address, "“.gz”留给页面的压缩副本，请换一种文件格式")
    return decoded.removesuffix(INDEX) if name == INDEX else decoded


def file_of(address: str) -> str:
    """Return the path below the folder of pages, for an address in its right spelling."""
    return address[1:] + INDEX if address.endswith("/") else address[1:]


def location_of(target: str) -> str:
    """Return where a redirect leads, as a ``Location`` header says it.

    ``target`` is an address of this site or the whole address of another site.

    Raises:
        AddressError: it is neither.
    """
    if target.startswith("/"):
        return quote(normal(target), safe="/")
    parts = urlsplit(target)
    plain = target.isascii() and target.isprintable() and not set(target) & set(' "\\<>$;{}')
    if parts.scheme not in {"http", "https"} or not parts.hostname or not plain:
        raise AddressError(target, "跳转目标要么是本站地址，要么是完整的 http(s) 网址")
    return target


def _is_special(address: str) -> bool:
    return address.endswith(f"/{INDEX}") or address.lower().endswith(COMPRESSED)


def _decoded(address: str) -> str:
    try:
        decoded = unquote(address, errors="strict")
    except UnicodeDecodeError as error:
        raise AddressError(address, "不是 UTF-8 编码") from error
    return unicodedata.normalize("NFC", decoded)


def _check_segment(address: str, segment: str) -> None:
    if not segment:
        raise AddressError(address, "有连续的“/”")
    if segment.startswith("."):
        raise AddressError(address, "目录名和文件名不能以“.”开头")
    if segment != segment.strip() or segment.endswith("."):
        raise AddressError(address, "目录名和文件名的首尾不能是空格，末尾不能是“.”")
    if len(segment.encode("utf-8", errors="replace")) > _NAME_BYTES:
        raise AddressError(address, f"一级名称超过 {_NAME_BYTES} 字节")
    for character in segment:
        # Category C: control, invisible and unassigned characters; Z: spaces and line breaks.
        unseen = unicodedata.category(character)[0] in "CZ" and character != " "
        if unseen or character in _FORBIDDEN:
            raise AddressError(address, f"含有不能用的字符 {character!r}")
