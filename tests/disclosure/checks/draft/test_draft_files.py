"""Files of a draft: what cannot be read blocks, and what is in them is found."""

from io import BytesIO
from pathlib import Path

import docx
import openpyxl
import pytest

from gongkai.disclosure.checks.draft import DraftFile, FileKind
from gongkai.rules.text import Grade
from tests.disclosure.checks.draft.drafts import checked, codes

MOBILE = "13812345678"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 16


def word(text: str) -> bytes:
    document = docx.Document()
    document.core_properties.author = ""
    document.add_paragraph(text)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def workbook_with_hidden_sheet(text: str) -> bytes:
    book = openpyxl.Workbook()
    book.create_sheet("统计").append(["事项"])
    hidden = book.create_sheet("名单")
    hidden.append(["手机", text])
    hidden.sheet_state = "hidden"
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def test_what_is_in_a_file_is_found_with_the_file_s_name() -> None:
    report = checked(files=(DraftFile(name="名单.docx", content=word(f"手机{MOBILE}")),))
    found = {one.code: one for one in report.findings}
    assert found["personal.mobile"].place == "附件“名单.docx”第1段"
    assert report.blocked


def test_hidden_sheets_are_known_and_read() -> None:
    file = DraftFile(name="统计.xlsx", content=workbook_with_hidden_sheet(MOBILE))
    found = codes(checked(files=(file,)))
    assert "personal.mobile" in found
    assert any(code.startswith("file.hidden") for code in found)


def test_a_file_on_disk_is_read_where_it_lies(tmp_path: Path) -> None:
    path = tmp_path / "stored-under-its-hash"
    path.write_bytes(word("依照《合同法》办理"))
    report = checked(files=(DraftFile(name="办法.docx", content=path),))
    assert "reference.civil" in codes(report)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("坏.docx", b"PK\x03\x04 broken"),
        ("旧.doc", b"\xd0\xcf\x11\xe0"),
        ("压缩.zip", b"PK\x03\x04"),
        ("没有后缀", b"abc"),
        ("", b""),
        ("假文本.txt", PNG),
        ("../../x.exe", b"MZ"),
    ],
)
def test_a_file_that_cannot_be_read_blocks(name: str, content: bytes) -> None:
    assert checked(files=(DraftFile(name=name, content=content),)).blocked


def test_a_file_that_is_not_there_blocks(tmp_path: Path) -> None:
    for kind in (FileKind.DOCUMENT, FileKind.IMAGE):
        file = DraftFile(name="图.png", content=tmp_path / "none", kind=kind)
        assert checked(files=(file,)).blocked


def test_the_name_of_a_file_is_read_and_never_shown() -> None:
    for kind in (FileKind.DOCUMENT, FileKind.IMAGE):
        file = DraftFile(name=f"张三{MOBILE}.png", content=PNG, kind=kind)
        report = checked(files=(file,))
        assert report.blocked
        assert MOBILE not in str(report)


def test_pictures_and_recordings_need_words() -> None:
    bare = DraftFile(name="图解.png", content=PNG, kind=FileKind.IMAGE)
    grades = {one.code: one.grade for one in checked(files=(bare,)).findings}
    assert grades["access.media"] is Grade.WARN
    assert grades["file.media"] is Grade.NOTE
    said = DraftFile(name="图解.png", content=PNG, kind=FileKind.IMAGE, description="四步办理流程")
    assert codes(checked(files=(said,))) == ["file.media"]


def test_the_words_for_a_picture_are_read_too() -> None:
    file = DraftFile(name="图.png", content=PNG, kind=FileKind.IMAGE, description=f"手机{MOBILE}")
    found = {one.code: one.place for one in checked(files=(file,)).findings}
    assert found["personal.mobile"] == "附件“图.png”说明"


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("图.png", b"GIF89a", FileKind.IMAGE),
        ("图.svg", b"<svg/>", FileKind.IMAGE),
        ("录音.mp3", b"RIFF....WAVE", FileKind.AUDIO),
        ("录像.mp4", b"MZ", FileKind.VIDEO),
    ],
)
def test_a_medium_that_is_not_what_it_says_blocks(
    name: str, content: bytes, kind: FileKind
) -> None:
    file = DraftFile(name=name, content=content, kind=kind, description="内容说明")
    assert checked(files=(file,)).blocked


@pytest.mark.parametrize(
    ("one", "two", "alike"),
    [
        ("附件1.docx", "附件1(1).docx", True),
        ("方案.docx", "方案 - 副本.docx", True),
        ("名单.DOCX", "名单.docx", True),
        ("附件1.docx", "附件2.docx", False),
        ("名单.docx", "名单.xlsx", False),
    ],
)
def test_files_a_reader_would_mix_up_are_named(one: str, two: str, alike: bool) -> None:
    files = tuple(DraftFile(name=name, content=word("正文")) for name in (one, two))
    assert ("file.alike" in codes(checked(files=files))) is alike
