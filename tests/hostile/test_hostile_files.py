"""Files that cost the reader, run in Office or call home are refused before they are opened."""

import resource
import struct
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook

from gongkai.core.actions import Refused
from gongkai.core.files import FileRefused, sniff
from gongkai.core.importing import read_book
from gongkai.disclosure.checks import check_file
from gongkai.disclosure.importing import import_bytes
from gongkai.policy.problems import ProblemsError
from tests.hostile.archives import DOCUMENT, TYPES, document, lying, overlapping, related

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
DOCTYPE = '<!DOCTYPE a [<!ENTITY b "c">]>'


def refused(data: bytes, name: str = "通知.docx") -> str:
    """The words with which an upload is refused; where it is a document, its import is as well."""
    with pytest.raises(FileRefused) as caught:
        sniff(data, name)
    if name.endswith(".docx"):
        with pytest.raises(ProblemsError):
            import_bytes(data, name)
    return caught.value.message


def test_a_sound_document_is_taken() -> None:
    assert sniff(document(), "通知.docx").suffixes == (".docx",)
    assert "放假" in import_bytes(document(), "通知.docx").html


def test_a_part_larger_than_it_says_is_not_unpacked() -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert "压缩炸弹" in refused(lying(600))
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200 * 1024


def test_parts_that_share_bytes_are_no_document() -> None:
    assert "压缩炸弹" in refused(overlapping(500))


@pytest.mark.parametrize(
    "name",
    [
        "word/document.xml",
        "Word/Document.xml",
        "word\\document.xml",
        "/word/document.xml",
        "../../etc/cron.d/x",
        "word\\..\\..\\x.xml",
        "//host/share/x.xml",
        "C:/Windows/x.dll",
        "word/a\nb.xml",
    ],
)
def test_names_that_programs_understand_apart_are_refused(name: str) -> None:
    assert "已损坏" in refused(document((name, "<a/>")))


def test_other_ways_of_packing_and_passwords_are_refused() -> None:
    out = BytesIO(document())
    with ZipFile(out, "a", ZIP_BZIP2) as archive:
        archive.writestr("word/media/image1.png", bytes(1024))
    assert "已损坏" in refused(out.getvalue())
    locked = bytearray(document())
    at = locked.rindex(b"PK\x01\x02")
    locked[at + 8] |= 1
    assert "密码" in refused(bytes(locked))


@pytest.mark.parametrize(
    "main",
    [
        DOCTYPE + DOCUMENT,
        f"<!--{' ' * 70_000}-->{DOCTYPE}{DOCUMENT}",
        f'<?xml version="1.0" encoding="UTF-16"?>{DOCTYPE}{DOCUMENT}'.encode("utf-16-be"),
    ],
    ids=["first", "late", "utf-16"],
)
def test_entity_definitions_are_found_wherever_they_stand(main: str | bytes) -> None:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("word/document.xml", main)
    assert "实体定义" in refused(out.getvalue())


def test_macros_are_found_by_what_the_package_says_of_itself() -> None:
    macros = '<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>'
    data = document(("word/pictures.bin", b"x"), types=TYPES.replace("</Types>", macros))
    assert "带有宏" in refused(data)


@pytest.mark.parametrize("name", ["旧.doc", "旧.xls", "旧.ppt", "旧.wps"])
def test_old_files_with_macros_are_refused(name: str) -> None:
    assert sniff(OLE, name).suffixes == (name[1:],)
    assert "带有宏" in refused(OLE + "_VBA_PROJECT".encode("utf-16-le"), name)


@pytest.mark.parametrize(
    ("kind", "target"),
    [
        ("attachedTemplate", "https://evil.example/x.dotm"),
        ("attachedTemplate", "\\\\evil.example\\share\\x.dotm"),
        ("attachedTemplate", "file://evil.example/share/x.dotm"),
        ("attachedTemplate", "file:///\\\\evil.example\\share\\x.dotm"),
        ("oleObject", "mhtml:http://evil.example/x.html!x-usc:http://evil.example/x.html"),
        ("frame", "http://evil.example/"),
        ("image", "\\\\evil.example\\share\\x.png"),
        ("image", "file://evil.example/share/x.png"),
    ],
)
def test_what_would_be_fetched_on_opening_is_refused(kind: str, target: str) -> None:
    assert "别的电脑" in refused(related(kind, target))


@pytest.mark.parametrize(
    ("kind", "target"),
    [
        ("attachedTemplate", "file:///C:\\Users\\wang\\Templates\\Normal.dotm"),
        ("attachedTemplate", "C:\\Users\\wang\\Templates\\Normal.dotm"),
        ("attachedTemplate", "Normal.dotm"),
        ("hyperlink", "https://www.gov.cn/"),
        ("image", "https://www.gov.cn/logo.png"),
    ],
)
def test_links_people_press_and_one_s_own_disk_are_no_harm(kind: str, target: str) -> None:
    assert sniff(related(kind, target), "通知.docx").suffixes == (".docx",)


def book(sheet: bytes) -> bytes:
    """A workbook for an import, with a sheet written by hand."""
    made, out = Workbook(), BytesIO()
    assert made.active is not None
    made.active.title = "单位"
    made.save(out)
    changed = BytesIO()
    with ZipFile(out) as old, ZipFile(changed, "w", ZIP_DEFLATED) as new:
        for entry in old.infolist():
            is_sheet = entry.filename == "xl/worksheets/sheet1.xml"
            new.writestr(entry.filename, sheet if is_sheet else old.read(entry))
    return changed.getvalue()


SHEET = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
END = b"</sheetData></worksheet>"


@pytest.mark.parametrize(
    ("sheet", "words"),
    [
        (SHEET + b"<row", "打不开"),
        (SHEET + b'<row r="x"><c><v>1</v></c></row>' + END, "打不开"),
        (SHEET + b'<row r="1"><c r="!"><v>1</v></c></row>' + END, "打不开"),
        (SHEET + b'<row r="1"><c t="s"><v>999999</v></c></row>' + END, "打不开"),
        (SHEET + b'<row r="1048576"><c t="n"><v>1</v></c></row>' + END, "缺少列"),
        (SHEET + b"<row><c/></row>" * 200_001 + END, "200001"),
        (DOCTYPE.encode() + SHEET + END, "实体定义"),
    ],
    ids=["cut", "row", "cell", "string", "last", "rows", "entities"],
)
def test_a_broken_or_hostile_sheet_is_told_in_words(sheet: bytes, words: str) -> None:
    with pytest.raises(Refused, match=words):
        read_book(book(sheet), "单位.xlsx")


def jpeg(width: int, height: int) -> bytes:
    """The beginning of a JPEG file, as far as its frame."""
    frame = struct.pack(">BHH", 8, height, width) + bytes(9)
    return b"\xff\xd8\xff\xe0\x00\x10" + bytes(14) + b"\xff\xc0\x00\x11" + frame


def png(width: int, height: int) -> bytes:
    """The beginning of a PNG file."""
    return b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + struct.pack(">II", width, height) + bytes(40)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.png", png(60_000, 60_000)),
        ("a.jpg", jpeg(65_000, 65_000)),
        ("a.gif", b"GIF89a" + struct.pack("<HH", 65_000, 65_000) + bytes(20)),
    ],
)
def test_pictures_that_fill_a_reader_s_memory_are_refused(name: str, data: bytes) -> None:
    assert "长宽太大" in refused(data, name)


@pytest.mark.parametrize(
    ("name", "data"),
    [("a.png", png(8_000, 6_000)), ("a.jpg", jpeg(16_320, 12_240)), ("a.jpg", b"\xff\xd8\xff")],
)
def test_photographs_are_taken(name: str, data: bytes) -> None:
    assert sniff(data, name).media_type.startswith("image/")


def test_a_table_of_a_million_columns_is_not_checked_cell_by_cell(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(",".join("a" * 1_000_002))
    report = check_file(path, ())
    assert [one.code for one in report.findings] == ["F-SIZE"]
    assert report.blocked


def test_a_few_kilobytes_of_empty_paragraphs_are_not_made_objects() -> None:
    """Two hundred thousand of them took a minute and most of a gigabyte, and there was no end."""
    data = document(main=DOCUMENT.replace("</w:body>", f"{'<w:p/>' * 700_000}</w:body>"))
    assert len(data) < 10_000
    with pytest.raises(ProblemsError, match="F-BOMB"):
        import_bytes(data, "通知.docx")
