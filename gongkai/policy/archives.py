"""Zip archives that came from anywhere. Word, Excel, PowerPoint and OFD files are such archives.

What an archive says of itself is only a claim: the reader of the standard library stops at the
declared size, but unpacks up to two gigabytes before it looks. So every part is unpacked here once,
in small steps and no further than declared; what passes may then be read by any library.
"""

import re
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO
from itertools import pairwise
from typing import Final, NoReturn
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from lxml import etree

_STEP: Final = 64 * 1024
_HEADER: Final = 30
"""Bytes of the header before each part, without name and extra field."""
_LENGTHS_AT: Final = 26
_ENCRYPTED: Final = 0x1
_XML: Final = (".xml", ".rels", ".vml")
_MOST_ACTED_ON: Final = 16 * 1024 * 1024
# Office never writes a document type; only an attack needs one. In text a "<" is escaped.
_DOCTYPES: Final = tuple("<!DOCTYPE".encode(one) for one in ("ascii", "utf-16-le", "utf-16-be"))
_LONGEST: Final = max(map(len, _DOCTYPES))
_TYPES: Final = "[content_types].xml"
_MACROS: Final = (b"macroEnabled", b"vbaProject")
# Relations whose targets Office opens by itself, without anybody pressing a link.
_LOADED: Final = frozenset(
    {"attachedTemplate", "oleObject", "frame", "subDocument", "aFChunk", "package"}
)
_SCHEME: Final = re.compile(r"([a-z][a-z0-9+.-]+):")  # one letter alone is a disk
_DISK: Final = re.compile(r"[a-z]:|localhost/")


class Fault(StrEnum):
    """Why an archive is not opened."""

    BROKEN = "broken"
    LOCKED = "locked"
    MACROS = "macros"
    BOMB = "bomb"
    ENTITIES = "entities"
    REMOTE = "remote"
    """Opening the file would make Word or Excel fetch something from elsewhere."""


class ArchiveError(Exception):
    """An archive that must not be opened."""

    def __init__(self, fault: Fault, part: str = "") -> None:
        super().__init__(f"{fault}: {part}")
        self.fault = fault
        self.part = part


@dataclass(frozen=True, slots=True)
class Limits:
    """How many bytes an archive may become, how many one part of it, and how many parts."""

    unpacked: int
    parts: int
    part: int
    tags: int = 0
    """How many tags all XML beside the sheets may hold; 0 where nothing parses them.

    A few kilobytes unpack to millions, and each becomes an object of hundreds of bytes.
    """
    ratio: int = 200
    ratio_from: int = 8 * 1024 * 1024
    """Ratios of small parts mean nothing: an empty style sheet also packs very well."""


def check_archive(data: bytes, limits: Limits) -> tuple[ZipInfo, ...]:
    """Return the parts of an archive that any library may open.

    Raises:
        ArchiveError: broken, locked, a bomb, with macros, with two parts of one name or a name that
            leads elsewhere, with entity definitions, or fetching something from elsewhere.
    """
    try:
        with ZipFile(BytesIO(data)) as archive:
            entries = tuple(archive.infolist())
    except (BadZipFile, NotImplementedError, ValueError, EOFError, OSError) as error:
        raise ArchiveError(Fault.BROKEN) from error
    _check_claims(entries, limits)
    _check_names(entries)
    _check_places(entries)
    tags = sum(_check_part(data, entry) for entry in entries)
    if limits.tags and tags > limits.tags:
        raise ArchiveError(Fault.BOMB)
    return entries


def _refuse(fault: Fault, entry: ZipInfo) -> NoReturn:
    raise ArchiveError(fault, entry.filename)


def _check_claims(entries: tuple[ZipInfo, ...], limits: Limits) -> None:
    """Check what the parts say of themselves, before any of them costs anything."""
    if len(entries) > limits.parts or sum(one.file_size for one in entries) > limits.unpacked:
        raise ArchiveError(Fault.BOMB)
    for one in entries:
        if one.flag_bits & _ENCRYPTED:
            _refuse(Fault.LOCKED, one)
        if one.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
            _refuse(Fault.BROKEN, one)  # Office packs in no other way
        if "vbaproject" in one.filename.lower():
            _refuse(Fault.MACROS, one)
        if one.file_size > (_MOST_ACTED_ON if _is_acted_on(one) else limits.part):
            _refuse(Fault.BOMB, one)
        packed = max(one.compress_size, 1)
        if one.file_size > limits.ratio_from and one.file_size // packed > limits.ratio:
            _refuse(Fault.BOMB, one)


def _check_names(entries: tuple[ZipInfo, ...]) -> None:
    """Refuse names that programs would understand apart: one checks the first, one opens the last.

    Office takes names without regard to case; some programs write backslashes.
    """
    known: set[str] = set()
    for one in entries:
        name = one.filename.replace("\\", "/")
        plain = name.casefold().lstrip("/")
        leads_out = ".." in name.split("/") or name.startswith("//") or ":" in name
        unseen = "\x00" in one.orig_filename or any(ord(mark) < ord(" ") for mark in name)
        if plain in known or leads_out or unseen:
            _refuse(Fault.BROKEN, one)
        known.add(plain)


def _check_places(entries: tuple[ZipInfo, ...]) -> None:
    """Refuse parts that share bytes: a megabyte listed ten thousand times is no document."""
    ordered = sorted(entries, key=lambda one: one.header_offset)
    for one, following in pairwise(ordered):
        if one.header_offset + _HEADER + one.compress_size > following.header_offset:
            _refuse(Fault.BOMB, one)


def _check_part(data: bytes, entry: ZipInfo) -> int:
    """Unpack one part as far as it says it goes, and look at it where Office acts on it.

    Returns how many tags it holds; sheets are counted by their cells (``workbook.safety``).
    """
    is_xml, acted_on = entry.filename.lower().endswith(_XML), _is_acted_on(entry)
    counts = is_xml and "xl/worksheets/" not in entry.filename.lower()
    size, tags, before, kept = 0, 0, b"", bytearray()
    try:
        for piece in _unpacked(data, entry):
            size += len(piece)
            tags += piece.count(b"<") if counts else 0
            if size > entry.file_size:
                _refuse(Fault.BOMB, entry)
            if is_xml and any(mark in before + piece for mark in _DOCTYPES):
                _refuse(Fault.ENTITIES, entry)
            before = piece[-_LONGEST:]
            if acted_on:
                kept += piece
    except (zlib.error, struct.error) as error:
        raise ArchiveError(Fault.BROKEN, entry.filename) from error
    if size != entry.file_size:
        _refuse(Fault.BROKEN, entry)
    if acted_on:
        _check_acted_on(bytes(kept), entry)
    return tags


def _unpacked(data: bytes, entry: ZipInfo) -> Iterator[bytes]:
    """Yield a part in steps of bounded size."""
    lengths = struct.unpack_from("<HH", data, entry.header_offset + _LENGTHS_AT)
    start = entry.header_offset + _HEADER + sum(lengths)
    packed = memoryview(data)[start : start + entry.compress_size]
    if entry.compress_type == ZIP_STORED:
        yield bytes(packed)
        return
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
    for at in range(0, len(packed), _STEP):
        waiting = bytes(packed[at : at + _STEP])
        while waiting:
            yield unpacker.decompress(waiting, _STEP)
            waiting = unpacker.unconsumed_tail
    while piece := unpacker.decompress(b"", _STEP):
        yield piece


def _is_acted_on(entry: ZipInfo) -> bool:
    """Whether a part tells Office what to load beside the document itself."""
    name = entry.filename.lower()
    return name.endswith((_TYPES, ".rels"))


def _check_acted_on(content: bytes, entry: ZipInfo) -> None:
    if entry.filename.lower() == _TYPES and any(mark in content for mark in _MACROS):
        _refuse(Fault.MACROS, entry)
    if b"External" in content:
        _check_relations(content, entry)


def _check_relations(content: bytes, entry: ZipInfo) -> None:
    """Refuse templates and objects of another machine; links that people press stay.

    A template on the author's own disk is in half of all documents and leads nowhere here. A
    picture of the web only fails to show; one of a file server is fetched with the reader's name
    and password hash.
    """
    try:
        relations = etree.fromstring(content, etree.XMLParser(resolve_entities=False))
    except etree.XMLSyntaxError as error:
        raise ArchiveError(Fault.BROKEN, entry.filename) from error
    for one in relations:
        if one.get("TargetMode") != "External":
            continue
        kind = (one.get("Type") or "").rpartition("/")[2]
        target = (one.get("Target") or "").strip().replace("\\", "/").lower()
        on_the_web = target.startswith(("http://", "https://"))
        loaded = kind in _LOADED or (kind == "image" and not on_the_web)
        if loaded and _is_elsewhere(target):
            _refuse(Fault.REMOTE, entry)


def _is_elsewhere(target: str) -> bool:
    """Whether a target, with slashes and in small letters, is on another machine."""
    scheme = _SCHEME.match(target)
    if scheme is not None and scheme[1] != "file":
        return True
    path = target.removeprefix("file:")
    name = path.lstrip("/")
    slashes = len(path) - len(name)
    if scheme is not None and slashes == 3:
        return False
    return slashes >= 2 and not _DISK.match(name)
