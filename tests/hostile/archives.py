"""Office files as an attacker writes them: bytes no program of ours would write."""

import zlib
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_MAIN}"/></Types>'
)
DOCUMENT = (
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    "<w:body><w:p><w:r><w:t>关于放假的通知</w:t></w:r></w:p></w:body></w:document>"
)
PARTS = {
    "[Content_Types].xml": TYPES,
    "_rels/.rels": (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
        "</Relationships>"
    ),
    "word/document.xml": DOCUMENT,
}


def document(*more: tuple[str, str | bytes], **instead: str) -> bytes:
    """Return a Word file with further parts, or with others in place of ``types`` or ``main``."""
    parts = {
        **PARTS,
        "[Content_Types].xml": instead.get("types", TYPES),
        "word/document.xml": instead.get("main", DOCUMENT),
    }
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, data in (*parts.items(), *more):
            archive.writestr(name, data)
    return out.getvalue()


def related(kind: str, target: str) -> bytes:
    """Return a Word file that takes something from elsewhere."""
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{_OFFICE}/{kind}" Target="{target}" TargetMode="External"/>'
        "</Relationships>"
    )
    return document(("word/_rels/settings.xml.rels", relations))


def lying(megabytes: int) -> bytes:
    """Return a Word file with a part of so many megabytes that says it has a hundred bytes."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed = b"".join(packer.compress(bytes(1024 * 1024)) for _ in range(megabytes))
    packed += packer.flush()
    return _with_part(document(), "word/media/image1.png", packed, 100, zlib.crc32(bytes(100)))


def overlapping(times: int) -> bytes:
    """Return a Word file that lists one megabyte so many times over."""
    data = document(("word/media/image1.png", zlib.compress(bytes(1024))))
    archive = ZipFile(BytesIO(data), "a")
    one = archive.getinfo("word/media/image1.png")
    for number in range(times):
        again = ZipInfo(f"word/media/copy{number}.png")
        again.header_offset, again.CRC = one.header_offset, one.CRC
        again.compress_size, again.file_size = one.compress_size, one.file_size
        again.compress_type = one.compress_type
        archive.filelist.append(again)
    return _closed(archive)


def _with_part(data: bytes, name: str, packed: bytes, said: int, crc: int) -> bytes:
    archive = ZipFile(BytesIO(data), "a")
    part = ZipInfo(name)
    part.compress_type, part.header_offset = ZIP_DEFLATED, archive.start_dir
    part.file_size, part.compress_size, part.CRC = said, len(packed), crc
    assert archive.fp is not None
    archive.fp.seek(archive.start_dir)
    archive.fp.write(part.FileHeader() + packed)
    archive.start_dir = archive.fp.tell()
    archive.filelist.append(part)
    return _closed(archive)


def _closed(archive: ZipFile) -> bytes:
    """Write the directory as it stands and return the bytes."""
    file = archive.fp
    assert isinstance(file, BytesIO)
    archive._didModify = True  # type: ignore[attr-defined]  # the library offers no lies
    archive.close()
    return file.getvalue()
