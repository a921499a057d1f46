"""Files that are refused, each with a message that says what to do, and never a traceback."""

import os
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongkai.disclosure.importing import SourceKind, check_source, import_bytes, read_source
from gongkai.policy.problems import ProblemsError
from tests.disclosure.importing.word import Word, repacked


def word() -> bytes:
    made = Word()
    made.add("关于放假的通知")
    return made.data()


def refused(data: bytes) -> str:
    """The code and message with which an import is refused."""
    with pytest.raises(ProblemsError) as caught:
        import_bytes(data, "示例.docx")
    problem = caught.value.problems[0]
    assert problem.place.file == "示例.docx"
    return f"{problem.code} {problem.message}"


def test_an_empty_file_is_refused() -> None:
    assert refused(b"").startswith("F-EMPTY")


def test_a_document_with_macros_is_refused() -> None:
    assert refused(repacked(word(), {"word/vbaProject.bin": b"x"})).startswith("F-MACRO")


def test_a_document_that_says_macros_are_enabled_is_refused() -> None:
    types = (
        b'<Types><Override ContentType="application/vnd.ms-word.document.macroEnabled"/></Types>'
    )
    assert refused(repacked(word(), {"[Content_Types].xml": types})).startswith("F-MACRO")


def test_a_password_is_told_from_damage() -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")
    assert "密码" in refused(ole)


def test_an_old_document_with_macros_is_refused_before_any_program_opens_it() -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "_VBA_PROJECT".encode("utf-16-le")
    assert refused(ole).startswith("F-MACRO")


def test_a_bomb_is_refused_without_being_unpacked() -> None:
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b"0" * (70 * 1024 * 1024))
    assert refused(target.getvalue()).startswith("F-BOMB")


def test_an_entity_bomb_is_refused() -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'
    assert refused(repacked(word(), {"word/document.xml": bomb})).startswith("F-BOMB")


def test_a_broken_part_is_named() -> None:
    message = refused(repacked(word(), {"word/document.xml": b"<w:document>"}))
    assert message.startswith("F-BROKEN")
    assert "word/document.xml" in message


def test_tables_nested_without_end_are_refused() -> None:
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    deep = "<w:tbl><w:tr><w:tc>" * 80 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 80
    document = f"<w:document {space}><w:body>{deep}</w:body></w:document>".encode()
    assert refused(repacked(word(), {"word/document.xml": document})).startswith("F-")


def test_a_workbook_and_a_plain_archive_are_not_documents() -> None:
    target = BytesIO()
    with ZipFile(target, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<x/>")
    assert refused(target.getvalue()).startswith("F-KIND")


def test_a_picture_is_not_a_document() -> None:
    assert refused(b"\x89PNG\r\n\x1a\n\0\0\0").startswith("F-KIND")


def test_a_document_of_nothing_is_refused() -> None:
    assert refused(Word().data()).startswith("F-EMPTY")


def test_files_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    for path, code in ((tmp_path, "F-DIR"), (tmp_path / "没有.docx", "F-MISSING")):
        with pytest.raises(ProblemsError) as caught:
            read_source(path)
        assert caught.value.problems[0].code == code
        assert caught.value.problems[0].place.file == str(path)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_named(tmp_path: Path) -> None:
    path = tmp_path / "锁.docx"
    path.write_bytes(word())
    path.chmod(0)
    with pytest.raises(ProblemsError, match="F-ACCESS"):
        read_source(path)


def test_text_is_read_in_both_encodings() -> None:
    text = "示例县民政局关于放假的通知\n示民发〔2023〕1号\n各乡镇：\n<b>现通知如下。</b>"
    for encoding in ("utf-8", "utf-8-sig", "gb18030"):
        one = import_bytes(text.encode(encoding), "示例.txt")
        assert one.kind is SourceKind.TEXT
        assert one.recognised.number is not None
        assert one.recognised.number.value.canonical == "示民发〔2023〕1号"
        assert "&lt;b&gt;现通知如下。" in one.html


def test_the_original_is_known_by_its_hash() -> None:
    data = word()
    assert import_bytes(data, "a.docx").sha256 == check_source(data, "b.docx").sha256


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_a_damaged_file_is_imported_or_refused_and_nothing_else(data: st.DataObject) -> None:
    content = bytearray(DAMAGED)
    for _ in range(data.draw(st.integers(1, 8))):
        place = data.draw(st.integers(0, len(content) - 1))
        content[place] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(content)))
    damaged = bytes(content[:cut]) if data.draw(st.booleans()) else bytes(content)
    if damaged.startswith(b"\xd0\xcf"):
        return
    outcome = ""
    try:
        outcome = import_bytes(damaged, "示例.docx").html
    except ProblemsError as error:
        outcome = error.problems[0].message
    assert outcome


DAMAGED = word()
